package org.mnist4j.config;

/** How a convolution pads the borders of its input. */
public enum Padding implements JsonName {
    /** Nothing is added: the kernel stays inside, and {@code out = (in - kernel) / stride + 1}, rounded down. */
    VALID("valid"),
    /**
     * Zeros are added so that {@code out = in / stride}, rounded up: {@code (out - 1) * stride + kernel - in} zeros,
     * half before and half after; an odd one goes after.
     */
    SAME("same");

    private final String jsonName;

    Padding(String jsonName) {
        this.jsonName = jsonName;
    }

    @Override
    public String jsonName() {
        return jsonName;
    }

    /** The number of outputs along one side; 0 if the kernel does not fit. */
    public int outputs(int inputs, int kernel, int stride) {
        return this == SAME ? (inputs + stride - 1) / stride : inputs < kernel ? 0 : (inputs - kernel) / stride + 1;
    }

    /** The number of zeros before the first input along one side. */
    public int before(int inputs, int kernel, int stride) {
        int added = (outputs(inputs, kernel, stride) - 1) * stride + kernel - inputs;
        return this == SAME ? Math.max(0, added) / 2 : 0;
    }
}
