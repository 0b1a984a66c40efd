package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * The largest value of each window, channel by channel; of several equal ones, the first in row-major order receives
 * the gradient. Windows that would extend past the border are dropped.
 *
 * @param window height and width of a window
 * @param stride step from one window to the next
 */
@JsonTypeName("maxPool2d")
@Describe("the largest value of each window, channel by channel")
public record MaxPool2d(
        @Describe(value = "height and width of a window", min = 1, max = 64, defaultJson = "2")
        int window,

        @Describe(value = "step from one window to the next", min = 1, max = 64, defaultJson = "2")
        int stride)
        implements Layer {

    /** This layer with a different stride. */
    public MaxPool2d stride(int newStride) {
        return new MaxPool2d(window, newStride);
    }
}
