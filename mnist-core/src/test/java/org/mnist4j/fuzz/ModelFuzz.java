package org.mnist4j.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelFormatException;

/**
 * Any bytes as a model file, as they are and with their header's length and hash repaired, so that what lies behind the
 * hash is reached too.
 */
public final class ModelFuzz {

    private static final String HASH_ENTRY = "\"sha256\":\"";
    private static final int HASH_DIGITS = 64;

    private ModelFuzz() {}

    /** The entry that Jazzer looks for. */
    public static void fuzzerTestOneInput(byte[] input) {
        load(input);
        load(repaired(input));
    }

    private static void load(byte[] content) {
        Path file = FuzzFile.of("model.safetensors", content);
        Model model;
        try {
            model = Model.load(file);
        } catch (ModelFormatException e) {
            FuzzFile.requireCleanRefusal(file, e.source(), String.valueOf(e.getMessage()));
            return;
        }
        Path again = FuzzFile.named("again.safetensors");
        model.save(again);
        Model loaded = Model.load(again);
        FuzzFile.require(loaded.config().equals(model.config()), "saved with another configuration");
        FuzzFile.require(Arrays.equals(loaded.parameters(), model.parameters()), "saved with other parameters");
        try {
            model.predict(new byte[model.config().input().size()]);
        } catch (ArithmeticException e) {
            FuzzFile.require(String.valueOf(e.getMessage()).contains("overflow"), "another failure: " + e);
        }
    }

    /** The length of the header up to the last brace, and the right digits where a hash stands. */
    private static byte[] repaired(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int headerEnd = text.lastIndexOf('}') + 1;
        if (headerEnd <= Long.BYTES) {
            return input;
        }
        byte[] repaired = input.clone();
        ByteBuffer.wrap(repaired).order(ByteOrder.LITTLE_ENDIAN).putLong(headerEnd - Long.BYTES);
        int hashAt = text.indexOf(HASH_ENTRY) + HASH_ENTRY.length();
        if (hashAt < HASH_ENTRY.length() || hashAt + HASH_DIGITS > headerEnd) {
            return repaired;
        }
        Arrays.fill(repaired, hashAt, hashAt + HASH_DIGITS, (byte) '0');
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(repaired);
            byte[] digits = HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digits, 0, repaired, hashAt, digits.length);
            return repaired;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
