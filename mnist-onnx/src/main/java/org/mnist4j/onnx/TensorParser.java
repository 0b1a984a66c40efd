package org.mnist4j.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.ModelFormatException.Reason;

/** Reads one tensor, and checks that it has as many values as its shape says before anything is made of them. */
final class TensorParser {

    static final int MAX_DIMS = 8;

    /** Whole numbers are shapes, axes and indices. */
    private static final int MAX_INTEGERS = 1000;

    private final String source;
    private final List<Long> dims = new ArrayList<>();
    private final List<Long> integers = new ArrayList<>();
    private final List<ByteBuffer> floats = new ArrayList<>();
    private @Nullable ByteBuffer raw;
    private String name = "";
    private long type;
    private int values; // in the fields for single types

    private TensorParser(String source) {
        this.source = source;
    }

    static OnnxTensor parse(String source, ProtoReader message, int longestName) {
        TensorParser parser = new TensorParser(source);
        parser.read(message, longestName);
        return parser.tensor();
    }

    private void read(ProtoReader message, int longestName) {
        while (message.next()) {
            switch (message.field()) {
                case 1 -> message.varints(side -> add(dims, side, MAX_DIMS, "dimensions"));
                case 2 -> type = message.once().varint();
                case 3 -> throw unsupported("is stored in segments");
                case 4 -> addFloats(message.packedFloats());
                case 5, 7 -> message.varints(value -> add(integers, value, MAX_INTEGERS, "whole numbers"));
                case 8 -> name = message.once().text(longestName);
                case 9 -> raw = message.once().content();
                case 13 -> throw unsupported("is stored in another file, which is not read; export it as one file");
                case 14 -> {
                    if (message.once().varint() != 0) {
                        throw unsupported("is stored in another file, which is not read; export it as one file");
                    }
                }
                default -> message.skip();
            }
        }
    }

    private void add(List<Long> list, long value, int allowed, String what) {
        if (list.size() >= allowed) {
            throw unsupported("has more than " + allowed + " " + what);
        }
        list.add(value);
    }

    private void addFloats(ByteBuffer packed) {
        if (packed.remaining() % Float.BYTES != 0) {
            throw problem(Reason.STRUCTURE, "has a value cut short");
        }
        values += packed.remaining() / Float.BYTES;
        if (floats.size() >= MAX_INTEGERS) {
            throw unsupported("has its values one by one; write them as raw data");
        }
        floats.add(packed);
    }

    private OnnxTensor tensor() {
        int[] shape = shape();
        if (type == ElementType.FLOAT.number) {
            return OnnxTensor.ofFloats(name, shape, floats(size(shape)));
        }
        if (type == ElementType.INT64.number || type == ElementType.INT32.number || type == ElementType.BOOL.number) {
            return OnnxTensor.ofIntegers(name, shape, integers(size(shape)));
        }
        return OnnxTensor.ofOtherType(name, type, shape);
    }

    private int[] shape() {
        long size = 1;
        for (long side : dims) {
            if (side < 0 || side > Integer.MAX_VALUE || size * side > Integer.MAX_VALUE) {
                throw problem(Reason.TENSOR, "has the shape " + dims + ", which no file has room for");
            }
            size *= side;
        }
        return dims.stream().mapToInt(Long::intValue).toArray();
    }

    private static int size(int[] shape) {
        int size = 1;
        for (int side : shape) {
            size *= side;
        }
        return size;
    }

    private ByteBuffer floats(int size) {
        requireOneForm();
        if (raw != null) {
            requireRaw(size, Float.BYTES);
            return raw;
        }
        requireCount(size, values);
        if (floats.size() == 1) {
            return floats.get(0);
        }
        ByteBuffer all = ByteBuffer.allocate(Math.multiplyExact(values, Float.BYTES));
        floats.forEach(all::put);
        return all.flip();
    }

    private long[] integers(int size) {
        requireOneForm();
        if (size > MAX_INTEGERS) {
            throw unsupported("has more than " + MAX_INTEGERS + " whole numbers");
        }
        if (raw == null) {
            requireCount(size, integers.size());
            return integers.stream().mapToLong(value -> value).toArray();
        }
        int bytes =
                type == ElementType.INT64.number ? Long.BYTES : type == ElementType.INT32.number ? Integer.BYTES : 1;
        requireRaw(size, bytes);
        ByteBuffer content = raw.order(ByteOrder.LITTLE_ENDIAN);
        long[] all = new long[size];
        for (int i = 0; i < size; i++) {
            all[i] = bytes == Long.BYTES
                    ? content.getLong(i * bytes)
                    : bytes == Integer.BYTES ? content.getInt(i * bytes) : content.get(i);
        }
        return all;
    }

    private void requireOneForm() {
        boolean hasOwn = values > 0 || !integers.isEmpty();
        boolean isOfOther = type == ElementType.FLOAT.number ? !integers.isEmpty() : values > 0;
        if (isOfOther || hasOwn && raw != null && raw.hasRemaining()) {
            throw problem(Reason.STRUCTURE, "has its values twice, or values of another type");
        }
        if (hasOwn) {
            raw = null;
        }
    }

    private void requireRaw(int size, int bytesEach) {
        if (raw != null && raw.remaining() != (long) size * bytesEach) {
            throw problem(
                    Reason.TENSOR,
                    "has the shape " + dims + ", for " + (long) size * bytesEach + " bytes, but " + raw.remaining()
                            + " are there");
        }
    }

    private void requireCount(int size, int count) {
        if (size != count) {
            throw problem(Reason.TENSOR, "has the shape " + dims + ", for " + size + " values, but has " + count);
        }
    }

    private ModelFormatException unsupported(String what) {
        return problem(Reason.UNSUPPORTED, what);
    }

    private ModelFormatException problem(Reason reason, String what) {
        String shown = name.length() > 100 ? name.substring(0, 100) + "..." : name;
        return new ModelFormatException(source, reason, "tensor \"" + shown + "\" " + what);
    }
}
