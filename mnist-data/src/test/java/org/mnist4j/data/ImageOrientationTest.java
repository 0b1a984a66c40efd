package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.data.ImageBytes.GREY;
import static org.mnist4j.data.ImageBytes.chunk;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures whose EXIF data say how the camera was held. */
class ImageOrientationTest {

    @TempDir
    Path dir;

    private Path file(byte[] content) {
        return IdxBytes.write(dir, "image", content);
    }

    /** The stored rows are 1 2 3 and 4 5 6. DC-008 says where row 0 and column 0 of the stored image belong. */
    static Stream<Arguments> orientations() {
        return Stream.of(
                Arguments.of(0, 2, new int[] {1, 2, 3, 4, 5, 6}), // undefined
                Arguments.of(1, 2, new int[] {1, 2, 3, 4, 5, 6}), // top, left
                Arguments.of(2, 2, new int[] {3, 2, 1, 6, 5, 4}), // top, right
                Arguments.of(3, 2, new int[] {6, 5, 4, 3, 2, 1}), // bottom, right
                Arguments.of(4, 2, new int[] {4, 5, 6, 1, 2, 3}), // bottom, left
                Arguments.of(5, 3, new int[] {1, 4, 2, 5, 3, 6}), // left, top
                Arguments.of(6, 3, new int[] {4, 1, 5, 2, 6, 3}), // right, top
                Arguments.of(7, 3, new int[] {6, 3, 5, 2, 4, 1}), // right, bottom
                Arguments.of(8, 3, new int[] {3, 6, 2, 5, 1, 4}), // left, bottom
                Arguments.of(9, 2, new int[] {1, 2, 3, 4, 5, 6})); // undefined
    }

    @ParameterizedTest
    @MethodSource("orientations")
    void png_isTurnedUpright(int orientation, int height, int[] expected) {
        for (boolean littleEndian : new boolean[] {true, false}) {
            Path png = file(png(littleEndian, orientation));

            assertThat(PixelImage.read(png).shape()).isEqualTo(ImageShape.of(height, 6 / height, 1));
            assertThat(PixelImage.read(png).pixels()).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("orientations")
    void jpeg_isTurnedUpright(int orientation, int height, int[] expected) {
        for (boolean littleEndian : new boolean[] {true, false}) {
            byte[] exif = ImageBytes.exif(littleEndian, orientation);
            Path jpeg = file(ImageBytes.withSegment(blocks(), 0xE1, exif));

            PixelImage image = PixelImage.read(jpeg, 3);

            assertThat(image.shape()).isEqualTo(ImageShape.of(8 * height, 8 * (6 / height), 3));
            assertThat(middles(image)).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9})
    void uprightPicture_hasNoStep(int orientation) {
        assertThat(PixelImage.samples(file(png(true, orientation))).steps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6, 8})
    void turnedDigit_saysSo(int orientation) {
        Path png = file(png(false, orientation));

        assertThat(DigitImage.read(png, ImageShape.of(28, 28, 1)).steps())
                .startsWith("turned upright, as its EXIF orientation " + orientation + " says");
    }

    @Test
    void onlyTheFirstExifSegment_counts() {
        byte[] second = ImageBytes.withSegment(blocks(), 0xE1, ImageBytes.exif(true, 6));
        byte[] both = ImageBytes.withSegment(second, 0xE1, ImageBytes.exif(true, 1));

        assertThat(PixelImage.read(file(both)).shape()).isEqualTo(ImageShape.of(16, 24, 1));
    }

    /** EXIF data in which nothing is said, or that are cut or damaged, leave the picture as it is. */
    @Test
    void unusableExif_meansUpright() {
        byte[] whole = ImageBytes.exif(true, 6);
        for (int length = 0; length < whole.length - 4; length++) {
            Path cut = file(ImageBytes.withSegment(blocks(), 0xE1, Arrays.copyOf(whole, length)));
            assertThat(PixelImage.read(cut).shape()).as("%d bytes", length).isEqualTo(ImageShape.of(16, 24, 1));
        }
        for (String text :
                new String[] {"Exif\0\0II*\0\b\0\0\0\0\0", "Exif\0\0XX*\0\b\0\0\0\1\0", "Exif\0\0II*\0\0\0\0\200"}) {
            Path odd = file(ImageBytes.withSegment(blocks(), 0xE1, text.getBytes(StandardCharsets.ISO_8859_1)));
            assertThat(PixelImage.read(odd).shape()).as(text).isEqualTo(ImageShape.of(16, 24, 1));
        }
    }

    private static byte[] png(boolean littleEndian, int orientation) {
        byte[] exif = ImageBytes.exif(littleEndian, orientation);
        byte[] tiff = Arrays.copyOfRange(exif, "Exif\0\0".length(), exif.length);
        return ImageBytes.png(3, 2, 8, GREY, ImageBytes.bytes(1, 2, 3, 4, 5, 6), chunk("eXIf", tiff));
    }

    /** A JPEG of 24x16 pixels, of 2 rows of 3 blocks with the values 1 to 6, times 40. */
    private static byte[] blocks() {
        BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 24; x++) {
                image.getRaster().setSample(x, y, 0, 40 * (y / 8 * 3 + x / 8 + 1));
            }
        }
        return ImageBytes.encoded(image, "jpeg");
    }

    private static int[] middles(PixelImage image) {
        int width = image.shape().width();
        int[] values = new int[6];
        for (int k = 0; k < 6; k++) {
            int y = k / (width / 8) * 8 + 4;
            int x = k % (width / 8) * 8 + 4;
            values[k] = Math.round((image.pixels()[(y * width + x) * 3] & 0xFF) / 40f);
        }
        return values;
    }
}
