package org.mnist4j.data.stroke;

/**
 * The exact Euclidean distance transform in integers, by Meijster, Roerdink and Hesselink, "A general algorithm for computing
 * distance transforms in linear time", 2000: distances along columns, then along each row the lower envelope of parabolas.
 */
final class SquaredDistances {

    private SquaredDistances() {}

    /**
     * Returns the squared distance from each cell to the nearest set one.
     *
     * @param set {@code [height][width]}; at least one is true
     * @return {@code [height][width]}, 0 at the set cells
     */
    static int[] to(boolean[] set, int height, int width) {
        int far = height + width; // more than any distance
        int[] distances = new int[set.length];
        for (int x = 0; x < width; x++) {
            int last = far;
            for (int y = 0; y < height; y++) {
                last = set[y * width + x] ? 0 : Math.min(far, last + 1);
                distances[y * width + x] = last;
            }
            for (int y = height - 2; y >= 0; y--) {
                int i = y * width + x;
                distances[i] = Math.min(distances[i], distances[i + width] + 1);
            }
        }
        int[] ofColumns = new int[width];
        int[] nearest = new int[width]; // columns whose parabolas form the envelope, from left to right
        int[] starts = new int[width]; // where each begins to be the lowest
        for (int y = 0; y < height; y++) {
            System.arraycopy(distances, y * width, ofColumns, 0, width);
            alongRow(ofColumns, nearest, starts, distances, y * width);
        }
        return distances;
    }

    private static void alongRow(int[] ofColumns, int[] nearest, int[] starts, int[] distances, int offset) {
        int width = ofColumns.length;
        int top = 0;
        nearest[0] = 0;
        starts[0] = 0;
        for (int u = 1; u < width; u++) {
            while (top >= 0 && squared(starts[top], nearest[top], ofColumns) > squared(starts[top], u, ofColumns)) {
                top--;
            }
            if (top < 0) {
                top = 0;
                nearest[0] = u;
                continue;
            }
            int i = nearest[top];
            int start = 1
                    + Math.floorDiv(
                            u * u - i * i + ofColumns[u] * ofColumns[u] - ofColumns[i] * ofColumns[i], 2 * (u - i));
            if (start < width) {
                top++;
                nearest[top] = u;
                starts[top] = start;
            }
        }
        for (int u = width - 1; u >= 0; u--) {
            distances[offset + u] = squared(u, nearest[top], ofColumns);
            if (u == starts[top]) {
                top--;
            }
        }
    }

    private static int squared(int x, int column, int[] ofColumns) {
        return (x - column) * (x - column) + ofColumns[column] * ofColumns[column];
    }
}
