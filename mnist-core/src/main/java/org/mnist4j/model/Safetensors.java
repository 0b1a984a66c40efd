package org.mnist4j.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
import org.mnist4j.storage.AtomicFile;

/**
 * The safetensors container: 8 bytes of little-endian header length, a JSON header, then the tensors' bytes.
 *
 * <p>Files contain their own SHA-256 in the metadata entry {@code sha256}, computed with that entry's 64 digits set to
 * zero. Tensors are float32, stored in order without gaps.
 *
 * <p>Internal to this library; applications call {@link Model#save} and {@link Model#load}.
 */
public final class Safetensors {

    private static final int CHUNK = 1 << 16;
    private static final String HASH_KEY = "sha256";
    private static final String ZERO_HASH = "0".repeat(64);

    private Safetensors() {}

    /**
     * Writes a file: atomically, forced to the disk, with the same bytes for the same content.
     *
     * @param metadata the header's metadata, without the hash
     * @param tensors names and shapes, in the order in which their values follow
     * @param values the tensors' values one after the other, in any number of pieces
     * @throws IOException if the file cannot be written; an existing file is then left unchanged
     */
    public static void write(Path file, Map<String, String> metadata, List<TensorSpec> tensors, List<float[]> values)
            throws IOException {
        byte[] header = header(metadata, tensors);
        byte[] head = ByteBuffer.allocate(Long.BYTES + header.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
        MessageDigest digest = sha256();
        digest.update(head);
        forEachChunk(values, digest::update);
        byte[] hash = HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(hash, 0, head, hashPosition(head), hash.length);
        AtomicFile.write(file, out -> {
            out.write(head);
            forEachChunk(values, out::write);
        });
    }

    /**
     * Requires that a reader will accept a file of this size.
     *
     * @throws IllegalArgumentException if it is too large
     */
    static void requireReadable(
            Map<String, String> metadata, List<TensorSpec> tensors, SafetensorsReader.Limits limits) {
        if (tensors.size() > SafetensorsHeader.MAX_TENSORS) {
            throw tooLarge(tensors.size(), "tensors", SafetensorsHeader.MAX_TENSORS);
        }
        int header = header(metadata, tensors).length;
        if (header > limits.headerBytes()) {
            throw tooLarge(header, "bytes of configurations and names", limits.headerBytes());
        }
        long values = tensors.stream().mapToLong(TensorSpec::size).sum();
        long bytes = Long.BYTES + header + values * Float.BYTES;
        if (bytes > limits.fileBytes()) {
            throw tooLarge(bytes, "bytes", limits.fileBytes());
        }
    }

    private static IllegalArgumentException tooLarge(long size, String unit, long most) {
        return new IllegalArgumentException(
                "the file would have " + size + " " + unit + ", but a reader accepts at most " + most);
    }

    private interface ChunkConsumer<E extends Exception> {
        void accept(byte[] bytes, int offset, int length) throws E;
    }

    /** Passes the values to the consumer as little-endian bytes, chunk by chunk. */
    private static <E extends Exception> void forEachChunk(List<float[]> values, ChunkConsumer<E> consumer) throws E {
        byte[] chunk = new byte[CHUNK];
        ByteBuffer littleEndian = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] piece : values) {
            int step = chunk.length / Float.BYTES;
            for (int from = 0; from < piece.length; from += step) {
                int count = Math.min(step, piece.length - from);
                littleEndian.asFloatBuffer().put(piece, from, count);
                consumer.accept(chunk, 0, count * Float.BYTES);
            }
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

    /**
     * Reads the tensors that follow the header and checks the hash of the whole file. {@link SafetensorsHeader#read}
     * has already checked the sizes against the file.
     */
    static float[] readValues(String source, SafetensorsHeader header, InputStream in) throws IOException {
        String hash = header.metadata().get(HASH_KEY);
        if (hash == null || !hash.matches("[0-9a-f]{64}")) {
            throw new ModelFormatException(source, Reason.METADATA, "its metadata has no sha256 of 64 hex digits");
        }
        byte[] head = header.bytes();
        int hashAt = hashPosition(head);
        if (hashAt < 0) {
            throw new ModelFormatException(
                    source, Reason.METADATA, "its sha256 must occur exactly once, as plain digits");
        }
        Arrays.fill(head, hashAt, hashAt + ZERO_HASH.length(), (byte) '0');
        MessageDigest digest = sha256();
        digest.update(head);
        float[] values = readFloats(source, header.values(), in, digest);
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(hash)) {
            throw new ModelFormatException(
                    source,
                    Reason.HASH_MISMATCH,
                    "is damaged: its SHA-256 should be " + hash + " but is " + actual + "; use another copy");
        }
        return values;
    }

    /** Reads another program's tensors, each to its offset or nowhere, and returns the SHA-256 of the whole file. */
    static String readInto(String source, SafetensorsHeader header, InputStream in, float[] values, int[] offsets)
            throws IOException {
        MessageDigest digest = sha256();
        digest.update(header.bytes());
        byte[] chunk = new byte[CHUNK];
        for (int t = 0; t < offsets.length; t++) {
            Dtype dtype = header.dtypes().get(t);
            int count = header.tensors().get(t).size();
            for (int done = 0; done < count; ) {
                int wanted = Math.min(chunk.length / dtype.bytes, count - done);
                readFully(source, in, chunk, wanted * dtype.bytes);
                digest.update(chunk, 0, wanted * dtype.bytes);
                ByteBuffer littleEndian = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < wanted && offsets[t] >= 0; i++) {
                    values[offsets[t] + done + i] = dtype.next(littleEndian);
                }
                done += wanted;
            }
        }
        requireEnd(source, in);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void readFully(String source, InputStream in, byte[] chunk, int bytes) throws IOException {
        if (in.readNBytes(chunk, 0, bytes) < bytes) {
            throw new ModelFormatException(source, Reason.STRUCTURE, "became shorter while it was being read");
        }
    }

    private static void requireEnd(String source, InputStream in) throws IOException {
        if (in.read() >= 0) {
            throw new ModelFormatException(source, Reason.STRUCTURE, "became longer while it was being read");
        }
    }

    private static float[] readFloats(String source, int count, InputStream in, MessageDigest digest)
            throws IOException {
        float[] values = new float[count];
        byte[] chunk = new byte[CHUNK];
        ByteBuffer littleEndian = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        int done = 0;
        while (done < count) {
            int wanted = Math.min(chunk.length / Float.BYTES, count - done);
            readFully(source, in, chunk, wanted * Float.BYTES);
            digest.update(chunk, 0, wanted * Float.BYTES);
            littleEndian.asFloatBuffer().get(values, done, wanted);
            done += wanted;
        }
        requireEnd(source, in);
        return values;
    }

    /**
     * The index of the hash's first digit; -1 unless the entry occurs exactly once, in the plain form that is written.
     */
    private static int hashPosition(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String entry = "\"" + HASH_KEY + "\":\"";
        int at = text.indexOf(entry);
        boolean once = at >= 0 && text.indexOf(entry, at + 1) < 0;
        return once ? at + entry.length() : -1;
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
