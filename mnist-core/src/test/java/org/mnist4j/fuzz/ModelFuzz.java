package org.mnist4j.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layers;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.PyTorchWeights;

/**
 * Any bytes as a model file and as weights to import, unchanged and with the header's length and hash fixed, so that the
 * checks after the hash are reached too.
 */
public final class ModelFuzz {

    private static final String HASH_ENTRY = "\"sha256\":\"";
    private static final int HASH_DIGITS = 64;

    /** The network of the seed input {@code state-dict}. */
    private static final ExperimentConfig NETWORK = ExperimentConfig.builder()
            .input(ImageShape.of(2, 2, 3))
            .classes(2)
            .layers(Layers.flatten(), Layers.batchNorm(), Layers.dense(3), Layers.dense(3))
            .epochs(1)
            .build();

    private ModelFuzz() {}

    /** The entry point for Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        load(input);
        importWeights(input);
        byte[] fixed = fixed(input);
        load(fixed);
        importWeights(fixed);
    }

    private static void importWeights(byte[] content) {
        Path file = FuzzFile.of("state.safetensors", content);
        Model model;
        try {
            model = PyTorchWeights.read(file, NETWORK).model();
        } catch (ModelFormatException e) {
            FuzzFile.requireCleanRejection(file, e.source(), String.valueOf(e.getMessage()));
            return;
        }
        Path again = FuzzFile.named("imported.safetensors");
        model.save(again);
        Model loaded = Model.load(again);
        FuzzFile.require(Arrays.equals(loaded.parameters(), model.parameters()), "saved with different parameters");
        FuzzFile.require(loaded.importedFrom().equals(model.importedFrom()), "saved with a different source");
    }

    private static void load(byte[] content) {
        Path file = FuzzFile.of("model.safetensors", content);
        Classifier classifier;
        try {
            classifier = Classifier.load(file);
        } catch (ModelFormatException e) {
            FuzzFile.requireCleanRejection(file, e.source(), String.valueOf(e.getMessage()));
            return;
        }
        Path again = FuzzFile.named("again.safetensors");
        classifier.save(again);
        Classifier loaded = Classifier.load(again);
        FuzzFile.require(loaded.members().size() == classifier.members().size(), "saved with other members");
        for (int m = 0; m < loaded.members().size(); m++) {
            Model before = classifier.members().get(m);
            Model after = loaded.members().get(m);
            FuzzFile.require(after.config().equals(before.config()), "saved with a different configuration");
            FuzzFile.require(Arrays.equals(after.parameters(), before.parameters()), "saved with different parameters");
        }
        try {
            classifier.predict(new byte[classifier.input().size()]);
        } catch (ArithmeticException e) {
            FuzzFile.require(String.valueOf(e.getMessage()).contains("overflow"), "unexpected failure: " + e);
        }
    }

    /** Sets the header's length to end at the last brace, and the correct digits where there is a hash. */
    private static byte[] fixed(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int headerEnd = text.lastIndexOf('}') + 1;
        if (headerEnd <= Long.BYTES) {
            return input;
        }
        byte[] fixed = input.clone();
        ByteBuffer.wrap(fixed).order(ByteOrder.LITTLE_ENDIAN).putLong(headerEnd - Long.BYTES);
        int hashAt = text.indexOf(HASH_ENTRY) + HASH_ENTRY.length();
        if (hashAt < HASH_ENTRY.length() || hashAt + HASH_DIGITS > headerEnd) {
            return fixed;
        }
        Arrays.fill(fixed, hashAt, hashAt + HASH_DIGITS, (byte) '0');
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(fixed);
            byte[] digits = HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digits, 0, fixed, hashAt, digits.length);
            return fixed;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
