package org.mnist4j.model;

/**
 * The temperature that minimizes the log-loss of labelled logits.
 *
 * <p>With b = 1 / T, the mean log-loss is L(b) = mean(ln &Sigma;<sub>c</sub> exp(b z<sub>c</sub>) - b z<sub>y</sub>). Its slope is
 * mean(E[z] - z<sub>y</sub>) and its curvature mean(Var[z]) &ge; 0, with the moments under softmax(b z): it is convex, and Newton's
 * steps, halving the bracket where one would leave it, find its minimum.
 */
final class TemperatureFit {

    private static final double PRECISION = 1e-13;
    private static final int MOST_STEPS = 200;

    private final float[] logits; // [n][classes]
    private final int[] labels; // [n]
    private final int classes;
    private final double[] weights; // [classes], of one image
    private double slope;
    private double curvature;

    private TemperatureFit(float[] logits, int[] labels, int classes) {
        this.logits = logits;
        this.labels = labels;
        this.classes = classes;
        this.weights = new double[classes];
    }

    /**
     * Returns the temperature.
     *
     * @param name of the images, for messages
     * @throws IllegalArgumentException if the log-loss has no minimum within the temperatures that are allowed
     */
    static double of(String name, float[] logits, int[] labels, int classes) {
        return new TemperatureFit(logits, labels, classes).minimum(name);
    }

    private double minimum(String name) {
        double low = 1 / Calibration.MOST_TEMPERATURE;
        double high = 1 / Calibration.LEAST_TEMPERATURE;
        differentiate(high);
        if (slope <= 0) {
            throw new IllegalArgumentException("the model classifies all " + labels.length + " images of " + name
                    + " correctly, which leaves the temperature open; use more images");
        }
        differentiate(low);
        if (slope >= 0) {
            throw new IllegalArgumentException(
                    "the model is not better than chance on the " + labels.length + " images of " + name
                            + ", so no temperature fits; check that the labels are those of its classes");
        }
        double b = 1;
        for (int step = 0; step < MOST_STEPS; step++) {
            differentiate(b);
            if (slope > 0) {
                high = b;
            } else {
                low = b;
            }
            double next = b - slope / curvature;
            if (!(next > low && next < high)) {
                next = (low + high) / 2;
            }
            boolean close = Math.abs(next - b) <= PRECISION * b;
            b = next;
            if (close) {
                break;
            }
        }
        return 1 / b;
    }

    /** Computes slope and curvature at b, in double and in the order of the images: the same on every machine. */
    private void differentiate(double b) {
        double slopes = 0;
        double curvatures = 0;
        for (int i = 0; i < labels.length; i++) {
            int at = i * classes;
            float most = logits[at];
            for (int c = 1; c < classes; c++) {
                most = Math.max(most, logits[at + c]);
            }
            double sum = 0;
            double mean = 0;
            for (int c = 0; c < classes; c++) {
                double z = (double) logits[at + c] - most; // moments of the distances: nothing cancels
                weights[c] = StrictMath.exp(b * z);
                sum += weights[c];
                mean += weights[c] * z;
            }
            mean /= sum;
            double variance = 0;
            for (int c = 0; c < classes; c++) {
                double distance = (double) logits[at + c] - most - mean;
                variance += weights[c] * distance * distance;
            }
            slopes += mean - ((double) logits[at + labels[i]] - most);
            curvatures += variance / sum;
        }
        slope = slopes / labels.length;
        curvature = curvatures / labels.length;
    }
}
