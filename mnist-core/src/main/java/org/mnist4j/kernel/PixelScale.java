package org.mnist4j.kernel;

/** Scales pixels 0..255 to floats in [0, 1]. */
public final class PixelScale {

    static final float[] UNIT_INTERVAL = new float[256];

    static {
        for (int v = 0; v < 256; v++) {
            UNIT_INTERVAL[v] = v / 255f;
        }
    }

    private PixelScale() {}

    /** Writes an image's pixels to {@code maps}, {@code [positions][channels]}. */
    public static void scale(byte[] pixels, float[][] maps, int channels) {
        for (int p = 0; p < maps.length; p++) {
            for (int c = 0; c < channels; c++) {
                maps[p][c] = UNIT_INTERVAL[pixels[p * channels + c] & 0xFF];
            }
        }
    }
}
