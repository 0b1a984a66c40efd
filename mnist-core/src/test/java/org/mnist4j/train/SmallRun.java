package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.config.Augmentations.affine;
import static org.mnist4j.config.Augmentations.elastic;
import static org.mnist4j.config.Averagings.ema;
import static org.mnist4j.config.EarlyStoppings.patience;
import static org.mnist4j.config.GradientClippings.clipByNorm;
import static org.mnist4j.config.Layers.avgPool2d;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.globalAvgPool;
import static org.mnist4j.config.Layers.maxPool2d;
import static org.mnist4j.config.Losses.crossEntropy;
import static org.mnist4j.config.Optimizers.adamW;
import static org.mnist4j.config.Schedules.oneCycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.mnist4j.config.Activation;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Metric;
import org.mnist4j.config.Padding;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;

/** A run of nine steps that takes a few milliseconds: three epochs of two batches of 128 images and one of 44. */
final class SmallRun {

    static final int BATCHES = 3;
    static final int STEPS = 9;
    static final ImageDataset TRAIN = Mnist.loadTest().take(300);
    static final ImageDataset VALIDATION =
            Mnist.loadTest().subset(IntStream.range(300, 400).toArray());

    private SmallRun() {}

    static ExperimentConfig config() {
        return config(EngineChoice.JAVA);
    }

    static ExperimentConfig config(EngineChoice engine) {
        return ExperimentConfig.preset("seed").toBuilder()
                .layers(dropout(0.1), dense(16), dropout(0.3))
                .epochs(3)
                .engine(engine)
                .build();
    }

    /** The same run with every training option; it stops before its eight epochs are done. */
    static ExperimentConfig everything(EngineChoice engine) {
        return config(engine).toBuilder()
                .loss(crossEntropy().labelSmoothing(0.1))
                .optimizer(adamW(0.02).weightDecay(0.5))
                .schedule(oneCycle())
                .warmUpEpochs(0.7)
                .gradientClipping(clipByNorm(1))
                .averaging(ema(0.8))
                .validationFraction(0.1)
                .earlyStopping(patience(Metric.ACCURACY, 2).minDelta(0.1))
                .epochs(8)
                .build();
    }

    /** The same run with all layer types and augmentation. */
    static ExperimentConfig convolutional(EngineChoice engine) {
        return everything(engine).toBuilder()
                .layers(
                        maxPool2d(2),
                        conv2d(4, 3).activation(Activation.IDENTITY),
                        batchNorm().activation(Activation.RELU),
                        maxPool2d(2),
                        dropout(0.2),
                        conv2d(4, 3).padding(Padding.SAME),
                        avgPool2d(2).stride(1),
                        batchNorm(),
                        globalAvgPool(),
                        dense(8))
                .augmentation(affine().maxShift(2).maxRotation(10), elastic(34, 4))
                .epochs(5)
                .build();
    }

    /** Interrupts the training thread after {@code steps} steps of this call. */
    static TrainingListener interruptAfter(int steps) {
        return new TrainingListener() {
            private int done;

            @Override
            public void onBatchEnd(BatchMetrics batch) {
                if (++done == steps) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    /** Asserts that two results are bit-identical except for the measured times. */
    static void assertSameResult(TrainingResult actual, TrainingResult expected) {
        assertThat(actual.model().parametersSha256()).isEqualTo(expected.model().parametersSha256());
        assertThat(actual.model().provenance()).isEqualTo(expected.model().provenance());
        assertThat(withoutSeconds(actual)).isEqualTo(withoutSeconds(expected));
        assertThat(actual.config()).isEqualTo(expected.config());
        assertThat(actual.trainingImages()).isEqualTo(expected.trainingImages());
        assertThat(actual.engine()).isEqualTo(expected.engine());
        assertThat(actual.stopReason()).isEqualTo(expected.stopReason());
        assertThat(actual.bestEpoch()).isEqualTo(expected.bestEpoch());
    }

    private static List<EpochMetrics> withoutSeconds(TrainingResult result) {
        return result.history().epochs().stream()
                .map(epoch -> new EpochMetrics(
                        epoch.epoch(),
                        epoch.trainingLoss(),
                        epoch.trainingAccuracy(),
                        epoch.validationLoss(),
                        epoch.validationAccuracy(),
                        0))
                .toList();
    }

    /** Returns the sorted names of the files in a folder, without the lock. */
    static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(int steps) {
        return "step-000000000" + steps + ".safetensors";
    }

    /** Trains {@code steps} steps and leaves the checkpoint of an interrupted run. */
    static TrainingInterruptedException interrupted(Trainer trainer, int steps) {
        TrainingInterruptedException stopped = catchThrowableOfType(
                TrainingInterruptedException.class,
                () -> trainer.listener(interruptAfter(steps)).fit(TRAIN));
        assertThat(Thread.interrupted()).isTrue();
        return stopped;
    }

    /** Returns the exception with which a call must fail. */
    static CheckpointException refusal(ThrowingCallable call) {
        CheckpointException refused = catchThrowableOfType(CheckpointException.class, call);
        assertThat(refused).as("a CheckpointException").isNotNull();
        return refused;
    }
}
