package org.mnist4j.data.augment;

/** Interpolation between the corners of a unit square. */
final class Bilinear {

    private Bilinear() {}

    /**
     * The value within the square.
     *
     * @param toRight how far from its left side, 0 to 1
     * @param down how far from its upper side, 0 to 1
     */
    static float between(
            float upperLeft, float upperRight, float lowerLeft, float lowerRight, float toRight, float down) {
        float upper = upperLeft + toRight * (upperRight - upperLeft);
        float lower = lowerLeft + toRight * (lowerRight - lowerLeft);
        return upper + down * (lower - upper);
    }
}
