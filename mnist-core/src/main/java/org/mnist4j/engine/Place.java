package org.mnist4j.engine;

/**
 * Where an array of parameters is in the flat layout of {@code NetworkSummary.tensors()}: as groups of values at a fixed
 * distance, of which each begins one place after the group before.
 *
 * @param start where the first group begins
 * @param size the number of values of a group
 * @param step the distance between neighbouring values of a group; 1 for a single group, which is the array as it is
 */
record Place(int start, int size, int step) {

    /** The place of an array that is there as it is. */
    static Place of(int start, int size) {
        return new Place(start, size, 1);
    }

    /** The place of an array of the same shape that is {@code distance} further on. */
    Place plus(int distance) {
        return new Place(start + distance, size, step);
    }

    /** Reads the array from the flat layout. */
    void read(float[] flat, float[] values) {
        if (step == 1) {
            System.arraycopy(flat, start, values, 0, values.length);
            return;
        }
        for (int group = 0, k = 0; k < values.length; group++) {
            for (int i = 0; i < size; i++) {
                values[k++] = flat[start + group + i * step];
            }
        }
    }

    /** Writes the array to the flat layout. */
    void write(float[] values, float[] flat) {
        if (step == 1) {
            System.arraycopy(values, 0, flat, start, values.length);
            return;
        }
        for (int group = 0, k = 0; k < values.length; group++) {
            for (int i = 0; i < size; i++) {
                flat[start + group + i * step] = values[k++];
            }
        }
    }
}
