package org.mnist4j.engine;

import org.mnist4j.config.Activation;
import org.mnist4j.kernel.Activations;

/**
 * One layer of the network at work on a batch, with its buffers.
 *
 * <p>Forward and backward handle one image and touch nothing of another's; they may run on any thread, but one image goes
 * through all layers on one. What only lives while an image goes forward and back is kept once per worker, which keeps it
 * in the cache; what the rest of the step needs is kept for each image of the batch. {@link #slot} tells which.
 *
 * <p>A layer with parameters sums its gradient over the batch in an order that does not depend on the threads: either in
 * {@link #updateTask}, over the images one by one, or in the backward pass for each shard of the batch, whose sums are
 * added in order. Shards are the engine's tasks: a fixed number of images each.
 */
abstract class NetworkLayer {

    final int positions;
    final int channels; // a vector is one position with a channel per unit
    final Activation activation;
    final float[][][] y; // [slots][positions][channels], after the activation
    final float[][][] deltas; // the same, the gradient of the mean loss before the activation; empty if nobody asks
    final boolean perImage;

    /**
     * @param slots how many images' values there are room for
     * @param perImage whether each image of the batch has a slot of its own, or each worker
     * @param wantsGradient whether the layer needs to know the gradient at what it hands on
     */
    NetworkLayer(
            int positions, int channels, Activation activation, int slots, boolean perImage, boolean wantsGradient) {
        this.positions = positions;
        this.channels = channels;
        this.activation = activation;
        this.perImage = perImage;
        this.y = new float[slots][positions][channels];
        this.deltas = wantsGradient ? new float[slots][positions][channels] : new float[0][][];
    }

    /** Where this layer keeps the values of image {@code b} of the batch while a worker has it. */
    final int slot(int b, Scratch scratch) {
        return perImage ? b : scratch.worker;
    }

    /** Whether the layer behind has to hand back a gradient. */
    final boolean wantsGradient() {
        return deltas.length > 0;
    }

    /** Tells that a shard's images come next; they come in order, on one thread. */
    void beginShard(int shard) {}

    /**
     * Takes one image forward.
     *
     * @param image its index in the training images
     * @param b its place in the batch
     * @param epoch from 1
     */
    abstract void forward(int image, int b, int epoch, Scratch scratch);

    /** From the gradient before this layer's activation to that before the previous layer's. */
    abstract void backward(int b, int shard, Scratch scratch);

    /** Multiplies the gradient at what this layer hands on by its activation's derivative. */
    final void throughActivation(int slot) {
        if (activation != Activation.IDENTITY) {
            for (int p = 0; p < positions; p++) {
                Activations.multiplyByDerivative(activation, y[slot][p], deltas[slot][p], channels);
            }
        }
    }

    /** The longest row of numbers that the layer puts into the scratch space. */
    int widestRow() {
        return channels;
    }

    /** How many tasks {@link #updateTask} has. */
    int updateTasks() {
        return 0;
    }

    /**
     * Sums the gradient of the task's rows of parameters over the batch and updates them.
     *
     * @param size images in the batch
     * @param shards shards in the batch
     */
    void updateTask(int task, int size, int shards, ParameterUpdate update, Scratch scratch) {}

    /** Writes one array of each slots to the layer's place in the flat layout of all tensors. */
    void copyTo(float[] flat, Part part) {}

    /** Writes what the optimizer does not change, batch normalization's running statistics, to its place. */
    void copyStatisticsTo(float[] flat) {}

    /** Reads back what {@link #copyTo} has written of the moments and averages. */
    void restore(EngineState state) {
        readFrom(state.firstMoments(), slots -> slots.first);
        if (state.secondMoments().length > 0) {
            readFrom(state.secondMoments(), slots -> slots.second);
        }
        if (state.averages().length > 0) {
            readFrom(state.averages(), slots -> slots.average);
        }
    }

    /** The way back of {@link #copyTo}: reads one array of each slots from the layer's place. */
    void readFrom(float[] flat, Part part) {}

    /** Chooses one of a slots' arrays. */
    interface Part {
        float[] of(ParameterUpdate.Slots slots);
    }
}
