package org.mnist4j.engine;

import java.util.Arrays;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.kernel.Maps;
import org.mnist4j.kernel.Rows;
import org.mnist4j.kernel.WeightedSums;

/**
 * Batch normalization, the only layer that needs all images of a batch at once. Each pass has three stages: every image
 * computes its own sums, one thread combines them in the order of the images, and every image is transformed.
 *
 * <p>Means and squared deviations are computed per image and combined by the method of Chan, Golub and LeVeque (1983),
 * which avoids cancellation.
 */
final class BatchNormLayer extends NetworkLayer {

    private final NetworkLayer previous;
    private final BatchNorm config;
    private final ParameterSlots gamma;
    private final ParameterSlots beta;
    private final ParameterSlots runningMean; // [channels]
    private final ParameterSlots runningVariance;
    private final float[][] means; // [batchSize][padded channels], of each image
    private final float[][] squaredDeviations; // [batchSize][padded channels], summed, from those means
    private final float[][] gradientSums; // [batchSize][padded channels], of the gradient
    private final float[][] gradientProducts; // [batchSize][padded channels], of it times the normalized input
    private final double[] mean; // [channels], of the batch
    private final double[] inverseDeviation; // 1 / sqrt(variance + epsilon)
    private final float[] scale; // [padded channels], forward: y = scale x + shift
    private final float[] shift;
    private final float[] normalize; // normalized = normalize x + center
    private final float[] center;
    private final float[] gammaGradient;
    private final float[] betaGradient;
    private final float[] dxPerGradient; // backward: dx = dxPerGradient g + dxPerX x + dxShift
    private final float[] dxPerX;
    private final float[] dxShift;

    BatchNormLayer(
            NetworkLayer previous,
            BatchNorm config,
            int offset,
            EngineState state,
            int batchSize,
            ParameterUpdate update) {
        super(previous.positions, previous.channels, config.activation(), Slots.perImage(batchSize), true);
        this.previous = previous;
        this.config = config;
        this.gamma = slots(offset, state, update, true);
        this.beta = slots(offset + channels, state, update, true);
        this.runningMean = slots(offset + 2 * channels, state, update, false);
        this.runningVariance = slots(offset + 3 * channels, state, update, false);
        this.means = Rows.padded(batchSize, channels);
        this.squaredDeviations = Rows.padded(batchSize, channels);
        this.gradientSums = Rows.padded(batchSize, channels);
        this.gradientProducts = Rows.padded(batchSize, channels);
        this.mean = new double[channels];
        this.inverseDeviation = new double[channels];
        this.scale = new float[WeightedSums.padded(channels)];
        this.shift = new float[WeightedSums.padded(channels)];
        this.normalize = new float[WeightedSums.padded(channels)];
        this.center = new float[WeightedSums.padded(channels)];
        this.gammaGradient = new float[channels];
        this.betaGradient = new float[channels];
        this.dxPerGradient = new float[WeightedSums.padded(channels)];
        this.dxPerX = new float[WeightedSums.padded(channels)];
        this.dxShift = new float[WeightedSums.padded(channels)];
    }

    private ParameterSlots slots(int at, EngineState state, ParameterUpdate update, boolean trained) {
        return new ParameterSlots(new float[channels], Place.of(at, channels), state, update, trained, false);
    }

    /** Returns the weight of each batch in the running statistics during training. */
    double momentum() {
        return config.momentum();
    }

    /** Computes an image's mean and squared deviations after the forward pass of the previous layer. */
    void collectStatistics(int b) {
        int columns = columns();
        Maps maps = Maps.current(columns);
        maps.mean(previous.y[b], means[b], columns);
        Arrays.fill(squaredDeviations[b], 0);
        maps.addSquaredDeviations(previous.y[b], means[b], squaredDeviations[b], columns);
    }

    private int columns() {
        return WeightedSums.current().columns(previous.y[0], channels);
    }

    /**
     * Combines the statistics of the first {@code size} images and updates the running statistics.
     *
     * @param momentum the batch's weight in the running statistics
     */
    void combineStatistics(int size, double momentum) {
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
                deviations += squaredDeviations[b][c] + positions * distance * distance;
            }
            double variance = deviations / count;
            mean[c] = batchMean;
            inverseDeviation[c] = 1 / Math.sqrt(variance + config.epsilon());
            normalize[c] = (float) inverseDeviation[c];
            center[c] = (float) (-batchMean * inverseDeviation[c]);
            scale[c] = (float) (gamma.parameters[c] * inverseDeviation[c]);
            shift[c] = (float) (beta.parameters[c] - batchMean * gamma.parameters[c] * inverseDeviation[c]);
            // A last batch of one image has a single value per unit, from which no variance can be estimated.
            if (count > 1) {
                updateRunning(runningMean.parameters, c, batchMean, momentum);
                updateRunning(runningVariance.parameters, c, deviations / (count - 1), momentum);
            }
        }
    }

    private static void updateRunning(float[] running, int c, double value, double momentum) {
        running[c] = (float) ((1 - momentum) * running[c] + momentum * value);
    }

    @Override
    boolean takesVectors() {
        return positions == 1;
    }

    @Override
    void forward(int b, Scratch scratch) {
        int columns = columns();
        Maps maps = Maps.current(columns);
        maps.scaleAndShift(previous.y[b], scale, shift, y[b], columns);
        maps.apply(activation, y[b], columns);
    }

    /** Computes an image's sums over its gradient after the backward pass of the next layer. */
    void collectGradient(int b) {
        Arrays.fill(gradientSums[b], 0);
        Arrays.fill(gradientProducts[b], 0);
        int columns = columns();
        Maps maps = Maps.current(columns);
        maps.add(deltas[b], gradientSums[b], columns);
        maps.addProducts(previous.y[b], deltas[b], normalize, center, gradientProducts[b], columns);
    }

    /**
     * Combines the images' sums. With {@code m} values per channel and the normalized input {@code h}, {@code dx =
     * gamma / sqrt(variance + epsilon) * (g - sum(g) / m - h * sum(g h) / m)}.
     */
    void combineGradient(int size) {
        double count = (double) size * positions;
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            double product = 0;
            for (int b = 0; b < size; b++) {
                sum += gradientSums[b][c];
                product += gradientProducts[b][c];
            }
            betaGradient[c] = (float) sum;
            gammaGradient[c] = (float) product;
            double outer = gamma.parameters[c] * inverseDeviation[c];
            double perX = -outer * inverseDeviation[c] * product / count;
            dxPerGradient[c] = (float) outer;
            dxPerX[c] = (float) perX;
            dxShift[c] = (float) (-outer * sum / count - perX * mean[c]);
        }
    }

    @Override
    void backward(int b, int shard, Scratch scratch) {
        if (previous.needsGradient()) {
            int columns = columns();
            Maps maps = Maps.current(columns);
            maps.scaleAndShift(previous.y[b], dxPerX, dxShift, previous.deltas[b], columns);
            maps.addScaled(deltas[b], dxPerGradient, previous.deltas[b], columns);
            previous.multiplyByActivationDerivative(b, scratch);
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
}
