package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * The mean of each window, channel by channel. Windows that would extend past the border are dropped.
 *
 * @param window height and width of a window
 * @param stride step from one window to the next
 */
@JsonTypeName("avgPool2d")
@Describe("the mean of each window, channel by channel")
public record AvgPool2d(
        @Describe(value = "height and width of a window", min = 1, max = 64, defaultJson = "2")
        int window,

        @Describe(value = "step from one window to the next", min = 1, max = 64, defaultJson = "2")
        int stride)
        implements Layer {

    /** This layer with a different stride. */
    public AvgPool2d stride(int newStride) {
        return new AvgPool2d(window, newStride);
    }
}
