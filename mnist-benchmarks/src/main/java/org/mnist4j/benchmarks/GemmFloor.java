package org.mnist4j.benchmarks;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.util.Locale;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Times the matrix products of one dense training step, and nothing else, by OpenBLAS on one thread: the floor under
 * every trainer that multiplies whole matrices.
 */
public final class GemmFloor {

    private static final int FEATURES = 784;
    private static final int CLASSES = 10;
    private static final int ROUNDS = 7;
    private static final double SECONDS_PER_ROUND = 0.05;

    private final int batch;
    private final int hidden;
    // Read only, so that the numbers stay ordinary ones however often a step is repeated.
    private final FloatPointer x;
    private final FloatPointer hiddenWeights;
    private final FloatPointer outputWeights;
    private final FloatPointer activations;
    private final FloatPointer logitGradients;
    // Written only.
    private final FloatPointer sums;
    private final FloatPointer logits;
    private final FloatPointer hiddenWeightGradients;
    private final FloatPointer outputWeightGradients;

    private GemmFloor(int batch, int hidden) {
        this.batch = batch;
        this.hidden = hidden;
        this.x = filled(batch, FEATURES);
        this.hiddenWeights = filled(hidden, FEATURES);
        this.outputWeights = filled(CLASSES, hidden);
        this.activations = filled(batch, hidden);
        this.logitGradients = filled(batch, CLASSES);
        this.sums = filled(batch, hidden);
        this.logits = filled(batch, CLASSES);
        this.hiddenWeightGradients = filled(hidden, FEATURES);
        this.outputWeightGradients = filled(CLASSES, hidden);
    }

    /** Prints seconds per step and GFLOP/s for the {@code --batch} and {@code --hidden} of a {@link Job}. */
    public static void main(String[] arguments) {
        Job job = Job.parse(arguments);
        blas_set_num_threads(1);
        double seconds = new GemmFloor(job.batch(), job.hidden()).secondsPerStep();
        double flops = 2.0 * job.batch() * job.hidden() * (2 * FEATURES + 3 * CLASSES);
        System.out.println(String.format(
                Locale.ROOT,
                "{\"batch\":%d,\"hidden\":%d,\"secondsPerStep\":%.9f,\"gflops\":%.2f}",
                job.batch(),
                job.hidden(),
                seconds,
                flops / seconds / 1e9));
    }

    /** The fastest of a few rounds, since nothing makes a floor too low; a round is as many steps as fill it. */
    private double secondsPerStep() {
        int steps = 1;
        while (secondsOf(steps) < SECONDS_PER_ROUND) {
            steps *= 2;
        }
        double fastest = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            fastest = Math.min(fastest, secondsOf(steps) / steps);
        }
        return fastest;
    }

    private double secondsOf(int steps) {
        long begin = System.nanoTime();
        for (int step = 0; step < steps; step++) {
            // Forward: the hidden layer's sums, the logits.
            multiply(CblasNoTrans, CblasTrans, batch, hidden, FEATURES, x, hiddenWeights, sums);
            multiply(CblasNoTrans, CblasTrans, batch, CLASSES, hidden, activations, outputWeights, logits);
            // Backward: both layers' weights and the hidden layer; the pixels need no gradient.
            multiply(
                    CblasTrans,
                    CblasNoTrans,
                    CLASSES,
                    hidden,
                    batch,
                    logitGradients,
                    activations,
                    outputWeightGradients);
            multiply(CblasNoTrans, CblasNoTrans, batch, hidden, CLASSES, logitGradients, outputWeights, sums);
            multiply(CblasTrans, CblasNoTrans, hidden, FEATURES, batch, activations, x, hiddenWeightGradients);
        }
        return Measurement.secondsSince(begin);
    }

    /** {@code c = op(a) op(b)}, {@code [m][k]} times {@code [k][n]}. */
    private static void multiply(
            int transA, int transB, int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
        int lda = transA == CblasNoTrans ? k : m;
        int ldb = transB == CblasNoTrans ? n : k;
        cblas_sgemm(CblasRowMajor, transA, transB, m, n, k, 1, a, lda, b, ldb, 0, c, n);
    }

    private static FloatPointer filled(int rows, int columns) {
        float[] values = new float[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 13) / 13f;
        }
        return new FloatPointer(values);
    }
}
