package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.train.BatchMetrics;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.ResumePoint;
import org.mnist4j.train.TrainingHistory;
import org.mnist4j.train.TrainingStart;

class ProgressBarTest {

    private final StringWriter screen = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();
    private final ProgressBar bar = new ProgressBar(new PrintWriter(screen), nanos::get, 80);

    @Test
    void halfOfTheFirstEpoch_isHalfABar() {
        start();
        batch(1, 1, 2.0);

        // 100 of 200 images in 10 s are 10 a second; 900 are left of 5 epochs.
        assertThat(screen).hasToString("\repoch 1/5 [#######.......]  50%  loss 2.0000  10 images/s  1:30 left");
    }

    @Test
    void loss_isTheMeanOverTheEpochSoFar() {
        start();
        batch(1, 1, 2.0);
        batch(1, 2, 1.0);

        assertThat(screen.toString()).endsWith("100%  loss 1.5000  10 images/s  1:20 left");
    }

    @Test
    void epochEnd_wipesTheLine() {
        start();
        batch(1, 1, 2.0);
        String line = screen.toString().substring(1);

        bar.onEpochEnd(new EpochMetrics(1, 1.5, 0.5, OptionalDouble.empty(), OptionalDouble.empty(), 20));
        bar.close();

        assertThat(screen).hasToString("\r" + line + "\r" + " ".repeat(line.length()) + "\r");
    }

    @Test
    void resumedRun_countsItsOwnImagesForTheSpeedAndTheLoss() {
        ExperimentConfig config = ExperimentConfig.preset("seed").toBuilder()
                .batchSize(100)
                .epochs(3)
                .build();
        bar.onTrainingStart(new TrainingStart(config, 200, 0, 2, "java"));
        EpochMetrics first = new EpochMetrics(1, 1.5, 0.5, OptionalDouble.empty(), OptionalDouble.empty(), 20);
        bar.onResume(new ResumePoint(Path.of("step"), new TrainingHistory(List.of(first)), 1));
        batch(2, 2, 1.0);

        // 100 images in 10 seconds; 200 images are left.
        assertThat(screen.toString()).contains("epoch 2/3").endsWith("100%  loss 1.0000  10 images/s  0:20 left");
    }

    @Test
    void quickBatches_areNotAllDrawn() {
        start();
        nanos.addAndGet(50_000_000);
        bar.onBatchEnd(new BatchMetrics(1, 1, 2, 100, 2.0));

        assertThat(screen).hasToString("");
    }

    @Test
    void line_fits80Columns() {
        ExperimentConfig config =
                ExperimentConfig.preset("seed").toBuilder().epochs(100).build();
        bar.onTrainingStart(new TrainingStart(config, 60_000, 0, 1, "blas"));
        nanos.addAndGet(500_000_000);
        bar.onBatchEnd(new BatchMetrics(99, 1, 1, 60_000, 0.1234));

        assertThat(screen.toString()).hasSizeLessThanOrEqualTo(80);
    }

    @Test
    void line_isCutOnANarrowTerminal() {
        ProgressBar narrow = new ProgressBar(new PrintWriter(screen), nanos::get, 40);
        narrow.onTrainingStart(new TrainingStart(ExperimentConfig.preset("seed"), 200, 0, 2, "blas"));
        nanos.addAndGet(10_000_000_000L);
        narrow.onBatchEnd(new BatchMetrics(1, 1, 2, 100, 2.0));

        assertThat(screen).hasToString("\repoch 1/5 [#######.......]  50%  loss 2.");
    }

    private void start() {
        bar.onTrainingStart(new TrainingStart(ExperimentConfig.preset("seed"), 200, 0, 2, "blas"));
    }

    private void batch(int epoch, int batch, double loss) {
        nanos.addAndGet(10_000_000_000L);
        bar.onBatchEnd(new BatchMetrics(epoch, batch, 2, 100, loss));
    }
}
