package org.mnist4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.random.RandomStream;

class SparseMapsTest {

    @Test
    void entries_countOnFromColumnToColumn_andFromZeroInEachRow() {
        SparseMaps entries = new SparseMaps(2, 2, 3);
        entries.setFrom(new float[][] {{0, 5, 0}, {1, 0, 2}, {0, 0, 0}, {0, -3, -0f}});

        assertThat(entries.starts).containsExactly(0, 1, 3, 3, 4);
        assertThat(Arrays.copyOf(entries.indices, 4)).containsExactly(1, 3, 5, 4);
        assertThat(Arrays.copyOf(entries.values, 4)).containsExactly(5, 1, 2, -3);
        assertThat(entries.isZero(2)).isTrue();
        assertThat(entries.isZero(3)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 17})
    void entries_writtenBack_areTheMaps(int channels) {
        RandomStream random = RandomStream.of(5, "sparse", channels);
        SparseMaps entries = new SparseMaps(4, 5, channels);
        for (int image = 0; image < 20; image++) {
            float[][] maps = TestMaps.sparse(random, 20, channels);
            float[][] back = TestMaps.filledWithNaN(20, channels);

            entries.setFrom(maps);
            TestMaps.copy(entries, 5, back);

            assertThat(back).isDeepEqualTo(maps);
        }
    }
}
