package org.mnist4j.spi;

import org.mnist4j.random.RandomStream;

/** The order in which a training run takes its images: a function of seed and epoch only. */
public final class BatchOrder {

    private BatchOrder() {}

    /**
     * Returns the order of one epoch, cut into batches from the front.
     *
     * @param seed the experiment's seed
     * @param epoch from 1
     * @param images the number of training images, 0 or more
     * @return a permutation of {@code 0..images - 1}, each as likely as any other
     */
    public static int[] of(long seed, long epoch, int images) {
        return RandomStream.of(seed, "shuffle", epoch).permutation(images);
    }
}
