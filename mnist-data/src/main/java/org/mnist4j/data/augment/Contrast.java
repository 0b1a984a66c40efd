package org.mnist4j.data.augment;

import org.mnist4j.random.RandomStream;

/** Changes contrast and brightness; defined at {@link Augmenter.Builder#contrast}. */
final class Contrast implements Step {

    private static final double MIDDLE = 127.5;

    private final int operation;
    private final double probability;
    private final double logMaxFactor;
    private final double maxShift; // in grey levels

    Contrast(int operation, double probability, double maxFactor, double maxBrightness) {
        this.operation = operation;
        this.probability = Range.positive("probability", probability, 1);
        this.logMaxFactor = StrictMath.log(Range.closed("maxFactor", maxFactor, 1, 100));
        this.maxShift = 255 * Range.closed("maxBrightness", maxBrightness, 0, 1);
        if (maxFactor == 1 && maxBrightness == 0) {
            throw new IllegalArgumentException(
                    "contrast: maxFactor is 1 and maxBrightness 0, which changes nothing; raise one of them");
        }
    }

    @Override
    public void apply(byte[] image, Workspace workspace) {
        RandomStream random = workspace.random(operation);
        if (random.nextDouble() >= probability) {
            return;
        }
        double factor = StrictMath.exp(logMaxFactor * (2 * random.nextDouble() - 1));
        double shift = maxShift * (2 * random.nextDouble() - 1);
        byte[] mapped = workspace.mapped;
        for (int level = 0; level < mapped.length; level++) {
            double value = MIDDLE + factor * (level - MIDDLE) + shift;
            mapped[level] = (byte) (Math.min(255, Math.max(0, value)) + 0.5);
        }
        for (int i = 0; i < image.length; i++) {
            image[i] = mapped[image[i] & 0xFF];
        }
    }
}
