package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.softmax;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Initializer;

class ParameterInitializerTest {

    private static final int WEIGHTS = 784 * 256;

    private static float[] draw(Initializer init) {
        return ParameterInitializer.draw(ExperimentConfig.preset("seed").toBuilder()
                .layers(dense(256).init(init))
                .output(softmax().init(init))
                .build());
    }

    @ParameterizedTest
    @CsvSource({
        // the formulas of the initializers with 784 inputs and 256 outputs
        "HE_NORMAL, 0.050508, Infinity",
        "HE_UNIFORM, 0.050508, 0.087482",
        "XAVIER, 0.043853, 0.075955",
        "FAN_IN_UNIFORM, 0.020620, 0.035714"
    })
    void weights_haveTheirDistribution(Initializer init, double deviation, double bound) {
        float[] parameters = draw(init);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < WEIGHTS; i++) {
            sum += parameters[i];
            squares += (double) parameters[i] * parameters[i];
            assertThat(Math.abs(parameters[i])).isLessThanOrEqualTo((float) bound + 1e-6f);
        }
        // 200,704 draws: the standard error of the mean is deviation / 448, the relative one of the deviation about
        // 0.0016.
        assertThat(sum / WEIGHTS).isCloseTo(0, within(5 * deviation / 448));
        assertThat(Math.sqrt(squares / WEIGHTS)).isCloseTo(deviation, within(0.008 * deviation));
    }

    @Test
    void biases_areZeroExceptForFanInUniform() {
        assertThat(Arrays.copyOfRange(draw(Initializer.XAVIER), WEIGHTS, WEIGHTS + 256))
                .containsOnly(0f);
        float[] biases = Arrays.copyOfRange(draw(Initializer.FAN_IN_UNIFORM), WEIGHTS, WEIGHTS + 256);
        for (float bias : biases) {
            assertThat(Math.abs(bias)).isLessThanOrEqualTo(1f / 28);
        }
        assertThat(biases[0]).isNotEqualTo(biases[1]);
    }

    @Test
    void parameters_dependOnTheSeed_butNotOnTheEpochs() {
        ExperimentConfig config = ExperimentConfig.preset("seed");
        assertThat(ParameterInitializer.draw(config)).isEqualTo(ParameterInitializer.draw(config));
        assertThat(ParameterInitializer.draw(config.toBuilder().seed(43).build()))
                .isNotEqualTo(ParameterInitializer.draw(config));
        assertThat(ParameterInitializer.draw(config.toBuilder().epochs(9).build()))
                .isEqualTo(ParameterInitializer.draw(config));
    }
}
