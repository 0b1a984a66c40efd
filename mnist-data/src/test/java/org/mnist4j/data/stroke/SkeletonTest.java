package org.mnist4j.data.stroke;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;

class SkeletonTest {

    private static final ImageDataset DIGITS = Mnist.load().test().take(200);

    @Test
    void bar_becomesALineInItsMiddle() {
        Ink bar = Drawn.ink("..........", ".########.", ".########.", ".########.", "..........");

        String[] thin = Drawn.text(Skeleton.of(bar));

        assertThat(thin[1]).isEqualTo("..........");
        assertThat(thin[2]).matches("\\.+#{4,8}\\.+");
        assertThat(thin[3]).isEqualTo("..........");
    }

    /** The published algorithm deletes it. */
    @Test
    void squareOfTwoByTwo_keepsACell() {
        assertThat(Skeleton.of(Drawn.ink("....", ".##.", ".##.", "....")).count())
                .isBetween(1, 2);
    }

    @Test
    void steps_loseTheirCorners() {
        Ink stairs = Drawn.ink("##....", ".##...", "..##..", "...##.");

        assertThat(Drawn.text(Skeleton.of(stairs))).containsExactly("#.....", ".#....", "..#...", "...##.");
    }

    @Test
    void ring_staysARing() {
        Ink ring = Drawn.ink(".#####.", "#######", "##...##", "##...##", "#######", ".#####.");

        Ink thin = Skeleton.of(ring);

        assertThat(Drawn.parts(thin, false)).isEqualTo(2);
        assertThat(thin.count()).isLessThan(16);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void digits_keepTheirPartsAndHoles_andNoCellCouldGo(int scale) {
        for (int i = 0; i < DIGITS.size(); i++) {
            Ink ink = Ink.of(DIGITS.pixels(i), 28, 28, scale, 128);

            Ink thin = Skeleton.of(ink);

            assertThat(Drawn.parts(thin, true)).as("parts of %d", i).isEqualTo(Drawn.parts(ink, true));
            assertThat(Drawn.parts(thin, false)).as("holes of %d", i).isEqualTo(Drawn.parts(ink, false));
            assertThat(thin.or(ink).count()).isEqualTo(ink.count());
            assertOneCellWide(thin, i);
        }
    }

    /** Without any cell that has ink at two sides, either the parts or the holes change. */
    private static void assertOneCellWide(Ink thin, int image) {
        for (int y = 0; y < thin.height(); y++) {
            for (int x = 0; x < thin.width(); x++) {
                int sides = (thin.at(y - 1, x) ? 1 : 0)
                        + (thin.at(y + 1, x) ? 1 : 0)
                        + (thin.at(y, x - 1) ? 1 : 0)
                        + (thin.at(y, x + 1) ? 1 : 0);
                if (thin.at(y, x) && sides >= 2) {
                    boolean[] without = thin.cells();
                    without[y * thin.width() + x] = false;
                    Ink rest = Ink.of(thin.height(), thin.width(), without);
                    boolean differs = Drawn.parts(rest, true) != Drawn.parts(thin, true)
                            || Drawn.parts(rest, false) != Drawn.parts(thin, false);
                    assertThat(differs).as("image %d at %d, %d", image, y, x).isTrue();
                }
            }
        }
    }
}
