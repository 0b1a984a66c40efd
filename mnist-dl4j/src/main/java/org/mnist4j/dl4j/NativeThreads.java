package org.mnist4j.dl4j;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Holds ND4J's OpenMP pool and OpenBLAS's own pool at one thread while any engine is open, and gives the host
 * application its settings back when the last one closes.
 *
 * <p>One thread in both makes the order of every sum fixed, and is faster too at the sizes of MNIST.
 */
final class NativeThreads implements AutoCloseable {

    private static final Object LOCK = new Object();
    private static int holders;
    private static int hostOmpThreads;
    private static int hostBlasThreads;

    private boolean open = true;

    private NativeThreads() {}

    static NativeThreads pinToOne() {
        synchronized (LOCK) {
            if (holders++ == 0) {
                hostOmpThreads = Nd4j.getEnvironment().maxMasterThreads();
                hostBlasThreads = openblas_nolapack.blas_get_num_threads();
                set(1, 1);
            }
        }
        return new NativeThreads();
    }

    @Override
    public void close() {
        synchronized (LOCK) {
            if (open) {
                open = false;
                if (--holders == 0) {
                    set(hostOmpThreads, hostBlasThreads);
                }
            }
        }
    }

    private static void set(int ompThreads, int blasThreads) {
        // The master maximum bounds what an operation may use; setMaxThreads does nothing in this release.
        Nd4j.getEnvironment().setMaxMasterThreads(ompThreads);
        openblas_nolapack.blas_set_num_threads(blasThreads);
    }
}
