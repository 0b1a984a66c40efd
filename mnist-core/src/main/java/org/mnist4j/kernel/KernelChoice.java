package org.mnist4j.kernel;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the kernels of this virtual machine: plain ones at first; those of the module mnist-vector, if it and {@code
 * jdk.incubator.vector} are there, as soon as the JIT compiler has compiled them. Both give the same bits, so the moment
 * of the switch does not matter.
 */
final class KernelChoice {

    private static final Logger LOG = LoggerFactory.getLogger(KernelChoice.class);
    private static final String VECTOR_API = "jdk.incubator.vector";
    private static final int WARM_UP_ROUNDS = 400;

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

    /** Interpreted, vector operations are hundreds of times slower; compiled, they are the fastest. */
    private static void warmUp(WeightedSums vector) {
        int n = 256;
        float[][] rows = new float[64][n];
        float[] x = new float[64];
        int[] indices = new int[64];
        SumBlock block = new SumBlock(64, n);
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            int columns = n - round % 6; // whole vectors, and a last one that is not
            block.copy(new float[][] {x}, 0, 1, x.length, new float[1][n]);
            vector.addBlock(block, 1, rows, rows.length, 0, columns);
            vector.add(rows, indices, 0, x, 0, rows.length, block.y[0], columns);
        }
        current = vector;
        LOG.debug("Weighted sums are computed by the kernels {}.", vector.name());
    }
}
