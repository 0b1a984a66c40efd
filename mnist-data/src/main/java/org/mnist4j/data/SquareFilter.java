package org.mnist4j.data;

/** Filters with a square window around each pixel, as far as it is in the picture, in time independent of its size. */
final class SquareFilter {

    private SquareFilter() {}

    /** One pass along the rows. */
    private interface Pass {
        void filter(float[] row, float[] filtered);
    }

    /** The mean within {@code reach} pixels to each side. */
    static GreyImage mean(GreyImage image, int reach) {
        int longer = Math.max(image.height(), image.width());
        double[] sums = new double[longer + 1];
        return bothWays(image, (row, filtered) -> {
            for (int x = 0; x < row.length; x++) {
                sums[x + 1] = sums[x] + row[x];
            }
            for (int x = 0; x < row.length; x++) {
                int from = Math.max(0, x - reach);
                int to = Math.min(row.length, x + reach + 1);
                filtered[x] = (float) ((sums[to] - sums[from]) / (to - from));
            }
        });
    }

    /**
     * The morphological opening: the largest of the smallest values within {@code reach} pixels to each side. What is lighter than its
     * surroundings and narrower than the window in one direction is gone.
     */
    static GreyImage opening(GreyImage image, int reach) {
        return largest(largest(image.inverted(), reach).inverted(), reach);
    }

    private static GreyImage largest(GreyImage image, int reach) {
        int longer = Math.max(image.height(), image.width());
        int[] falling = new int[longer]; // columns of falling values, each the largest from there on
        return bothWays(image, (row, filtered) -> {
            int first = 0;
            int end = 0;
            for (int x = 0; x < row.length + reach; x++) {
                if (x < row.length) {
                    while (end > first && row[falling[end - 1]] <= row[x]) {
                        end--;
                    }
                    falling[end++] = x;
                }
                if (x >= reach) {
                    if (falling[first] < x - 2 * reach) {
                        first++;
                    }
                    filtered[x - reach] = row[falling[first]];
                }
            }
        });
    }

    private static GreyImage bothWays(GreyImage image, Pass pass) {
        return along(along(image, pass).transposed(), pass).transposed();
    }

    private static GreyImage along(GreyImage image, Pass pass) {
        float[] values = new float[image.height() * image.width()];
        float[] row = new float[image.width()];
        float[] filtered = new float[image.width()];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = image.value(y, x);
            }
            pass.filter(row, filtered);
            System.arraycopy(filtered, 0, values, y * row.length, row.length);
        }
        return GreyImage.of(image.height(), image.width(), values);
    }
}
