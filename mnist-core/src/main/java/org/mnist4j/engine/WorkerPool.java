package org.mnist4j.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs indexed tasks on the calling thread and a few daemon threads, a thousand times per second without allocation.
 *
 * <p>The assignment of tasks to threads is not deterministic, so results must not depend on it. Idle threads spin for
 * about half a millisecond, since the next tasks usually follow immediately, and then park.
 */
final class WorkerPool implements AutoCloseable {

    /** One task; the index of the worker selects its scratch buffers. */
    interface Task {
        void run(int task, int worker);
    }

    /** About half a millisecond: waking a parked thread takes a tenth of that, and a step has two barriers. */
    private static final int SPINS = 20_000;

    private final Thread[] workers;
    private final int spins;
    private final AtomicLong ticket = new AtomicLong(); // upper half: index of the run; lower half: tasks not yet taken
    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile @Nullable Task current;
    private volatile @Nullable Thread waiting;
    private volatile boolean closed;

    /** Creates a pool of {@code threads} threads, including the calling thread. */
    WorkerPool(int threads) {
        workers = new Thread[threads - 1];
        // With more threads than processors, a spinning thread could block the one it waits for.
        spins = threads <= Runtime.getRuntime().availableProcessors() ? SPINS : 0;
        for (int i = 0; i < workers.length; i++) {
            int worker = i + 1;
            workers[i] = new Thread(() -> workerLoop(worker), "mnist4j-worker-" + worker);
            workers[i].setDaemon(true);
            workers[i].start();
        }
    }

    /** Runs {@code task.run(0, ..)} to {@code task.run(tasks - 1, ..)} and returns when all are done. */
    void run(int tasks, Task task) {
        current = task;
        unfinished.set(tasks);
        long run = (ticket.get() >>> 32) + 1;
        ticket.set(run << 32 | tasks);
        for (Thread worker : workers) {
            LockSupport.unpark(worker);
        }
        takeTasks(0);
        awaitOthers();
        Throwable thrown = failure.getAndSet(null);
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw (RuntimeException) thrown;
        }
    }

    private void takeTasks(int worker) {
        for (long seen = ticket.get(); (int) seen > 0; seen = ticket.get()) {
            // Success means that this run still has tasks, so current belongs to this run.
            if (ticket.compareAndSet(seen, seen - 1)) {
                try {
                    Task task = current;
                    if (task != null) {
                        task.run((int) seen - 1, worker);
                    }
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                }
                if (unfinished.decrementAndGet() == 0) {
                    LockSupport.unpark(waiting);
                }
            }
        }
    }

    private void awaitOthers() {
        for (int spin = 0; spin < spins && unfinished.get() > 0; spin++) {
            pause(spin);
        }
        if (unfinished.get() > 0) {
            waiting = Thread.currentThread();
            boolean interrupted = false;
            while (unfinished.get() > 0) {
                LockSupport.park(this);
                // An interrupted thread does not park: clear the flag and restore it when the tasks are done.
                interrupted |= Thread.interrupted();
            }
            waiting = null;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Yields now and then: while the JIT compiler is busy, two workers may share a processor. */
    private static void pause(int spin) {
        if ((spin & 63) == 63) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }

    private void workerLoop(int worker) {
        while (!closed) {
            takeTasks(worker);
            for (int spin = 0; spin < spins && (int) ticket.get() == 0; spin++) {
                pause(spin);
            }
            while ((int) ticket.get() == 0 && !closed) {
                LockSupport.park(this);
            }
        }
    }

    /** Stops the threads and waits until they have ended. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (Thread worker : workers) {
            LockSupport.unpark(worker);
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
