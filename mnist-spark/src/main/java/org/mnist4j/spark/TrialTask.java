package org.mnist4j.spark;

import java.io.Serializable;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.spark.WorkerException.Reason;
import org.mnist4j.sweep.SweepData;
import org.mnist4j.sweep.Trial;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingInterruptedException;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * Runs trials on an executor.
 *
 * <p>It is serialized with a fixed version and answers with texts, so that an executor with another version of this library
 * still gets as far as saying so. What is wrong with an executor is an answer and no exception: Spark would try again, several times.
 */
final class TrialTask extends AbstractFunction1<Iterator<String>, String[]> implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The first text of an answer; the second is the outcome. */
    static final String OUTCOME = "outcome";

    /** The images of the last sweep: one copy per executor, however many trials run there at a time. */
    private static @Nullable SweepData loaded;

    private final String build;
    private final String fingerprint;
    private final SweepDataSource source;

    TrialTask(String fingerprint, SweepDataSource source) {
        this.build = build();
        this.fingerprint = fingerprint;
        this.source = source;
    }

    /** The library's version and commit, in one text. */
    private static String build() {
        BuildInfo current = BuildInfo.current();
        return current.version() + ", commit " + current.commit();
    }

    /**
     * Runs the trial of a partition.
     *
     * @param partition one trial as JSON
     * @return {@link #OUTCOME} and its JSON, or the name of a {@link Reason}, the executor, and a message
     */
    @Override
    public String[] apply(Iterator<String> partition) {
        String worker = "executor " + SparkEnv.get().executorId() + " on "
                + SparkEnv.get().blockManager().blockManagerId().host();
        if (!build.equals(build())) {
            return refusal(
                    Reason.OTHER_VERSION,
                    worker,
                    "it has mnist4j " + build() + ", the driver has " + build
                            + "; give the driver and every worker the same jars");
        }
        try {
            SweepData data = images();
            if (!data.fingerprint().equals(fingerprint)) {
                return refusal(
                        Reason.OTHER_IMAGES,
                        worker,
                        "it read the images " + data.fingerprint() + ", the driver has " + fingerprint
                                + "; give every worker the same files, or let the driver send the images");
            }
            int threads = Math.min(TaskContext.get().cpus(), Trainer.MAX_THREADS);
            Trial trial = Trial.fromJson(partition.next());
            if (TaskContext.get().isInterrupted()) {
                // Spark does not interrupt the thread of a task that it cancels while the task is being started.
                throw new TaskKilledException("cancelled before the training");
            }
            return new String[] {OUTCOME, trial.run(data, threads).toJson()};
        } catch (TaskKilledException | TrainingInterruptedException killed) {
            throw killed;
        } catch (RuntimeException e) {
            return refusal(Reason.FAILED, worker, String.valueOf(e));
        }
    }

    private SweepData images() {
        synchronized (TrialTask.class) {
            SweepData known = loaded;
            if (known == null || !known.fingerprint().equals(fingerprint)) {
                loaded = null;
                known = source.load();
                loaded = known;
            }
            return known;
        }
    }

    private static String[] refusal(Reason reason, String worker, String message) {
        return new String[] {reason.name(), worker, message};
    }
}
