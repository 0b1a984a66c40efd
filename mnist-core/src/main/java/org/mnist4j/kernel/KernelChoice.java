package org.mnist4j.kernel;

import java.lang.module.ModuleFinder;
import java.util.Arrays;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.Activation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the kernels of this virtual machine: plain ones at first; those of the module mnist-vector, if it and {@code
 * jdk.incubator.vector} are there, as soon as the JIT compiler has compiled them. Both give the same bits, so the moment
 * of the switch does not matter. Where fused multiply-adds are emulated, vectors gain nothing and warming up would take
 * minutes, so it stays with the plain ones.
 */
public final class KernelChoice {

    private static final Logger LOG = LoggerFactory.getLogger(KernelChoice.class);
    private static final String VECTOR_API = "jdk.incubator.vector";
    private static final String REGISTRATION = "META-INF/services/" + WeightedSums.class.getName();

    /** When the warm-up begins, if no network asks for it: it takes a core for seconds, which a short training cannot make up. */
    private static final long DELAY_SECONDS = 5;

    /**
     * How long work that asks for the vector kernels waits for them, at most. Alone, the warm-up takes 0.7 s of one core; beside a training that needs
     * the JIT compiler too, five times as long, and what was compiled with plain kernels until then is compiled again.
     */
    private static final long PATIENCE_SECONDS = 2;

    private static final CountDownLatch ASKED_FOR = new CountDownLatch(1);
    private static final CountDownLatch WARM = new CountDownLatch(1); // or given up

    private static final int WIDEST = 256;

    /** Widths of rows in the warm-up: whole vectors, some with a rest, and less than a vector. */
    private static final int[] COLUMNS = {WIDEST, 16, 231, 32, 70, 48, 10};

    /** Rounds of the warm-up between two looks at the clock. */
    private static final int ROUNDS = 56;

    /** An interpreter alone would never get there: then the plain kernels stay. */
    private static final long LIMIT_NANOS = 60_000_000_000L;

    /** Rounds count as compiled only if they are this many times faster than the first, which are interpreted. */
    private static final int GAIN = 20;

    private static final WeightedSums PLAIN = new PlainSums();
    private static volatile WeightedSums current = PLAIN;
    private static final @Nullable WeightedSums INSTALLED = installed();

    static {
        WeightedSums vector = INSTALLED;
        if (vector != null) {
            Thread warmUp = new Thread(() -> warmUp(vector), "mnist4j-kernel-warm-up");
            warmUp.setDaemon(true);
            warmUp.start();
        }
    }

    private KernelChoice() {}

    static WeightedSums current() {
        return current;
    }

    /** Has the fastest kernels compiled now, and waits for them up to two seconds: for work that gains much by them. */
    public static void prepare() {
        ASKED_FOR.countDown();
        if (INSTALLED != null) {
            try {
                WARM.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // who asked ends its work
            }
        }
    }

    /** The name of the kernels that this virtual machine uses as soon as they are compiled. */
    public static String name() {
        WeightedSums vector = INSTALLED;
        return vector == null || FmaSpeed.isEmulated() ? PLAIN.name() : vector.name();
    }

    /** What to do for the vector kernels, in the imperative; empty if they are in use or cannot be had here. */
    public static Optional<String> advice() {
        if (INSTALLED != null
                || FmaSpeed.isEmulated()
                || ModuleFinder.ofSystem().find(VECTOR_API).isEmpty()) {
            return Optional.empty();
        }
        String module = "add org.mnist4j:mnist-vector:" + BuildInfo.current().version() + " to the dependencies";
        String flag = "start Java with --add-modules " + VECTOR_API;
        boolean present = KernelChoice.class.getClassLoader().getResource(REGISTRATION) != null;
        boolean resolved = ModuleLayer.boot().findModule(VECTOR_API).isPresent();
        if (present) {
            return resolved ? Optional.empty() : Optional.of(flag);
        }
        return Optional.of(resolved ? module : module + " and " + flag);
    }

    private static @Nullable WeightedSums installed() {
        if (ModuleLayer.boot().findModule(VECTOR_API).isEmpty()) {
            return null;
        }
        try {
            return ServiceLoader.load(WeightedSums.class, KernelChoice.class.getClassLoader())
                    .findFirst()
                    .orElse(null);
        } catch (ServiceConfigurationError | LinkageError e) {
            LOG.warn("The vector kernels cannot be used; the plain ones give the same results.", e);
            return null;
        }
    }

    /** Chooses the vector kernels once they are compiled: interpreted, vector operations are hundreds of times slower. */
    private static void warmUp(WeightedSums vector) {
        try {
            ASKED_FOR.await(DELAY_SECONDS, TimeUnit.SECONDS);
            if (!FmaSpeed.isEmulated() && becomesFast(vector)) {
                current = vector;
                LOG.debug("Weighted sums are computed by the kernels {}.", vector.name());
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but to end it.
        } finally {
            WARM.countDown();
        }
    }

    /**
     * Uses the kernels until they are compiled, which they are if they are much faster than at first and have not become
     * faster for a while; returns false if that takes too long.
     */
    private static boolean becomesFast(WeightedSums vector) {
        long end = System.nanoTime() + LIMIT_NANOS;
        long first = timeOf(vector);
        long fastest = first;
        int without = 0; // measurements in a row without a gain
        while (without < 3 || fastest > first / GAIN) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            long time = timeOf(vector);
            without = time < 0.8 * fastest ? 0 : without + 1;
            fastest = Math.min(fastest, time);
        }
        return true;
    }

    private static long timeOf(WeightedSums vector) {
        int terms = 16;
        float[][] rows = new float[terms][WIDEST];
        float[][] y = new float[terms][WIDEST];
        float[][] x = new float[1][terms];
        int[] indices = new int[terms];
        SumBlock block = new SumBlock(terms, WIDEST);
        long begin = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            // What the compiler has never seen happen, it leaves out, and starts over when it does.
            int columns = COLUMNS[round % COLUMNS.length];
            int count = round % 4 * 5;
            block.copy(x, 0, 1, 0, terms, y);
            vector.addBlock(block, rows, 0, count, 0, Math.min(columns, 70));
            vector.add(rows, indices, 0, x[0], 0, count / 2, y[0], columns);
            warmUp(vector, rows, y, columns > 48 ? 16 : columns);
            warmUp(vector, Arrays.copyOf(rows, 6), Arrays.copyOf(y, 6), 32);
        }
        return System.nanoTime() - begin;
    }

    private static void warmUp(WeightedSums vector, float[][] x, float[][] y, int n) {
        Maps maps = vector.maps(n);
        for (Activation activation : Activation.values()) {
            maps.apply(activation, y, n);
            maps.multiplyByDerivative(activation, y, x, n);
        }
        maps.add(x, y[0], n);
        maps.addSquaredDeviations(x, x[0], y[0], n);
        maps.scaleAndShift(x, x[0], x[1], y, n);
        maps.addProducts(x, y, x[0], x[1], y[0], n);
        maps.addScaled(x, x[0], y, n);
        maps.max(x, 0, 2, 2, y[0], n);
        maps.addToMax(x, 0, 2, 2, y[0], x[0], y[1], y, n);
        maps.mean(x, 0, 2, 2, y[0], n);
        maps.addToMean(x[0], 0, 2, 2, y, n);
    }
}
