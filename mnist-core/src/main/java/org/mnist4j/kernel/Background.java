package org.mnist4j.kernel;

import java.util.Arrays;

/**
 * The outputs of a convolution whose windows see only background, the positions with the same values as the image's
 * corner region. They are all equal, so that one is computed and copied.
 */
final class Background {

    private final Convolution conv;
    private final int reference; // an input position that is most likely background and unaffected by padding
    private final int[] runs; // [width], background positions above and including the current row
    private final int[] positions; // [outPositions]
    private final boolean[] copied; // [outPositions]
    private int computed;
    private int model;

    Background(Convolution conv) {
        this.conv = conv;
        this.reference = conv.height() / 8 * conv.width() + conv.width() / 8;
        this.runs = new int[conv.width()];
        this.positions = new int[conv.outPositions()];
        this.copied = new boolean[conv.outPositions()];
    }

    /** Divides the outputs into those that must be computed and those that are copied. */
    void find(float[][] maps) {
        computed = 0;
        model = -1;
        Arrays.fill(runs, 0);
        Arrays.fill(copied, false);
        float[] background = maps[reference];
        int next = 0; // the first row of outputs whose windows have not been examined
        for (int h = 0; h < conv.height(); h++) {
            for (int w = 0; w < conv.width(); w++) {
                float[] map = maps[h * conv.width() + w];
                // Most often the first channel decides.
                runs[w] = map[0] == background[0] && Arrays.equals(map, background) ? runs[w] + 1 : 0;
            }
            while (next < conv.outHeight() && next * conv.stride() - conv.top() + conv.kernel() - 1 <= h) {
                divideRow(next, next * conv.stride() - conv.top() >= 0);
                next++;
            }
        }
        for (; next < conv.outHeight(); next++) {
            divideRow(next, false);
        }
    }

    private void divideRow(int i, boolean inside) {
        for (int j = 0; j < conv.outWidth(); j++) {
            int output = i * conv.outWidth() + j;
            if (inside && isBackground(j * conv.stride() - conv.left())) {
                if (model >= 0) {
                    copied[output] = true;
                    continue;
                }
                model = output;
            }
            positions[computed++] = output;
        }
    }

    private boolean isBackground(int column) {
        if (column < 0 || column + conv.kernel() > conv.width()) {
            return false;
        }
        for (int w = column; w < column + conv.kernel(); w++) {
            if (runs[w] < conv.kernel()) {
                return false;
            }
        }
        return true;
    }

    /** Returns the number of outputs to compute. */
    int computed() {
        return computed;
    }

    /** Returns the outputs to compute in ascending order; only the first {@link #computed()} are valid. */
    int[] positions() {
        return positions;
    }

    /** Copies the one computed background output to all others. */
    void fill(float[][] y, int n) {
        for (int p = 0; p < copied.length; p++) {
            if (copied[p]) {
                System.arraycopy(y[model], 0, y[p], 0, n);
            }
        }
    }
}
