package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mnist4j.data.DataFormatAssert.assertRefused;
import static org.mnist4j.data.ImageBytes.GREY;
import static org.mnist4j.data.ImageBytes.GREY_ALPHA;
import static org.mnist4j.data.ImageBytes.PALETTE;
import static org.mnist4j.data.ImageBytes.RGB;
import static org.mnist4j.data.ImageBytes.RGBA;
import static org.mnist4j.data.ImageBytes.bytes;
import static org.mnist4j.data.ImageBytes.chunk;
import static org.mnist4j.data.ImageBytes.png;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
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
import org.mnist4j.data.DataFormatException.Reason;

class PixelImageTest {

    private static final byte[] RED_HALF_CLEAR = chunk("PLTE", bytes(255, 0, 0, 0, 0, 255));
    private static final byte[] ALPHA_128 = chunk("tRNS", bytes(128));

    @TempDir
    Path dir;

    private Path file(byte[] content) {
        return IdxBytes.write(dir, "image", content);
    }

    /** Luma of (10, 20, 200) is 2.99 + 11.74 + 22.8 = 37.53; 200 at alpha 128 is 100.39; pure red's luma is 76.2. */
    static Stream<Arguments> pictures() {
        return Stream.of(
                Arguments.of("grey 8", png(3, 1, 8, GREY, bytes(0, 128, 255)), bytes(0, 128, 255)),
                Arguments.of("grey 1", png(3, 1, 1, GREY, bytes(0b10100000)), bytes(255, 0, 255)),
                Arguments.of("grey 2", png(3, 1, 2, GREY, bytes(0b00011000)), bytes(0, 85, 170)),
                Arguments.of("grey 4", png(3, 1, 4, GREY, bytes(0x08, 0xF0)), bytes(0, 136, 255)),
                Arguments.of("grey 16", png(2, 1, 16, GREY, bytes(0x80, 0x00, 0xFF, 0xFF)), bytes(128, 255)),
                Arguments.of("grey, alpha", png(2, 1, 8, GREY_ALPHA, bytes(200, 128, 99, 0)), bytes(100, 0)),
                Arguments.of("RGB", png(2, 1, 8, RGB, bytes(10, 20, 200, 7, 7, 7)), bytes(38, 7)),
                Arguments.of("RGBA", png(2, 1, 8, RGBA, bytes(200, 200, 200, 128, 1, 2, 3, 0)), bytes(100, 0)),
                Arguments.of("RGB 16", png(1, 1, 16, RGB, bytes(10, 10, 20, 20, 200, 200)), bytes(38)),
                Arguments.of("palette", png(2, 1, 8, PALETTE, bytes(0, 1), RED_HALF_CLEAR), bytes(76, 29)),
                Arguments.of(
                        "palette, alpha", png(2, 1, 8, PALETTE, bytes(0, 1), RED_HALF_CLEAR, ALPHA_128), bytes(38, 29)),
                Arguments.of("JPEG", ImageBytes.jpeg(1, 1, 128), bytes(128)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void everyKindOfImage_isConvertedToGrey(String name, byte[] content, byte[] expected) {
        PixelImage image = PixelImage.read(file(content));

        assertThat(image.shape()).isEqualTo(ImageShape.of(1, expected.length, 1));
        assertThat(image.pixels()).containsExactly(expected);
    }

    @Test
    void threeChannels_keepColourAndRepeatGrey() {
        assertThat(PixelImage.read(file(png(1, 2, 8, RGB, bytes(1, 2, 3, 4, 5, 6))), 3)
                        .pixels())
                .containsExactly(1, 2, 3, 4, 5, 6);
        PixelImage grey = PixelImage.read(file(ImageBytes.grey(1, 1, 9)), 3);
        assertThat(grey.pixels()).containsExactly(9, 9, 9);
        assertThat(grey.shape()).isEqualTo(ImageShape.of(1, 1, 3));
    }

    @Test
    void rows_comeBeforeColumns() {
        PixelImage image = PixelImage.read(file(ImageBytes.grey(3, 2, 1, 2, 3, 4, 5, 6)));

        assertThat(image.shape()).isEqualTo(ImageShape.of(2, 3, 1));
        assertThat(image.pixels()).containsExactly(1, 2, 3, 4, 5, 6);
        image.pixels()[0] = 99;
        assertThat(image.pixels()).startsWith(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4})
    void otherChannels_areRejected(int channels) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PixelImage.read(file(ImageBytes.grey(1, 1, 9)), channels))
                .withMessageContaining("not " + channels);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Stream<Arguments> refused() {
        byte[] good = ImageBytes.grey(4, 4, new int[16]);
        byte[] jpeg = ImageBytes.jpeg(32, 32, 100);
        byte[] noPixels = new byte[0];
        BufferedImage picture = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        return Stream.of(
                Arguments.of("empty", noPixels, Reason.IMAGE_UNSUPPORTED, "an empty file"),
                Arguments.of("text", "hello".getBytes(), Reason.IMAGE_UNSUPPORTED, "another kind"),
                Arguments.of("SVG", "<svg/>".getBytes(), Reason.IMAGE_UNSUPPORTED, "SVG"),
                Arguments.of(
                        "TIFF",
                        ImageBytes.encoded(picture, "tiff"),
                        Reason.IMAGE_UNSUPPORTED,
                        "found a TIFF image; convert it to PNG, for example with ImageMagick: magick in.tiff out.png"),
                Arguments.of("WebP", ascii("RIFF1234WEBPVP8 "), Reason.IMAGE_UNSUPPORTED, "magick in.webp out.png"),
                Arguments.of("RIFF", ascii("RIFF1234WAVEfmt "), Reason.IMAGE_UNSUPPORTED, "another kind of file"),
                Arguments.of(
                        "HEIC",
                        ascii("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"),
                        Reason.IMAGE_UNSUPPORTED,
                        "found a HEIC image, as phones take them; convert it to PNG, for example with ImageMagick:"
                                + " magick in.heic out.png"),
                Arguments.of(
                        "HEIF", ascii("\0\0\0\u0018ftypmif1\0\0\0\0mif1"), Reason.IMAGE_UNSUPPORTED, "a HEIC image"),
                Arguments.of(
                        "AVIF",
                        ascii("\0\0\0\u001Cftypmif1\0\0\0\0avifmif1miaf"),
                        Reason.IMAGE_UNSUPPORTED,
                        "found an AVIF image; convert it to PNG, for example with ImageMagick: magick in.avif out.png"),
                Arguments.of(
                        "MP4", ascii("\0\0\0\u0018ftypisom\0\0\0\0"), Reason.IMAGE_UNSUPPORTED, "another kind of file"),
                Arguments.of(
                        "JPEG XL",
                        ascii("\0\0\0\u000CJXL \r\n"),
                        Reason.IMAGE_UNSUPPORTED,
                        "found a JPEG XL image; convert"),
                Arguments.of("33 bytes for 50000x50000", headerOnly(50_000, 50_000), Reason.IMAGE_TOO_LARGE, "50000"),
                Arguments.of("2^32-1 wide", headerOnly(-1, 1), Reason.IMAGE_TOO_LARGE, "4294967295x1"),
                Arguments.of("4097 high", headerOnly(1, 4097), Reason.IMAGE_TOO_LARGE, "1x4097"),
                Arguments.of("no column", headerOnly(0, 5), Reason.IMAGE_CORRUPT, "0x5"),
                Arguments.of("header alone", headerOnly(5, 5), Reason.IMAGE_CORRUPT, "the end of the file"),
                Arguments.of("signature alone", Arrays.copyOf(good, 8), Reason.IMAGE_CORRUPT, "8 bytes"),
                Arguments.of("no IHDR", noHeader(), Reason.IMAGE_CORRUPT, "a PNG header"),
                Arguments.of("depth 3", png(1, 1, 3, GREY, bytes(1)), Reason.IMAGE_CORRUPT, ""),
                Arguments.of("colour type 5", png(1, 1, 8, 5, bytes(1)), Reason.IMAGE_CORRUPT, ""),
                Arguments.of("too few rows", png(4, 4, 8, GREY, new byte[8]), Reason.IMAGE_CORRUPT, ""),
                Arguments.of(
                        "128 MiB of pixels in 21 bytes",
                        png(4096, 4096, 16, RGBA, noPixels),
                        Reason.IMAGE_CORRUPT,
                        "image data for 4096x4096"),
                Arguments.of("no palette", png(1, 1, 8, PALETTE, bytes(1)), Reason.IMAGE_CORRUPT, ""),
                Arguments.of("half a JPEG", Arrays.copyOf(jpeg, jpeg.length / 2), Reason.IMAGE_CORRUPT, ""),
                Arguments.of("JPEG without end", Arrays.copyOf(jpeg, jpeg.length - 8), Reason.IMAGE_CORRUPT, ""),
                Arguments.of("wide JPEG", ImageBytes.jpeg(4097, 1, 0), Reason.IMAGE_TOO_LARGE, "4097x1"),
                Arguments.of("empty scans", scans(33), Reason.IMAGE_UNSUPPORTED, "34 scans"),
                Arguments.of("four components for one", components(4), Reason.IMAGE_CORRUPT, ""),
                Arguments.of("five components", components(5), Reason.IMAGE_UNSUPPORTED, "5 components"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void unreadableImage_isRejectedWithReason(String name, byte[] content, Reason reason, String found) {
        Path file = file(content);

        assertRefused(() -> PixelImage.read(file), reason, file).contains(found);
    }

    @Test
    void pngCutAtAnyByte_isRefused() {
        byte[] whole = ImageBytes.grey(4, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);

        for (int length = PngFile.SIGNATURE.length; length < whole.length; length++) {
            Path file = file(Arrays.copyOf(whole, length));
            assertRefused(() -> PixelImage.read(file), Reason.IMAGE_CORRUPT, file);
        }
    }

    @Test
    void pngWithAnyByteChanged_isRefused() {
        byte[] whole = ImageBytes.grey(4, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);

        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x10;
            Path file = file(changed);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> PixelImage.read(file)))
                    .as("byte %d", at)
                    .isInstanceOf(DataFormatException.class);
        }
    }

    @Test
    void directory_isNoImage() {
        assertRefused(() -> PixelImage.read(dir), Reason.NOT_A_FILE, dir);
    }

    private static byte[] headerOnly(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(PngFile.SIGNATURE);
        out.writeBytes(ImageBytes.header(width, height, 8, GREY));
        return out.toByteArray();
    }

    private static byte[] noHeader() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(PngFile.SIGNATURE);
        out.writeBytes(chunk("IDAT", new byte[13]));
        return out.toByteArray();
    }

    /** A JPEG with more scans, all of them empty, before its end. */
    private static byte[] scans(int more) {
        byte[] jpeg = ImageBytes.jpeg(8, 8, 0);
        byte[] scan = bytes(0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0);
        ByteBuffer buffer = ByteBuffer.allocate(jpeg.length + more * scan.length);
        buffer.put(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < more; i++) {
            buffer.put(scan);
        }
        return buffer.put(jpeg, jpeg.length - 2, 2).array();
    }

    /** A frame header with more components where a decoder expects the first one. */
    private static byte[] components(int count) {
        return ImageBytes.withSegment(ImageBytes.jpeg(8, 8, 0), 0xC0, bytes(8, 0, 8, 0, 8, count));
    }
}
