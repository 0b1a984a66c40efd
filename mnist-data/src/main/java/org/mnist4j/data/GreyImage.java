package org.mnist4j.data;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** A greyscale picture with values from 0 to 255, not rounded between preprocessing steps; immutable. */
final class GreyImage {

    private final int height;
    private final int width;
    private final float[] values; // [height][width]

    private GreyImage(int height, int width, float[] values) {
        this.height = height;
        this.width = width;
        this.values = values;
    }

    static GreyImage plane(byte[] pixels, ImageShape shape, int channel) {
        float[] values = new float[shape.height() * shape.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels[i * shape.channels() + channel] & 0xFF;
        }
        return new GreyImage(shape.height(), shape.width(), values);
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    float value(int y, int x) {
        return values[y * width + x];
    }

    /** Whether a pixel of a picture is kept. */
    interface Choice {
        boolean keeps(int y, int x);
    }

    /** Returns a box of this picture, up to but not including the last row and column; pixels that are not kept are 0. */
    GreyImage cut(int top, int left, int bottom, int right, Choice choice) {
        float[] box = new float[(bottom - top) * (right - left)];
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                box[(y - top) * (right - left) + x - left] = choice.keeps(y, x) ? values[y * width + x] : 0;
            }
        }
        return new GreyImage(bottom - top, right - left, box);
    }

    byte[] toBytes() {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(values[i]);
        }
        return bytes;
    }

    double max() {
        float max = 0;
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    double borderMean() {
        float[] border = border();
        double sum = 0;
        for (float value : border) {
            sum += value;
        }
        return sum / border.length;
    }

    /** Returns the median; the lower one for an even number of values. */
    double borderMedian() {
        float[] border = border();
        Arrays.sort(border);
        return border[(border.length - 1) / 2];
    }

    GreyImage inverted() {
        return mapped(value -> 255 - value);
    }

    /** Maps a range linearly to 0..255 and clamps values outside it. */
    GreyImage stretched(double from, double to) {
        return mapped(value -> Math.max(0, Math.min(255, (value - from) * 255 / (to - from))));
    }

    /** Returns the bounding box of all values of at least a threshold; there must be one. */
    GreyImage croppedTo(int threshold) {
        int top = height;
        int bottom = -1;
        int left = width;
        int right = -1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (values[y * width + x] >= threshold) {
                    top = Math.min(top, y);
                    bottom = y;
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                }
            }
        }
        int rows = bottom - top + 1;
        int columns = right - left + 1;
        float[] box = new float[rows * columns];
        for (int y = 0; y < rows; y++) {
            System.arraycopy(values, (top + y) * width + left, box, y * columns, columns);
        }
        return new GreyImage(rows, columns, box);
    }

    /**
     * Scales by area averaging: each new pixel is the mean of the area it covers in this picture, including fractions
     * of pixels.
     */
    GreyImage scaled(int newHeight, int newWidth) {
        if (newHeight == height && newWidth == width) {
            return this;
        }
        return scaledWidth(newWidth).transposed().scaledWidth(newHeight).transposed();
    }

    /**
     * Returns this picture on a larger black one, with its centre of mass as close to that of MNIST's images as whole
     * pixels and the edges allow: the middle of pixel 14 of 28, half a pixel past the centre, which is the mean over
     * the test set.
     */
    GreyImage centredByMass(int newHeight, int newWidth) {
        int top = offset(centreOfMass(), height, newHeight);
        int left = offset(transposed().centreOfMass(), width, newWidth);
        float[] centred = new float[newHeight * newWidth];
        for (int y = 0; y < height; y++) {
            System.arraycopy(values, y * width, centred, (top + y) * newWidth + left, width);
        }
        return new GreyImage(newHeight, newWidth, centred);
    }

    /**
     * Returns the distance of the centre of mass from where {@link #centredByMass} would put it: the larger of the
     * vertical and horizontal distance in pixels. The mass must not be 0.
     */
    double centreOffset() {
        double down = centreOfMass() - (height / 2.0 + 0.5);
        double across = transposed().centreOfMass() - (width / 2.0 + 0.5);
        return Math.max(Math.abs(down), Math.abs(across));
    }

    /** Returns the centre of mass in rows from the top edge; the middle of the first row is at 0.5. */
    private double centreOfMass() {
        double mass = 0;
        double moment = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float value = values[y * width + x];
                mass += value;
                moment += value * (y + 0.5);
            }
        }
        return moment / mass;
    }

    private static int offset(double centre, int length, int newLength) {
        long wanted = Math.round(newLength / 2.0 + 0.5 - centre);
        return (int) Math.max(0, Math.min(newLength - length, wanted));
    }

    private GreyImage scaledWidth(int newWidth) {
        float[] scaled = new float[height * newWidth];
        double step = (double) width / newWidth;
        for (int x = 0; x < newWidth; x++) {
            double from = x * step;
            double to = Math.min(width, (x + 1) * step);
            int last = Math.min(width - 1, (int) Math.ceil(to) - 1);
            for (int y = 0; y < height; y++) {
                double sum = 0;
                for (int source = (int) from; source <= last; source++) {
                    double covered = Math.min(to, source + 1.0) - Math.max(from, source);
                    sum += covered * values[y * width + source];
                }
                scaled[y * newWidth + x] = (float) (sum / (to - from));
            }
        }
        return new GreyImage(height, newWidth, scaled);
    }

    private GreyImage transposed() {
        float[] transposed = new float[values.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                transposed[x * height + y] = values[y * width + x];
            }
        }
        return new GreyImage(width, height, transposed);
    }

    /** Returns the values of the outermost rows and columns, each corner once. */
    private float[] border() {
        float[] border = new float[values.length];
        int count = 0;
        for (int y = 0; y < height; y++) {
            boolean whole = y == 0 || y == height - 1;
            for (int x = 0; x < width; x += whole || width == 1 ? 1 : width - 1) {
                border[count++] = values[y * width + x];
            }
        }
        return Arrays.copyOf(border, count);
    }

    private GreyImage mapped(DoubleUnaryOperator function) {
        float[] mapped = new float[values.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = (float) function.applyAsDouble(values[i]);
        }
        return new GreyImage(height, width, mapped);
    }

    /** Returns width by height. */
    @Override
    public String toString() {
        return width + "x" + height;
    }
}
