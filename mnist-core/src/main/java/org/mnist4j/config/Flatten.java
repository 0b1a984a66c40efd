package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Feature maps as one vector, channel by channel and within it row by row, as PyTorch's {@code nn.Flatten} orders them. A
 * dense layer behind feature maps implies it.
 */
@JsonTypeName("flatten")
@Describe("feature maps as one vector, channel by channel; implied by a dense layer after feature maps")
public record Flatten() implements Layer {}
