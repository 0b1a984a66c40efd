package org.mnist4j.data;

/**
 * The threshold between paper and ink: the grey value that separates two classes with the largest variance between them (Otsu 1979, "A
 * threshold selection method from gray-level histograms").
 */
final class Otsu {

    private static final int LEVELS = 256;

    private Otsu() {}

    /**
     * Returns the threshold of values from 0 to 255, between 0.5 and 254.5: values above it are of the brighter class. Where all thresholds
     * between two values are equally good, it is halfway.
     */
    static double threshold(GreyImage image) {
        int[] counts = new int[LEVELS];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                counts[Math.max(0, Math.min(LEVELS - 1, Math.round(image.value(y, x))))]++;
            }
        }
        return threshold(counts);
    }

    private static double threshold(int[] counts) {
        long pixels = 0;
        long sum = 0;
        for (int level = 0; level < LEVELS; level++) {
            pixels += counts[level];
            sum += (long) level * counts[level];
        }
        double best = -1;
        int first = 0;
        int last = 0;
        long below = 0;
        long sumBelow = 0;
        for (int level = 0; level < LEVELS - 1; level++) {
            below += counts[level];
            sumBelow += (long) level * counts[level];
            if (below == 0 || below == pixels) {
                continue;
            }
            double difference = (double) sumBelow / below - (double) (sum - sumBelow) / (pixels - below);
            double between = (double) below * (pixels - below) * difference * difference;
            if (between > best) {
                best = between;
                first = level;
                last = level;
            } else if (between == best) {
                last = level;
            }
        }
        return (first + last + 1) / 2.0;
    }
}
