package org.mnist4j.engine;

import org.mnist4j.config.Activation;
import org.mnist4j.kernel.Maps;

/** Global average pooling: the mean over all positions. */
final class GlobalPoolLayer extends NetworkLayer {
    private final NetworkLayer previous;

    GlobalPoolLayer(NetworkLayer previous, int batchSize) {
        super(1, previous.channels, Activation.IDENTITY, Slots.perImage(batchSize), previous.needsGradient());
        this.previous = previous;
    }

    @Override
    void forward(int b, Scratch scratch) {
        Maps.current(channels).mean(previous.y[previous.slot(b, scratch)], y[b][0], channels);
    }

    @Override
    void backward(int b, int shard, Scratch scratch) {
        float share = 1f / previous.positions;
        float[] gradient = deltas[b][0];
        for (float[] delta : previous.deltas[previous.gradientSlot(b, scratch)]) {
            for (int c = 0; c < channels; c++) {
                delta[c] = share * gradient[c];
            }
        }
        previous.multiplyByActivationDerivative(b, scratch);
    }
}
