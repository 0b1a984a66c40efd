package org.mnist4j.model;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The element types of safetensors that this library reads, by their names in the file. */
enum Dtype {
    F32(4),
    F16(2),
    BF16(2),
    /** Only for the counter of PyTorch's batch normalization, whose value is not needed. */
    I64(8);

    final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /** The type of this name; null if it is not one of these. */
    static @Nullable Dtype named(@Nullable String name) {
        for (Dtype dtype : values()) {
            if (dtype.name().equals(name)) {
                return dtype;
            }
        }
        return null;
    }

    /** The next element of a little-endian buffer as a float: the same number, whatever the type. */
    float next(ByteBuffer in) {
        return switch (this) {
            case F32 -> in.getFloat();
            case F16 -> ofHalf(in.getShort());
            case BF16 -> Float.intBitsToFloat(in.getShort() << 16);
            case I64 -> throw new IllegalStateException("a counter is no weight");
        };
    }

    /** IEEE 754 binary16: 1 sign bit, 5 exponent bits with bias 15, 10 fraction bits. */
    private static float ofHalf(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >> 10) & 0x1F;
        int fraction = half & 0x3FF;
        if (exponent == 0) {
            float subnormal = fraction * 0x1p-24f;
            return sign == 0 ? subnormal : -subnormal;
        }
        int widened = exponent == 0x1F ? 0xFF : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
    }
}
