package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Optimizers.adam;
import static org.mnist4j.config.Optimizers.sgd;

import org.junit.jupiter.api.Test;
import org.mnist4j.config.ExperimentConfig;

class ConfigDifferencesTest {

    private static final ExperimentConfig SEED = ExperimentConfig.preset("seed");

    @Test
    void equalConfigurations_haveNone() {
        assertThat(ConfigDifferences.between(SEED, SEED.toBuilder().build())).isEmpty();
    }

    @Test
    void fields_areNamedByTheirPaths() {
        ExperimentConfig other = SEED.toBuilder()
                .name("other")
                .layers(dense(64))
                .optimizer(adam(0.002))
                .build();

        assertThat(ConfigDifferences.between(SEED, other))
                .containsExactly(
                        "name is \"two-layer perceptron\" there and \"other\" here",
                        "layers[0].units is 128 there and 64 here",
                        "training.optimizer.learningRate is 0.001 there and 0.002 here");
    }

    @Test
    void anotherKindOrNumber_isShownWhole() {
        assertThat(ConfigDifferences.between(
                        SEED, SEED.toBuilder().optimizer(sgd(0.5)).build()))
                .singleElement()
                .asString()
                .startsWith("training.optimizer is {\"type\":\"adam\"")
                .contains(" there and {\"type\":\"sgd\",\"learningRate\":0.5");
        assertThat(ConfigDifferences.between(
                        SEED, SEED.toBuilder().layers(dense(128), dropout(0.5)).build()))
                .singleElement()
                .asString()
                .startsWith("layers is [{");
    }
}
