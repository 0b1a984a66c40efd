package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** The mean over a batch of {@code -ln p(true class)}, with {@code p} from the softmax output. */
@JsonTypeName("crossEntropy")
@Describe("the mean over a batch of -ln p(true class)")
public record CrossEntropy() implements Loss {}
