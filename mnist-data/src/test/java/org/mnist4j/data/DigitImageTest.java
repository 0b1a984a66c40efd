package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.data.DataFormatAssert.assertRefused;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.DataFormatException.Reason;

class DigitImageTest {

    private static final ImageShape MNIST = ImageShape.of(28, 28, 1);

    @TempDir
    Path folder;

    @Test
    void lightOnDarkInMnistForm_isUnchanged() {
        byte[] original = Mnist.loadTest().pixels(0);

        DigitImage image = read(grey(28, 28, original), MNIST);

        assertThat(image.pixels()).isEqualTo(original);
        assertThat(image.steps()).isEmpty();
        assertThat(image.shape()).isEqualTo(MNIST);
    }

    @Test
    void darkOnLightInMnistForm_isOnlyInverted() {
        byte[] original = Mnist.loadTest().pixels(0);

        DigitImage image = read(grey(28, 28, inverted(original)), MNIST);

        assertThat(image.pixels()).isEqualTo(original);
        assertThat(image.steps()).containsExactly("inverted, since the border is light (mean 255)");
    }

    @Test
    void imageOfMnist_isUnchanged() {
        for (ImageDataset images : List.of(Mnist.load().train(), Mnist.load().test())) {
            for (int i = 0; i < images.size(); i += 10) {
                byte[] original = images.pixels(i);
                DigitImage image = DigitImage.ofGrey(original, 28, 28, MNIST);
                assertThat(image.steps()).as("image %d", i).isEmpty();
                assertThat(image.pixels()).isEqualTo(original);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 28, 100, 600})
    void pictureInWhichNothingStandsOut_isPreparedAllTheSame(int side) {
        byte[] slope = new byte[side * side];
        byte[] board = new byte[side * side];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = (byte) (255 * (i % side) / (side - 1));
            board[i] = (byte) ((i / side + i % side) % 2 == 0 ? 255 : 0);
        }

        assertThat(DigitImage.ofGrey(slope, side, side, MNIST).pixels()).hasSize(784);
        assertThat(DigitImage.ofGrey(board, side, side, MNIST).pixels()).hasSize(784);
    }

    @Test
    void digitMovedOn28x28_isCentredAgain() {
        // 20 rows, like MNIST's digits, but at the left edge and 3 rows too high.
        DigitImage image = read(grey(28, 28, box(28, 28, 0, 2, 3, 20, 0, 255)), MNIST);

        assertThat(image.pixels()).isEqualTo(box(28, 28, 13, 5, 3, 20, 0, 255));
        assertThat(image.steps()).containsExactly("digit of 3x20 pixels scaled to 3x20", "centred by mass in 28x28");
    }

    @Test
    void smallOrBroadDigitOn28x28_isScaledToTheBox() {
        DigitImage small = read(grey(28, 28, box(28, 28, 12, 9, 1, 10, 0, 255)), MNIST);
        assertThat(small.pixels()).isEqualTo(box(28, 28, 14, 5, 2, 20, 0, 255));
        DigitImage broad = read(grey(28, 28, box(28, 28, 3, 3, 22, 22, 0, 255)), MNIST);
        assertThat(broad.pixels()).isEqualTo(box(28, 28, 5, 5, 20, 20, 0, 255));
    }

    @Test
    void digitThatFills28x28_isScaledToTheBox() {
        DigitImage image = read(grey(28, 28, box(28, 28, 2, 1, 3, 25, 0, 200)), MNIST);

        assertThat(image.pixels()).isEqualTo(box(28, 28, 14, 5, 2, 20, 0, 255));
        assertThat(image.steps()).contains("digit of 3x25 pixels scaled to 2x20");
    }

    @Test
    void faintDigitOn28x28_isStretchedAndCentred() {
        DigitImage image = read(grey(28, 28, box(28, 28, 0, 2, 3, 20, 0, 30)), MNIST);

        assertThat(image.pixels()).isEqualTo(box(28, 28, 13, 5, 3, 20, 0, 255));
        assertThat(image.steps()).startsWith("contrast stretched from 0..30 to 0..255");
    }

    @Test
    void uprightBar_isScaledTo20RowsAndCentredByMass() {
        // A box of 6x40 on 60x80 becomes 3x20. Its centre, column 1.5 and row 10 of the box, moves to (14.5, 14.5):
        // columns 13 to 15 and, with 4.5 rounded up, rows 5 to 24.
        byte[] expected = box(28, 28, 13, 5, 3, 20, 0, 255);

        DigitImage image = read(grey(60, 80, box(60, 80, 31, 7, 6, 40, 0, 255)), MNIST);

        assertThat(image.pixels()).isEqualTo(expected);
        assertThat(image.steps()).containsExactly("digit of 6x40 pixels scaled to 3x20", "centred by mass in 28x28");
    }

