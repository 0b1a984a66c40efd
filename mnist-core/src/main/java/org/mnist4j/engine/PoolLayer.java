package org.mnist4j.engine;

import org.mnist4j.config.Activation;
import org.mnist4j.kernel.Maps;
import org.mnist4j.kernel.Pooling;
import org.mnist4j.kernel.WeightedSums;

/**
 * Pooling of feature maps. Max pooling after a convolution also applies the convolution's activation, on fewer values:
 * all supported activations are non-decreasing, so the maximum of the activations is the activation of the maximum.
 */
final class PoolLayer extends NetworkLayer {

    private final NetworkLayer previous;
    private final Pooling pooling;
    private final float[][][] pooled; // [slots][positions][channels], before the activation

    PoolLayer(NetworkLayer previous, Pooling pooling, Activation activation) {
        super(
                pooling.outHeight() * pooling.outWidth(),
                previous.channels,
                activation,
                previous.slots,
                previous.needsGradient());
        this.previous = previous;
        this.pooling = pooling;
        this.pooled =
                activation == Activation.IDENTITY ? y : new float[y.length][positions][WeightedSums.padded(channels)];
    }

    @Override
    void forward(int b, Scratch scratch) {
        int slot = slot(b, scratch);
        pooling.forward(previous.y[slot], pooled[slot]);
        if (activation != Activation.IDENTITY) {
            for (int p = 0; p < positions; p++) {
                System.arraycopy(pooled[slot][p], 0, y[slot][p], 0, channels);
            }
            int columns = WeightedSums.current().columns(channels);
            Maps.current(columns).apply(activation, y[slot], columns);
        }
    }

    @Override
    void backward(int b, int shard, Scratch scratch) {
        int slot = slot(b, scratch);
        float[][] gradient = deltas[gradientSlot(b, scratch)];
        float[][] dx = previous.deltas[previous.gradientSlot(b, scratch)];
        if (previous instanceof ConvLayer conv && conv.isPooled()) {
            // Each gradient is passed to exactly one position, so the sum is the same here, over fewer values.
            conv.addBiasGradient(gradient, shard);
        }
        pooling.backward(previous.y[slot], pooled[slot], gradient, scratch.row, dx);
        previous.multiplyByActivationDerivative(b, scratch);
    }
}
