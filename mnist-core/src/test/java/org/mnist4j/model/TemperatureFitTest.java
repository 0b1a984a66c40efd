package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.random.RandomStream;

class TemperatureFitTest {

    private static final float[] LOGITS = { // [10][3]
        2, 0, 1, 4, 1, 0, 0, 3, 1, 1, 2, 3, 5, 0, 0, 0, 0, 2, 3, 2.5f, 0, 0, 6, 1, 1, 0, 4, 2, 2, 1
    };
    private static final int[] LABELS = {0, 0, 1, 2, 0, 2, 1, 1, 0, 0};

    @Test
    void temperature_isTheRootThatScipyFinds() {
        // scipy.optimize.brentq of the slope in 1 / T, with xtol=1e-15
        assertThat(TemperatureFit.of("ten", LOGITS, LABELS, 3)).isCloseTo(1.1976285303023897, within(1e-12));
    }

    /** Labels drawn from softmax(z / T): the fit finds T again, but for chance, and the least loss exactly. */
    @ParameterizedTest
    @CsvSource({"1, 0.5, 3", "2, 1, 2", "3, 1, 10", "4, 2.5, 10", "5, 8, 100"})
    void temperatureOfDrawnLabels_isFoundAgain(long seed, double temperature, int classes) {
        RandomStream random = RandomStream.of(seed, "test logits");
        int images = 4000;
        float[] logits = new float[images * classes];
        int[] labels = new int[images];
        for (int i = 0; i < images; i++) {
            double[] shares = new double[classes];
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                logits[i * classes + c] = (float) (temperature * (8 * random.nextDouble() - 4));
                shares[c] = Math.exp(logits[i * classes + c] / temperature);
                sum += shares[c];
            }
            double left = random.nextDouble() * sum;
            int label = 0;
            while (label < classes - 1 && left >= shares[label]) {
                left -= shares[label++];
            }
            labels[i] = label;
        }

        double found = TemperatureFit.of("drawn", logits, labels, classes);

        assertThat(found / temperature).isCloseTo(1, within(0.06));
        assertThat(found).isCloseTo(goldenSection(logits, labels, classes), within(1e-5 * found));
    }

    /** Without derivatives, from the definition of the log-loss. */
    private static double goldenSection(float[] logits, int[] labels, int classes) {
        double ratio = (Math.sqrt(5) - 1) / 2;
        double low = 0.05;
        double high = 50;
        while (high - low > 1e-7) {
            double left = high - ratio * (high - low);
            double right = low + ratio * (high - low);
            if (logLoss(logits, labels, classes, left) < logLoss(logits, labels, classes, right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return (low + high) / 2;
    }

    private static double logLoss(float[] logits, int[] labels, int classes, double temperature) {
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(logits[i * classes + c] / temperature);
            }
            loss += Math.log(sum) - logits[i * classes + labels[i]] / temperature;
        }
        return loss;
    }

    @Test
    void largeLogits_doNotOverflow() {
        float[] large = new float[LOGITS.length];
        for (int i = 0; i < large.length; i++) {
            large[i] = 1e30f + 1e24f * LOGITS[i]; // about the same distances, far beyond what exp takes
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemperatureFit.of("ten", large, LABELS, 3))
                .withMessageContaining("is not better than chance on the 10 images of ten");
    }

    @Test
    void noMistakes_leaveTheTemperatureOpen() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemperatureFit.of("two", new float[] {2, 1, 0, 3}, new int[] {0, 1}, 2))
                .withMessage("the model classifies all 2 images of two correctly, which leaves the temperature open;"
                        + " use more images");
    }

    @Test
    void nothingButMistakes_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemperatureFit.of("two", new float[] {2, 1, 0, 3}, new int[] {1, 0}, 2))
                .withMessage("the model is not better than chance on the 2 images of two, so no temperature fits; check"
                        + " that the labels are those of its classes");
    }
}
