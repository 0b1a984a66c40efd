package org.mnist4j.sweep;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs the trials of a sweep: here on local threads, and an application may put a cluster in its place.
 *
 * <p>Trials are independent, and what one measures depends on its configuration and the data alone, so they may run in any
 * order and anywhere. A remote executor ignores {@code runner} and applies {@link Sweep#runner} to the same data there.
 */
public interface TrialExecutor {

    /**
     * Runs every trial once and returns when all are done.
     *
     * @param trials what to run
     * @param runner runs one trial in this JVM, on the calling thread; safe to call from several threads
     * @param finished to be told of each outcome as soon as it is there, from any thread
     * @throws InterruptedException if the calling thread is interrupted; trials under way are given up
     * @throws RuntimeException what a runner threw, once the other trials under way have ended
     */
    void execute(List<Trial> trials, Function<Trial, TrialOutcome> runner, Consumer<TrialOutcome> finished)
            throws InterruptedException;

    /**
     * As many threads of this JVM as given.
     *
     * @throws IllegalArgumentException if there is not at least one
     */
    static TrialExecutor local(int threads) {
        return new LocalTrialExecutor(threads);
    }
}
