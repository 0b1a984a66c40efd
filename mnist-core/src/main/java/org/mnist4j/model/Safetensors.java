package org.mnist4j.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Map;
import java.util.TreeMap;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.model.ModelFormatException.Reason;

/**
 * The safetensors container: 8 bytes of little-endian header length, a JSON header, then the tensors' bytes.
 *
 * <p>Files carry a SHA-256 of themselves in the metadata entry {@code sha256}, computed with that entry's 64 digits set
 * to zero. Tensors are float32, stored in order without a gap.
 */
final class Safetensors {

    static final int MAX_HEADER = 1 << 20;
    static final long MAX_FILE = 1L << 30;
    private static final String HASH_KEY = "sha256";
    private static final String ZERO_HASH = "0".repeat(64);

    private final String source;
    private final Map<String, String> metadata;
    private final List<TensorSpec> tensors;
    private final byte[] bytes;
    private final int dataStart;

    private Safetensors(
            String source, Map<String, String> metadata, List<TensorSpec> tensors, byte[] bytes, int dataStart) {
        this.source = source;
        this.metadata = metadata;
        this.tensors = tensors;
        this.bytes = bytes;
        this.dataStart = dataStart;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    /** The tensors in the order of their bytes. */
    List<TensorSpec> tensors() {
        return tensors;
    }

    static void write(Path file, Map<String, String> metadata, List<TensorSpec> tensors, float[] values) {
        byte[] header = header(metadata, tensors);
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + header.length + values.length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(header.length).put(header).asFloatBuffer().put(values);
        byte[] bytes = buffer.array();
        int hashAt = hashPosition(bytes, header.length);
        byte[] hash = sha256(bytes).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(hash, 0, bytes, hashAt, hash.length);
        try {
            AtomicFile.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the model cannot be written: " + e, e);
        }
    }

    private static byte[] header(Map<String, String> metadata, List<TensorSpec> tensors) {
        JsonMapper json = new JsonMapper();
        ObjectNode header = json.createObjectNode();
        ObjectNode entries = header.putObject("__metadata__");
        new TreeMap<>(metadata).forEach(entries::put);
        entries.put(HASH_KEY, ZERO_HASH);
        long offset = 0;
        for (TensorSpec tensor : tensors) {
            ObjectNode entry = header.putObject(tensor.name());
            entry.put("dtype", "F32");
            tensor.shape().forEach(entry.putArray("shape")::add);
            long end = offset + (long) tensor.size() * Float.BYTES;
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        try {
            byte[] text = json.writeValueAsBytes(header);
            // Spaces at the end align the tensors to eight bytes, as the format recommends.
            byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
            Arrays.fill(padded, text.length, padded.length, (byte) ' ');
            return padded;
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of plain nodes can always be written", e);
        }
    }

    static Safetensors read(Path file) {
        String source = file.toString();
        byte[] bytes = readBytes(file, source);
        long headerLength =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        SafetensorsHeader header = SafetensorsHeader.parse(source, bytes, headerLength);
        String hash = header.metadata().get(HASH_KEY);
        if (hash == null || !hash.matches("[0-9a-f]{64}")) {
            throw new ModelFormatException(source, Reason.METADATA, "its metadata has no sha256 of 64 hex digits");
        }
        int dataStart = Long.BYTES + (int) headerLength;
        int hashAt = hashPosition(bytes, (int) headerLength);
        if (hashAt < 0) {
            throw new ModelFormatException(source, Reason.METADATA, "its sha256 must stand once, as plain digits");
        }
        byte[] zeroed = bytes.clone();
        Arrays.fill(zeroed, hashAt, hashAt + ZERO_HASH.length(), (byte) '0');
        String actual = sha256(zeroed);
        if (!actual.equals(hash)) {
            throw new ModelFormatException(
                    source,
                    Reason.HASH_MISMATCH,
                    "is damaged: its SHA-256 should be " + hash + ", is " + actual + "; take another copy");
        }
        return new Safetensors(source, header.metadata(), header.tensors(), bytes, dataStart);
    }

    private static byte[] readBytes(Path file, String source) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new ModelFormatException(
                        source,
                        Reason.FILE,
                        Files.exists(file) ? "is not a regular file" : "file not found; check the path");
            }
            if (Files.size(file) > MAX_FILE) {
                throw new ModelFormatException(
                        source,
                        Reason.NOT_A_MODEL,
                        "has " + Files.size(file) + " bytes, a model has at most " + MAX_FILE);
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] start = in.readNBytes(Long.BYTES + 1);
                SafetensorsHeader.requireStart(source, start, Files.size(file));
                byte[] rest = in.readNBytes((int) MAX_FILE - start.length + 1);
                byte[] all = Arrays.copyOf(start, start.length + rest.length);
                System.arraycopy(rest, 0, all, start.length, rest.length);
                return all;
            }
        } catch (IOException e) {
            throw new ModelFormatException(source, Reason.FILE, "cannot be read: " + e, e);
        }
    }

    /** Where the digits of the hash begin; -1 if the entry does not stand exactly once in the plain form we write. */
    private static int hashPosition(byte[] bytes, int headerLength) {
        String header = new String(bytes, Long.BYTES, headerLength, StandardCharsets.ISO_8859_1);
        String entry = "\"" + HASH_KEY + "\":\"";
        int at = header.indexOf(entry);
        boolean once = at >= 0 && header.indexOf(entry, at + 1) < 0;
        return once ? Long.BYTES + at + entry.length() : -1;
    }

    /** All tensors' values, one after the other. */
    float[] readValues() {
        float[] values = new float[(bytes.length - dataStart) / Float.BYTES];
        ByteBuffer.wrap(bytes, dataStart, bytes.length - dataStart)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return source + " " + tensors;
    }
}
