package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.config.ConfigProblem.Rule;

class WithValuesTest {

    private static final ExperimentConfig SEED = ExperimentConfig.preset("seed");

    @Test
    void values_areSetAtTheirPaths() {
        ExperimentConfig changed = SEED.withValues(Map.of(
                "training.optimizer.learningRate",
                "0.003",
                "layers[0].units",
                "64",
                "name",
                "\"narrow\"",
                "seed",
                "7"));

        assertThat(changed)
                .isEqualTo(SEED.toBuilder()
                        .name("narrow")
                        .seed(7)
                        .layers(Layers.dense(64))
                        .optimizer(Optimizers.adam(0.003))
                        .build());
    }

    @Test
    void wholeObject_isReplaced() {
        ExperimentConfig changed =
                SEED.withValues(Map.of("training.optimizer", "{\"type\": \"sgd\", \"learningRate\": 0.1}"));

        assertThat(changed.training().optimizer()).isEqualTo(Optimizers.sgd(0.1));
    }

    @Test
    void noValues_changeNothing() {
        assertThat(SEED.withValues(Map.of())).isEqualTo(SEED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training.optimizer.learningrate | 0.1    | UNKNOWN_FIELD | training.optimizer.learningrate",
                "training.optimiser.beta1        | 0.1    | UNKNOWN_FIELD | training.optimiser.beta1",
                "layers[1].units                 | 5      | UNKNOWN_FIELD | layers[1].units",
                "layers[0].units.more            | 5      | UNKNOWN_FIELD | layers[0].units.more",
                ".seed                           | 5      | UNKNOWN_FIELD | .seed",
                "seed..                          | 5      | UNKNOWN_FIELD | seed..",
                "training.epochs                 | 0      | RANGE         | training.epochs",
                "training.epochs                 | 2.5    | TYPE          | training.epochs",
                "layers[0].activation            | \"rel\"  | TYPE          | layers[0].activation",
                "training.epochs                 | {      | SYNTAX        | ''",
            })
    void badPathOrValue_isReported(String path, String json, Rule rule, String problemPath) {
        assertThatThrownBy(() -> SEED.withValues(Map.of(path, json)))
                .isInstanceOfSatisfying(ConfigException.class, e -> {
                    assertThat(e.problems().get(0).rule()).isEqualTo(rule);
                    assertThat(e.problems().get(0).path()).isEqualTo(problemPath);
                });
    }
}
