package org.mnist4j.config;

/** What a convolution does at the borders of its input. */
public enum Padding implements JsonName {
    /** Nothing is added: the kernel stays inside, and {@code out = (in - kernel) / stride + 1}, rounded down. */
    VALID("valid"),
    /**
     * Zeros are added so that {@code out = in / stride}, rounded up: {@code (out - 1) * stride + kernel - in} of them, half
     * before and half after, and an odd one after.
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

    /** How many outputs there are along one side; none or fewer if the kernel does not fit. */
    public int outputs(int inputs, int kernel, int stride) {
        return this == SAME ? (inputs + stride - 1) / stride : inputs < kernel ? 0 : (inputs - kernel) / stride + 1;
    }

    /** How many zeros precede the first input along one side. */
    public int before(int inputs, int kernel, int stride) {
        int added = (outputs(inputs, kernel, stride) - 1) * stride + kernel - inputs;
        return this == SAME ? Math.max(0, added) / 2 : 0;
    }
}
