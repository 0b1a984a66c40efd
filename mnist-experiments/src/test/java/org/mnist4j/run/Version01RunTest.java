package org.mnist4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;

/**
 * Files that version 0.1 wrote, whose sums were added in another order: a run of five epochs of a small network with a
 * convolution, pooling, dropout and {@code tanh}, and its checkpoint after the third.
 */
class Version01RunTest {

    /** Rounding in another order changes a weight by about 1e-7 in a step, which Adam may enlarge. */
    private static final double CLOSE = 1e-5;

    @TempDir
    Path folder;

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Version01RunTest.class.getResource("version-0.1/" + name).toURI());
    }

    @Test
    void run_isReproducedWithinTheTolerance() throws URISyntaxException {
        Verification verification = Runs.verify(Run.open(resource("run")), TestRuns.DATA);

        assertThat(verification.verdict()).isEqualTo(Verdict.REPRODUCED_WITHIN_TOLERANCE);
        assertThat(verification.rule())
                .hasValueSatisfying(rule -> assertThat(rule).contains("0.1.0-SNAPSHOT"));
    }

    @Test
    void model_givesItsPredictionsButForRounding() throws URISyntaxException {
        Run run = Run.open(resource("run"));
        Predictions recorded = run.predictions();
        Predictions now = run.model().predict(TestRuns.TEST);

        for (int i = 0; i < now.size(); i++) {
            for (int c = 0; c < now.classes(); c++) {
                assertThat(now.probability(i, c)).isCloseTo(recorded.probability(i, c), within(1e-6f));
            }
        }
    }

    @Test
    void checkpoint_isResumed() throws URISyntaxException {
        Path checkpoints = TestRuns.copy(resource("checkpoints"), folder.resolve("checkpoints"));
        Run run = Run.open(resource("run"));
        ExperimentConfig config = run.config();

        TrainingResult resumed = Trainer.of(config).threads(2).resume(checkpoints, TestRuns.TRAIN);

        float[] before = run.model().parameters();
        float[] after = resumed.model().parameters();
        assertThat(resumed.history().epochs()).hasSize(5);
        for (int i = 0; i < before.length; i++) {
            assertThat((double) after[i]).as("parameter %d", i).isCloseTo(before[i], within(CLOSE));
        }
    }
}
