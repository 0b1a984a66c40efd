package org.mnist4j.metrics;

import java.util.function.DoubleUnaryOperator;

/** The root of a decreasing function, by bisection down to two adjacent doubles. */
final class Bisection {
    private Bisection() {}

    /**
     * Returns the upper one of the two adjacent doubles between which {@code f} becomes 0 or less; at most
     * {@code high}.
     */
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
