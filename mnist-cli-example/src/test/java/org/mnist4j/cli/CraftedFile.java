package org.mnist4j.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A safetensors file of this library with any change to it under the right hash: what somebody could make on purpose. */
final class CraftedFile {

    private static final String ZERO_HASH = "0".repeat(64);

    private CraftedFile() {}

    /** Where the tensors begin. */
    static int dataStart(byte[] file) {
        return Long.BYTES
                + (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** The header's text with the first such piece replaced. */
    static byte[] with(byte[] file, String piece, String replacement) {
        String header = header(file);
        int at = header.indexOf(piece);
        if (at < 0) {
            throw new AssertionError(piece + " is not in " + header);
        }
        String changed = header.substring(0, at) + replacement + header.substring(at + piece.length());
        return hashed(changed, Arrays.copyOfRange(file, dataStart(file), file.length));
    }

    /** Some of the values, counted from the first tensor's first, with another one in their place. */
    static byte[] withValues(byte[] file, int from, int to, float value) {
        byte[] data = Arrays.copyOfRange(file, dataStart(file), file.length);
        ByteBuffer values = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = from; i < to; i++) {
            values.putFloat(i * Float.BYTES, value);
        }
        return hashed(header(file), data);
    }

    /** Without all such pieces of the header, and with so many values only. */
    static byte[] without(byte[] file, String pieces, int values) {
        int start = dataStart(file);
        String header = header(file).replaceAll(pieces, "");
        return hashed(header, Arrays.copyOfRange(file, start, start + values * Float.BYTES));
    }

    /** A file without a hash that has this header. */
    static byte[] container(String header) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + text.length).order(ByteOrder.LITTLE_ENDIAN);
        return buffer.putLong(text.length).put(text).array();
    }

    /** A file of this size, of which the disk holds the first 256 bytes alone: the header, up to the tensors. */
    static void writeSparse(Path file, String header, long size) throws IOException {
        Files.write(file, container(header + " ".repeat(256 - Long.BYTES - header.length())));
        try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
            hole.setLength(size);
        }
    }

    private static String header(byte[] file) {
        return new String(file, Long.BYTES, dataStart(file) - Long.BYTES, StandardCharsets.UTF_8);
    }

    private static byte[] hashed(String header, byte[] data) {
        String zeroed = header.replaceAll("\"sha256\":\"[0-9a-f]{64}\"", "\"sha256\":\"" + ZERO_HASH + "\"");
        byte[] file = TestBytes.joined(container(zeroed), data);
        try {
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(file));
            String latin1 = new String(file, StandardCharsets.ISO_8859_1);
            return latin1.replace(ZERO_HASH, hash).getBytes(StandardCharsets.ISO_8859_1);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
