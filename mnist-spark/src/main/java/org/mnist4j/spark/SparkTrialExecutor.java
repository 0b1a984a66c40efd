package org.mnist4j.spark;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.mnist4j.spark.WorkerException.Reason;
import org.mnist4j.sweep.SweepData;
import org.mnist4j.sweep.Trial;
import org.mnist4j.sweep.TrialExecutor;
import org.mnist4j.sweep.TrialOutcome;
import scala.Function0;
import scala.Function1;
import scala.Function2;
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * Runs the trials of a sweep on Spark, each as one task.
 *
 * <pre>{@code
 * SweepResult result = Sweep.over(config)
 *         .seeds(1, 2, 3, 4, 5)
 *         .executor(SparkTrialExecutor.on(session.sparkContext()))
 *         .directory(Path.of("sweeps/seeds"))
 *         .run(mnist.train());
 * }</pre>
 *
 * <p>The sweep's folder is written by the driver, as each trial ends, and has the same bytes as after a local sweep but for
 * the seconds. The images are broadcast: each executor gets them once and keeps one copy. A trial has as many
 * threads as {@code spark.task.cpus}, and an executor runs as many trials at a time as its cores allow. The trials of a lost
 * executor run again on another, up to {@code spark.task.maxFailures} times. Interrupting the calling thread cancels the job.
 *
 * <p>An executor is immutable and safe for use by several threads.
 */
public final class SparkTrialExecutor implements TrialExecutor {

    /** The job has ended, one way or the other. */
    private static final String[] END = {};

    private static final long INTERRUPTION_MILLIS = 2000;

    private final SparkContext context;
    private final @Nullable SweepDataSource source;

    private SparkTrialExecutor(SparkContext context, @Nullable SweepDataSource source) {
        this.context = context;
        this.source = source;
    }

    /** An executor on the workers of this context, which stays open. */
    public static SparkTrialExecutor on(SparkContext context) {
        return new SparkTrialExecutor(context, null);
    }

    /** This executor with images that each Spark executor reads itself, once, instead of getting them from the driver. */
    public SparkTrialExecutor readingImages(SweepDataSource newSource) {
        return new SparkTrialExecutor(context, newSource);
    }

    /**
     * {@inheritDoc}
     *
     * @throws WorkerException if an executor has another build of this library or other images, or a trial throws an
     *     exception, or Spark stops; running trials are cancelled
     */
    @Override
    public void execute(List<Trial> trials, SweepData data, Consumer<TrialOutcome> finished)
            throws InterruptedException {
        if (trials.isEmpty()) {
            return;
        }
        requireOpen();
        if (source != null) {
            run(trials, new TrialTask(data.fingerprint(), source), finished);
            return;
        }
        JavaSparkContext java = JavaSparkContext.fromSparkContext(context);
        Broadcast<PackedImages[]> images = java.broadcast(
                new PackedImages[] {new PackedImages(data.train()), new PackedImages(data.validation())});
        try {
            run(trials, new TrialTask(data.fingerprint(), new BroadcastImages(images)), finished);
        } finally {
            if (!context.isStopped()) {
                images.destroy();
            }
        }
    }

    private void run(List<Trial> trials, TrialTask task, Consumer<TrialOutcome> finished) throws InterruptedException {
        BlockingQueue<String[]> answers = new LinkedBlockingQueue<>();
        SimpleFutureAction<Boolean> job = submit(trials, task, answers);
        try {
            Map<Integer, Trial> waiting = trials.stream().collect(Collectors.toMap(Trial::number, Function.identity()));
            while (!waiting.isEmpty()) {
                String[] answer = answers.take();
                if (answer == END) {
                    throw failure(job);
                }
                Trial trial = waiting.remove(Integer.parseInt(answer[0]));
                finished.accept(outcome(Objects.requireNonNull(trial), answer));
            }
        } finally {
            // Has no effect on a job that is done.
            job.cancel();
        }
    }

    /** Starts one job with one task per trial; Spark's scheduler puts each answer, after the trial's number, into the queue. */
    private SimpleFutureAction<Boolean> submit(List<Trial> trials, TrialTask task, BlockingQueue<String[]> answers) {
        List<String> texts = trials.stream().map(Trial::toJson).toList();
        JavaRDD<String> tasks = JavaSparkContext.fromSparkContext(context).parallelize(texts, texts.size());
        List<Object> partitions =
                IntStream.range(0, texts.size()).<Object>mapToObj(i -> i).toList();
        Function2<Object, String[], BoxedUnit> onDriver = (partition, answer) -> {
            String[] numbered = new String[answer.length + 1];
            numbered[0] = String.valueOf(trials.get((Integer) partition).number());
            System.arraycopy(answer, 0, numbered, 1, answer.length);
            answers.add(numbered);
            return BoxedUnit.UNIT;
        };
        Function0<Boolean> done = () -> true;
        SimpleFutureAction<Boolean> job = withProperties(
                "mnist4j sweep, " + texts.size() + (texts.size() == 1 ? " trial" : " trials"),
                () -> context.submitJob(
                        tasks.rdd(),
                        task,
                        CollectionConverters.asScala(partitions).toSeq(),
                        onDriver,
                        done));
        Function1<Try<Boolean>, Boolean> end = result -> answers.add(END);
        job.onComplete(end, ExecutionContext.fromExecutor(Runnable::run));
        return job;
    }

    /** Submits with a description, and so that cancelling interrupts the trials; the thread's own properties come back after it. */
    private SimpleFutureAction<Boolean> withProperties(
            String description, Supplier<SimpleFutureAction<Boolean>> submission) {
        Map<String, String> properties =
                Map.of("spark.job.description", description, "spark.job.interruptOnCancel", "true");
        Map<String, Optional<String>> before = properties.keySet().stream()
                .collect(Collectors.toMap(
                        Function.identity(), name -> Optional.ofNullable(context.getLocalProperty(name))));
        properties.forEach(context::setLocalProperty);
        try {
            return submission.get();
        } finally {
            before.forEach((name, value) -> context.setLocalProperty(name, value.orElse(null)));
        }
    }

    private static TrialOutcome outcome(Trial trial, String[] answer) {
        if (answer[1].equals(TrialTask.OUTCOME)) {
            return TrialOutcome.fromJson(answer[2], trial);
        }
        throw new WorkerException(
                Reason.valueOf(answer[1]), answer[2], answer[2] + ", trial " + trial.number() + ": " + answer[3], null);
    }

    private void requireOpen() throws InterruptedException {
        if (context.isStopped()) {
            // Ctrl-C stops Spark and interrupts this thread, in any order: then this is the interruption.
            Thread.sleep(INTERRUPTION_MILLIS);
            throw new WorkerException(
                    Reason.FAILED,
                    null,
                    "Spark has stopped: its master does not answer or has ended the application, or the application has"
                            + " stopped the context; finished trials are kept",
                    null);
        }
    }

    private WorkerException failure(SimpleFutureAction<Boolean> job) throws InterruptedException {
        requireOpen();
        return WorkerFailure.of(job.value().get().failed().get());
    }
}
