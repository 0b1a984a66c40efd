package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * The model has the mean of the weights at the end of each of the last epochs (Izmailov et al., "Averaging weights
 * leads to wider optima and better generalization", 2018, with equal weights), or of all epochs as long as there are
 * fewer.
 *
 * @param epochs number of last epochs to average over
 */
@JsonTypeName("lastEpochs")
@Describe("the model has the mean of the weights at the end of each of the last epochs")
public record LastEpochs(
        @Describe(value = "number of last epochs to average over", min = 1, max = 16, defaultJson = "5")
        int epochs) implements Averaging {}
