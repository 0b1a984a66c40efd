package org.mnist4j.onnx;

import org.mnist4j.config.Padding;

/**
 * How a convolution with any padding and dilation is one of this library's, whose padding is "valid" or "same": the same
 * kernel, or a larger one that has it at {@code top} and {@code left} and zeros around. A product with zero adds nothing, so
 * the sums are the same to the bit.
 *
 * @param kernel height and width of the kernel that is used
 * @param top zero rows before the first row of the original
 * @param left zero columns before its first column
 */
record ConvPlacement(int kernel, Padding padding, int top, int left) {

    /** The largest kernel of a configuration. */
    private static final int MAX_KERNEL = 31;

    /**
     * One side, height or width, of a convolution.
     *
     * @param inputs values along this side
     * @param reach rows or columns from the kernel's first to its last, dilation included
     * @param before zeros before the first input
     * @param after zeros after the last
     */
    record Side(int inputs, int reach, int stride, int before, int after) {

        /** The number of outputs; 0 if the kernel does not fit. */
        int outputs() {
            int room = inputs + before + after - reach;
            return room < 0 ? 0 : room / stride + 1;
        }

        /** Zeros before the original's kernel in a larger one; negative if it cannot be in there. */
        private int offset(int kernel, Padding padding) {
            if (padding.outputs(inputs, kernel, stride) != outputs()) {
                return -1;
            }
            int offset = padding.before(inputs, kernel, stride) - before;
            return offset + reach <= kernel ? offset : -1;
        }
    }

    /** The smallest kernel that does it; one of size 0 if there is none. */
    static ConvPlacement find(Side vertical, Side horizontal) {
        for (int kernel = Math.max(vertical.reach, horizontal.reach); kernel <= MAX_KERNEL; kernel++) {
            for (Padding padding : Padding.values()) {
                int top = vertical.offset(kernel, padding);
                int left = horizontal.offset(kernel, padding);
                if (top >= 0 && left >= 0) {
                    return new ConvPlacement(kernel, padding, top, left);
                }
            }
        }
        return new ConvPlacement(0, Padding.VALID, 0, 0);
    }

    /** Kernels {@code [count][height][width]} in their places among zeros, {@code [count][kernel][kernel]}. */
    float[] placed(float[] kernels, int height, int width, int verticalDilation, int horizontalDilation) {
        int count = kernels.length / (height * width);
        float[] placed = new float[count * kernel * kernel];
        for (int k = 0; k < count; k++) {
            for (int u = 0; u < height; u++) {
                for (int v = 0; v < width; v++) {
                    int row = k * kernel + top + u * verticalDilation;
                    placed[row * kernel + left + v * horizontalDilation] = kernels[(k * height + u) * width + v];
                }
            }
        }
        return placed;
    }
}
