package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.Augmentations.affine;
import static org.mnist4j.config.Augmentations.elastic;
import static org.mnist4j.config.Augmentations.randomErasing;
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

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Activation;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Metric;
import org.mnist4j.config.Padding;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.train.StopReason;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;

class DeterminismTest {

    private static final ImageDataset IMAGES = Mnist.loadTest();

    private static ExperimentConfig config(EngineChoice engine) {
        return ExperimentConfig.preset("seed").toBuilder()
                .layers(dense(64), dropout(0.3), dense(48))
                .epochs(2)
                .engine(engine)
                .build();
    }

    private static String hash(ExperimentConfig config, int threads, ImageDataset images) {
        return Trainer.of(config).threads(threads).fit(images).model().parametersSha256();
    }

    private static ExperimentConfig augmented() {
        return config(EngineChoice.JAVA).toBuilder()
                .augmentation(affine().maxShift(2).maxRotation(10), elastic(34, 4), randomErasing(0.25))
                .build();
    }

    /** Golden hashes: Java defines float arithmetic exactly, so they are the same on every machine and JDK. */
    static Stream<Arguments> goldenParameters() {
        return Stream.of(
                Arguments.of(
                        config(EngineChoice.JAVA), "32089cf40e511ffeae69189710e75b9c8563d5d22640a70b154298a60966055c"),
                Arguments.of(augmented(), "38706f03299189bb5bf5656b1ce3a3a379abcc73f98915ddd4cf60a50afe0e45"));
    }

    @ParameterizedTest
    @MethodSource("goldenParameters")
    void parameters_afterTwoEpochs_areBitIdenticalForAnyNumberOfThreads(ExperimentConfig config, String golden) {
        String one = hash(config, 1, IMAGES);

        assertThat(one).isEqualTo(golden);
        for (int threads : List.of(2, 3, 8)) {
            assertThat(hash(config, threads, IMAGES)).as("%d threads", threads).isEqualTo(one);
        }
    }

    /** Every option that changes how the weights are updated, compared with plain Adam. */
    private static ExperimentConfig withEverything(EngineChoice engine) {
        return config(engine).toBuilder()
                .loss(crossEntropy().labelSmoothing(0.1))
                .optimizer(adamW(0.002).weightDecay(0.5))
                .schedule(oneCycle())
                .warmUpEpochs(0.25)
                .gradientClipping(clipByNorm(1))
                .averaging(ema(0.9))
                .validationFraction(0.2)
                .earlyStopping(patience(Metric.LOSS, 1))
                .epochs(4)
                .build();
    }

    @Test
    void parametersWithEverything_areBitIdenticalForAnyNumberOfThreads() {
        ImageDataset images = IMAGES.take(3000);
        String one = hash(withEverything(EngineChoice.JAVA), 1, images);

        assertThat(one).isNotEqualTo(hash(config(EngineChoice.JAVA), 1, images));
        for (int threads : List.of(2, 3, 8)) {
            assertThat(hash(withEverything(EngineChoice.JAVA), threads, images))
                    .as("%d threads", threads)
                    .isEqualTo(one);
        }
    }

    /** All layer types, with augmentation. */
    private static ExperimentConfig convolutional() {
        return ExperimentConfig.preset("seed").toBuilder()
                .layers(
                        conv2d(6, 3).activation(Activation.IDENTITY),
                        batchNorm().activation(Activation.RELU),
                        maxPool2d(2),
                        dropout(0.2),
                        conv2d(8, 3).padding(Padding.SAME),
                        maxPool2d(2),
                        conv2d(8, 3).stride(2).activation(Activation.LEAKY_RELU),
                        avgPool2d(2).stride(1),
                        batchNorm(),
                        globalAvgPool(),
                        dense(16))
                .augmentation(affine().maxShift(2).maxRotation(10), elastic(34, 4))
                .epochs(2)
                .engine(EngineChoice.JAVA)
                .build();
    }

    @Test
    void parametersOfAConvolutionalNetwork_areBitIdenticalOnEveryMachine() {
        // A golden hash, as above; 9 steps per epoch, the last of 76 images. It depends on how gradients are summed.
        assertThat(hash(convolutional(), 2, IMAGES.take(1100)))
                .isEqualTo("38e7a42dc2acfc731396b148041aa5f600b067504e8f01df6dba938b0e71a25a");
    }

    /** The averaged weights get their own batch statistics, from one more pass over the images. */
    private static ExperimentConfig convolutionalWithEverything() {
        ExperimentConfig everything = withEverything(EngineChoice.JAVA);
        return everything.toBuilder()
                .layers(convolutional().layers())
                .augmentation(convolutional().training().augmentation())
                .earlyStopping(patience(Metric.ACCURACY, 1).minDelta(0.5))
                .build();
    }

