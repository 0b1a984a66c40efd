package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Literals are SciPy 1.10.1's {@code norm.sf(z)} and {@code norm.isf((1 - confidence) / 2)}. */
class NormalDistributionTest {
    private static final double RELATIVE = 1e-13;

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.3085375387259869",
        "1, 0.15865525393145707",
        "1.96, 0.024997895148220435",
        "1.999, 0.02280417693265888",
        "2, 0.022750131948179195",
        "2.5, 0.006209665325776132",
        "3, 0.0013498980316300933",
        "6, 9.865876450376946e-10",
        "10, 7.61985302416047e-24"
    })
    void upperTail_isSciPys(double z, double tail) {
        assertThat(NormalDistribution.upperTail(z)).isCloseTo(tail, withinPercentage(100 * RELATIVE));
        assertThat(NormalDistribution.upperTail(-z)).isEqualTo(1 - NormalDistribution.upperTail(z));
    }

    @Test
    void upperTail_atTheEnds() {
        assertThat(NormalDistribution.upperTail(0)).isEqualTo(0.5);
        assertThat(NormalDistribution.upperTail(50)).isZero();
        assertThat(NormalDistribution.upperTail(-50)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.6744897501960817",
        "0.9, 1.6448536269514729",
        "0.95, 1.959963984540054",
        "0.99, 2.5758293035489004",
        "0.999, 3.2905267314918945",
        "0.999999999, 6.10941020938345"
    })
    void quantile_isSciPys(double confidence, double z) {
        assertThat(NormalDistribution.twoSidedQuantile(confidence)).isCloseTo(z, withinPercentage(100 * RELATIVE));
    }
}
