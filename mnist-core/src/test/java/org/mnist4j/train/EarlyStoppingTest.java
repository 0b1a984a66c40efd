package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.EarlyStoppings.noEarlyStopping;
import static org.mnist4j.config.EarlyStoppings.patience;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Optimizers.adam;
import static org.mnist4j.train.SmallRun.TRAIN;
import static org.mnist4j.train.SmallRun.VALIDATION;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Metric;
import org.mnist4j.config.Patience;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.data.Split;
import org.mnist4j.model.Model;

/** Runs that overfit 240 images within a few epochs, at too high a learning rate. */
class EarlyStoppingTest {

    private static final int EPOCHS = 30;

    private static ExperimentConfig config(Patience rule) {
        return ExperimentConfig.preset("seed").toBuilder()
                .layers(dense(24))
                .optimizer(adam(0.01))
                .batchSize(32)
                .epochs(EPOCHS)
                .validationFraction(0.2)
                .earlyStopping(rule)
                .build();
    }

    /** Trains the same network for {@code epochs} epochs without early stopping. */
    private static Model modelAfter(int epochs) {
        return Trainer.of(config(patience(Metric.LOSS, 1)).toBuilder()
                        .earlyStopping(noEarlyStopping())
                        .epochs(epochs)
                        .build())
                .fit(TRAIN)
                .model();
    }

    private static int lowestLoss(TrainingHistory history) {
        int best = 1;
        for (EpochMetrics epoch : history.epochs()) {
            double lowest = history.epochs().get(best - 1).validationLoss().orElseThrow();
            best = epoch.validationLoss().orElseThrow() < lowest ? epoch.epoch() : best;
        }
        return best;
    }

    @Test
    void run_stopsWhenTheLossHasNotImproved_andReturnsTheModelOfTheBestEpoch() {
        TrainingResult result = Trainer.of(config(patience(Metric.LOSS, 3))).fit(TRAIN);

        int best = lowestLoss(result.history());
        assertThat(result.stopReason()).isEqualTo(StopReason.EARLY_STOPPED);
        assertThat(result.bestEpoch()).hasValue(best);
        assertThat(result.history().epochs()).hasSize(best + 3).hasSizeLessThan(EPOCHS);
        assertThat(result.model().parameters()).isEqualTo(modelAfter(best).parameters());
        assertThat(result.model().provenance().orElseThrow().metrics().epochs()).isEqualTo(best);
        EpochMetrics bestMetrics = result.history().epochs().get(best - 1);
        assertThat(result.model()
                        .evaluate(TRAIN.stratifiedSplit(0.2, 42).validation())
                        .logLoss())
                .isEqualTo(bestMetrics.validationLoss().orElseThrow());
    }

    @Test
    void run_withoutRestoring_returnsTheModelOfTheLastEpoch() {
        TrainingResult result =
                Trainer.of(config(patience(Metric.LOSS, 3).restoreBest(false))).fit(TRAIN);

        int done = result.history().epochs().size();
        assertThat(result.bestEpoch()).hasValue(done - 3);
        assertThat(result.model().parameters()).isEqualTo(modelAfter(done).parameters());
    }

    @Test
    void patienceOfTheWholeRun_neverStops_andReturnsTheBest() {
        TrainingResult result =
                Trainer.of(config(patience(Metric.ACCURACY, EPOCHS))).fit(TRAIN);

        double best = result.history().epochs().stream()
                .mapToDouble(epoch -> epoch.validationAccuracy().orElseThrow())
                .max()
                .orElseThrow();
        assertThat(result.stopReason()).isEqualTo(StopReason.EPOCHS_DONE);
        assertThat(result.history().epochs()).hasSize(EPOCHS);
        assertThat(result.model()
                        .evaluate(TRAIN.stratifiedSplit(0.2, 42).validation())
                        .accuracy())
                .isEqualTo(best);
    }

    @Test
    void validationFraction_holdsOutAStratifiedSplit() {
        Split split = TRAIN.stratifiedSplit(0.2, 42);
        List<TrainingStart> starts = new ArrayList<>();
        ExperimentConfig config = config(patience(Metric.LOSS, 3));

        TrainingResult result = Trainer.of(config)
                .listener(new TrainingListener() {
                    @Override
                    public void onTrainingStart(TrainingStart start) {
                        starts.add(start);
                    }
                })
                .fit(TRAIN);

        assertThat(result.trainingImages()).isEqualTo(240);
        assertThat(result.conditions().training()).isEqualTo(DatasetIdentity.of(split.train()));
        assertThat(result.conditions().validation()).hasValue(DatasetIdentity.of(split.validation()));
        assertThat(starts).extracting(TrainingStart::trainingImages).containsExactly(240);
        assertThat(starts).extracting(TrainingStart::validationImages).containsExactly(60);
        SmallRun.assertSameResult(Trainer.of(config).fit(split.train(), split.validation()), result);
    }

    @Test
    void givenValidationSet_replacesTheValidationFraction() {
        TrainingResult result = Trainer.of(config(patience(Metric.LOSS, 2))).fit(TRAIN, VALIDATION);

        assertThat(result.trainingImages()).isEqualTo(300);
        assertThat(result.conditions().validation()).hasValue(DatasetIdentity.of(VALIDATION));
        assertThat(result.bestEpoch()).hasValue(lowestLoss(result.history()));
    }

    @Test
    void withoutEarlyStopping_allEpochsAreDone_andThereIsNoBestEpoch() {
        TrainingResult result = Trainer.of(SmallRun.config()).fit(TRAIN, VALIDATION);

        assertThat(result.stopReason()).isEqualTo(StopReason.EPOCHS_DONE);
        assertThat(result.bestEpoch()).isEmpty();
    }
}
