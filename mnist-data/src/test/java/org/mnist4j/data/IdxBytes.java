package org.mnist4j.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Valid and invalid IDX files for tests. */
final class IdxBytes {

    private IdxBytes() {}

    /** A header with this type and these dimensions, and a body. */
    static byte[] idx(int type, int[] dimensions, byte... body) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + body.length);
        buffer.put(new byte[] {0, 0, (byte) type, (byte) dimensions.length});
        for (int dimension : dimensions) {
            buffer.putInt(dimension);
        }
        return buffer.put(body).array();
    }

    /** Images of 2 rows and 3 columns; the pixels of the file are 0, 1, 2, ... */
    static byte[] images(int count) {
        byte[] body = new byte[count * 6];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }
        return idx(0x08, new int[] {count, 2, 3}, body);
    }

    static byte[] labels(int... labels) {
        byte[] body = new byte[labels.length];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) labels[i];
        }
        return idx(0x08, new int[] {labels.length}, body);
    }

    /** QMNIST's labels: eight int32 columns, the class first. */
    static byte[] qmnistLabels(int... labels) {
        ByteBuffer body = ByteBuffer.allocate(labels.length * 32);
        for (int label : labels) {
            body.putInt(label);
            for (int column = 1; column < 8; column++) {
                body.putInt(1000 + column);
            }
        }
        return idx(0x0C, new int[] {labels.length, 8}, body.array());
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Path write(Path directory, String name, byte[] content) {
        try {
            return Files.write(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
