package org.mnist4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layers;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Model;

/** A model of 784-1-2 as a file, with any change to it under the right hash: what somebody could make on purpose. */
final class CraftedModel {

    private static final int PARAMETERS = 784 + 1 + 2 + 2;
    static final int DATA_BYTES = PARAMETERS * Float.BYTES;
    private static final String ZERO_HASH = "0".repeat(64);

    private CraftedModel() {}

    static Model model() {
        ExperimentConfig config = ExperimentConfig.builder()
                .input(ImageShape.of(28, 28, 1))
                .classes(2)
                .layers(Layers.dense(1))
                .epochs(1)
                .build();
        float[] parameters = new float[PARAMETERS];
        Arrays.fill(parameters, 0.5f);
        return Model.of(config, List.of("zero", "one"), parameters);
    }

    static byte[] bytes() {
        try {
            Path file = Files.createTempFile("mnist4j", ".safetensors");
            model().save(file);
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The header's text with the first such piece replaced. */
    static byte[] with(String piece, String replacement) {
        byte[] file = bytes();
        String header = new String(file, 8, file.length - DATA_BYTES - 8, StandardCharsets.UTF_8);
        int at = header.indexOf(piece);
        if (at < 0) {
            throw new AssertionError(piece + " is not in " + header);
        }
        String changed = header.substring(0, at) + replacement + header.substring(at + piece.length());
        return hashed(changed, Arrays.copyOfRange(file, file.length - DATA_BYTES, file.length));
    }

    /** All parameters with this value. */
    static byte[] withWeights(float value) {
        byte[] file = bytes();
        String header = new String(file, 8, file.length - DATA_BYTES - 8, StandardCharsets.UTF_8);
        ByteBuffer data = ByteBuffer.allocate(DATA_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < PARAMETERS; i++) {
            data.putFloat(value);
        }
        return hashed(header, data.array());
    }

    private static byte[] hashed(String header, byte[] data) {
        String zeroed = header.replaceAll("\"sha256\":\"[0-9a-f]{64}\"", "\"sha256\":\"" + ZERO_HASH + "\"");
        byte[] text = zeroed.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(text.length).put(text).put(data);
        try {
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(buffer.array()));
            String latin1 = new String(buffer.array(), StandardCharsets.ISO_8859_1);
            return latin1.replace(ZERO_HASH, hash).getBytes(StandardCharsets.ISO_8859_1);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
