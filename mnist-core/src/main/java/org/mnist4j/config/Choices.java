package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/**
 * Each of a list of values with equal probability.
 *
 * @param values the different values, each as compact JSON text
 */
@JsonTypeName("choices")
@Describe("each of a list of values with equal probability")
public record Choices(
        @Describe(value = "the different values, any JSON that is valid at the path", min = 1, max = 10_000)
        List<String> values)
        implements Range {

    /** Copies the list. */
    public Choices {
        values = List.copyOf(values);
    }
}