    @Test
    void greyInkOnGreyPaper_isStretchedToFullContrast() {
        byte[] expected = box(28, 28, 13, 5, 3, 20, 0, 255);

        DigitImage image = read(grey(60, 80, box(60, 80, 31, 7, 6, 40, 200, 60)), MNIST);

        assertThat(image.pixels()).isEqualTo(expected);
        assertThat(image.steps())
                .containsExactly(
                        "inverted, since the border is light (mean 200)",
                        "contrast stretched from 55..195 to 0..255",
                        "digit of 6x40 pixels scaled to 3x20",
                        "centred by mass in 28x28");
    }

    @Test
    void thinLine_isMadeAsThickAsThinStrokesOfMnist() {
        DigitImage image = read(grey(100, 100, box(100, 100, 50, 10, 1, 80, 0, 255)), MNIST);

        assertThat(image.steps()).first().isEqualTo("strokes made thicker, from 0.3 to 1.8 pixels");
        // 14 cells of an eighth of a pixel, which is 1.75, rounded to whole pixels.
        assertThat(Arrays.copyOfRange(image.pixels(), 14 * 28, 15 * 28)).isEqualTo(box(28, 1, 14, 0, 2, 1, 0, 255));
        assertThat(image.pixels()[4 * 28 + 14]).isZero();
        assertThat(image.pixels()[5 * 28 + 14]).isNotZero();
        assertThat(image.pixels()[24 * 28 + 14]).isNotZero();
        assertThat(image.pixels()[25 * 28 + 14]).isZero();
    }

    @Test
    void barThatLeansBy45Degrees_leansAsStrokesOfMnist() {
        byte[] pixels = new byte[120 * 130];
        for (int y = 10; y < 110; y++) {
            Arrays.fill(pixels, y * 130 + 110 - y, y * 130 + 125 - y, (byte) 255);
        }

        DigitImage image = read(grey(130, 120, pixels), MNIST);

        assertThat(image.steps())
                .containsExactly(
                        "slant to the right changed from 45 to 25 degrees",
                        "digit of 114x100 pixels scaled to 12x20",
                        "centred by mass in 28x28");
        // 20 rows of 3 columns that lean by 0.47 columns each, 9.4 in all.
        assertThat(InkBox.of(GreyImage.plane(image.pixels(), MNIST, 0), InkStatistics.INK)
                        .height())
                .isEqualTo(20);
        assertThat(Slant.of(GreyImage.plane(image.pixels(), MNIST, 0))).isBetween(0.45, 0.49);
    }

    @Test
    void smallestImagesOfMnist_areUnchanged_byWhatTheTrainerMeasuresToo() {
        ImageDataset images = Mnist.loadTrain();
        InkStatistics measured = InkStatistics.of(images);
        int small = 0;
        for (int i = 0; i < images.size(); i++) {
            byte[] original = images.pixels(i);
            if (InkBox.of(GreyImage.plane(original, MNIST, 0), InkStatistics.INK)
                            .extent()
                    < 20) {
                small++;
                assertThat(DigitImage.ofGrey(original, 28, 28, MNIST, measured).steps())
                        .isEmpty();
                assertThat(DigitImage.ofGrey(original, 28, 28, MNIST).steps()).isEmpty();
            }
        }

        assertThat(small).isGreaterThan(10);
    }

