package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Optimizers.adam;
import static org.mnist4j.config.Optimizers.sgd;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldDifferenceTest {

    private static final ExperimentConfig SEED = ExperimentConfig.preset("seed");

    private static FieldDifference difference(String path, String first, String second) {
        return new FieldDifference(path, Optional.of(first), Optional.of(second));
    }

    @Test
    void equalConfigurations_haveNone() {
        assertThat(FieldDifference.between(SEED, SEED.toBuilder().build())).isEmpty();
    }

    @Test
    void fields_areNamedByTheirPaths() {
        ExperimentConfig other = SEED.toBuilder()
                .name("other")
                .layers(dense(64))
                .optimizer(adam(0.002))
                .build();

        assertThat(FieldDifference.between(SEED, other))
                .containsExactly(
                        difference("name", "\"two-layer perceptron\"", "\"other\""),
                        difference("layers[0].units", "128", "64"),
                        difference("training.optimizer.learningRate", "0.001", "0.002"));
    }

    @Test
    void differentType_isShownAsAWhole() {
        assertThat(FieldDifference.between(
                        SEED, SEED.toBuilder().optimizer(sgd(0.5)).build()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.path()).isEqualTo("training.optimizer");
                    assertThat(one.first().orElseThrow()).startsWith("{\"type\":\"adam\"");
                    assertThat(one.second().orElseThrow()).startsWith("{\"type\":\"sgd\",\"learningRate\":0.5");
                });
    }

    @Test
    void additionalLayer_isMissingInTheOther() {
        ExperimentConfig deeper =
                SEED.toBuilder().layers(dense(64), dropout(0.5)).build();

        assertThat(FieldDifference.between(SEED, deeper))
                .containsExactly(
                        difference("layers[0].units", "128", "64"),
                        new FieldDifference(
                                "layers[1]", Optional.empty(), Optional.of("{\"type\":\"dropout\",\"rate\":0.5}")));
    }
}
