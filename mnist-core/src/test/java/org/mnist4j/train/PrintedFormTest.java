package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.GridAxis;
import org.mnist4j.config.Metric;
import org.mnist4j.config.SweepConfig;
import org.mnist4j.data.Mnist;
import org.mnist4j.model.Model;

/** What a person sees who prints a configuration, a summary, a model or a result. */
class PrintedFormTest {

    private static final ExperimentConfig CONFIG =
            ExperimentConfig.preset("seed").toBuilder().epochs(1).build();

    @Test
    void configuration_isOneLine() {
        assertThat(CONFIG)
                .hasToString(
                        "ExperimentConfig[two-layer perceptron, 28x28x1 -> dense(128 units, relu) -> softmax(10 classes),"
                                + " adam 0.001, 1 epoch, batches of 128, seed 42]");
    }

    @Test
    void sweep_saysWhatVaries() {
        SweepConfig sweep = new SweepConfig(
                CONFIG, List.of(GridAxis.of("training.epochs", 1, 2)), List.of(7L, 8L, 9L), 0.1, Metric.ACCURACY);

        assertThat(sweep)
                .hasToString("SweepConfig[6 trials of two-layer perceptron, training.epochs: [1, 2], seeds [7, 8, 9]]");
    }

    @Test
    void summary_isItsTable() {
        assertThat(CONFIG.summary()).hasToString(CONFIG.summary().toText());
        assertThat(CONFIG.summary().toString())
                .startsWith("layer      kind     settings         output       parameters\n")
                .endsWith("total                                                101,770\n");
    }

    @Test
    void epochs_areOneLineEach() {
        EpochMetrics plain = new EpochMetrics(1, 2.30064, 0.15, OptionalDouble.empty(), OptionalDouble.empty(), 0.456);
        EpochMetrics validated =
                new EpochMetrics(2, 1.91891, 0.5067, OptionalDouble.of(1.58831), OptionalDouble.of(0.76), 1);

        assertThat(new TrainingHistory(List.of(plain, validated)))
                .hasToString("epoch 1  loss 2.3006  accuracy 0.1500  0.46 s\n"
                        + "epoch 2  loss 1.9189  accuracy 0.5067  validation loss 1.5883  accuracy 0.7600  1.00 s");
    }

    @Test
    void resultAndModel_sayWhatWasTrained() {
        Trainer trainer = Trainer.of(CONFIG).threads(1);
        TrainingResult result = trainer.fit(Mnist.loadTest().take(100));
        Model model = result.model();

        assertThat(result.toString())
                .matches("TrainingResult\\[two-layer perceptron, 100 images, java engine, \\d+\\.\\d\\d s in all,"
                        + " last epoch 1  loss 2\\.\\d{4}  accuracy 0\\.\\d{4}  \\d+\\.\\d\\d s]");
        assertThat(model).hasToString("Model[two-layer perceptron, 28x28x1 -> 10 classes, 101,770 parameters]");
        assertThat(model.summary()).isEqualTo(CONFIG.summary());
        assertThat(trainer).hasToString("Trainer[" + CONFIG + ", 1 thread]");
    }
}
