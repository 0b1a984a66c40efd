package org.mnist4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReproductionTest {

    /** Computed independently from the formula in the Javadoc, with p = (hits + 1) / (n + 2). */
    @ParameterizedTest
    @CsvSource({
        "9780, 10000, 0.004073995827135438",
        "10000, 10000, 0.00027711148595946085",
        "0, 10000, 0.00027711148595946085",
        "255, 300, 0.057312792953958316",
        "1, 1, 0.7543904893841145"
    })
    void tolerance_followsTheFormula(long hits, long images, double expected) {
        assertThat(Reproduction.tolerance(hits, images)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void tolerance_shrinksWithTheSquareRootOfTheTestSet() {
        double ratio = Reproduction.tolerance(9_000, 10_000) / Reproduction.tolerance(900_000, 1_000_000);

        assertThat(ratio).isCloseTo(10, within(0.01));
    }
}
