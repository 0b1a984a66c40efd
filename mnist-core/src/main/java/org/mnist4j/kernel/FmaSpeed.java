package org.mnist4j.kernel;

import java.util.concurrent.TimeUnit;

/**
 * The time of {@link Math#fma(float, float, float)}, of which every sum consists. It is one instruction, 1 to 2 ns in a
 * chain, and some 30 ns interpreted; where the processor or the virtual machine does not have it, Java computes it with
 * {@link java.math.BigDecimal}: 1 to 4 µs once compiled, and up to 400 µs before.
 */
public final class FmaSpeed {

    private static final double EMULATED_NANOS = 200;
    private static final double COMPILED_NANOS = 2;
    private static final long MEASURING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long WARM_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long ROUND_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final int SHORTEST_ROUND = 16;

    private FmaSpeed() {}

    /**
     * Whether fused multiply-adds are emulated. The first call takes microseconds where they are not, and half a second
     * where they are, so that the JIT compiler can prove that first impression wrong.
     */
    public static boolean isEmulated() {
        return Emulation.FOUND;
    }

    /**
     * Measures the time of one fused multiply-add in a chain, in nanoseconds: the shortest over many rounds, in up to 100 ms,
     * or half a second where they are emulated.
     */
    public static double nanoseconds() {
        return fastest(COMPILED_NANOS, isEmulated() ? WARM_UP_NANOS : MEASURING_NANOS);
    }

    /** Measures until a round is fast enough, or the time is up. */
    private static double fastest(double enough, long limit) {
        double fastest = Double.POSITIVE_INFINITY;
        int length = SHORTEST_ROUND;
        float sum = 0.3f;
        long start = System.nanoTime();
        long end = start;
        while (fastest > enough && end - start < limit) {
            long before = System.nanoTime();
            sum = chain(sum, length);
            end = System.nanoTime();
            fastest = Math.min(fastest, (end - before) / (double) length);
            if (end - before < ROUND_NANOS) {
                length *= 2;
            }
        }
        if (Float.isNaN(sum)) { // the compiler must not leave out a sum that nobody reads
            throw new AssertionError("0.7 s + 0.1 is finite");
        }
        return fastest;
    }

    private static float chain(float start, int length) {
        float sum = start;
        for (int i = 0; i < length; i++) {
            sum = Math.fma(sum, 0.7f, 0.1f);
        }
        return sum;
    }

    /** Measured once, by whoever asks first. */
    private static final class Emulation {
        static final boolean FOUND = fastest(EMULATED_NANOS, WARM_UP_NANOS) > EMULATED_NANOS;
    }
}
