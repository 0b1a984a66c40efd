package org.mnist4j.kernel;

import java.util.Arrays;

/**
 * The outputs of a convolution whose windows see only background, the positions with the same values as the image's
 * corner region. They are all equal, so that one is computed and copied.
 */
final class Background {

    final int[] positions; // [outPositions], the outputs to compute in ascending order
    int computed; // how many of the positions are valid
    private final Convolution conv;
    private final int reference; // an input position that is most likely background and unaffected by padding
    private final int[] squares; // [height * width], the side of the largest square of background that ends there
    private int model; // the one background output that is computed, or -1

    Background(Convolution conv) {
        this.conv = conv;
        this.reference = conv.height() / 8 * conv.width() + conv.width() / 8;
        this.squares = new int[conv.height() * conv.width()];
        this.positions = new int[conv.outPositions()];
    }

    /** Divides the outputs into those that must be computed and those that are copied. */
    void find(float[][] maps) {
        measureSquares(maps);
        computed = 0;
        model = -1;
        for (int i = 0; i < conv.outHeight(); i++) {
            for (int j = 0; j < conv.outWidth(); j++) {
                boolean background = isBackground(i, j);
                if (!background || model < 0) {
                    int output = i * conv.outWidth() + j;
                    positions[computed++] = output;
                    model = background ? output : model;
                }
            }
        }
    }

    /** A square is one larger than the smallest of those that end one position to the left, above, and both. */
    private void measureSquares(float[][] maps) {
        int width = conv.width();
        float[] background = maps[reference];
        boolean oneChannel = conv.channels() == 1;
        for (int h = 0; h < conv.height(); h++) {
            for (int w = 0; w < width; w++) {
                int p = h * width + w;
                float[] map = maps[p];
                int before = h == 0 || w == 0
                        ? 0
                        : Math.min(squares[p - 1], Math.min(squares[p - width], squares[p - width - 1]));
                // Most often the first channel decides.
                boolean equal = map[0] == background[0] && (oneChannel || Arrays.equals(map, background));
                squares[p] = equal ? before + 1 : 0;
            }
        }
    }

    private boolean isBackground(int i, int j) {
        int bottom = i * conv.stride() - conv.top() + conv.kernel() - 1;
        int right = j * conv.stride() - conv.left() + conv.kernel() - 1;
        return bottom < conv.height()
                && right < conv.width()
                && squares[bottom * conv.width() + right] >= conv.kernel();
    }

    /** Copies the one computed background output to all others. */
    void fill(float[][] y, int n) {
        int next = 0;
        for (int p = 0; p < positions.length; p++) {
            if (next < computed && positions[next] == p) {
                next++;
            } else {
                System.arraycopy(y[model], 0, y[p], 0, n);
            }
        }
    }
}
