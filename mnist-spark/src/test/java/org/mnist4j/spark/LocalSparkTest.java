package org.mnist4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Layers.dense;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.spark.WorkerException.Reason;
import org.mnist4j.sweep.Sweep;
import org.mnist4j.sweep.SweepData;
import org.mnist4j.sweep.TrialExecutor;
import org.mnist4j.sweep.TrialOutcome;

/** Sweeps in a Spark context of this JVM: order of the outcomes, cancellation, and failures that need no cluster. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LocalSparkTest {

    private static final ExperimentConfig SMALL = ExperimentConfig.preset("seed").toBuilder()
            .layers(dense(8))
            .epochs(1)
            .batchSize(50)
            .build();

    /** A number of images that no other sweep here has: an executor keeps those that it has read. */
    private static final int SEEN_ONCE = 250;

    private static Thread interrupted;

    private final ImageDataset images = Mnist.loadTrain().take(300);
    private SparkContext context;

    @BeforeEach
    void start() {
        context = new SparkContext(new SparkConf(false)
                .setAppName("test")
                .setMaster("local[2]")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set(
                        "spark.local.dir",
                        Path.of("target/local-spark").toAbsolutePath().toString()));
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    @Timeout(120)
    void outcomes_arriveAsTrialsEnd() {
        Thread caller = Thread.currentThread();
        List<Long> epochs = new ArrayList<>();
        // The first trial does not end before the others have arrived and all are cancelled.
        Sweep sweep = Sweep.over(SMALL)
                .grid("training.epochs", 100_000, 2, 3, 4)
                .executor(SparkTrialExecutor.on(context))
                .listener(outcome -> {
                    epochs.add((long) outcome.trial().config().training().epochs());
                    if (epochs.size() == 3) {
                        caller.interrupt();
                    }
                });

        assertThatThrownBy(() -> sweep.run(images)).isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(epochs).containsExactlyInAnyOrder(2L, 3L, 4L);
    }

    @Test
    void propertiesOfTheThread_areAsBefore() {
        context.setJobDescription("mine");

        Sweep.over(SMALL).executor(SparkTrialExecutor.on(context)).run(images);

        assertThat(context.getLocalProperty("spark.job.description")).isEqualTo("mine");
        assertThat(context.getLocalProperty("spark.job.interruptOnCancel")).isNull();
    }

    @Test
    void interruptedThread_cancelsTheTrials() throws InterruptedException {
        Thread caller = Thread.currentThread();
        Sweep sweep = Sweep.over(SMALL)
                .grid("training.epochs", 2, 100_000)
                .seeds(1, 2, 3)
                .executor(SparkTrialExecutor.on(context))
                .listener(outcome -> caller.interrupt());

        assertThatThrownBy(() -> sweep.run(images)).isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        awaitNoTasks();
    }

    @Test
    void cancelledTask_endsThoughItsThreadWasNotInterrupted() throws InterruptedException {
        interrupted = Thread.currentThread();
        Sweep sweep = Sweep.over(SMALL)
                .grid("training.epochs", 100_000)
                .seeds(1, 2)
                .executor(SparkTrialExecutor.on(context).readingImages(LocalSparkTest::loadUntilCancelled));

        assertThatThrownBy(() -> sweep.run(images.take(SEEN_ONCE))).isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        awaitNoTasks();
    }

    /** Cancels the sweep, and takes the interruption that Spark sends the task's thread. */
    private static SweepData loadUntilCancelled() {
        interrupted.interrupt();
        while (!TaskContext.get().isInterrupted() || !Thread.interrupted()) {
            Thread.onSpinWait();
        }
        return SweepData.holdOut(
                Mnist.loadTrain().take(SEEN_ONCE), Sweep.over(SMALL).config());
    }

    private void awaitNoTasks() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (running() > 0 && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(running()).isZero();
    }

    private int running() {
        int tasks = 0;
        for (var executor : context.statusTracker().getExecutorInfos()) {
            tasks += executor.numRunningTasks();
        }
        return tasks;
    }

    @Test
    void stoppedContext_isAFailureAndNoInterruption() {
        Sweep sweep = Sweep.over(SMALL).seeds(1, 2, 3, 4).executor(SparkTrialExecutor.on(context));
        AtomicReference<TrialOutcome> first = new AtomicReference<>();

        assertThatThrownBy(() -> sweep.grid("training.epochs", 2, 100_000)
                        .listener(outcome -> {
                            first.set(outcome);
                            context.stop();
                        })
                        .run(images))
                .isInstanceOf(WorkerException.class)
                .hasMessageStartingWith("Spark has stopped: its master does not answer")
                .extracting(e -> ((WorkerException) e).reason())
                .isEqualTo(Reason.FAILED);
        assertThat(first.get()).isNotNull();
        assertThatThrownBy(() -> sweep.run(images)).isInstanceOf(WorkerException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void sourceThatFails_namesTheExecutorAndTheReason() {
        TrialExecutor executor = SparkTrialExecutor.on(context).readingImages(() -> {
            throw new IllegalStateException("the share is not mounted");
        });

        assertThatThrownBy(() -> Sweep.over(SMALL).executor(executor).run(images.take(299)))
                .isInstanceOf(WorkerException.class)
                .hasMessageStartingWith("executor driver on ")
                .hasMessageContaining("trial 1: java.lang.IllegalStateException: the share is not mounted")
                .extracting(e -> ((WorkerException) e).reason())
                .isEqualTo(Reason.FAILED);
    }

    @Test
    void missingClasses_areToldFromOtherFailures() {
        assertThat(WorkerFailure.of(
                                new RuntimeException(
                                        "Job aborted due to stage failure: Task 0 failed 4 times,"
                                                + " most recent failure: java.lang.ClassNotFoundException: org.mnist4j.spark.TrialTask\n\tat a"))
                        .reason())
                .isEqualTo(Reason.NO_LIBRARY);
        assertThat(WorkerFailure.of(new RuntimeException("Task 0 failed 4 times: ExecutorLostFailure\n\tat a")))
                .hasMessage("Spark has given up after its last attempt: Task 0 failed 4 times: ExecutorLostFailure")
                .extracting(WorkerException::reason)
                .isEqualTo(Reason.FAILED);
    }
}
