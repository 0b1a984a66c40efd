package org.mnist4j.data.augment;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.data.ImageShape;
import org.mnist4j.random.RandomStream;

/**
 * Reference implementation for {@link Resample}: affine and elastic operations from their definitions in double
 * precision, pixel by pixel, inverted by solving the forward equations.
 */
final class ReferenceWarp {

    /** Maps a point of an operation's result to its source. */
    private interface Back {
        double[] of(double x, double y);
    }

    private final ImageShape shape;
    private final RandomStreams streams;
    private final List<Back> operations = new ArrayList<>();

    private interface RandomStreams {
        RandomStream of(int operation);
    }

    ReferenceWarp(ImageShape shape, long seed, int epoch, int image) {
        this.shape = shape;
        this.streams = operation -> RandomStream.of(seed, "augment", epoch, image, operation);
    }

    ReferenceWarp affine(double maxShift, double maxRotation, double maxScale, double maxShear) {
        RandomStream random = streams.of(operations.size());
        double shiftX = maxShift * (2 * random.nextDouble() - 1);
        double shiftY = maxShift * (2 * random.nextDouble() - 1);
        double t = maxRotation * (2 * random.nextDouble() - 1) * StrictMath.PI / 180;
        double s = 1 + maxScale * (2 * random.nextDouble() - 1);
        double k = StrictMath.tan(maxShear * (2 * random.nextDouble() - 1) * StrictMath.PI / 180);
        double cos = StrictMath.cos(t);
        double sin = StrictMath.sin(t);
        double[][] forward = {{s * cos, s * (k * cos + sin)}, {-s * sin, s * (cos - k * sin)}};
        double determinant = forward[0][0] * forward[1][1] - forward[0][1] * forward[1][0];
        double centreX = (shape.width() - 1) / 2.0;
        double centreY = (shape.height() - 1) / 2.0;
        operations.add((x, y) -> {
            double dx = x - centreX - shiftX;
            double dy = y - centreY - shiftY;
            return new double[] {
                centreX + (forward[1][1] * dx - forward[0][1] * dy) / determinant,
                centreY + (forward[0][0] * dy - forward[1][0] * dx) / determinant
            };
        });
        return this;
    }

    ReferenceWarp elastic(double alpha, double sigma) {
        double[][][] field = field(alpha, sigma, operations.size());
        operations.add((x, y) -> {
            double clampedX = Math.min(Math.max(x, 0), shape.width() - 1);
            double clampedY = Math.min(Math.max(y, 0), shape.height() - 1);
            return new double[] {
                x + interpolated(field[0], clampedX, clampedY), y + interpolated(field[1], clampedX, clampedY)
            };
        });
        return this;
    }

    /** The displacements {@code [2][height][width]} along x and along y, by a direct convolution in two dimensions. */
    double[][][] field(double alpha, double sigma, int operation) {
        int height = shape.height();
        int width = shape.width();
        double[][][] noise = noise(streams.of(operation));
        int radius = (int) Math.ceil(3 * sigma);
        double weights = 0;
        for (int dy = -radius; dy <= radius; dy++) {
            for (int dx = -radius; dx <= radius; dx++) {
                weights += gauss(dx, dy, sigma);
            }
        }
        double[][][] field = new double[2][height][width];
        for (int axis = 0; axis < 2; axis++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double sum = 0;
                    for (int y2 = Math.max(0, y - radius); y2 <= Math.min(height - 1, y + radius); y2++) {
                        for (int x2 = Math.max(0, x - radius); x2 <= Math.min(width - 1, x + radius); x2++) {
                            sum += gauss(x2 - x, y2 - y, sigma) * noise[axis][y2][x2];
                        }
                    }
                    field[axis][y][x] = alpha * sum / weights;
                }
            }
        }
        return field;
    }

    private static double gauss(int dx, int dy, double sigma) {
        return StrictMath.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
    }

    /** Column by column, along x and then along y, 16 bits each, the lowest bits of each 64 first. */
    private double[][][] noise(RandomStream random) {
        double[][][] noise = new double[2][shape.height()][shape.width()];
        for (int column = 0; column < shape.width(); column++) {
            long bits = 0;
            for (int k = 0; k < 2 * shape.height(); k++) {
                bits = k % 4 == 0 ? random.nextLong() : bits >> 16;
                long low = bits & 0xFFFF;
                long signed = low < 0x8000 ? low : low - 0x10000;
                noise[k / shape.height()][k % shape.height()][column] = (signed + 0.5) / 32768;
            }
        }
        return noise;
    }

    private static double interpolated(double[][] values, double x, double y) {
        double sum = 0;
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < values[0].length; column++) {
                sum += values[row][column] * hat(x - column) * hat(y - row);
            }
        }
        return sum;
    }

    /** Bilinear interpolation as the sum of all values, each weighted by a hat function. */
    private static double hat(double distance) {
        return Math.max(0, 1 - Math.abs(distance));
    }

    /** The values of the result before rounding, {@code [height * width * channels]}. */
    double[] apply(byte[] pixels) {
        double[][][] planes = new double[shape.channels()][shape.height()][shape.width()];
        for (int i = 0; i < pixels.length; i++) {
            int place = i / shape.channels();
            planes[i % shape.channels()][place / shape.width()][place % shape.width()] = pixels[i] & 0xFF;
        }
        double[] result = new double[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int place = i / shape.channels();
            double[] source = {place % shape.width(), place / shape.width()};
            for (int k = operations.size() - 1; k >= 0; k--) {
                source = operations.get(k).of(source[0], source[1]);
            }
            result[i] = interpolated(planes[i % shape.channels()], source[0], source[1]);
        }
        return result;
    }
}
