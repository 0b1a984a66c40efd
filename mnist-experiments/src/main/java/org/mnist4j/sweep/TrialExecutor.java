package org.mnist4j.sweep;

import java.util.List;
import java.util.function.Consumer;

/**
 * Runs the trials of a sweep: on local threads by default, or on a cluster.
 *
 * <p>Trials are independent, and the outcome of each depends only on its configuration and the images, so they may run in any
 * order and anywhere. Where one runs, {@link Trial#run} makes its outcome. An executor that sends trials away sends
 * {@link Trial#toJson()} and gets {@link TrialOutcome#toJson()} back; that the images are the same there, {@link SweepData#fingerprint()}
 * tells. How many threads a trial gets is decided where it runs.
 */
public interface TrialExecutor {

    /**
     * Runs every trial once and returns when all are done. A sweep may call it several times, with other trials each time.
     *
     * @param trials what to run
     * @param data the images that all of them use
     * @param finished receives each outcome as soon as it is available, on any thread
     * @throws InterruptedException if the calling thread is interrupted; running trials are abandoned
     * @throws RuntimeException what a trial threw, once the other running trials have ended
     */
    void execute(List<Trial> trials, SweepData data, Consumer<TrialOutcome> finished) throws InterruptedException;

    /**
     * An executor that runs the given number of trials at a time in this JVM, each on its share of the processors.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    static TrialExecutor local(int threads) {
        return new LocalTrialExecutor(threads);
    }
}
