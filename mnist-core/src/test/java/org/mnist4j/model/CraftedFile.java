package org.mnist4j.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.mnist4j.config.ExperimentConfig;

/** A safetensors file with any header and a correct hash, as an attacker could craft it. */
final class CraftedFile {

    private static final String ZERO_HASH = "0".repeat(64);

    private CraftedFile() {}

    /** Writes the tiny model's file with a changed header and data, and recomputes the hash. */
    static void write(Path file, UnaryOperator<String> header, UnaryOperator<float[]> data) throws IOException {
        TestModels.tiny().save(file);
        Files.write(file, changed(Files.readAllBytes(file), header, data));
    }

    /** Changes a file's data and recomputes its hash. */
    static void change(Path file, UnaryOperator<float[]> data) throws IOException {
        Files.write(file, changed(Files.readAllBytes(file), UnaryOperator.identity(), data));
    }

    /** Changes a file's header and recomputes its hash. */
    static void changeHeader(Path file, UnaryOperator<String> header) throws IOException {
        Files.write(file, changed(Files.readAllBytes(file), header, UnaryOperator.identity()));
    }

    /**
     * A golden file as this release writes it: it contains fields added to configurations since, with their defaults.
     * Reading the unchanged file is tested separately.
     */
    static byte[] withTheConfigOfThisRelease(byte[] golden) throws IOException {
        return changed(golden, CraftedFile::renewConfig, values -> values);
    }

    private static String renewConfig(String header) {
        JsonMapper mapper = new JsonMapper();
        try {
            String old = mapper.readTree(header).at("/__metadata__/config").textValue();
            String now = ExperimentConfig.fromJson(old).toJson();
            String renewed = header.replace(mapper.writeValueAsString(old), mapper.writeValueAsString(now))
                    .stripTrailing();
            int length = renewed.getBytes(StandardCharsets.UTF_8).length;
            return renewed + " ".repeat(Math.floorMod(-length, 8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] changed(byte[] file, UnaryOperator<String> header, UnaryOperator<float[]> data) {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        byte[] text = new byte[(int) buffer.getLong()];
        buffer.get(text);
        float[] values = new float[buffer.remaining() / Float.BYTES];
        buffer.asFloatBuffer().get(values);
        String original = new String(text, StandardCharsets.UTF_8);
        String zeroed = original.replaceAll("\"sha256\":\"[0-9a-f]{64}\"", "\"sha256\":\"" + ZERO_HASH + "\"");
        return bytes(header.apply(zeroed), data.apply(values));
    }

    private static byte[] bytes(String header, float[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(8 + text.length + 4 * data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text);
        for (float value : data) {
            buffer.putFloat(value);
        }
        String hash;
        try {
            hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(buffer.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        String latin1 = new String(buffer.array(), StandardCharsets.ISO_8859_1);
        return latin1.replace(ZERO_HASH, hash).getBytes(StandardCharsets.ISO_8859_1);
    }
}
