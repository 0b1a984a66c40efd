package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.data.DataFormatAssert.assertRefused;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.DataFormatException.Reason;

class MarksTest {

    private static final ImageShape SHAPE = ImageShape.of(28, 28, 1);
    private static final ImageDataset DIGITS = Mnist.loadTest();

    @TempDir
    Path dir;

    /** Digits of the test set, enlarged, in a row with empty columns between their boxes. */
    private static byte[] row(int scale, int gap, int... images) {
        int width = gap * scale;
        List<int[]> spans = new ArrayList<>();
        for (int image : images) {
            int[] span = columns(image);
            spans.add(span);
            width += (span[1] - span[0] + 1 + gap) * scale;
        }
        byte[] pixels = new byte[width * 28 * scale];
        int left = gap * scale;
        for (int k = 0; k < images.length; k++) {
            for (int x = spans.get(k)[0] * scale; x < (spans.get(k)[1] + 1) * scale; x++, left++) {
                for (int y = 0; y < 28 * scale; y++) {
                    pixels[y * width + left] = (byte) DIGITS.pixel(images[k], y / scale, x / scale, 0);
                }
            }
            left += gap * scale;
        }
        return pixels;
    }

    /** The first and the last column with ink. */
    private static int[] columns(int image) {
        int first = 28;
        int last = 0;
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                if (DIGITS.pixel(image, y, x, 0) > 0) {
                    first = Math.min(first, x);
                    last = Math.max(last, x);
                }
            }
        }
        return new int[] {first, last};
    }

    private Path file(byte[] pixels, int height) {
        int[] values = new int[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels[i] & 0xFF;
        }
        return IdxBytes.write(dir, "row.png", ImageBytes.grey(pixels.length / height, height, values));
    }

    private static int marks(byte[] pixels, int height) {
        return DigitImage.ofGrey(pixels, height, pixels.length / height, SHAPE).marks();
    }

    /** A broken digit is hardly ever taken for two. */
    @Test
    void singleDigits_areOneMark() {
        int several = 0;
        for (int i = 0; i < DIGITS.size(); i++) {
            several += marks(row(4, 3, i), 112) > 1 ? 1 : 0;
        }
        assertThat(several).isLessThanOrEqualTo(DIGITS.size() / 1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 9})
    void neighbours_areCounted_andReadEachFromLeftToRight(int gap) {
        int[] images = {0, 1, 2, 3, 4, 5};
        byte[] pixels = row(5, gap, images);

        List<DigitImage> each = DigitImage.readSeveral(file(pixels, 140));

        assertThat(marks(pixels, 140)).isEqualTo(6);
        assertThat(each).hasSize(6);
        for (int k = 0; k < images.length; k++) {
            // As if it had been cut out: the picture is as high as the row in both.
            DigitImage alone = DigitImage.ofGrey(row(5, 3, images[k]), 140, row(5, 3, images[k]).length / 140, SHAPE);
            // The threshold is that of the row, and so is what belongs to the soft edge of a stroke.
            assertThat(meanDifference(each.get(k).pixels(), alone.pixels()))
                    .as("mark %d", k)
                    .isLessThan(6);
            assertThat(each.get(k).steps()).contains("mark " + (k + 1) + " of 6");
            assertThat(each.get(k).marks()).isEqualTo(1);
        }
    }

    private static double meanDifference(byte[] one, byte[] other) {
        return IntStream.range(0, one.length)
                .map(i -> Math.abs((one[i] & 0xFF) - (other[i] & 0xFF)))
                .average()
                .orElseThrow();
    }

    @Test
    void darkDigitsOnPaper_areReadLikeLightOnes() {
        byte[] pixels = row(5, 4, 7, 8, 9);
        byte[] dark = pixels.clone();
        for (int i = 0; i < dark.length; i++) {
            dark[i] = (byte) (250 - (dark[i] & 0xFF) * 220 / 255);
        }

        assertThat(DigitImage.readSeveral(file(dark, 140)))
                .hasSize(3)
                .first()
                .satisfies(first ->
                        assertThat(first.steps()).hasSize(6).first().asString().startsWith("inverted"));
    }

    @Test
    void twoDigits_takenForOne_areAStep() {
        DigitImage image = DigitImage.ofGrey(row(5, 4, 7, 8), 140, row(5, 4, 7, 8).length / 140, SHAPE);

        assertThat(image.marks()).isEqualTo(2);
        assertThat(image.steps()).contains("2 separate marks taken for one digit");
    }

    @Test
    void imageOfMnist_isUsedUnchanged_byBoth() {
        Path file = file(DIGITS.pixels(0), 28);

        assertThat(DigitImage.readSeveral(file)).singleElement().satisfies(only -> {
            assertThat(only.pixels()).isEqualTo(DIGITS.pixels(0));
            assertThat(only.steps()).isEmpty();
        });
        assertThat(DigitImage.read(file, SHAPE).marks()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            two strokes, well apart        | #....#  / #....#  / #....#  / #....#  / #....#  | 2
            a stroke and a dot below it    | ..#..   / ..#..   / ..#..   / .....   / ..#..   | 1
            a 5 with its bar apart         | ..###   / .....   / .#...   / .##..   / ..#..   | 1
            dirt far away                  | #...... / #...... / #...... / #...... / #.....# | 1
            a row below a row              | .###.   / .###.   / .....   / .###.   / .###.   | 2
            """)
    void marks_areGroupsOfTheSameHeight_wellApart(String name, String drawing, int expected) {
        String[] rows = drawing.split("/");
        int width = rows[0].strip().length() + 2;
        int scale = 10;
        byte[] pixels = new byte[(rows.length + 2) * scale * width * scale];
        for (int y = 0; y < rows.length * scale; y++) {
            for (int x = 0; x < (width - 2) * scale; x++) {
                if (rows[y / scale].strip().charAt(x / scale) == '#') {
                    pixels[(y + scale) * width * scale + x + scale] = (byte) 255;
                }
            }
        }

        assertThat(marks(pixels, (rows.length + 2) * scale)).as(name).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"7, 1", "8, 2"})
    void gap_countsFromEightPercentOfTheHeight(int gap, int expected) {
        int width = 20 + gap;
        byte[] pixels = new byte[120 * width];
        for (int y = 10; y < 110; y++) {
            for (int x = 5; x < 10; x++) {
                pixels[y * width + x] = (byte) 255;
                pixels[y * width + x + 5 + gap] = (byte) 255;
            }
        }

        assertThat(marks(pixels, 120)).isEqualTo(expected);
    }

    @Test
    void digitsInTwoRows_areRefused() {
        byte[] above = row(4, 4, 0, 1, 2);
        byte[] both = new byte[2 * above.length];
        System.arraycopy(above, 0, both, 0, above.length);
        System.arraycopy(above, 0, both, above.length, above.length);
        Path file = file(both, 224);

        assertRefused(() -> DigitImage.readSeveral(file), Reason.IMAGE_UNSUPPORTED, file)
                .contains("in one row", "6 separate marks", "cut the picture into rows");
    }

    @Test
    void largePicture_isSearchedInCells() {
        byte[] pixels = row(50, 6, 7, 8, 9);

        assertThat(DigitImage.readSeveral(file(pixels, 1400))).hasSize(3);
    }
}
