package org.mnist4j.engine;

import org.mnist4j.config.Activation;

/** Multiplies the previous layer's output by the factors of a {@link DropoutMask}. */
final class DropoutLayer extends NetworkLayer {

    private final NetworkLayer previous;
    private final DropoutMask mask;
    private final BatchPixels batch;
    private final float[][][] factors; // [slots][positions][channels]

    DropoutLayer(NetworkLayer previous, DropoutMask mask, BatchPixels batch) {
        super(previous.positions, previous.channels, Activation.IDENTITY, previous.slots, previous.needsGradient());
        this.previous = previous;
        this.mask = mask;
        this.batch = batch;
        this.factors = new float[y.length][positions][channels];
    }

    @Override
    boolean takesVectors() {
        return positions == 1 && slots.shard() == 0;
    }

    @Override
    void forward(int b, Scratch scratch) {
        int slot = slot(b, scratch);
        float[][] factor = factors[slot];
        for (int p = 0; p < positions; p++) {
            mask.fill(batch.epoch(), batch.image(b), p * channels, factor[p], channels);
            multiply(previous.y[slot][p], factor[p], y[slot][p], channels);
        }
    }

    @Override
    void backward(int b, int shard, Scratch scratch) {
        int slot = slot(b, scratch);
        float[][] gradient = deltas[gradientSlot(b, scratch)];
        float[][] dx = previous.deltas[previous.gradientSlot(b, scratch)];
        for (int p = 0; p < positions; p++) {
            multiply(gradient[p], factors[slot][p], dx[p], channels);
        }
        previous.multiplyByActivationDerivative(b, scratch);
    }

    private static void multiply(float[] a, float[] b, float[] product, int n) {
        for (int i = 0; i < n; i++) {
            product[i] = a[i] * b[i];
        }
    }
}
