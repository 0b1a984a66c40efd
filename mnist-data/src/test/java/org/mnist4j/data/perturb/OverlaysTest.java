package org.mnist4j.data.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlaysTest {

    @Test
    void stripe_invertsColumnsAtBothSides() {
        byte[] image = Pictures.of(55);
        for (int severity = 1; severity <= 5; severity++) {
            byte[] striped = Pictures.perturbed(Perturbation.STRIPE, severity, image);

            int band = severity + 2;
            for (int i = 0; i < striped.length; i++) {
                boolean outer = i % 28 < band || i % 28 >= 28 - band;
                assertThat(striped[i] & 0xFF).isEqualTo(outer ? 200 : 55);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0.05", "2, 0.1", "3, 0.16", "4, 0.24", "5, 0.33"})
    void spatter_coversItsShare(int severity, double share) {
        double[] values = Pictures.values(Perturbation.SPATTER, severity, Pictures.of(255), 200);

        double covered = Arrays.stream(values).filter(v -> v < 1).count() / (double) values.length;
        assertThat(covered).isCloseTo(share, within(0.015));
        assertThat(Arrays.stream(values).min()).hasValue(63 / 255.0);
    }

    @Test
    void dottedLine_leavesGaps() {
        for (int i = 0; i < 20; i++) {
            byte[] line = Perturbation.DOTTED_LINE
                    .apply(Pictures.of(0), Pictures.SHAPE, 1, i)
                    .get(0);

            for (int x = 0; x < 28; x++) {
                boolean lit = !Pictures.rows(line, x, 0.4).isEmpty();
                assertThat(lit).as("column %d", x).isEqualTo(x % 4 >= 2);
            }
        }
    }

    @Test
    void severities_addLines() {
        for (Perturbation family : List.of(Perturbation.DOTTED_LINE, Perturbation.ZIGZAG)) {
            List<byte[]> lines = family.apply(Pictures.of(0), Pictures.SHAPE, 1, 3);

            double previous = 0;
            for (byte[] image : lines) {
                assertThat(Pictures.sum(image)).isGreaterThan(previous + 5);
                previous = Pictures.sum(image);
            }
            for (int i = 0; i < 784; i++) {
                assertThat(lines.get(4)[i] & 0xFF).isGreaterThanOrEqualTo(lines.get(0)[i] & 0xFF);
            }
        }
    }

    @Test
    void zigzag_hasItsWidthInEveryColumnBetweenItsEnds() {
        byte[] line = Pictures.perturbed(Perturbation.ZIGZAG, 1, Pictures.of(0));

        for (int x = 3; x <= 24; x++) {
            assertThat(Pictures.rows(line, x, 0.5)).as("column %d", x).hasSizeBetween(1, 5);
        }
        assertThat(Pictures.rows(line, 0, 0.1)).isEmpty();
        assertThat(Pictures.rows(line, 27, 0.1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 0.2", "3, 0.5", "5, 0.8"})
    void ruledLines_areSevenPixelsApartAndAsDarkAsSaid(int severity, double dark) {
        byte[] ruled = Pictures.perturbed(Perturbation.RULED_LINES, severity, Pictures.of(0));

        double sum = 0;
        for (int y = 0; y < 28; y++) {
            assertThat(Pictures.at(ruled, y, 0)).isEqualTo(Pictures.at(ruled, y, 27));
            sum += Pictures.at(ruled, y, 13);
            if (y + 7 < 28 && y > 0) {
                assertThat(Pictures.at(ruled, y + 7, 5)).isCloseTo(Pictures.at(ruled, y, 5), within(1.1 / 255));
            }
        }
        assertThat(sum).isCloseTo(4 * dark, within(dark * 0.6)); // four lines; one may be cut at the border
    }
}
