package org.mnist4j.benchmarks;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Times the matrix products of one training step, and nothing else, by OpenBLAS on one thread: the floor under every
 * trainer that multiplies whole matrices.
 *
 * <p>A convolution is three products with the matrix of its windows ({@code im2col}): the outputs, the weights' gradient
 * and the windows' gradient. Filling that matrix, and adding the windows' gradients up, is not counted. OpenBLAS may be
 * faster on pieces of it that stay in a cache, so several sizes are tried and the best one counts.
 */
public final class GemmFloor {

    private static final int FEATURES = 784;
    private static final int CLASSES = 10;
    private static final int ROUNDS = 7;
    private static final double SECONDS_PER_ROUND = 0.05;
    private static final int[] IMAGES_PER_PRODUCT = {1, 4, 16, Integer.MAX_VALUE};

    /** A layer's products: {@code [rows][inputs]} times {@code [inputs][outputs]}, and both ways back. */
    private static final class Layer {
        final int rows; // one per image and position
        final int rowsPerImage;
        final int inputs;
        final int outputs;
        final boolean first; // the pixels need no gradient
        // Read only, so that the numbers stay ordinary ones however often a step is repeated.
        final FloatPointer x; // [rows][inputs]
        final FloatPointer weights; // [outputs][inputs]
        final FloatPointer gradients; // [rows][outputs]
        // Written only.
        final FloatPointer y; // [rows][outputs]
        final FloatPointer weightGradients; // [outputs][inputs]
        final FloatPointer inputGradients; // [rows][inputs]

        Layer(int images, int rowsPerImage, int inputs, int outputs, boolean first) {
            this.rows = Math.multiplyExact(images, rowsPerImage);
            this.rowsPerImage = rowsPerImage;
            this.inputs = inputs;
            this.outputs = outputs;
            this.first = first;
            this.x = filled(rows, inputs);
            this.weights = filled(outputs, inputs);
            this.gradients = filled(rows, outputs);
            this.y = filled(rows, outputs);
            this.weightGradients = filled(outputs, inputs);
            this.inputGradients = filled(first ? 0 : rows, inputs);
        }

        void forward(int rowsPerProduct) {
            for (int from = 0; from < rows; from += rowsPerProduct) {
                int m = Math.min(rowsPerProduct, rows - from);
                multiply(
                        CblasNoTrans,
                        CblasTrans,
                        m,
                        outputs,
                        inputs,
                        at(x, from, inputs),
                        weights,
                        0,
                        at(y, from, outputs));
            }
        }

        void backward(int rowsPerProduct) {
            for (int from = 0; from < rows; from += rowsPerProduct) {
                int m = Math.min(rowsPerProduct, rows - from);
                FloatPointer g = at(gradients, from, outputs);
                int beta = from == 0 ? 0 : 1; // the pieces' gradients are summed
                multiply(CblasTrans, CblasNoTrans, outputs, inputs, m, g, at(x, from, inputs), beta, weightGradients);
                if (!first) {
                    multiply(
                            CblasNoTrans,
                            CblasNoTrans,
                            m,
                            inputs,
                            outputs,
                            g,
                            weights,
                            0,
                            at(inputGradients, from, inputs));
                }
            }
        }

        double flops() {
            return 2.0 * rows * inputs * outputs * (first ? 2 : 3);
        }

        /** Dense layers have one row per image and are never cut. */
        int rowsPerProduct(int imagesPerProduct) {
            boolean whole = rowsPerImage == 1 || imagesPerProduct >= rows / rowsPerImage;
            return whole ? rows : imagesPerProduct * rowsPerImage;
        }
    }

    private final List<Layer> layers = new ArrayList<>();
    private final int batch;

    private GemmFloor(Job job) {
        this.batch = job.batch();
        int flat = FEATURES;
        if (job.named() == Network.CONV) {
            int area = Network.KERNEL * Network.KERNEL;
            add(26 * 26, area, Network.FIRST_FILTERS);
            add(11 * 11, area * Network.FIRST_FILTERS, Network.SECOND_FILTERS);
            flat = Network.FLAT;
        }
        add(1, flat, job.hidden());
        add(1, job.hidden(), CLASSES);
    }

    private void add(int rowsPerImage, int inputs, int outputs) {
        layers.add(new Layer(batch, rowsPerImage, inputs, outputs, layers.isEmpty()));
    }

    /**
     * Prints seconds per step and GFLOP/s for the {@code --network}, {@code --batch} and {@code --hidden} of a {@link Job},
     * and how many images' windows went into a product (all of the batch's for a dense network).
     */
    public static void main(String[] arguments) {
        Job job = Job.parse(arguments);
        blas_set_num_threads(1);
        GemmFloor floor = new GemmFloor(job);
        double fastest = Double.POSITIVE_INFINITY;
        int best = 0;
        for (int images : job.named() == Network.CONV ? IMAGES_PER_PRODUCT : new int[] {Integer.MAX_VALUE}) {
            double seconds = floor.secondsPerStep(images);
            if (seconds < fastest) {
                fastest = seconds;
                best = Math.min(images, job.batch());
            }
        }
        double flops = floor.layers.stream().mapToDouble(Layer::flops).sum();
        System.out.println(String.format(
                Locale.ROOT,
                "{\"network\":\"%s\",\"batch\":%d,\"hidden\":%d,\"secondsPerStep\":%.9f,\"gflops\":%.2f,"
                        + "\"imagesPerProduct\":%d}",
                job.named().option(),
                job.batch(),
                job.hidden(),
                fastest,
                flops / fastest / 1e9,
                best));
    }

    /** The fastest of a few rounds, since nothing makes a floor too low; a round is as many steps as fill it. */
    private double secondsPerStep(int imagesPerProduct) {
        int steps = 1;
        while (secondsOf(steps, imagesPerProduct) < SECONDS_PER_ROUND) {
            steps *= 2;
        }
        double fastest = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            fastest = Math.min(fastest, secondsOf(steps, imagesPerProduct) / steps);
        }
        return fastest;
    }

    private double secondsOf(int steps, int imagesPerProduct) {
        long begin = System.nanoTime();
        for (int step = 0; step < steps; step++) {
            for (Layer layer : layers) {
                layer.forward(layer.rowsPerProduct(imagesPerProduct));
            }
            for (int i = layers.size() - 1; i >= 0; i--) {
                layers.get(i).backward(layers.get(i).rowsPerProduct(imagesPerProduct));
            }
        }
        return Measurement.secondsSince(begin);
    }

    /** {@code c = op(a) op(b) + beta c}, {@code [m][k]} times {@code [k][n]}. */
    static void multiply(
            int transA, int transB, int m, int n, int k, FloatPointer a, FloatPointer b, int beta, FloatPointer c) {
        int lda = transA == CblasNoTrans ? k : m;
        int ldb = transB == CblasNoTrans ? n : k;
        cblas_sgemm(CblasRowMajor, transA, transB, m, n, k, 1, a, lda, b, ldb, beta, c, n);
    }

    private static FloatPointer at(FloatPointer matrix, int row, int columns) {
        return matrix.position((long) row * columns);
    }

    static FloatPointer filled(int rows, int columns) {
        float[] values = new float[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 13) / 13f;
        }
        return new FloatPointer(values);
    }
}