    @Test
    void imagesOfMnistThatLean_areUnchanged() {
        ImageDataset images = Mnist.loadTest();
        int leaning = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] original = images.pixels(i);
            leaning += Slant.of(GreyImage.plane(original, MNIST, 0)) > 0.47 ? 1 : 0;
            assertThat(DigitImage.ofGrey(original, 28, 28, MNIST).pixels()).isEqualTo(original);
        }

        assertThat(leaning).isGreaterThan(20);
    }

    @Test
    void thickBar_isMadeAsThinAsThickStrokesOfMnist() {
        DigitImage image = read(grey(100, 100, box(100, 100, 40, 10, 20, 80, 0, 255)), MNIST);

        assertThat(image.steps()).first().asString().matches("strokes made thinner, from 4\\.\\d to 3\\.5 pixels");
        assertThat(image.pixels()).isEqualTo(box(28, 28, 13, 5, 4, 20, 0, 255));
    }

    @Test
    void blackInkOnTransparency_isBlendedOverWhite() {
        byte[] expected = box(28, 28, 12, 5, 5, 20, 0, 255);

        DigitImage image = read(transparent(box(28, 28, 12, 5, 5, 20, 0, 255), 0), MNIST);

        assertThat(image.pixels()).isEqualTo(expected);
        assertThat(image.steps())
                .containsExactly("transparency blended over white", "inverted, since the border is light (mean 255)");
    }

    @Test
    void whiteInkOnTransparency_isBlendedOverBlack() {
        byte[] expected = box(28, 28, 12, 5, 5, 20, 0, 255);

        DigitImage image = read(transparent(box(28, 28, 12, 5, 5, 20, 0, 255), 255), MNIST);

        assertThat(image.pixels()).isEqualTo(expected);
        assertThat(image.steps()).containsExactly("transparency blended over black");
    }

    @Test
    void otherShape_isScaledByAveragingAreas() {
        // Each new pixel covers one and a half old ones: (0 + 90 / 2) / 1.5 = 30 and (90 / 2 + 255) / 1.5 = 200.
        DigitImage image = read(ImageBytes.grey(3, 1, 0, 90, 255), ImageShape.of(1, 2, 1));

        assertThat(image.pixels()).isEqualTo(bytes(30, 200));
        assertThat(image.steps()).containsExactly("scaled from 3x1 to 2x1 pixels");
    }

    @Test
    void colour_isScaledChannelByChannel() {
        byte[] samples = bytes(10, 20, 30, 20, 40, 60);

        DigitImage image = read(ImageBytes.png(2, 1, 8, ImageBytes.RGB, samples), ImageShape.of(1, 1, 3));

        assertThat(image.pixels()).isEqualTo(bytes(15, 30, 45));
    }

    @Test
    void singleColour_isRejected() {
        Path file = IdxBytes.write(folder, "empty.png", grey(40, 40, new byte[1600]));

        assertRefused(() -> DigitImage.read(file, MNIST), Reason.EMPTY_DATA, file)
                .contains("a picture of a digit");
    }

    @Test
    void hugeSizeInTheHeader_isRefusedBeforeDecoding() {
        byte[] start = Arrays.copyOf(PngFile.SIGNATURE, 8);
        byte[] header = ImageBytes.header(50_000, 50_000, 8, ImageBytes.GREY);
        byte[] content = Arrays.copyOf(start, start.length + header.length);
        System.arraycopy(header, 0, content, start.length, header.length);
        Path file = IdxBytes.write(folder, "huge.png", content);

        assertRefused(() -> DigitImage.read(file, MNIST), Reason.IMAGE_TOO_LARGE, file);
    }

    @Test
    void greyPixels_giveTheSameResultAsAFile() {
        byte[] pixels = box(60, 80, 31, 7, 6, 40, 200, 60);

        DigitImage drawn = DigitImage.ofGrey(pixels, 80, 60, MNIST);

        DigitImage read = read(grey(60, 80, pixels), MNIST);
        assertThat(drawn.pixels()).isEqualTo(read.pixels());
        assertThat(drawn.steps()).isEqualTo(read.steps()).hasSize(4);
    }

    @Test
    void greyPixels_fillEveryChannel() {
        DigitImage image = DigitImage.ofGrey(bytes(0, 90, 255), 1, 3, ImageShape.of(1, 2, 3));

        assertThat(image.pixels()).isEqualTo(bytes(30, 30, 30, 200, 200, 200));
    }

    @Test
    void greyPixelsOfOneValue_areEmpty() {
        assertThatThrownBy(() -> DigitImage.ofGrey(new byte[6], 2, 3, MNIST))
                .isInstanceOfSatisfying(
                        DataFormatException.class, e -> assertThat(e.reason()).isEqualTo(Reason.EMPTY_DATA))
                .hasMessageContaining("a drawing of 3x2 pixels")
                .hasMessageContaining("a single colour");
    }

    @Test
    void greyPixelsThatDoNotFitTheirSize_areRefused() {
        assertThatThrownBy(() -> DigitImage.ofGrey(new byte[5], 2, 3, MNIST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 6 pixels for a picture of 3x2, got 5");
        assertThatThrownBy(() -> DigitImage.ofGrey(new byte[0], 0, 3, MNIST))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DigitImage.ofGrey(new byte[6], 2, 3, ImageShape.of(28, 28, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 2");
    }

    @Test
    void twoChannels_areRefused() {
        assertThatThrownBy(() -> read(ImageBytes.grey(1, 1, 7), ImageShape.of(28, 28, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 2");
    }

    private DigitImage read(byte[] file, ImageShape shape) {
        return DigitImage.read(IdxBytes.write(folder, "digit.png", file), shape);
    }

    private static byte[] grey(int width, int height, byte[] pixels) {
        return ImageBytes.png(width, height, 8, ImageBytes.GREY, pixels);
    }

    /** A 28x28 PNG of one grey value, with these bytes as its alpha channel. */
    private static byte[] transparent(byte[] alpha, int grey) {
        byte[] samples = new byte[alpha.length * 2];
        for (int i = 0; i < alpha.length; i++) {
            samples[2 * i] = (byte) grey;
            samples[2 * i + 1] = alpha[i];
        }
        return ImageBytes.png(28, 28, 8, ImageBytes.GREY_ALPHA, samples);
    }

    private static byte[] box(
            int width, int height, int left, int top, int columns, int rows, int background, int ink) {
        byte[] pixels = new byte[width * height];
        Arrays.fill(pixels, (byte) background);
        for (int y = top; y < top + rows; y++) {
            Arrays.fill(pixels, y * width + left, y * width + left + columns, (byte) ink);
        }
        return pixels;
    }

    private static byte[] inverted(byte[] pixels) {
        byte[] inverted = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            inverted[i] = (byte) (255 - (pixels[i] & 0xFF));
        }
        return inverted;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
