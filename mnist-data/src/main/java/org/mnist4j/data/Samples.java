package org.mnist4j.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored samples of a decoded image, 0..255, turned upright.
 *
 * <p>They are read from the raster: {@link BufferedImage#getRGB} would distort grey values, since it converts them from
 * linear light to sRGB.
 */
final class Samples {

    private final Raster raster;
    private final @Nullable IndexColorModel palette;
    private final int max;
    private final ExifOrientation orientation;
    private final List<String> steps = new ArrayList<>();

    private Samples(BufferedImage image, ExifOrientation orientation) {
        this.raster = image.getRaster();
        this.palette = image.getColorModel() instanceof IndexColorModel indexed ? indexed : null;
        this.max = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        this.orientation = orientation;
    }

    /**
     * Returns the samples of an image.
     *
     * @param images the number of images in its file, of which this is the first
     */
    static Samples of(BufferedImage image, ExifOrientation orientation, int images) {
        Samples samples = new Samples(image, orientation);
        if (images > 1) {
            samples.steps.add("first of " + images + " images in the file");
        }
        if (orientation != ExifOrientation.UPRIGHT) {
            samples.steps.add("turned upright, as its EXIF orientation " + orientation.tag() + " says");
        }
        return samples;
    }

    ImageShape shape(int channels) {
        return orientation.swapsSides()
                ? ImageShape.of(raster.getWidth(), raster.getHeight(), channels)
                : ImageShape.of(raster.getHeight(), raster.getWidth(), channels);
    }

    /** Returns what was done to the stored image, one short phrase each, in order. */
    List<String> steps() {
        return steps;
    }

    /**
     * Returns {@code [height][width][channels]}, with 1 channel (greyscale) or 3 (red, green, blue).
     *
     * @param background the grey value, 0 to 255, behind transparent pixels
     */
    byte[] toBytes(int channels, int background) {
        ImageShape shape = shape(channels);
        byte[] bytes = new byte[shape.size()];
        int[] stored = new int[raster.getNumBands()];
        int[] rgb = new int[3];
        int at = 0;
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                int column = orientation.storedX(y, x, raster.getWidth());
                int row = orientation.storedY(y, x, raster.getHeight());
                toRgb(raster.getPixel(column, row, stored), rgb, background);
                if (channels == 1) {
                    bytes[at++] = (byte) luma(rgb);
                } else {
                    for (int value : rgb) {
                        bytes[at++] = (byte) value;
                    }
                }
            }
        }
        return bytes;
    }

    private void toRgb(int[] stored, int[] rgb, int background) {
        int alpha = 255;
        if (palette != null) {
            rgb[0] = palette.getRed(stored[0]);
            rgb[1] = palette.getGreen(stored[0]);
            rgb[2] = palette.getBlue(stored[0]);
            alpha = palette.getAlpha(stored[0]);
        } else {
            boolean colour = stored.length > 2;
            for (int c = 0; c < 3; c++) {
                rgb[c] = scaled(stored[colour ? c : 0]);
            }
            if (stored.length % 2 == 0) {
                alpha = scaled(stored[stored.length - 1]);
            }
        }
        for (int c = 0; c < 3; c++) {
            rgb[c] = (rgb[c] * alpha + background * (255 - alpha) + 127) / 255;
        }
    }

    private int scaled(int sample) {
        return (int) ((sample * 255L + max / 2) / max);
    }

    /** Exact for grey pixels, since the weights sum to 1000. */
    private static int luma(int[] rgb) {
        return (299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2] + 500) / 1000;
    }
}
