package org.mnist4j.metrics;

import java.util.function.DoubleUnaryOperator;

/** The root of a falling function, by halving until two neighbouring doubles hold it. */
final class Bisection {
    private Bisection() {}

    /** Returns the smallest double found at which {@code f}, positive before it, is 0 or less, or {@code high}. */
    static double root(DoubleUnaryOperator f, double low, double high) {
        double below = low;
        double above = high;
        double middle = below + (above - below) / 2;
        while (below < middle && middle < above) {
            if (f.applyAsDouble(middle) > 0) {
                below = middle;
            } else {
                above = middle;
            }
            middle = below + (above - below) / 2;
        }
        return above;
    }
}
