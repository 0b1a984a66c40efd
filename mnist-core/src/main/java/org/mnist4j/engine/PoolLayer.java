package org.mnist4j.engine;

import org.mnist4j.config.Activation;
import org.mnist4j.kernel.Activations;
import org.mnist4j.kernel.Pooling;

/**
 * Pooling of feature maps. Maximum pooling behind a convolution takes over its activation: all of ours grow with their
 * argument, so the largest value of the activations is the activation of the largest, and there are fewer of those.
 */
final class PoolLayer extends NetworkLayer {

    private final NetworkLayer previous;
    private final Pooling pooling;
    private final boolean max;

    PoolLayer(NetworkLayer previous, Pooling pooling, boolean max, Activation activation) {
        super(
                pooling.outHeight() * pooling.outWidth(),
                previous.channels,
                activation,
                previous.y.length,
                previous.perImage,
                previous.wantsGradient());
        this.previous = previous;
        this.pooling = pooling;
        this.max = max;
    }

    @Override
    void forward(int image, int b, int epoch, Scratch scratch) {
        int slot = slot(b, scratch);
        if (max) {
            pooling.max(previous.y[slot], y[slot]);
        } else {
            pooling.mean(previous.y[slot], y[slot]);
        }
        if (activation != Activation.IDENTITY) {
            for (float[] map : y[slot]) {
                Activations.apply(activation, map, channels);
            }
        }
    }

    @Override
    void backward(int b, int shard, Scratch scratch) {
        if (previous.wantsGradient()) {
            int slot = slot(b, scratch);
            if (max) {
                pooling.maxBackward(previous.y[slot], deltas[slot], previous.deltas[slot]);
            } else {
                pooling.meanBackward(deltas[slot], previous.deltas[slot]);
            }
            previous.throughActivation(slot);
        }
    }
}
