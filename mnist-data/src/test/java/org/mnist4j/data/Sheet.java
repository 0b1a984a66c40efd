package org.mnist4j.data;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/** A grey picture for tests of its preparation, drawn by rules. */
final class Sheet {

    private final int height;
    private final int width;
    private final float[] values;

    private Sheet(int height, int width) {
        this.height = height;
        this.width = width;
        this.values = new float[height * width];
    }

    static Sheet of(int height, int width, int tone) {
        Sheet sheet = new Sheet(height, width);
        Arrays.fill(sheet.values, tone);
        return sheet;
    }

    /** A value for each row and column. */
    static Sheet of(int height, int width, IntBinaryOperator tone) {
        Sheet sheet = new Sheet(height, width);
        for (int i = 0; i < sheet.values.length; i++) {
            sheet.values[i] = tone.applyAsInt(i / width, i % width);
        }
        return sheet;
    }

    /** Draws a box over it. */
    Sheet box(int top, int left, int rows, int columns, int tone) {
        for (int y = top; y < top + rows; y++) {
            Arrays.fill(values, y * width + left, y * width + left + columns, tone);
        }
        return this;
    }

    GreyImage image() {
        return GreyImage.of(height, width, values.clone());
    }

    byte[] bytes() {
        return image().toBytes();
    }

    DigitImage prepared() {
        return DigitImage.ofGrey(bytes(), height, width, ImageShape.of(28, 28, 1));
    }
}
