package org.mnist4j.engine;

import java.util.function.DoubleSupplier;

/** Gradients by the definition: what the loss does when one parameter moves a little, up and down. */
final class CentralDifferences {

    private static final double H = 1e-6;

    private CentralDifferences() {}

    /** The derivatives of a loss by the parameters at these indices; the parameters are as before afterwards. */
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
