package org.mnist4j.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A message of Protocol Buffers that is being put together, field by field; its size is known before it is written.
 *
 * <p>The format: a field is a varint of {@code number << 3 | type}, then its content. Type 0 is a varint, seven bits a
 * byte and the lowest first; type 5 is four bytes; type 2 is a length and as many bytes, for text, arrays and messages.
 */
final class ProtoMessage {

    static final int VARINT = 0;
    static final int EIGHT_BYTES = 1;
    static final int LENGTH = 2;
    static final int FOUR_BYTES = 5;

    private static final int CHUNK = 4096; // floats

    private interface Part {
        void writeTo(OutputStream out) throws IOException;
    }

    private final List<Part> parts = new ArrayList<>();
    private long size;

    /** Bytes of the fields added so far. */
    long size() {
        return size;
    }

    ProtoMessage varint(int field, long value) {
        return bytes(out -> {
            put(out, (long) field << 3 | VARINT);
            put(out, value);
        });
    }

    ProtoMessage float32(int field, float value) {
        return bytes(out -> {
            put(out, (long) field << 3 | FOUR_BYTES);
            int bits = Float.floatToIntBits(value);
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                out.write(bits >>> shift);
            }
        });
    }

    ProtoMessage text(int field, String value) {
        byte[] content = value.getBytes(StandardCharsets.UTF_8);
        start(field, content.length);
        return add(content.length, out -> out.write(content));
    }

    /** A message that gets no more fields. */
    ProtoMessage message(int field, ProtoMessage value) {
        start(field, value.size);
        return add(value.size, value::writeTo);
    }

    /** The values' little-endian bytes; they are written from the array itself. */
    ProtoMessage floats(int field, float[] values) {
        long length = (long) values.length * Float.BYTES;
        start(field, length);
        return add(length, out -> write(values, out));
    }

    void writeTo(OutputStream out) throws IOException {
        for (Part part : parts) {
            part.writeTo(out);
        }
    }

    private void start(int field, long length) {
        bytes(out -> {
            put(out, (long) field << 3 | LENGTH);
            put(out, length);
        });
    }

    private ProtoMessage bytes(Consumer<ByteArrayOutputStream> content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.accept(out);
        byte[] bytes = out.toByteArray();
        return add(bytes.length, to -> to.write(bytes));
    }

    private ProtoMessage add(long length, Part part) {
        parts.add(part);
        size += length;
        return this;
    }

    private static void put(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static void write(float[] values, OutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; at += CHUNK) {
            int count = Math.min(CHUNK, values.length - at);
            bytes.asFloatBuffer().put(values, at, count);
            out.write(bytes.array(), 0, count * Float.BYTES);
        }
    }
}
