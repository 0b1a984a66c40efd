package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.metrics.SamplePredictions.certain;
import static org.mnist4j.metrics.SamplePredictions.digits;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McNemarTest {
    @Test
    void examples_areCountedByCorrectModel() {
        McNemar test = McNemar.of(
                certain(digits(3), new int[] {0, 1, 2, 0, 1, 2, 0}, new int[] {0, 1, 2, 0, 0, 1, 1}),
                certain(digits(3), new int[] {0, 1, 2, 0, 1, 2, 0}, new int[] {0, 0, 1, 2, 1, 0, 1}));

        assertThat(test).isEqualTo(new McNemar(1, 3, 1, 2));
        assertThat(test.total()).isEqualTo(7);
        assertThat(test.accuracyDifference()).isEqualTo(2.0 / 7);
    }

    @Test
    void oneAgainstEight_matchesTheHandComputation() {
        // Exact: 2 (1 + 9) / 2^9; corrected: (7 - 1)^2 / 9 = 4, the square of two standard errors.
        McNemar test = new McNemar(50, 1, 8, 5);

        assertThat(test.exactPValue()).isEqualTo(20.0 / 512);
        assertThat(test.correctedStatistic()).isEqualTo(4);
        assertThat(test.correctedPValue()).isCloseTo(0.04550026389635842, within(1e-15)); // 1 - erf(sqrt 2)
        assertThat(new McNemar(50, 8, 1, 5).exactPValue()).isEqualTo(test.exactPValue());
        assertThat(new McNemar(50, 8, 1, 5).correctedStatistic()).isEqualTo(4);
    }

    @Test
    void unanimousDecision_isTwicePowerOfAHalf() {
        assertThat(new McNemar(0, 5, 0, 0).exactPValue()).isEqualTo(0.0625);
        assertThat(new McNemar(0, 0, 1_074, 0).exactPValue()).isEqualTo(2 * Double.MIN_VALUE);
        assertThat(new McNemar(0, 0, Integer.MAX_VALUE, 0).exactPValue()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 30, 1_000_000_000})
    void equalCounts_areNoDifference(int each) {
        McNemar test = new McNemar(3, each, each, 4);

        assertThat(test.exactPValue()).isEqualTo(1);
        assertThat(test.correctedStatistic()).isZero();
        assertThat(test.correctedPValue()).isEqualTo(1);
    }

    @Test
    void oneDecidingExample_decidesNothing() {
        assertThat(new McNemar(3, 1, 0, 4).exactPValue()).isEqualTo(1);
        assertThat(new McNemar(3, 0, 1, 4).correctedPValue()).isEqualTo(1);
        assertThat(new McNemar(3, 2, 1, 4).exactPValue()).isEqualTo(1); // 2 (1 + 3) / 8
    }

    @Test
    void noExamples_haveNoDifference() {
        McNemar test = McNemar.of(
                certain(List.of("a"), new int[0], new int[0]), certain(List.of("a"), new int[0], new int[0]));

        assertThat(test).isEqualTo(new McNemar(0, 0, 0, 0));
        assertThat(test.exactPValue()).isEqualTo(1);
        assertThat(test.correctedPValue()).isEqualTo(1);
        assertThat(test.accuracyDifference()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"3, 9", "40, 61", "511, 513", "1000, 1200", "2500, 2700", "4900, 5100", "0, 10000"})
    void exactPValue_isTheRationalNumber(int b, int c) {
        BigInteger term = BigInteger.ONE;
        BigInteger sum = BigInteger.ONE;
        for (int i = 1; i <= b; i++) {
            term = term.multiply(BigInteger.valueOf(b + c - i + 1)).divide(BigInteger.valueOf(i));
            sum = sum.add(term);
        }
        double expected = new BigDecimal(sum.shiftLeft(1))
                .divide(new BigDecimal(BigInteger.ONE.shiftLeft(b + c)), new MathContext(20))
                .doubleValue();

        assertThat(new McNemar(0, b, c, 0).exactPValue()).isCloseTo(expected, within(1e-12 * expected));
        assertThat(new McNemar(0, c, b, 0).exactPValue()).isCloseTo(expected, within(1e-12 * expected));
    }

    @Test
    void negativeCount_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new McNemar(1, 2, -1, 4))
                .withMessage("onlySecondCorrect: expected 0 or more, but was -1");
    }
}
