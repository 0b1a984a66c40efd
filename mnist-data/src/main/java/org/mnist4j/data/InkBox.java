package org.mnist4j.data;

/** The box around ink; the last row and column are included. */
record InkBox(int top, int left, int bottom, int right) {

    /** The box around all values of at least a threshold; there must be one. */
    static InkBox of(GreyImage image, double threshold) {
        int top = image.height();
        int left = image.width();
        int bottom = -1;
        int right = -1;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                if (image.value(y, x) >= threshold) {
                    top = Math.min(top, y);
                    bottom = y;
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                }
            }
        }
        return new InkBox(top, left, bottom, right);
    }

    int height() {
        return bottom - top + 1;
    }

    int width() {
        return right - left + 1;
    }

    /** The longer side. */
    int extent() {
        return Math.max(height(), width());
    }

    double middleRow() {
        return (top + bottom + 1) / 2.0;
    }

    double middleColumn() {
        return (left + right + 1) / 2.0;
    }
}
