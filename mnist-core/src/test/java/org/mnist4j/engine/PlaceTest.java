package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaceTest {

    private static final float[] FLAT = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

    private static void assertPlace(Place place, float... expected) {
        float[] values = new float[expected.length];
        place.read(FLAT, values);
        assertThat(values).isEqualTo(expected);

        float[] flat = new float[FLAT.length];
        place.write(values, flat);
        for (int i = 0; i < flat.length; i++) {
            assertThat(flat[i]).isIn(0f, (float) i);
        }
        float[] again = new float[expected.length];
        place.read(flat, again);
        assertThat(again).isEqualTo(expected);
    }

    @Test
    void array_asItIs_isContiguous() {
        assertPlace(Place.of(3, 4), 3, 4, 5, 6);
    }

    /** Of weights {@code [2 outputs][5 inputs]} from 1 on, those of input 3. */
    @Test
    void columnOfAMatrix_isOneGroup() {
        assertPlace(new Place(1, 2, 5).plus(3), 4, 9);
    }

    /** A filter {@code [2 channels][2][2]} from 3 on, with channels last. */
    @Test
    void filter_isAGroupOfChannelsForEachWeightOfTheKernel() {
        assertPlace(new Place(3, 2, 4), 3, 7, 4, 8, 5, 9, 6, 10);
    }

    @Test
    void filterOfOneByOne_isContiguous() {
        assertPlace(new Place(3, 2, 1), 3, 4);
    }
}
