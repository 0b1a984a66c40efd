package org.mnist4j.data.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mnist4j.data.ImageShape;

/** Images of 28 by 28 for tests, and measures of them. */
final class Pictures {

    static final ImageShape SHAPE = ImageShape.of(28, 28, 1);

    private Pictures() {}

    static byte[] of(int level) {
        byte[] pixels = new byte[SHAPE.size()];
        Arrays.fill(pixels, (byte) level);
        return pixels;
    }

    static byte[] white(byte[] pixels, int top, int left, int bottom, int right) {
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                pixels[y * 28 + x] = (byte) 255;
            }
        }
        return pixels;
    }

    /** A severity of an image with index 0 and seed 1. */
    static byte[] perturbed(Perturbation family, int severity, byte[] pixels) {
        return family.apply(pixels, SHAPE, 1, 0).get(severity - 1);
    }

    /** The values of a severity of many equal images. */
    static double[] values(Perturbation family, int severity, byte[] pixels, int images) {
        double[] values = new double[images * pixels.length];
        for (int i = 0; i < images; i++) {
            byte[] made = family.apply(pixels, SHAPE, 1, i).get(severity - 1);
            for (int k = 0; k < made.length; k++) {
                values[i * made.length + k] = (made[k] & 0xFF) / 255.0;
            }
        }
        return values;
    }

    static double at(byte[] pixels, int y, int x) {
        return (pixels[y * 28 + x] & 0xFF) / 255.0;
    }

    static double sum(byte[] pixels) {
        double sum = 0;
        for (byte pixel : pixels) {
            sum += (pixel & 0xFF) / 255.0;
        }
        return sum;
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }

    /** Mean x and y from the centre, and the covariance xx, xy, yy, weighted by the values. */
    static double[] moments(byte[] pixels) {
        double[] m = new double[5];
        double sum = sum(pixels);
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                m[0] += at(pixels, y, x) * (x - 13.5) / sum;
                m[1] += at(pixels, y, x) * (y - 13.5) / sum;
            }
        }
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                double toX = x - 13.5 - m[0];
                double toY = y - 13.5 - m[1];
                m[2] += at(pixels, y, x) * toX * toX / sum;
                m[3] += at(pixels, y, x) * toX * toY / sum;
                m[4] += at(pixels, y, x) * toY * toY / sum;
            }
        }
        return m;
    }

    static List<Integer> rows(byte[] pixels, int column, double least) {
        List<Integer> rows = new ArrayList<>();
        for (int y = 0; y < 28; y++) {
            if (at(pixels, y, column) >= least) {
                rows.add(y);
            }
        }
        return rows;
    }
}
