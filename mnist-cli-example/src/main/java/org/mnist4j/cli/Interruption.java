package org.mnist4j.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Lets a command finish its batch, write a checkpoint and clean up when Ctrl-C or a termination signal stops the JVM, which
 * then exits with the command's exit code.
 */
final class Interruption {

    private static final int SECONDS_TO_CLEAN_UP = 20;

    private final Thread command = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int code = ExitCode.INTERRUPTED;

    private Interruption() {}

    /** Runs a command; stopping the JVM interrupts the command's thread and waits for it to end. */
    static int guard(IntSupplier command) {
        Interruption interruption = new Interruption();
        Thread hook = new Thread(interruption::interrupt, "mnist4j-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            interruption.code = command.getAsInt();
            return interruption.code;
        } finally {
            interruption.ended.countDown();
            remove(hook);
        }
    }

    private void interrupt() {
        command.interrupt();
        try {
            if (ended.await(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS)) {
                System.out.flush();
                System.err.flush();
                // The JVM would exit with 128 + the signal, which is 130 for Ctrl-C only.
                Runtime.getRuntime().halt(code);
            }
            System.err.println("mnist4j: timed out while stopping; a hidden .partial folder may be left beside --out");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down and the hook is already running.
        }
    }
}
