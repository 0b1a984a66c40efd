package org.mnist4j.data.augment;

/** Interpolation between the corners of a unit square. */
final class Bilinear {

    private Bilinear() {}

    /**
     * Returns the interpolated value.
     *
     * @param toRight distance from the left side, 0 to 1
     * @param down distance from the upper side, 0 to 1
     */
    static float between(
            float upperLeft, float upperRight, float lowerLeft, float lowerRight, float toRight, float down) {
        float upper = upperLeft + toRight * (upperRight - upperLeft);
        float lower = lowerLeft + toRight * (lowerRight - lowerLeft);
        return upper + down * (lower - upper);
    }
}
