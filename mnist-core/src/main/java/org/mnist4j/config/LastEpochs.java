package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * The model has the mean of the weights at the ends of the last epochs (Izmailov et al., "Averaging weights leads to wider
 * optima and better generalization", 2018, with equal weights); while there are fewer epochs, of all there are.
 *
 * @param epochs how many epochs' weights are averaged
 */
@JsonTypeName("lastEpochs")
@Describe("the model has the mean of the weights at the ends of the last epochs")
public record LastEpochs(
        @Describe(value = "how many epochs' weights are averaged", min = 1, max = 16, defaultJson = "5")
        int epochs) implements Averaging {}
