package org.mnist4j.engine;

import org.mnist4j.config.Activation;
import org.mnist4j.kernel.Activations;

/**
 * One layer of a network in training, with the buffers for a batch.
 *
 * <p>The forward and backward passes process one image at a time and touch no other image's buffers. They may run on
 * any thread, but one image passes through all layers on the same thread. Values needed only during an image's own
 * passes have one buffer per worker, which keeps them in the cache; values needed by the rest of the step have one
 * buffer per image of the batch. {@link #slot} selects the buffer.
 *
 * <p>A layer with parameters sums its gradient over the batch in an order that does not depend on the threads: either
 * in {@link #updateTask}, image by image, or in the backward pass for each shard of the batch, with the shards' sums
 * added in order. A shard is one task of the engine: a fixed number of images.
 */
abstract class NetworkLayer {

    final int positions;
    final int channels; // a vector is a single position with one channel per unit
    final Activation activation;
    final float[][][] y; // [slots][positions][channels], after the activation
    final float[][][] deltas; // same shape: gradient of the mean loss w.r.t. the pre-activations; empty if not needed
    final boolean perImage;

    /**
     * @param slots the number of images whose values are buffered
     * @param perImage whether each image of the batch has its own slot; otherwise each worker has one
     * @param needsGradient whether the layer needs the gradient with respect to its output
     */
    NetworkLayer(
            int positions, int channels, Activation activation, int slots, boolean perImage, boolean needsGradient) {
        this.positions = positions;
        this.channels = channels;
        this.activation = activation;
        this.perImage = perImage;
        this.y = new float[slots][positions][channels];
        this.deltas = needsGradient ? new float[slots][positions][channels] : new float[0][][];
    }

    /** Returns the slot for image {@code b} of the batch while a worker processes it. */
    final int slot(int b, Scratch scratch) {
        return perImage ? b : scratch.worker;
    }

    /** Whether the next layer must compute the gradient with respect to its input. */
    final boolean needsGradient() {
        return deltas.length > 0;
    }

    /** Called before the backward pass of a shard's images, which are processed in order on one thread. */
    void beginShard(int shard) {}

    /**
     * Runs the forward pass for one image.
     *
     * @param image its index in the training set
     * @param b its position in the batch
     * @param epoch from 1
     */
    abstract void forward(int image, int b, int epoch, Scratch scratch);

    /**
     * Runs the backward pass for one image: from the gradient with respect to this layer's pre-activations to the
     * gradient with respect to the previous layer's.
     */
    abstract void backward(int b, int shard, Scratch scratch);

    /** Multiplies the gradient with respect to the output by the derivative of the activation. */
    final void multiplyByActivationDerivative(int slot) {
        if (activation != Activation.IDENTITY) {
            for (int p = 0; p < positions; p++) {
                Activations.multiplyByDerivative(activation, y[slot][p], deltas[slot][p], channels);
            }
        }
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

    /** Copies one array of each {@code Slots} to the layer's part of the flat layout of all tensors. */
    void copyTo(float[] flat, Part part) {}

    /**
     * Copies the running statistics of batch normalization, which the optimizer does not update, to the flat layout.
     */
    void copyStatisticsTo(float[] flat) {}

    /** Restores moments and averages from an engine state. */
    void restore(EngineState state) {
        readFrom(state.firstMoments(), slots -> slots.first);
        if (state.secondMoments().length > 0) {
            readFrom(state.secondMoments(), slots -> slots.second);
        }
        if (state.averages().length > 0) {
            readFrom(state.averages(), slots -> slots.average);
        }
    }

    /** The inverse of {@link #copyTo}: reads one array of each {@code Slots} from the layer's part. */
    void readFrom(float[] flat, Part part) {}

    /** Selects one array of a {@code Slots}. */
    interface Part {
        float[] of(ParameterUpdate.Slots slots);
    }
}
