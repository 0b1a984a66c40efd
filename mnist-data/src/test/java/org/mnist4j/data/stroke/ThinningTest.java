package org.mnist4j.data.stroke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;

class ThinningTest {

    private static final ImageDataset IMAGES = Mnist.loadTest().take(100);

    /** Shows the cells without their frame, '#' for ink. */
    private static String[] thinned(String... rows) {
        int height = rows.length;
        int width = rows[0].length();
        Thinning thinning = new Thinning(height, width);
        boolean[] cells = new boolean[(height + 2) * (width + 2)];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                cells[thinning.at(row, column)] = rows[row].charAt(column) == '#';
            }
        }
        thinning.apply(cells, new int[2 * height * width]);
        String[] result = new String[height];
        for (int row = 0; row < height; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < width; column++) {
                line.append(cells[thinning.at(row, column)] ? '#' : '.');
            }
            result[row] = line.toString();
        }
        return result;
    }

    @Test
    void bar_becomesItsMiddleLine() {
        assertThat(thinned(".......", ".#####.", ".#####.", ".#####.", "......."))
                .containsExactly(".......", ".......", ".####..", ".......", ".......");
    }

    @Test
    void line_staysAsItIs() {
        String[] line = {"#....", ".#...", "..###", "....."};

        assertThat(thinned(line)).containsExactly(line);
    }

    @Test
    void places_areThoseOfTheCellsLeft_rowByRow_alsoInAUsedWorkspace() {
        Thinning thinning = new Thinning(28, 28);
        boolean[] cells = new boolean[30 * 30];
        int[] places = new int[2 * 28 * 28];
        for (int image = 0; image < IMAGES.size(); image++) {
            byte[] pixels = IMAGES.pixels(image);
            for (int i = 0; i < pixels.length; i++) {
                cells[thinning.at(i / 28, i % 28)] = (pixels[i] & 0xFF) >= 128;
            }

            int left = thinning.apply(cells, places);

            boolean[] expected = new boolean[cells.length];
            Ink skeleton = Skeleton.of(Ink.of(pixels, 28, 28, 1, 128));
            for (int i = 0; i < pixels.length; i++) {
                expected[thinning.at(i / 28, i % 28)] = skeleton.at(i / 28, i % 28);
            }
            assertThat(cells).isEqualTo(expected);
            int[] ofCells = IntStream.range(0, cells.length)
                    .filter(place -> expected[place])
                    .toArray();
            assertThat(Arrays.copyOf(places, left)).isEqualTo(ofCells).isNotEmpty();
        }
    }
}
