package org.mnist4j.sweep;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs the trials of a sweep: on local threads by default, or on a cluster that an application provides.
 *
 * <p>Trials are independent, and the result of each depends only on its configuration and the data, so they may run in any
 * order and anywhere. A remote executor ignores {@code runner} and applies {@link Sweep#runner} to the same data there.
 */
public interface TrialExecutor {

    /**
     * Runs every trial once and returns when all are done.
     *
     * @param trials what to run
     * @param runner runs one trial in this JVM, on the calling thread; safe to call from several threads
     * @param finished receives each outcome as soon as it is available, on any thread
     * @throws InterruptedException if the calling thread is interrupted; running trials are abandoned
     * @throws RuntimeException what a runner threw, once the other running trials have ended
     */
    void execute(List<Trial> trials, Function<Trial, TrialOutcome> runner, Consumer<TrialOutcome> finished)
            throws InterruptedException;

    /**
     * An executor on the given number of threads of this JVM.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    static TrialExecutor local(int threads) {
        return new LocalTrialExecutor(threads);
    }
}
