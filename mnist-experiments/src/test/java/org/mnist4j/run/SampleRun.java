package org.mnist4j.run;

import static org.mnist4j.config.Layers.dense;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.Model;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.StopReason;
import org.mnist4j.train.TrainingConditions;
import org.mnist4j.train.TrainingHistory;
import org.mnist4j.train.TrainingResult;

/** A finished run that needed no training. */
final class SampleRun {

    static final List<String> CLASSES = List.of("cat", "dog");

    private static final TrainingConditions CONDITIONS = new TrainingConditions(
            new DatasetIdentity("pets-train", 6, "5e".repeat(32)), Optional.empty(), 2, "HASWELL");

    private SampleRun() {}

    static TrainingResult result(double trainingSeconds) {
        ExperimentConfig config = ExperimentConfig.builder()
                .name("sample")
                .input(ImageShape.of(1, 2, 1))
                .classes(2)
                .layers(dense(1))
                .epochs(1)
                .build();
        Model model = Model.of(config, CLASSES, new float[] {1, -1, 0, 2, -2, 0.5f, -0.5f});
        TrainingHistory history = new TrainingHistory(
                List.of(new EpochMetrics(1, 0.7, 0.5, OptionalDouble.empty(), OptionalDouble.empty(), 0.25)));
        return new TrainingResult(
                config,
                model,
                history,
                StopReason.EPOCHS_DONE,
                OptionalInt.empty(),
                6,
                "dl4j",
                trainingSeconds,
                CONDITIONS);
    }

    static ImageDataset test() {
        return ImageDataset.of("pets", ImageShape.of(1, 2, 1), CLASSES, new byte[] {100, 0, 0, 100}, new int[] {0, 1});
    }

    static EvaluationReport evaluation() {
        return result(1).model().evaluate(test());
    }

    /** Three of four correct; the third is a dog predicted as a cat. */
    static EvaluationReport threeOfFour() {
        float[] probabilities = {0.75f, 0.25f, 0.5f, 0.5f, 0.75f, 0.25f, 0.25f, 0.75f};
        return EvaluationReport.of(Predictions.of(CLASSES, new int[] {0, 0, 1, 1}, probabilities));
    }
}
