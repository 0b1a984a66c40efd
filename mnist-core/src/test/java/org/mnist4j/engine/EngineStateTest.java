package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Averagings.ema;
import static org.mnist4j.config.GradientClippings.clipByNorm;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Optimizers.adam;
import static org.mnist4j.config.Optimizers.adamW;
import static org.mnist4j.config.Optimizers.rmsProp;
import static org.mnist4j.config.Optimizers.sgd;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Activation;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Optimizer;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;

class EngineStateTest {

    private static final int BATCH = 8;
    private static final ImageDataset IMAGES = Mnist.loadTest().take(20 * BATCH);

    static Stream<Arguments> enginesAndOptimizers() {
        return TestEngines.underTest()
                .flatMap(engine -> Stream.of(
                                adam(0.01),
                                adamW(0.01).weightDecay(1),
                                sgd(0.1),
                                sgd(0.1).momentum(0.9),
                                sgd(0.1).momentum(0.9).nesterov(true),
                                rmsProp(0.001))
                        .map(optimizer -> Arguments.of(engine, optimizer)));
    }

    private static ExperimentConfig config(EngineChoice engine, Optimizer optimizer) {
        return ExperimentConfig.preset("seed").toBuilder()
                .layers(dropout(0.1), dense(20), dropout(0.5), dense(12).activation(Activation.TANH))
                .optimizer(optimizer)
                .batchSize(BATCH)
                .engine(engine)
                .build();
    }

    /** Small batches: most pixels at the rim are dark for many steps, and light up at one of them. */
    private static void step(TrainingEngine engine, int number) {
        int[] order = IntStream.range(0, IMAGES.size()).toArray();
        engine.step(IMAGES, order, number * BATCH, (number + 1) * BATCH, 1);
    }

    private static void assertSameBits(EngineState actual, EngineState expected) {
        assertThat(bits(actual.parameters())).isEqualTo(bits(expected.parameters()));
        assertThat(bits(actual.firstMoments())).isEqualTo(bits(expected.firstMoments()));
        assertThat(bits(actual.secondMoments())).isEqualTo(bits(expected.secondMoments()));
        assertThat(bits(actual.averages())).isEqualTo(bits(expected.averages()));
        assertThat(actual.steps()).isEqualTo(expected.steps());
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length)
                .map(i -> Float.floatToRawIntBits(values[i]))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("enginesAndOptimizers")
    void engineOpenedWithAState_goesOnToTheSameBits(EngineChoice choice, Optimizer optimizer) {
        requireSameBitsAfterAStop(config(choice, optimizer));
    }

    /** Plain descent has no memory that shows which pixels were lit; an average still follows their weights. */
    @ParameterizedTest
    @MethodSource("enginesAndOptimizers")
    void engineThatClipsAndAverages_goesOnToTheSameBits(EngineChoice choice, Optimizer optimizer) {
        requireSameBitsAfterAStop(config(choice, optimizer).toBuilder()
                .gradientClipping(clipByNorm(0.5))
                .averaging(ema(0.9))
                .build());
    }

    private static void requireSameBitsAfterAStop(ExperimentConfig config) {
        EngineState end;
        try (TrainingEngine uninterrupted = Engines.open(config, 2)) {
            for (int s = 0; s < 20; s++) {
                step(uninterrupted, s);
            }
            end = uninterrupted.state();
        }
        for (int stop : List.of(0, 1, 7, 19)) {
            EngineState middle;
            try (TrainingEngine first = Engines.open(config, 1)) {
                for (int s = 0; s < stop; s++) {
                    step(first, s);
                }
                middle = first.state();
            }
            assertThat(middle.steps()).isEqualTo(stop);
            try (TrainingEngine second = Engines.open(config, 3, middle)) {
                assertSameBits(second.state(), middle);
                for (int s = stop; s < 20; s++) {
                    step(second, s);
                }
                assertSameBits(second.state(), end);
            }
        }
    }

    @Test
    void momentumOfNegativeZero_isNotTakenForNone() {
        ExperimentConfig config = config(EngineChoice.JAVA, sgd(0.1).momentum(0.9));
        int parameters = (int) config.summary().parameters();
        float[] negative = new float[parameters];
        Arrays.fill(negative, -0f);
        EngineState state = new EngineState(new float[parameters], negative, new float[0], new float[0], 5);
        try (TrainingEngine engine = Engines.open(config, 1, state)) {
            step(engine, 0);
            // 0.9 * -0 + 0 = +0: a step has been made everywhere, at pixels that are dark too.
            assertThat(bits(engine.state().firstMoments())).doesNotContain(Float.floatToRawIntBits(-0f));
        }
    }

    @Test
    void stateOfAnotherSize_isRefused() {
        ExperimentConfig config = config(EngineChoice.JAVA, adam(0.01));

        assertThatThrownBy(() -> new EngineState(new float[3], new float[2], new float[0], new float[0], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 parameters")
                .hasMessageContaining("2 first");
        assertThatThrownBy(() -> Engines.open(
                        config, 1, new EngineState(new float[3], new float[3], new float[3], new float[0], 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 3 parameters");
    }

    @Test
    void state_isACopy() {
        try (TrainingEngine engine = Engines.open(config(EngineChoice.JAVA, adam(0.01)), 1)) {
            EngineState before = engine.state();
            float[] parameters = before.parameters().clone();
            step(engine, 0);

            assertThat(before.parameters()).isEqualTo(parameters);
            assertThat(before.firstMoments()).containsOnly(0f);
        }
    }
}
