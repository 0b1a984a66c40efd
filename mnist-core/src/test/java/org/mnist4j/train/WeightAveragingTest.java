package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Averagings.ema;
import static org.mnist4j.config.Averagings.lastEpochs;
import static org.mnist4j.config.Averagings.noAveraging;
import static org.mnist4j.train.SmallRun.BATCHES;
import static org.mnist4j.train.SmallRun.STEPS;
import static org.mnist4j.train.SmallRun.TRAIN;
import static org.mnist4j.train.SmallRun.VALIDATION;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.config.Averaging;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.engine.Engines;
import org.mnist4j.engine.TestEngines;
import org.mnist4j.engine.TrainingEngine;
import org.mnist4j.random.RandomStream;

/** The model of a run against averages of the weights after each step of an engine without averaging. */
class WeightAveragingTest {

    private static ExperimentConfig config(EngineChoice engine, Averaging averaging) {
        return SmallRun.config(engine).toBuilder().averaging(averaging).build();
    }

    private static List<float[]> weightsAfterEachStep(EngineChoice choice) {
        List<float[]> weights = new ArrayList<>();
        ExperimentConfig config = config(choice, noAveraging());
        try (TrainingEngine engine = Engines.open(config, 1)) {
            for (int step = 0; step < STEPS; step++) {
                int epoch = 1 + step / BATCHES;
                int[] order = RandomStream.of(config.seed(), "shuffle", epoch).permutation(TRAIN.size());
                int from = step % BATCHES * 128;
                engine.step(TRAIN, order, from, Math.min(from + 128, order.length), epoch);
                weights.add(engine.parameters());
                assertThat(engine.averagedParameters()).isEqualTo(engine.parameters());
            }
        }
        return weights;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.75, 0.999, 0})
    void ema_isTheWeightedSumOverAllSteps(double decay) {
        EngineChoice engine = TestEngines.UNDER_TEST;
        List<float[]> weights = weightsAfterEachStep(engine);
        float[] model =
                Trainer.of(config(engine, ema(decay))).fit(TRAIN).model().parameters();

        for (int i = 0; i < model.length; i++) {
            double sum = 0;
            for (int step = 0; step < STEPS; step++) {
                sum += Math.pow(decay, STEPS - 1 - step) * weights.get(step)[i];
            }
            // Nine roundings of numbers below 1, whose half ulp is 3e-8.
            assertThat((double) model[i]).isCloseTo(sum * (1 - decay) / (1 - Math.pow(decay, STEPS)), within(2e-7));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void lastEpochs_isTheMeanOfTheWeightsAfterEachEpoch(int epochs) {
        EngineChoice engine = TestEngines.UNDER_TEST;
        List<float[]> weights = weightsAfterEachStep(engine);
        float[] model = Trainer.of(config(engine, lastEpochs(epochs)))
                .fit(TRAIN)
                .model()
                .parameters();

        int first = Math.max(0, 3 - epochs);
        for (int i = 0; i < model.length; i++) {
            double sum = 0;
            for (int epoch = first; epoch < 3; epoch++) {
                sum += weights.get((epoch + 1) * BATCHES - 1)[i];
            }
            assertThat(model[i]).isEqualTo((float) (sum / (3 - first)));
        }
    }

    @ParameterizedTest
    @MethodSource("org.mnist4j.engine.TestEngines#underTest")
    void validation_measuresTheAveragedModel_whileTrainingContinuesWithoutAveraging(EngineChoice engine) {
        TrainingResult plain = Trainer.of(config(engine, noAveraging())).fit(TRAIN, VALIDATION);
        for (Averaging averaging : List.of(ema(0.9), lastEpochs(2))) {
            TrainingResult averaged = Trainer.of(config(engine, averaging)).fit(TRAIN, VALIDATION);

            for (int epoch = 0; epoch < 3; epoch++) {
                assertThat(averaged.history().epochs().get(epoch).trainingLoss())
                        .isEqualTo(plain.history().epochs().get(epoch).trainingLoss());
            }
            assertThat(averaged.model().parametersSha256())
                    .isNotEqualTo(plain.model().parametersSha256());
            assertThat(averaged.history().epochs().get(2).validationLoss().orElseThrow())
                    .isEqualTo(averaged.model().evaluate(VALIDATION).logLoss());
        }
    }
}
