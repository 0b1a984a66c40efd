package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** The mean over a batch of {@code -ln p(true class)}, with {@code p} from the softmax output. */
@JsonTypeName("crossEntropy")
public record CrossEntropy() implements Loss {}
