package org.mnist4j.engine;

import java.util.Arrays;
import org.mnist4j.config.Activation;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.kernel.Activations;
import org.mnist4j.kernel.Maps;

/**
 * Batch normalization, the one layer that needs all images of a batch at once. The forward and the backward pass each
 * have three parts: every image computes its own sums, one thread combines them in the order of the images, and every
 * image is scaled.
 *
 * <p>Means and squared deviations are computed per image and combined by the rule of Chan, Golub and LeVeque (1983),
 * which avoids cancellation.
 */
final class BatchNormLayer extends NetworkLayer {

    private final NetworkLayer previous;
    private final BatchNorm config;
    private final int offset;
    private final ParameterUpdate.Slots gamma;
    private final ParameterUpdate.Slots beta;
    private final float[] runningMean; // [channels]
    private final float[] runningVariance;
    private final float[][] means; // [batchSize][channels], of each image
    private final float[][] squares; // [batchSize][channels], sums of squared deviations from them
    private final float[][] sums; // [batchSize][channels], of the gradient
    private final float[][] products; // [batchSize][channels], of the gradient times the normalized input
    private final double[] mean; // [channels], of the batch
    private final double[] inverse; // 1 / sqrt(variance + epsilon)
    private final float[] scale; // [channels], forward: y = scale x + shift
    private final float[] shift;
    private final float[] normalize; // normalized = normalize x + centre
    private final float[] centre;
    private final float[] gammaGradient;
    private final float[] betaGradient;
    private final float[] backScale; // backward: dx = backScale g + backX x + backShift
    private final float[] backX;
    private final float[] backShift;

    BatchNormLayer(
            NetworkLayer previous,
            BatchNorm config,
            int offset,
            float[] parameters,
            int batchSize,
            ParameterUpdate update) {
        super(previous.positions, previous.channels, config.activation(), batchSize, true, true);
        this.previous = previous;
        this.config = config;
        this.offset = offset;
        this.gamma = new ParameterUpdate.Slots(part(parameters, 0), update, false);
        this.beta = new ParameterUpdate.Slots(part(parameters, 1), update, false);
        this.runningMean = part(parameters, 2);
        this.runningVariance = part(parameters, 3);
        this.means = new float[batchSize][channels];
        this.squares = new float[batchSize][channels];
        this.sums = new float[batchSize][channels];
        this.products = new float[batchSize][channels];
        this.mean = new double[channels];
        this.inverse = new double[channels];
        this.scale = new float[channels];
        this.shift = new float[channels];
        this.normalize = new float[channels];
        this.centre = new float[channels];
        this.gammaGradient = new float[channels];
        this.betaGradient = new float[channels];
        this.backScale = new float[channels];
        this.backX = new float[channels];
        this.backShift = new float[channels];
    }

    private float[] part(float[] flat, int number) {
        return Arrays.copyOfRange(flat, offset + number * channels, offset + (number + 1) * channels);
    }

    /** The weight of each batch in the running statistics during training. */
    double momentum() {
        return config.momentum();
    }

    /** Computes an image's mean and squared deviations from the previous layer's values. */
    void collect(int b) {
        Maps.mean(previous.y[b], channels, means[b]);
        Arrays.fill(squares[b], 0);
        for (float[] map : previous.y[b]) {
            addSquares(map, means[b], squares[b], channels);
        }
    }

    private static void addSquares(float[] x, float[] mean, float[] squares, int n) {
        for (int c = 0; c < n; c++) {
            float deviation = x[c] - mean[c];
            squares[c] += deviation * deviation;
        }
    }

