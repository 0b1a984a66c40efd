package org.mnist4j.onnx;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a graph does to its input before the first layer: {@code scale * x + shift}, for each channel. */
final class PixelChain {

    /** Divisors of bytes: to [0, 1] and to [0, 2]. */
    private static final double[] WHITE = {255, 127.5};

    private static final double TOLERANCE = 1e-6;

    private final double[] scale;
    private final double[] shift;
    private boolean dividesBytes;

    PixelChain(int channels) {
        this.scale = new double[channels];
        this.shift = new double[channels];
        Arrays.fill(scale, 1);
    }

    void multiply(double[] factors) {
        for (int c = 0; c < scale.length; c++) {
            scale[c] *= factors[c];
            shift[c] *= factors[c];
        }
        noteDivisor(1 / factors[0]);
    }

    void divide(double[] divisors) {
        for (int c = 0; c < scale.length; c++) {
            scale[c] /= divisors[c];
            shift[c] /= divisors[c];
        }
        noteDivisor(divisors[0]);
    }

    void add(double[] summands, int sign) {
        for (int c = 0; c < scale.length; c++) {
            shift[c] += sign * summands[c];
        }
    }

    private void noteDivisor(double divisor) {
        for (double white : WHITE) {
            dividesBytes |= Math.abs(divisor / white - 1) < TOLERANCE;
        }
    }

    /** Whether it divides by what only a byte is divided by. */
    boolean dividesBytes() {
        return dividesBytes;
    }

    /**
     * Adds the layer that makes of this library's pixels, from 0 to 1, what the network gets; none if that is the same.
     *
     * @param input what the graph's input expects
     */
    Flow apply(NetworkSketch network, Flow flow, InputScaling input) {
        double[] factor = new double[scale.length];
        double[] summand = new double[scale.length];
        boolean same = true;
        for (int c = 0; c < scale.length; c++) {
            factor[c] = scale[c] / input.deviation(c);
            summand[c] = shift[c] - input.mean(c) * factor[c];
            same &= Math.abs(factor[c] - 1) < TOLERANCE && Math.abs(summand[c]) < TOLERANCE;
        }
        return same ? flow : network.scaling(flow, factor, summand);
    }

    /** What the graph's input expects, if that can be told from the graph; else what is given. */
    @Nullable
    InputScaling scaling(boolean takesBytes, @Nullable InputScaling given) {
        return given != null ? given : takesBytes || dividesBytes ? InputScaling.bytes() : null;
    }
}
