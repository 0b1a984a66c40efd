package org.mnist4j.data.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarpsTest {

    /** A column of five pixels. Half a row from the centre shifts by half of the shear, and so on. */
    @Test
    void shear_movesRowsInProportionToTheirDistanceFromTheCentre() {
        byte[] column = Pictures.white(Pictures.of(0), 11, 14, 16, 14);

        byte[] sheared = Pictures.perturbed(Perturbation.SHEAR, 5, column);

        // Shear 1: row 11 is 2.5 above the centre, so its pixel lies at 14 - 2.5 or 14 + 2.5, between two columns.
        int sign = Pictures.at(sheared, 11, 11) > 0 ? 1 : -1;
        for (int row = 11; row <= 16; row++) {
            double place = 14 + sign * (row - 13.5);
            assertThat(Pictures.at(sheared, row, (int) Math.floor(place))).isCloseTo(0.5, within(0.003));
            assertThat(Pictures.at(sheared, row, (int) Math.ceil(place))).isCloseTo(0.5, within(0.003));
        }
        assertThat(Pictures.sum(sheared)).isCloseTo(6, within(0.05));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.2", "2, 0.4", "3, 0.6", "4, 0.8", "5, 1"})
    void rotation_movesABlotAlongACircle(int severity, double angle) {
        byte[] blot = Pictures.white(Pictures.of(0), 4, 13, 5, 14); // 9 above the centre

        double[] centre = Pictures.moments(Pictures.perturbed(Perturbation.ROTATE, severity, blot));

        assertThat(Math.abs(centre[0])).isCloseTo(9 * Math.sin(angle), within(0.1));
        assertThat(centre[1]).isCloseTo(-9 * Math.cos(angle), within(0.1));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.9", "2, 0.8", "3, 0.7", "4, 0.6", "5, 0.5"})
    void scale_reducesAboutTheCentre(int severity, double factor) {
        byte[] square = Pictures.white(Pictures.of(0), 2, 4, 13, 15);

        byte[] reduced = Pictures.perturbed(Perturbation.SCALE, severity, square);

        double[] before = Pictures.moments(square);
        double[] after = Pictures.moments(reduced);
        assertThat(after[0]).isCloseTo(factor * before[0], within(0.2));
        assertThat(after[1]).isCloseTo(factor * before[1], within(0.2));
        assertThat(Pictures.sum(reduced)).isCloseTo(144 * factor * factor, within(4.0));
    }

    @Test
    void translation_movesByWholePixelsAlongBothAxes() {
        byte[] blot = Pictures.white(Pictures.of(0), 12, 13, 15, 14);
        for (int severity = 1; severity <= 5; severity++) {
            byte[] moved = Pictures.perturbed(Perturbation.TRANSLATE, severity, blot);

            double[] centre = Pictures.moments(moved);
            assertThat(Math.abs(centre[0])).isCloseTo(severity, within(1e-9));
            assertThat(Math.abs(centre[1])).isCloseTo(severity, within(1e-9));
            assertThat(Pictures.sum(moved)).isEqualTo(8);
        }
    }

    @Test
    void directions_differBetweenImages() {
        byte[] blot = Pictures.white(Pictures.of(0), 12, 13, 15, 14);
        int[] quarters = new int[4];
        for (int i = 0; i < 100; i++) {
            double[] centre = Pictures.moments(
                    Perturbation.TRANSLATE.apply(blot, Pictures.SHAPE, 1, i).get(4));
            quarters[(centre[0] > 0 ? 1 : 0) + (centre[1] > 0 ? 2 : 0)]++;
        }
        assertThat(quarters).satisfies(q -> {
            for (int count : q) {
                assertThat(count).isBetween(10, 45);
            }
        });
    }
}
