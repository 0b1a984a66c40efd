package org.mnist4j.serve;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs requests on threads, and interrupts those that exceed their deadline.
 *
 * <p>The JDK's server reads a request on one of these threads, from its first line on. Interrupting a thread that reads or
 * writes a socket channel closes the channel, so a client that stalls in the middle of a request loses its connection and
 * occupies its thread no longer than the deadline. While requests wait for a thread, it is much shorter for clients that have not sent
 * their whole request yet. The server's own properties for this apply to the whole JVM and are read only once.
 */
final class DeadlineExecutor implements Executor, AutoCloseable {

    private static final int THREADS = 128;
    private static final int IDLE_SECONDS = 20;
    private static final int SECONDS_TO_FINISH = 1;
    private static final int MILLIS_WHILE_OTHERS_WAIT = 200;
    private static final int MILLIS_BETWEEN_CHECKS = 50;

    private static final ThreadLocal<Turn> CURRENT = new ThreadLocal<>();

    private final long deadlineMillis;
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor clock;
    private final Queue<Turn> running = new ConcurrentLinkedQueue<>(); // the longest first

    DeadlineExecutor(Duration deadline) {
        this.deadlineMillis = deadline.toMillis();
        workers = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemons("mnist4j-request"));
        workers.allowCoreThreadTimeOut(true);
        clock = new ScheduledThreadPoolExecutor(1, daemons("mnist4j-request-clock"));
        clock.setRemoveOnCancelPolicy(true);
        clock.scheduleWithFixedDelay(
                this::makeRoom, MILLIS_BETWEEN_CHECKS, MILLIS_BETWEEN_CHECKS, TimeUnit.MILLISECONDS);
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void execute(Runnable request) {
        workers.execute(() -> new Turn(request).run());
    }

    /** The request of this thread has arrived completely: from now on, only the deadline ends it. */
    static void received() {
        Turn turn = CURRENT.get();
        if (turn != null) {
            turn.received = true;
        }
    }

    /** Ends a request that is still arriving for each one that waits, the oldest first. */
    private void makeRoom() {
        int waiting = workers.getQueue().size();
        long begunBefore = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(MILLIS_WHILE_OTHERS_WAIT);
        for (Turn turn : running) {
            if (waiting > 0 && !turn.received && turn.begin - begunBefore < 0) {
                turn.interrupt();
                waiting--;
            }
        }
    }

    /** Gives running requests a moment to finish, then interrupts them. */
    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            clock.shutdownNow();
        }
    }

    /** One request on its thread. */
    private final class Turn {

        private final Runnable request;
        private final Thread thread = Thread.currentThread();
        private final long begin = System.nanoTime();
        private volatile boolean received;
        private boolean over;

        Turn(Runnable request) {
            this.request = request;
        }

        void run() {
            Future<?> alarm = clock.schedule(this::interrupt, deadlineMillis, TimeUnit.MILLISECONDS);
            running.add(this);
            CURRENT.set(this);
            try {
                request.run();
            } finally {
                alarm.cancel(false);
                running.remove(this);
                CURRENT.remove();
                end();
            }
        }

        private synchronized void interrupt() {
            if (!over) {
                thread.interrupt();
            }
        }

        /** After this the thread may serve another request, which this deadline must not interrupt. */
        private synchronized void end() {
            over = true;
            Thread.interrupted();
        }
    }
}
