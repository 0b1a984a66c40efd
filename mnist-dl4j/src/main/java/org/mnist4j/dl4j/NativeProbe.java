package org.mnist4j.dl4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Loads ND4J in a JVM started for nothing else, so that a library that crashes or hangs takes no one with it, and writes
 * what it found to a file.
 */
final class NativeProbe {

    static final String BACKEND = "backend";
    static final String OPEN_MP_THREADS = "openMpThreads";
    static final String BLAS_THREADS = "blasThreads";
    static final String PROBLEM = "problem";

    private NativeProbe() {}

    /** Writes lines of {@code name=value} to the file that the one argument names. */
    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), facts());
    }

    private static String facts() {
        try {
            String backend = Nd4j.getBackend().getClass().getSimpleName();
            double sum = Nd4j.ones(2, 2).mmul(Nd4j.ones(2, 2)).sumNumber().doubleValue();
            if (sum != 8) {
                return PROBLEM + "=the product of two 2x2 matrices of ones sums to " + sum + " instead of 8\n";
            }
            return BACKEND + "=" + backend + "\n" + OPEN_MP_THREADS + "="
                    + Nd4j.getEnvironment().maxMasterThreads() + "\n" + BLAS_THREADS + "="
                    + openblas_nolapack.blas_get_num_threads() + "\n";
        } catch (LinkageError | RuntimeException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return PROBLEM + "=" + root.toString().replaceAll("\\s+", " ") + "\n";
        }
    }
}
