package org.mnist4j.data.stroke;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.random.RandomStream;

class InkTest {

    private static Ink random(long seed, int height, int width, double share) {
        RandomStream random = RandomStream.of(seed, "ink");
        boolean[] cells = new boolean[height * width];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = random.nextDouble() < share;
        }
        cells[random.nextInt(cells.length)] = true;
        return Ink.of(height, width, cells);
    }

    /** By looking at every pair of cells. */
    private static int nearest(Ink ink, int y, int x, boolean kind, int margin) {
        int nearest = Integer.MAX_VALUE;
        for (int v = -margin; v < ink.height() + margin; v++) {
            for (int u = -margin; u < ink.width() + margin; u++) {
                if (ink.at(v, u) == kind) {
                    nearest = Math.min(nearest, (v - y) * (v - y) + (u - x) * (u - x));
                }
            }
        }
        return nearest;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void distances_areThoseOfAllPairs(long seed) {
        for (double share : new double[] {0.001, 0.05, 0.5, 0.95}) {
            Ink ink = random(seed, 9 + (int) seed, 23 - (int) seed, share);
            int[] toInk = SquaredDistances.to(ink.cells(), ink.height(), ink.width());
            for (int y = 0; y < ink.height(); y++) {
                for (int x = 0; x < ink.width(); x++) {
                    assertThat(toInk[y * ink.width() + x]).isEqualTo(nearest(ink, y, x, true, 0));
                    assertThat(ink.squaredDepth(y, x)).isEqualTo(nearest(ink, y, x, false, 1));
                }
            }
        }
    }

    @Test
    void dilation_addsADisc() {
        Ink dot = Drawn.ink(".......", ".......", ".......", "...#...", ".......", ".......", ".......");

        assertThat(Drawn.text(dot.dilated(2)))
                .containsExactly(".......", "...#...", "..###..", ".#####.", "..###..", "...#...", ".......");
        assertThat(Drawn.text(dot.dilated(2.3)))
                .containsExactly(".......", "..###..", ".#####.", ".#####.", ".#####.", "..###..", ".......");
    }

    @Test
    void erosion_takesFromTheEdges_andTheBorderOfTheGridIsOne() {
        Ink bar = Drawn.ink("#####", "#####", "#####");

        assertThat(Drawn.text(bar.eroded(1))).containsExactly(".....", ".###.", ".....");
        assertThat(bar.eroded(2).count()).isZero();
    }

    @Test
    void cells_lieWhereTheInterpolatedImageReachesTheThreshold() {
        byte[] grey = {0, 0, 0, 0, (byte) 200, 0, 0, 0, 0};

        // Along the middle row of cells of an odd scale: 200 at the centre, falling by 200 / 5 per cell.
        Ink ink = Ink.of(grey, 3, 3, 5, 120);

        assertThat(Drawn.text(ink)[7]).isEqualTo(".....#####.....");
        assertThat(Drawn.text(ink)[4]).isEqualTo("...............");
        assertThat(Drawn.text(ink)[5]).isEqualTo(".......#.......");
    }

    @Test
    void grey_isTheShareOfInk() {
        Ink ink = Drawn.ink("##..", "##.#");

        assertThat(ink.toGrey(2)).containsExactly((byte) 255, (byte) 64);
    }

    @Test
    void greyOfWholePixels_isUnchanged() {
        byte[] grey = {0, (byte) 255, (byte) 255, 0, 0, (byte) 255};

        assertThat(Ink.of(grey, 2, 3, 1, 128).toGrey(1)).isEqualTo(grey);
    }
}
