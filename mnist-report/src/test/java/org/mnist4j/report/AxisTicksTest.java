package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.random.RandomStream;

class AxisTicksTest {

    @Test
    void losses_getTenths() {
        AxisTicks ticks = AxisTicks.enclosing(0.03, 0.46, 5);

        assertThat(ticks).isEqualTo(new AxisTicks(0.1, 0, 5));
        assertThat(ticks.digits()).isEqualTo(1);
    }

    @Test
    void roundEnds_areTicksThemselves() {
        assertThat(AxisTicks.enclosing(0.1, 0.3, 2)).isEqualTo(new AxisTicks(0.1, 1, 3));
        assertThat(AxisTicks.enclosing(90, 100, 5)).isEqualTo(new AxisTicks(2, 45, 50));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyRange_isEnclosedByFewTicks(long seed) {
        RandomStream random = RandomStream.of(seed, "ticks");
        for (int i = 0; i < 200; i++) {
            double scale = Math.pow(10, random.nextInt(13) - 6);
            double low = scale * random.nextDouble();
            double high = low + scale * random.nextDouble();

            AxisTicks ticks = AxisTicks.enclosing(low, high, 5);

            double slack = 1e-6 * ticks.step();
            assertThat(ticks.low()).isLessThanOrEqualTo(low + slack);
            assertThat(ticks.high()).isGreaterThanOrEqualTo(high - slack);
            assertThat(ticks.values()).hasSizeBetween(2, 8);
        }
    }
}
