package org.mnist4j.engine;

import java.util.Arrays;
import org.mnist4j.config.Activation;
import org.mnist4j.kernel.Maps;
import org.mnist4j.kernel.WeightedSums;

/**
 * One layer of a network in training, with the buffers for a batch.
 *
 * <p>Both passes of an image may run on any thread, but an image passes through all layers on the same thread. Feature
 * maps are processed image by image, and have buffers per worker or per image, see {@link Slots}; vectors have buffers per
 * image, and a dense layer processes all images of a shard at once, so that it reads its weights once for all of them.
 *
 * <p>A layer with parameters sums its gradient over the batch in an order that does not depend on the threads: either
 * in {@link #updateTask}, image by image, or in the backward pass for each shard of the batch, with the shards' sums
 * added in order. A shard is one task of the engine: a fixed number of images.
 */
abstract class NetworkLayer {

    final int positions;
    final int channels; // a vector is a single position with one channel per unit
    final Activation activation;
    final float[][][] y; // [slots][positions][padded channels], after the activation
    /** Of the mean loss w.r.t. the pre-activations, {@code [gradient slots][positions][padded channels]}; or empty. */
    final float[][][] deltas;

    final Slots slots;

    /**
     * Where the values of an image are while the batch is processed. Values that only the image's own shard needs are
     * buffered per worker, which keeps them in the cache.
     *
     * @param count the number of images buffered
     * @param gradients the number of images whose gradients are buffered
     * @param shard images per shard, buffered for each worker; 0 if each image of the batch has its own buffers
     */
    record Slots(int count, int gradients, int shard) {
        static Slots perImage(int batchSize) {
            return new Slots(batchSize, batchSize, 0);
        }

        static Slots perWorker(int workers, int shard) {
            return new Slots(workers * shard, workers, shard);
        }
    }

    /** @param needsGradient whether the layer needs the gradient with respect to its output */
    NetworkLayer(int positions, int channels, Activation activation, Slots slots, boolean needsGradient) {
        this.positions = positions;
        this.channels = channels;
        this.activation = activation;
        this.slots = slots;
        int columns = needsGradient ? WeightedSums.padded(channels) : channels;
        this.y = new float[slots.count()][positions][columns];
        this.deltas = new float[needsGradient ? slots.gradients() : 0][positions][columns];
    }

    /** Returns the slot for image {@code b} of the batch while a worker processes it. */
    final int slot(int b, Scratch scratch) {
        return slots.shard() == 0 ? b : scratch.worker * slots.shard() + b % slots.shard();
    }

    /** Returns the slot for the gradient of image {@code b}, which a worker's next image overwrites. */
    final int gradientSlot(int b, Scratch scratch) {
        return slots.shard() == 0 ? b : scratch.worker;
    }

    /** Whether the next layer must compute the gradient with respect to its input. */
    final boolean needsGradient() {
        return deltas.length > 0;
    }

    /** Called before the backward pass of a shard's images, which are processed in order on one thread. */
    void beginShard(int shard) {}

    /** Runs the forward pass for image {@code b} of the batch. */
    void forward(int b, Scratch scratch) {
        forward(b, b + 1, scratch);
    }

    /** Runs the forward pass for images of the batch whose input is a vector. Layers override this or the other. */
    void forward(int begin, int end, Scratch scratch) {
        for (int b = begin; b < end; b++) {
            forward(b, scratch);
        }
    }

    /** Runs the backward pass for images of the batch, unless the layer has no gradient to pass on. */
    void backward(int begin, int end, int shard, Scratch scratch) {
        for (int b = begin; b < end && needsGradient(); b++) {
            backward(b, shard, scratch);
        }
    }

    /**
     * Runs the backward pass for one image: from the gradient with respect to this layer's pre-activations to the
     * gradient with respect to the previous layer's. Called only if the layer {@linkplain #needsGradient needs its own};
     * does nothing by default, as on the pixels, whose gradient is not needed.
     */
    void backward(int b, int shard, Scratch scratch) {}

    /** Multiplies the gradient with respect to the output by the derivative of the activation. */
    final void multiplyByActivationDerivative(int b, Scratch scratch) {
        int n = WeightedSums.current().columns(channels);
        Maps.current(n).multiplyByDerivative(activation, y[slot(b, scratch)], deltas[gradientSlot(b, scratch)], n);
    }

    /** Whether the input is a vector per image, computed by another layer. */
    boolean takesVectors() {
        return false;
    }

    /** Returns the length of the longest row that the layer stores in the scratch buffers. */
    int widestRow() {
        return channels;
    }

    /** Returns the number of tasks for {@link #updateTask}. */
    int updateTasks() {
        return 0;
    }

    /**
     * Sums the gradient of the task's parameter rows over the batch and updates the rows.
     *
     * @param size the number of images in the batch
     * @param shards the number of shards in the batch
     */
    void updateTask(int task, int size, int shards, ParameterUpdate update, Scratch scratch) {}

    /** Sums the first {@code count} rows in order. */
    static void sum(float[][] rows, int count, float[] sum, int n) {
        Arrays.fill(sum, 0, n, 0);
        for (int r = 0; r < count; r++) {
            float[] row = rows[r];
            for (int i = 0; i < n; i++) {
                sum[i] += row[i];
            }
        }
    }
}
