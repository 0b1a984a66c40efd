package org.mnist4j.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Lets a command clean up when Ctrl-C, or a request to end, stops the JVM, which then exits with 128 + the signal. */
final class Interruption {

    private static final int SECONDS_TO_CLEAN_UP = 20;

    private Interruption() {}

    /** Runs a command so that stopping the JVM interrupts the command's thread and waits until it has ended. */
    static int guard(IntSupplier command) {
        Thread commandThread = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> interrupt(commandThread, ended), "mnist4j-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return command.getAsInt();
        } finally {
            ended.countDown();
            remove(hook);
        }
    }

    private static void interrupt(Thread commandThread, CountDownLatch ended) {
        commandThread.interrupt();
        try {
            if (!ended.await(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS)) {
                System.err.println("mnist4j: gave up waiting; a hidden .partial folder may be left beside --out");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is being stopped: the hook is running, and has done its work.
        }
    }
}
