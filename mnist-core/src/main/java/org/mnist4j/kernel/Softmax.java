package org.mnist4j.kernel;

/** Softmax and cross-entropy over one image's logits, summed in double. */
public final class Softmax {

    private Softmax() {}

    /** Returns the index of the largest of the first {@code n} values, the lowest on a tie. */
    public static int argmax(float[] values, int n) {
        int best = 0;
        for (int i = 1; i < n; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    /**
     * Writes {@code exp(z_i - max) / sum_j exp(z_j - max)} for the first {@code n} logits to {@code probabilities},
     * starting at {@code at}.
     *
     * @return {@code ln sum_j exp(z_j)}, from which {@code z_i} is subtracted to get {@code -ln p_i}
     */
    public static double probabilities(float[] logits, int n, float[] probabilities, int at) {
        float max = logits[argmax(logits, n)];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            float e = Elementary.exp(logits[i] - max);
            sum += e;
            probabilities[at + i] = e;
        }
        float scale = (float) (1 / sum);
        for (int i = 0; i < n; i++) {
            probabilities[at + i] *= scale;
        }
        return max + Elementary.log(sum);
    }
}
