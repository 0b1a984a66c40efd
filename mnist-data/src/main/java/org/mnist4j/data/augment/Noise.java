package org.mnist4j.data.augment;

import org.mnist4j.random.RandomStream;

/** Adds noise of a random strength; defined at {@link Augmenter.Builder#noise}. */
final class Noise implements Step {

    /** The mean and standard deviation of the sum of four uniform 16-bit numbers. */
    private static final int MEAN = 2 * 0xFFFF;

    private static final double DEVIATION = Math.sqrt((0x1p32 - 1) / 3);

    private final int operation;
    private final double probability;
    private final double maxSigma; // in grey levels

    Noise(int operation, double probability, double maxSigma) {
        this.operation = operation;
        this.probability = Range.positive("probability", probability, 1);
        this.maxSigma = 255 * Range.positive("maxSigma", maxSigma, 1);
    }

    @Override
    public void apply(byte[] image, Workspace workspace) {
        RandomStream random = workspace.random(operation);
        if (random.nextDouble() >= probability) {
            return;
        }
        float scale = (float) (maxSigma * random.nextDouble() / DEVIATION);
        for (int i = 0; i < image.length; i++) {
            long bits = random.nextLong();
            int sum = (int) (bits & 0xFFFF)
                    + (int) (bits >>> 16 & 0xFFFF)
                    + (int) (bits >>> 32 & 0xFFFF)
                    + (int) (bits >>> 48);
            float level = (image[i] & 0xFF) + scale * (sum - MEAN);
            image[i] = (byte) (Math.min(255, Math.max(0, level)) + 0.5f);
        }
    }
}
