package org.mnist4j.engine;

import org.mnist4j.config.Activation;
import org.mnist4j.kernel.Maps;

/** Flattens feature maps to one vector per image of the batch. */
final class FlattenLayer extends NetworkLayer {
    private final NetworkLayer previous;

    FlattenLayer(NetworkLayer previous, int batchSize) {
        super(
                1,
                previous.positions * previous.channels,
                Activation.IDENTITY,
                Slots.perImage(batchSize),
                previous.needsGradient());
        this.previous = previous;
    }

    @Override
    void forward(int b, Scratch scratch) {
        Maps.flatten(previous.y[previous.slot(b, scratch)], previous.channels, y[b][0]);
    }

    @Override
    void backward(int b, int shard, Scratch scratch) {
        Maps.unflatten(deltas[b][0], previous.deltas[previous.gradientSlot(b, scratch)], previous.channels);
        previous.multiplyByActivationDerivative(b, scratch);
    }
}
