package org.mnist4j.engine;

import org.mnist4j.random.RandomStream;

/**
 * The mask of a dropout layer: a pure function of seed, layer, epoch, image and unit, independent of batch, thread and
 * engine.
 *
 * <p>A unit is dropped if 31 bits of a SplitMix64 finalizer (Steele, Lea and Flood 2014) are below the rate; the
 * probability is exact to 2^-31.
 */
final class DropoutMask {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long key;
    private final int threshold;
    private final float keptScale;

    /**
     * Creates the mask of one dropout layer.
     *
     * @param seed the experiment's seed
     * @param layer the layer's index in the configuration
     * @param rate the probability of dropping, in [0, 1)
     */
    DropoutMask(long seed, int layer, double rate) {
        this.key = RandomStream.of(seed, "dropout", layer).nextLong();
        this.threshold = (int) Math.min(Integer.MAX_VALUE, Math.round(rate * 0x1p31));
        this.keptScale = (float) (1 / (1 - rate));
    }

    /**
     * Writes one image's factors, 0 if dropped and {@code 1 / (1 - rate)} if kept, for {@code units} units from {@code
     * firstUnit} on.
     */
    void fill(int epoch, int image, int firstUnit, float[] factors, int units) {
        long state = mix(key ^ mix(((long) epoch << 32) | image)) + firstUnit * GOLDEN;
        for (int unit = 0; unit < units; unit++) {
            state += GOLDEN;
            factors[unit] = (int) (mix(state) >>> 33) < threshold ? 0 : keptScale;
        }
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
