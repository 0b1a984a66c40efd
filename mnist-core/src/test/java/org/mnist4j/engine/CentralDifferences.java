package org.mnist4j.engine;

import java.util.function.DoubleSupplier;

/** Numerical gradients by central differences. */
final class CentralDifferences {

    private static final double H = 1e-6;

    private CentralDifferences() {}

    /** Returns the derivatives of a loss with respect to the parameters at these indices; restores the parameters. */
    static double[] of(DoubleSupplier loss, double[] parameters, int[] indices) {
        double[] gradient = new double[indices.length];
        for (int k = 0; k < indices.length; k++) {
            double kept = parameters[indices[k]];
            parameters[indices[k]] = kept + H;
            double above = loss.getAsDouble();
            parameters[indices[k]] = kept - H;
            double below = loss.getAsDouble();
            parameters[indices[k]] = kept;
            gradient[k] = (above - below) / (2 * H);
        }
        return gradient;
    }
}
