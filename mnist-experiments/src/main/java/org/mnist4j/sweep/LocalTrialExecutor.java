package org.mnist4j.sweep;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.mnist4j.train.Trainer;

/** Runs trials on daemon threads that end with the sweep. */
final class LocalTrialExecutor implements TrialExecutor {

    private final int parallel;

    LocalTrialExecutor(int parallel) {
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel trials must be at least 1, was " + parallel);
        }
        this.parallel = parallel;
    }

    @Override
    public void execute(List<Trial> trials, SweepData data, Consumer<TrialOutcome> finished)
            throws InterruptedException {
        AtomicInteger started = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(parallel, task -> {
            Thread thread = new Thread(task, "mnist4j-trial-" + started.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            ExecutorCompletionService<TrialOutcome> running = new ExecutorCompletionService<>(pool);
            trials.forEach(trial -> running.submit(() -> trial.run(data, threadsPerTrial())));
            for (int i = 0; i < trials.size(); i++) {
                finished.accept(outcome(running));
            }
        } finally {
            // An interrupted training stops before its next batch.
            pool.shutdownNow();
            awaitEnd(pool);
        }
    }

    private int threadsPerTrial() {
        return Math.max(1, Math.min(Trainer.MAX_THREADS, Runtime.getRuntime().availableProcessors() / parallel));
    }

    private static TrialOutcome outcome(ExecutorCompletionService<TrialOutcome> running) throws InterruptedException {
        try {
            return running.take().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new AssertionError("a function throws nothing checked", e);
        }
    }

    private static void awaitEnd(ExecutorService pool) {
        boolean interrupted = false;
        while (!pool.isTerminated()) {
            try {
                pool.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
