package org.mnist4j.data.perturb;

import org.mnist4j.random.RandomStream;

/**
 * What JPEG at a low quality does to grey pixels: the discrete cosine transform of blocks of 8 by 8, rounded to multiples of the
 * luminance table of ITU-T T.81, Annex K, scaled as the Independent JPEG Group's library does. The file itself, which is lossless
 * from there on, is not made; encoders differ in the last bit, and this does not.
 */
final class JpegBlocks {

    private static final double[] QUALITIES = {25, 18, 15, 10, 7}; // MNIST-C
    private static final int SIDE = 8;

    private static final int[] LUMINANCE = {
        16, 11, 10, 16, 24, 40, 51, 61, //
        12, 12, 14, 19, 26, 58, 60, 55, //
        14, 13, 16, 24, 40, 57, 69, 56, //
        14, 17, 22, 29, 51, 87, 80, 62, //
        18, 22, 37, 56, 68, 109, 103, 77, //
        24, 35, 55, 64, 81, 104, 113, 92, //
        49, 64, 78, 87, 103, 121, 120, 101, //
        72, 92, 95, 98, 112, 100, 103, 99
    };

    /** The orthonormal transform, {@code [frequency][place]}. */
    private static final double[] COSINES = cosines();

    private JpegBlocks() {}

    static Effect.Severities jpeg(Picture image, RandomStream random) {
        return severity -> {
            int[] steps = steps(Effect.of(QUALITIES, severity));
            double[] result = new double[image.height * image.width];
            for (int top = 0; top < image.height; top += SIDE) {
                for (int left = 0; left < image.width; left += SIDE) {
                    block(image, top, left, steps, result);
                }
            }
            return image.with((y, x) -> result[y * image.width + x] / 255);
        };
    }

    /** Blocks beyond the border repeat its pixels. */
    private static void block(Picture image, int top, int left, int[] steps, double[] result) {
        double[] block = new double[SIDE * SIDE];
        for (int i = 0; i < block.length; i++) {
            int y = Math.min(image.height - 1, top + i / SIDE);
            int x = Math.min(image.width - 1, left + i % SIDE);
            block[i] = (image.pixels[y * image.width + x] & 0xFF) - 128;
        }
        double[] frequencies = transformed(transformed(block, true), true);
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = Math.rint(frequencies[i] / steps[i]) * steps[i];
        }
        double[] pixels = transformed(transformed(frequencies, false), false);
        for (int y = top; y < Math.min(image.height, top + SIDE); y++) {
            for (int x = left; x < Math.min(image.width, left + SIDE); x++) {
                result[y * image.width + x] = Math.rint(pixels[(y - top) * SIDE + x - left]) + 128;
            }
        }
    }

    /** Transforms each row and transposes; twice is the transform of both directions. */
    private static double[] transformed(double[] block, boolean forward) {
        double[] target = new double[block.length];
        for (int row = 0; row < SIDE; row++) {
            for (int k = 0; k < SIDE; k++) {
                double sum = 0;
                for (int i = 0; i < SIDE; i++) {
                    sum += block[row * SIDE + i] * (forward ? COSINES[k * SIDE + i] : COSINES[i * SIDE + k]);
                }
                target[k * SIDE + row] = sum;
            }
        }
        return target;
    }

    private static int[] steps(double quality) {
        int percent = (int) (5000 / quality); // below a quality of 50
        int[] steps = new int[LUMINANCE.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.max(1, Math.min(255, (LUMINANCE[i] * percent + 50) / 100));
        }
        return steps;
    }

    private static double[] cosines() {
        double[] cosines = new double[SIDE * SIDE];
        for (int k = 0; k < SIDE; k++) {
            double norm = k == 0 ? Math.sqrt(1.0 / SIDE) : Math.sqrt(2.0 / SIDE);
            for (int i = 0; i < SIDE; i++) {
                cosines[k * SIDE + i] = norm * StrictMath.cos((2 * i + 1) * k * StrictMath.PI / (2 * SIDE));
            }
        }
        return cosines;
    }
}