    /**
     * Combines the statistics of the first {@code size} images and updates the running statistics.
     *
     * @param momentum the batch's weight in them
     */
    void combine(int size, double momentum) {
        long count = (long) size * positions;
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int b = 0; b < size; b++) {
                sum += means[b][c];
            }
            double batchMean = sum / size;
            double deviations = 0;
            for (int b = 0; b < size; b++) {
                double distance = means[b][c] - batchMean;
                deviations += squares[b][c] + positions * distance * distance;
            }
            double variance = deviations / count;
            mean[c] = batchMean;
            inverse[c] = 1 / Math.sqrt(variance + config.epsilon());
            normalize[c] = (float) inverse[c];
            centre[c] = (float) (-batchMean * inverse[c]);
            scale[c] = (float) (gamma.parameters[c] * inverse[c]);
            shift[c] = (float) (beta.parameters[c] - batchMean * gamma.parameters[c] * inverse[c]);
            // A single value, in a last batch of one image, has no variance.
            if (count > 1) {
                follow(runningMean, c, batchMean, momentum);
                follow(runningVariance, c, deviations / (count - 1), momentum);
            }
        }
    }

    private static void follow(float[] running, int c, double value, double momentum) {
        running[c] = (float) ((1 - momentum) * running[c] + momentum * value);
    }

    @Override
    void forward(int image, int b, int epoch, Scratch scratch) {
        Maps.scaleAndShift(previous.y[b], scale, shift, y[b], channels);
        if (activation != Activation.IDENTITY) {
            for (float[] map : y[b]) {
                Activations.apply(activation, map, channels);
            }
        }
    }

    /** Computes an image's sums over the gradient that the next layer has passed back. */
    void collectGradient(int b) {
        Arrays.fill(sums[b], 0);
        Arrays.fill(products[b], 0);
        for (int p = 0; p < positions; p++) {
            addProducts(previous.y[b][p], deltas[b][p], normalize, centre, sums[b], products[b], channels);
        }
    }

    private static void addProducts(
            float[] x, float[] g, float[] normalize, float[] centre, float[] sums, float[] products, int n) {
        for (int c = 0; c < n; c++) {
            sums[c] += g[c];
        }
        for (int c = 0; c < n; c++) {
            products[c] += g[c] * (x[c] * normalize[c] + centre[c]);
        }
    }

    /**
     * Combines the images' sums: with {@code m} numbers per channel and {@code h} the normalized input, {@code dx =
     * gamma / sqrt(variance + epsilon) * (g - sum(g) / m - h * sum(g h) / m)}.
     */
    void combineGradient(int size) {
        double count = (double) size * positions;
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            double product = 0;
            for (int b = 0; b < size; b++) {
                sum += sums[b][c];
                product += products[b][c];
            }
            betaGradient[c] = (float) sum;
            gammaGradient[c] = (float) product;
            double outer = gamma.parameters[c] * inverse[c];
            double perX = -outer * inverse[c] * product / count;
            backScale[c] = (float) outer;
            backX[c] = (float) perX;
            backShift[c] = (float) (-outer * sum / count - perX * mean[c]);
        }
    }

    @Override
    void backward(int b, int shard, Scratch scratch) {
        if (previous.wantsGradient()) {
            for (int p = 0; p < positions; p++) {
                back(deltas[b][p], previous.y[b][p], previous.deltas[b][p]);
            }
            previous.throughActivation(b);
        }
    }

    private void back(float[] g, float[] x, float[] dx) {
        float[] ofX = backX;
        float[] constant = backShift;
        float[] ofGradient = backScale;
        for (int c = 0; c < channels; c++) {
            dx[c] = x[c] * ofX[c] + constant[c];
        }
        for (int c = 0; c < channels; c++) {
            dx[c] += g[c] * ofGradient[c];
        }
    }

    @Override
    int updateTasks() {
        return 1;
    }

    @Override
    void updateTask(int task, int size, int shards, ParameterUpdate update, Scratch scratch) {
        update.apply(gamma, gammaGradient);
        update.apply(beta, betaGradient);
    }

    @Override
    void copyTo(float[] flat, Part part) {
        System.arraycopy(part.of(gamma), 0, flat, offset, channels);
        System.arraycopy(part.of(beta), 0, flat, offset + channels, channels);
    }

    @Override
    void copyStatisticsTo(float[] flat) {
        System.arraycopy(runningMean, 0, flat, offset + 2 * channels, channels);
        System.arraycopy(runningVariance, 0, flat, offset + 3 * channels, channels);
    }

    @Override
    void readFrom(float[] flat, Part part) {
        System.arraycopy(flat, offset, part.of(gamma), 0, channels);
        System.arraycopy(flat, offset + channels, part.of(beta), 0, channels);
    }
}
