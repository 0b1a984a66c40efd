package org.mnist4j.model;

import java.util.Arrays;
import java.util.List;
import org.mnist4j.config.TensorSpec;

/** A named, immutable array of floats with a shape, in row-major order. */
public final class Tensor {

    private final TensorSpec spec;
    private final float[] values;

    private Tensor(TensorSpec spec, float[] values) {
        this.spec = spec;
        this.values = values;
    }

    static Tensor copyOf(TensorSpec spec, float[] flat, int offset) {
        return new Tensor(spec, Arrays.copyOfRange(flat, offset, offset + spec.size()));
    }

    /** For instance {@code layers.0.weight}. */
    public String name() {
        return spec.name();
    }

    /** For instance {@code [128, 784]}: outputs first. */
    public List<Integer> shape() {
        return spec.shape();
    }

    /** A copy of the values, the last dimension varying fastest. */
    public float[] values() {
        return values.clone();
    }

    @Override
    public String toString() {
        return spec.name() + " " + spec.shape();
    }
}
