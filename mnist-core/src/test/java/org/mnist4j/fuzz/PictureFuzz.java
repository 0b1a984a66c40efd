package org.mnist4j.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.data.PixelImage;

/** Any bytes as a picture, and as the EXIF data of a valid JPEG and a valid PNG, which must turn both in the same way. */
public final class PictureFuzz {

    private static final int WIDTH = 24;
    private static final int HEIGHT = 16;
    private static final byte[] JPEG = picture("jpeg");
    private static final byte[] PNG = picture("png");

    /** The signature and IHDR. */
    private static final int PNG_HEADER = 33;

    private PictureFuzz() {}

    /** The entry point for Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        Path file = FuzzFile.of("picture", input);
        try {
            PixelImage image = PixelImage.read(file);
            FuzzFile.require(image.pixels().length == image.shape().size(), "an image of the wrong size");
        } catch (DataFormatException e) {
            FuzzFile.requireCleanRejection(file, e.source(), e.getMessage());
        }
        byte[] tiff = Arrays.copyOf(input, Math.min(input.length, 60_000));
        PixelImage jpeg = PixelImage.read(FuzzFile.of("picture.jpeg", jpeg(tiff)));
        PixelImage png = PixelImage.read(FuzzFile.of("picture.png", png(tiff)));
        FuzzFile.require(jpeg.shape().equals(png.shape()), "JPEG " + jpeg.shape() + ", PNG " + png.shape());
        FuzzFile.require(jpeg.shape().size() == WIDTH * HEIGHT, "a turned image of " + jpeg.shape());
    }

    private static byte[] jpeg(byte[] tiff) {
        ByteBuffer buffer = ByteBuffer.allocate(JPEG.length + 10 + tiff.length);
        buffer.put(JPEG, 0, 2).put((byte) 0xFF).put((byte) 0xE1).putShort((short) (tiff.length + 8));
        buffer.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1)).put(tiff);
        return buffer.put(JPEG, 2, JPEG.length - 2).array();
    }

    private static byte[] png(byte[] tiff) {
        ByteBuffer buffer = ByteBuffer.allocate(PNG.length + 12 + tiff.length);
        buffer.put(PNG, 0, PNG_HEADER).putInt(tiff.length);
        buffer.put("eXIf".getBytes(StandardCharsets.ISO_8859_1)).put(tiff);
        CRC32 checksum = new CRC32();
        checksum.update(buffer.array(), PNG_HEADER + 4, 4 + tiff.length);
        return buffer.putInt((int) checksum.getValue())
                .put(PNG, PNG_HEADER, PNG.length - PNG_HEADER)
                .array();
    }

    private static byte[] picture(String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY), format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
