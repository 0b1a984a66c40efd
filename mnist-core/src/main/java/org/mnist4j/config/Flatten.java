package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Flattens feature maps into a vector, channel by channel and row by row within a channel, in the order of PyTorch's
 * {@code nn.Flatten}. Implied before a dense layer.
 */
@JsonTypeName("flatten")
@Describe("flattens feature maps into a vector, channel by channel; implied before a dense layer")
public record Flatten() implements Layer {}
