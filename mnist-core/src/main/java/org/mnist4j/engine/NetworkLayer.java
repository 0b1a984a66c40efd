package org.mnist4j.engine;

import org.mnist4j.config.Activation;
import org.mnist4j.kernel.Activations;

/**
 * One layer of the network with its buffers for a batch.
 *
 * <p>The forward and the backward pass of an image touch no other image; they may run on any thread, but one image
 * passes through all layers on the same one. Buffers needed only during an image's passes exist once per worker, which
 * keeps them in the cache; buffers needed later in the step exist once per image of the batch. {@link #slot}
 * distinguishes the two.
 *
 * <p>A layer with parameters sums its gradient over the batch in an order that does not depend on the threads: either
 * in {@link #updateTask}, image by image, or in the backward pass per shard of the batch, whose sums are added in
 * order. Shards are the engine's tasks, a fixed number of images each.
 */
abstract class NetworkLayer {

    final int positions;
    final int channels; // a vector is one position with a channel per unit
    final Activation activation;
    final float[][][] y; // [slots][positions][channels], after the activation
    final float[][][] deltas; // the same, the gradient of the mean loss before the activation; empty if not needed
    final boolean perImage;

    /**
     * @param slots number of images that the buffers hold
     * @param perImage whether there is a slot per image of the batch, or one per worker
     * @param wantsGradient whether the layer needs the gradient with respect to its outputs
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

    /** The slot of image {@code b} of the batch while a worker processes it. */
    final int slot(int b, Scratch scratch) {
        return perImage ? b : scratch.worker;
    }

    /** Whether the next layer must pass back a gradient. */
    final boolean wantsGradient() {
        return deltas.length > 0;
    }

    /** Called before a shard's images, which follow in order on one thread. */
    void beginShard(int shard) {}

    /**
     * The forward pass of one image.
     *
     * @param image its index in the training images
     * @param b its position in the batch
     * @param epoch from 1
     */
    abstract void forward(int image, int b, int epoch, Scratch scratch);

    /**
     * The backward pass of one image: from the gradient with respect to this layer's pre-activations to that of the
     * previous layer.
     */
    abstract void backward(int b, int shard, Scratch scratch);

    /** Multiplies the gradient with respect to this layer's outputs by the derivative of its activation. */
    final void throughActivation(int slot) {
        if (activation != Activation.IDENTITY) {
            for (int p = 0; p < positions; p++) {
                Activations.multiplyByDerivative(activation, y[slot][p], deltas[slot][p], channels);
            }
        }
    }

    /** The longest row that the layer writes to the scratch space. */
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

    /** Writes one array of all slots to the layer's place in the flat layout of all tensors. */
    void copyTo(float[] flat, Part part) {}

    /** Writes batch normalization's running statistics, which no optimizer changes, to their place. */
    void copyStatisticsTo(float[] flat) {}

    /** Restores the moments and averages that {@link #copyTo} has written. */
    void restore(EngineState state) {
        readFrom(state.firstMoments(), slots -> slots.first);
        if (state.secondMoments().length > 0) {
            readFrom(state.secondMoments(), slots -> slots.second);
        }
        if (state.averages().length > 0) {
            readFrom(state.averages(), slots -> slots.average);
        }
    }

    /** The inverse of {@link #copyTo}: reads one array of all slots from the layer's place. */
    void readFrom(float[] flat, Part part) {}

    /** Selects one of the arrays of slots. */
    interface Part {
        float[] of(ParameterUpdate.Slots slots);
    }
}
