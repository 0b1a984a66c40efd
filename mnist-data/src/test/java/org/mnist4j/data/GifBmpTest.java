package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.data.DataFormatAssert.assertRefused;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.DataFormatException.Reason;
import org.mnist4j.random.RandomStream;

/** GIF and BMP files, which the JDK's decoders read less strictly than this library does. */
class GifBmpTest {

    @TempDir
    Path dir;

    private Path file(byte[] content) {
        return IdxBytes.write(dir, "picture", content);
    }

    private static BufferedImage image(int type, int width, int height) {
        RandomStream random = RandomStream.of(11, "picture");
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, 0xFF000000 | random.nextInt(1 << 24));
            }
        }
        return image;
    }

    /** The luma of what {@link BufferedImage#getRGB} gives, which is exact for images in sRGB. */
    private static byte[] luma(BufferedImage image) {
        byte[] luma = new byte[image.getWidth() * image.getHeight()];
        for (int i = 0; i < luma.length; i++) {
            int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
            luma[i] = (byte) ((299 * (rgb >> 16 & 0xFF) + 587 * (rgb >> 8 & 0xFF) + 114 * (rgb & 0xFF) + 500) / 1000);
        }
        return luma;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 28, 300})
    void gif_isReadExactly(int side) {
        BufferedImage picture = image(BufferedImage.TYPE_BYTE_INDEXED, side, 28);

        assertThat(PixelImage.read(file(ImageBytes.encoded(picture, "gif"))).pixels())
                .isEqualTo(luma(picture));
    }

    @Test
    void largeFlatGif_isRead() {
        BufferedImage picture = new BufferedImage(4096, 2000, BufferedImage.TYPE_BYTE_INDEXED);

        assertThat(PixelImage.read(file(ImageBytes.encoded(picture, "gif"))).shape())
                .isEqualTo(ImageShape.of(2000, 4096, 1));
    }

    @Test
    void transparentColourOfAGif_isBlended() {
        byte[] half = {0, (byte) 200};
        IndexColorModel colours = new IndexColorModel(1, 2, half, half, half, 0);
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, colours);
        picture.getRaster().setSample(1, 0, 0, 1);

        byte[] gif = ImageBytes.encoded(picture, "gif");

        assertThat(PixelImage.read(file(gif)).pixels()).containsExactly(0, 200);
        assertThat(DigitImage.read(file(gif), ImageShape.of(1, 2, 1)).pixels()).containsExactly(255, 200);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_INT_RGB
            })
    void bmp_isReadExactly(int type) {
        for (int width : new int[] {1, 5, 28}) {
            BufferedImage picture = image(type, width, 9);

            assertThat(PixelImage.read(file(ImageBytes.encoded(picture, "bmp"))).pixels())
                    .isEqualTo(luma(picture));
        }
    }

    @Test
    void bmpOf32Bits_isRead_plainOrWithMasks_fromTheTopOrTheBottom() {
        byte[] pixels = ImageBytes.bytes(10, 10, 10, 0, 20, 20, 20, 0, 30, 30, 30, 0, 40, 40, 40, 0);

        assertThat(PixelImage.read(file(bmp(2, 2, 32, 0, pixels))).pixels()).containsExactly(30, 40, 10, 20);
        assertThat(PixelImage.read(file(bmp(2, -2, 32, 0, pixels))).pixels()).containsExactly(10, 20, 30, 40);
        assertThat(PixelImage.read(file(bmp(2, -2, 32, 3, pixels, 0xFF0000, 0xFF00, 0xFF)))
                        .pixels())
                .containsExactly(10, 20, 30, 40);
    }

    enum Format {
        GIF,
        BMP
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void fileCutAnywhere_isRefused(Format format) {
        byte[] whole = ImageBytes.encoded(image(BufferedImage.TYPE_BYTE_INDEXED, 20, 10), format.name());

        for (int length = 4; length < whole.length; length++) {
            Path file = file(Arrays.copyOf(whole, length));
            assertRefused(() -> PixelImage.read(file), Reason.IMAGE_CORRUPT, file);
        }
    }

    /** Whatever is wrong with the compressed data, no half image is taken for a whole one. */
    @Test
    void gifWithoutDataForAllPixels_isRefused() {
        byte[] small = ImageBytes.encoded(image(BufferedImage.TYPE_BYTE_INDEXED, 20, 10), "gif");
        ByteBuffer taller = ByteBuffer.wrap(small).order(ByteOrder.LITTLE_ENDIAN);
        int descriptor = indexOfImage(small);
        taller.putShort(8, (short) 11).putShort(descriptor + 7, (short) 11);

        Path file = file(small);

        assertRefused(() -> PixelImage.read(file), Reason.IMAGE_CORRUPT, file)
                .contains("expected image data for 20x11 pixels, found fewer");
    }

    private static int indexOfImage(byte[] gif) {
        int at = 13 + ((gif[10] & 0x80) != 0 ? 3 << ((gif[10] & 7) + 1) : 0);
        while (gif[at] == 0x21) {
            at += 2;
            while (gif[at] != 0) {
                at += (gif[at] & 0xFF) + 1;
            }
            at++;
        }
        assertThat(gif[at]).isEqualTo((byte) 0x2C);
        return at;
    }

    static Stream<Arguments> refused() throws IOException {
        byte[] gif = ImageBytes.encoded(image(BufferedImage.TYPE_BYTE_INDEXED, 20, 10), "gif");
        byte[] part = gif.clone();
        ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN).putShort(6, (short) 40);
        byte[] wide = gif.clone();
        ByteBuffer.wrap(wide).order(ByteOrder.LITTLE_ENDIAN).putShort(6, (short) 5000);
        byte[] none = gif.clone();
        none[6] = 0;
        byte[] four = ImageBytes.bytes(1, 1, 1, 0);
        byte[] linked = bmp(124, 1, 1, 32, 0, four);
        ByteBuffer.wrap(linked).order(ByteOrder.LITTLE_ENDIAN).putInt(14 + 56, 0x4C494E4B);
        byte[] colours = bmp(1, 1, 8, 0, new byte[1024 + 4]);
        ByteBuffer.wrap(colours).order(ByteOrder.LITTLE_ENDIAN).putInt(46, 257);
        return Stream.of(
                Arguments.of(
                        part, Reason.IMAGE_UNSUPPORTED, "an image that fills its 40x10 pixels, found one of 20x10"),
                Arguments.of(wide, Reason.IMAGE_TOO_LARGE, "5000x10"),
                Arguments.of(none, Reason.IMAGE_CORRUPT, "0x10"),
                Arguments.of(bmp(5000, 1, 24, 0, four), Reason.IMAGE_TOO_LARGE, "5000x1"),
                Arguments.of(bmp(1, Integer.MIN_VALUE, 24, 0, four), Reason.IMAGE_TOO_LARGE, "1x2147483648"),
                Arguments.of(bmp(-1, 1, 24, 0, four), Reason.IMAGE_CORRUPT, "-1x1"),
                Arguments.of(bmp(2, 2, 24, 0, four), Reason.IMAGE_CORRUPT, "2x2 pixels of 24 bits"),
                Arguments.of(bmp(1, 1, 8, 1, four), Reason.IMAGE_UNSUPPORTED, "8 bits with compression 1"),
                Arguments.of(bmp(1, 1, 24, 5, four), Reason.IMAGE_UNSUPPORTED, "compression 5"),
                Arguments.of(bmp(1, 1, 16, 0, four), Reason.IMAGE_UNSUPPORTED, "16 bits"),
                Arguments.of(bmp(1, 1, 32, 3, four, 0x3FF, 0xFF, 0xFF), Reason.IMAGE_UNSUPPORTED, "a mask of 3ff"),
                Arguments.of(bmp(12, 1, 1, 24, 0, four), Reason.IMAGE_UNSUPPORTED, "found 12"),
                Arguments.of(colours, Reason.IMAGE_CORRUPT, "at most 256 colours, found 257"),
                Arguments.of(linked, Reason.IMAGE_UNSUPPORTED, "one in another file"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void variantThatIsNotSupported_isRefused(byte[] content, Reason reason, String message) {
        Path file = file(content);

        assertRefused(() -> PixelImage.read(file), reason, file).contains(message);
    }

    @Test
    void firstImageOfAnAnimation_isRead() throws IOException {
        BufferedImage first = image(BufferedImage.TYPE_BYTE_INDEXED, 20, 10);
        byte[] gif = animation(first);

        assertThat(PixelImage.read(file(gif)).pixels()).isEqualTo(luma(first));
        assertThat(PixelImage.samples(file(gif)).steps()).containsExactly("first of 3 images in the file");
        assertRefused(() -> PixelImage.read(file(Arrays.copyOf(gif, gif.length - 5))), Reason.IMAGE_CORRUPT, file(gif));
    }

    private static byte[] animation(BufferedImage first) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            writer.writeToSequence(new IIOImage(first, null, null), null);
            for (int i = 0; i < 2; i++) {
                BufferedImage blank = new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_INDEXED);
                writer.writeToSequence(new IIOImage(blank, null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] bmp(int width, int height, int bits, int compression, byte[] pixels, int... masks) {
        return bmp(40, width, height, bits, compression, pixels, masks);
    }

    private static byte[] bmp(
            int header, int width, int height, int bits, int compression, byte[] pixels, int... masks) {
        int start = 14 + Math.max(40, header) + 4 * masks.length;
        ByteBuffer buffer = ByteBuffer.allocate(start + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put((byte) 'B')
                .put((byte) 'M')
                .putInt(buffer.limit())
                .putInt(0)
                .putInt(bits == 8 ? start + 1024 : start);
        buffer.putInt(header).putInt(width).putInt(height).putShort((short) 1).putShort((short) bits);
        buffer.putInt(compression).putInt(pixels.length);
        for (int k = 0; k < masks.length; k++) {
            buffer.putInt(54 + 4 * k, masks[k]);
        }
        buffer.position(start);
        buffer.put(pixels);
        return buffer.array();
    }
}
