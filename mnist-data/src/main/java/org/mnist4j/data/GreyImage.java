package org.mnist4j.data;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.mnist4j.data.stroke.Ink;

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

    /** Wraps an array that nobody else changes, {@code [height][width]}. */
    static GreyImage of(int height, int width, float[] values) {
        return new GreyImage(height, width, values);
    }

    /** Ink is 255 and paper 0. */
    static GreyImage of(Ink ink) {
        float[] values = new float[ink.height() * ink.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = ink.at(i / ink.width(), i % ink.width()) ? 255 : 0;
        }
        return new GreyImage(ink.height(), ink.width(), values);
    }

    /** The pixels of at least a threshold. */
    Ink ink(double threshold) {
        boolean[] cells = new boolean[values.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = values[i] >= threshold;
        }
        return Ink.of(height, width, cells);
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

    /** A copy of the values, from the darkest to the lightest. */
    float[] sorted() {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    double borderMean() {
        float[] border = border();
        double sum = 0;
        for (float value : border) {
            sum += value;
        }
        return sum / border.length;
    }

    GreyImage inverted() {
        return mapped(value -> 255 - value);
    }

    /** Computes each value from those of this picture and another of the same size. */
    GreyImage combined(GreyImage other, DoubleBinaryOperator function) {
        float[] combined = new float[values.length];
        for (int i = 0; i < combined.length; i++) {
            combined[i] = (float) function.applyAsDouble(values[i], other.values[i]);
        }
        return new GreyImage(height, width, combined);
    }

    /** Maps a range linearly to 0..255 and clamps values outside it. */
    GreyImage stretched(double from, double to) {
        return mapped(value -> Math.max(0, Math.min(255, (value - from) * 255 / (to - from))));
    }

    /** Returns the bounding box of all values of at least a threshold; there must be one. */
    GreyImage croppedTo(double threshold) {
        InkBox box = InkBox.of(this, threshold);
        return cut(box.top(), box.left(), box.bottom() + 1, box.right() + 1, (y, x) -> true);
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

    /** Scales to a larger size by linear interpolation between the centres of the pixels. */
    GreyImage enlarged(int newHeight, int newWidth) {
        return enlargedWidth(newWidth).transposed().enlargedWidth(newHeight).transposed();
    }

    /** Returns this picture with black added at each side. */
    GreyImage padded(int edge) {
        return placed(height + 2 * edge, width + 2 * edge, edge, edge);
    }

    /** Returns this picture on a larger black one. */
    GreyImage placed(int newHeight, int newWidth, int top, int left) {
        float[] centred = new float[newHeight * newWidth];
        for (int y = 0; y < height; y++) {
            System.arraycopy(values, y * width, centred, (top + y) * newWidth + left, width);
        }
        return new GreyImage(newHeight, newWidth, centred);
    }

    /** Returns the centre of mass in rows from the top edge; the middle of the first row is at 0.5. */
    double centreOfMass() {
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

    private GreyImage enlargedWidth(int newWidth) {
        float[] enlarged = new float[height * newWidth];
        double step = (double) width / newWidth;
        for (int x = 0; x < newWidth; x++) {
            double at = Math.max(0, Math.min(width - 1, (x + 0.5) * step - 0.5));
            int left = (int) at;
            int right = Math.min(width - 1, left + 1);
            double share = at - left;
            for (int y = 0; y < height; y++) {
                double from = values[y * width + left];
                enlarged[y * newWidth + x] = (float) (from + (values[y * width + right] - from) * share);
            }
        }
        return new GreyImage(height, newWidth, enlarged);
    }

    GreyImage transposed() {
        float[] transposed = new float[values.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                transposed[x * height + y] = values[y * width + x];
            }
        }
        return new GreyImage(width, height, transposed);
    }

    /** Returns the values of the outermost rows and columns, each corner once. */
    float[] border() {
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

    GreyImage mapped(DoubleUnaryOperator function) {
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