    @Test
    void parametersOfAConvolutionalNetworkWithEverything_areBitIdenticalForAnyNumberOfThreads() {
        ImageDataset images = IMAGES.take(400);
        TrainingResult one =
                Trainer.of(convolutionalWithEverything()).threads(1).fit(images);

        assertThat(one.stopReason()).isEqualTo(StopReason.EARLY_STOPPED);
        for (int threads : List.of(2, 3, 8)) {
            assertThat(hash(convolutionalWithEverything(), threads, images))
                    .as("%d threads", threads)
                    .isEqualTo(one.model().parametersSha256());
        }
    }

    @Test
    void parameters_whileAnotherProcessIsBusy_areBitIdentical() throws Exception {
        ImageDataset images = IMAGES.take(3000);
        String quiet = hash(config(EngineChoice.JAVA), 2, images);
        Process busy = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyProcess.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(busy.inputReader().readLine()).isEqualTo("busy");

            assertThat(hash(config(EngineChoice.JAVA), 2, images)).isEqualTo(quiet);
            assertThat(busy.isAlive())
                    .as("the other process was busy until the end")
                    .isTrue();
        } finally {
            busy.destroyForcibly();
        }
    }

    /** Keeps every processor busy for a minute, or until it is killed. */
    static final class BusyProcess {
        public static void main(String[] args) {
            long end = System.nanoTime() + 60_000_000_000L;
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                new Thread(() -> {
                            while (System.nanoTime() < end) {
                                Thread.onSpinWait();
                            }
                        })
                        .start();
            }
            System.out.println("busy");
        }
    }

    @Test
    void parameters_ofTwoConcurrentFits_areBitIdentical() throws Exception {
        ImageDataset images = IMAGES.take(2000);
        for (EngineChoice engine : List.of(TestEngines.UNDER_TEST)) {
            String alone = hash(config(engine), 2, images);
            ExecutorService two = Executors.newFixedThreadPool(2);
            try {
                Future<String> first = two.submit(() -> hash(config(engine), 2, images));
                Future<String> second = two.submit(() -> hash(config(engine), 3, images));

                assertThat(first.get()).isEqualTo(alone);
                assertThat(second.get()).isEqualTo(alone);
            } finally {
                two.shutdownNow();
            }
        }
    }

    static Stream<ExperimentConfig> plainAndAugmented() {
        return Stream.of(
                config(EngineChoice.JAVA),
                augmented(),
                withEverything(EngineChoice.JAVA),
                convolutionalWithEverything().toBuilder().batchSize(16).build());
    }

    @ParameterizedTest
    @MethodSource("plainAndAugmented")
    void javaEngine_allocatesNothingPerStep(ExperimentConfig config) {
        int batchSize = config.training().batchSize();
        int[] order = IntStream.range(0, 78 * batchSize).toArray();
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (TrainingEngine engine = Engines.open(config, 2)) {
            Runnable epoch = () -> {
                for (int from = 0; from < order.length; from += batchSize) {
                    engine.step(IMAGES, order, from, from + batchSize, 1);
                }
            };
            epoch.run();
            long[] ids = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("mnist4j-worker") || thread == Thread.currentThread())
                    .mapToLong(Thread::getId)
                    .toArray();
            assertThat(ids).hasSize(2);
            LongSupplier allocated = () -> {
                long before =
                        LongStream.of(threads.getThreadAllocatedBytes(ids)).sum();
                epoch.run();
                return LongStream.of(threads.getThreadAllocatedBytes(ids)).sum() - before;
            };
            // Code not compiled yet may allocate, and so may compilation, once or twice; an allocation in every step
            // would show in all five.
            for (int warmUp = 0; warmUp < 5; warmUp++) {
                epoch.run();
            }
            long[] ofFive = LongStream.generate(allocated).limit(5).sorted().toArray();

            // 78 steps: one small object per step would be 1,200 bytes. The measurement itself allocates a little.
            assertThat(ofFive[2]).as("median of %s", Arrays.toString(ofFive)).isLessThan(1_000);
        }
    }

    @Test
    void javaEngine_closed_leavesNoThreadBehind() {
        TrainingEngine engine = Engines.open(config(EngineChoice.JAVA), 4);
        assertThat(workers()).isEqualTo(3);

        engine.close();

        assertThat(workers()).isZero();
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mnist4j-worker"))
                .count();
    }
}
