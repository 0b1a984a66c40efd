package org.mnist4j.data;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * The conversion of JPEGs with four components, which the JDK decodes but does not convert.
 *
 * <p>As Adobe's programs write them, with a segment that says so, CMYK is stored inverted: 255 is no ink. YCCK is CMYK whose first three
 * components are converted like RGB to YCbCr (ITU-T T.872).
 */
final class Cmyk {

    private static final int YCCK = 2;

    private Cmyk() {}

    /**
     * Returns the image in RGB, without a colour profile.
     *
     * @param stored the components as decoded
     * @param adobeTransform the transform in Adobe's segment; null without such a segment
     */
    static BufferedImage toRgb(Raster stored, @Nullable Integer adobeTransform) {
        BufferedImage image = new BufferedImage(stored.getWidth(), stored.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        boolean inverted = adobeTransform != null;
        boolean ycck = adobeTransform != null && adobeTransform == YCCK;
        int[] pixel = new int[4];
        for (int y = 0; y < stored.getHeight(); y++) {
            for (int x = 0; x < stored.getWidth(); x++) {
                stored.getPixel(x, y, pixel);
                if (ycck) {
                    fromYcc(pixel);
                }
                int paper = inverted ? pixel[3] : 255 - pixel[3];
                for (int c = 0; c < 3; c++) {
                    int light = inverted ? pixel[c] : 255 - pixel[c];
                    pixel[c] = (light * paper + 127) / 255;
                }
                image.getRaster().setPixel(x, y, pixel);
            }
        }
        return image;
    }

    /** Replaces the first three components by inverted CMY, with the inverse of JFIF's conversion. */
    private static void fromYcc(int[] pixel) {
        double y = pixel[0];
        double cb = pixel[1] - 128.0;
        double cr = pixel[2] - 128.0;
        pixel[0] = inverse(y + 1.402 * cr);
        pixel[1] = inverse(y - 0.344136 * cb - 0.714136 * cr);
        pixel[2] = inverse(y + 1.772 * cb);
    }

    private static int inverse(double value) {
        return 255 - (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
