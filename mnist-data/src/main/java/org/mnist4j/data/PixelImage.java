package org.mnist4j.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * An image from a PNG, JPEG, GIF or BMP file as unsigned bytes; immutable. The format is detected from the content.
 *
 * <p>Pixels are converted as follows:
 *
 * <ul>
 *   <li>Samples of 1, 2, 4 or 16 bits are scaled to 0..255 and rounded; palette indices are looked up.
 *   <li>Transparency is blended over black, MNIST's background: {@code value * alpha / 255}, rounded.
 *   <li>For one channel, colour is converted to Rec. 601 luma, {@code 0.299 R + 0.587 G + 0.114 B}, rounded; greyscale
 *       is unchanged.
 *   <li>For three channels, greyscale is repeated.
 *   <li>CMYK and YCCK JPEGs become RGB by {@code (255 - C) (255 - K) / 255}, rounded, and so on.
 *   <li>A JPEG or PNG whose EXIF data ask for it is turned upright or mirrored; undefined orientations, such as 0, mean
 *       upright.
 *   <li>Of an animated GIF, the first image is read.
 * </ul>
 *
 * <p>Gamma and colour profiles are not applied. Compressed BMPs, all other formats, and sides above 4096 are rejected;
 * the size is checked before decoding.
 */
public final class PixelImage {

    private static final int BLACK = 0;
    private static final int MAX_FILE_BYTES = 64 << 20;

    private final ImageShape shape;
    private final byte[] pixels; // [height][width][channels]

    private PixelImage(ImageShape shape, byte[] pixels) {
        this.shape = shape;
        this.pixels = pixels;
    }

    /**
     * Reads an image in greyscale.
     *
     * @param file a PNG, JPEG, GIF or BMP file
     * @return the image, with one channel
     * @throws DataFormatException if the file cannot be read, or is not a supported image
     */
    public static PixelImage read(Path file) {
        return read(file, 1);
    }

    /**
     * Reads an image in greyscale or colour.
     *
     * @param file a PNG, JPEG, GIF or BMP file
     * @param channels 1 for greyscale or 3 for red, green, blue
     * @return the image
     * @throws IllegalArgumentException if channels is neither 1 nor 3
     * @throws DataFormatException if the file cannot be read, or is not a supported image
     */
    public static PixelImage read(Path file, int channels) {
        ImageShape.requireReadable(channels);
        Samples samples = samples(file);
        return new PixelImage(samples.shape(channels), samples.toBytes(channels, BLACK));
    }

    static Samples samples(Path file) {
        return samples(file.toString(), content(file));
    }

    static Samples samples(String source, byte[] content) {
        ImageFormat format = ImageFormat.of(source, content);
        BufferedImage image = decode(source, content, format);
        return Samples.of(image, format.orientation(content), format.images(source, content));
    }

    /** Returns the height, width and number of channels. */
    public ImageShape shape() {
        return shape;
    }

    /** Returns a copy of the unsigned bytes, {@code [height][width][channels]}. */
    public byte[] pixels() {
        return pixels.clone();
    }

    void copyPixels(byte[] target, int offset) {
        System.arraycopy(pixels, 0, target, offset, pixels.length);
    }

    static void checkSides(String source, long height, long width) {
        if (height > ImageShape.MAX_SIDE || width > ImageShape.MAX_SIDE) {
            throw new DataFormatException(
                    Reason.IMAGE_TOO_LARGE,
                    source,
                    "sides of at most " + ImageShape.MAX_SIDE + " pixels",
                    width + "x" + height + " pixels",
                    "scale the image down");
        }
    }

    private static byte[] content(Path file) {
        String source = file.toString();
        DataFile.checkRegular(file, "an image file");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_FILE_BYTES + 1);
            if (content.length > MAX_FILE_BYTES) {
                throw new DataFormatException(
                        Reason.IMAGE_TOO_LARGE,
                        source,
                        "a file of at most " + MAX_FILE_BYTES + " bytes",
                        "more",
                        "scale the image down");
            }
            return content;
        } catch (IOException e) {
            throw DataFile.unreadable(source, e);
        }
    }

    private static BufferedImage decode(String source, byte[] content, ImageFormat format) {
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(format.readerName()).next();
        boolean[] warned = new boolean[1];
        reader.addIIOReadWarningListener((r, warning) -> warned[0] = true);
        BufferedImage image;
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(in, true, true);
            checkSides(source, reader.getHeight(0), reader.getWidth(0));
            image = format == ImageFormat.JPEG && JpegFile.of(content).isCmyk()
                    ? Cmyk.toRgb(
                            reader.readRaster(0, null), JpegFile.of(content).adobeTransform())
                    : reader.read(0, new ImageReadParam());
        } catch (IOException | RuntimeException e) {
            if (e instanceof DataFormatException known) {
                throw known;
            }
            throw corrupt(source, String.valueOf(e.getMessage()), e);
        } finally {
            reader.dispose();
        }
        if (warned[0]) {
            throw corrupt(source, "damaged image data", null);
        }
        return image;
    }

    private static DataFormatException corrupt(String source, String actual, @Nullable Exception cause) {
        return new DataFormatException(
                Reason.IMAGE_CORRUPT, source, "a whole image", actual, "copy or export the image again", cause);
    }
}
