package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.config.ConfigProblem.Rule;

class SweepConfigTest {

    private static final ExperimentConfig SEED = ExperimentConfig.preset("seed");

    @Test
    void json_isReadBack() {
        SweepConfig sweep = new SweepConfig(
                SEED,
                List.of(
                        GridAxis.of("training.optimizer", Optimizers.sgd(0.1), Optimizers.adam(0.001)),
                        GridAxis.of("layers[0].activation", Activation.RELU, Activation.TANH)),
                List.of(3L, 1L),
                0.25,
                Metric.MACRO_F1);

        assertThat(SweepConfig.fromJson(sweep.toJson())).isEqualTo(sweep);
    }

    @Test
    void omittedFields_haveDefaults() {
        SweepConfig sweep = SweepConfig.fromJson(
                "{\"preset\": \"seed\", \"grid\": {\"training.optimizer.learningRate\": [1e-3, 0.003]}}");

        assertThat(sweep)
                .isEqualTo(new SweepConfig(
                        SEED,
                        List.of(GridAxis.of("training.optimizer.learningRate", 0.001, 0.003)),
                        List.of(42L),
                        0.1,
                        Metric.ACCURACY));
    }

    @Test
    void combinations_varyTheLastAxisFastest() {
        SweepConfig sweep = new SweepConfig(
                SEED,
                List.of(GridAxis.of("layers[0].units", 8, 16), GridAxis.of("training.batchSize", 32, 64)),
                List.of(1L),
                0.1,
                Metric.LOSS);

        assertThat(sweep.combinations())
                .containsExactly(
                        Map.of("layers[0].units", "8", "training.batchSize", "32"),
                        Map.of("layers[0].units", "8", "training.batchSize", "64"),
                        Map.of("layers[0].units", "16", "training.batchSize", "32"),
                        Map.of("layers[0].units", "16", "training.batchSize", "64"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                        | MISSING         | experiment",
                "{'preset': 'sead'}                                        | TYPE            | preset",
                "{'preset': 'seed', 'experiment': {}}                      | MISSING         | experiment",
                "{'experiment': {'epochs': 3}}                             | UNKNOWN_FIELD   | experiment.epochs",
                "{'preset': 'seed', 'gird': {}}                            | UNKNOWN_FIELD   | gird",
                "{'preset': 'seed', 'grid': []}                            | TYPE            | grid",
                "{'preset': 'seed', 'grid': {'training.epochs': 3}}        | TYPE            | grid.training.epochs",
                "{'preset': 'seed', 'grid': {'training.epochs': []}}       | RANGE           | grid.training.epochs",
                "{'preset': 'seed', 'grid': {'training.epochs': [1, 1]}}   | RANGE           | grid.training.epochs",
                "{'preset': 'seed', 'grid': {'training.epochs': [1, 0]}}   | RANGE           | training.epochs",
                "{'preset': 'seed', 'grid': {'training.epoch': [1]}}       | UNKNOWN_FIELD   | training.epoch",
                "{'preset': 'seed', 'grid': {'seed': [1]}}                 | UNKNOWN_FIELD   | grid.seed",
                "{'preset': 'seed', 'grid': {'name': ['a'], 'name': []}}   | DUPLICATE_FIELD | ''",
                "{'preset': 'seed', 'seeds': []}                           | RANGE           | seeds",
                "{'preset': 'seed', 'seeds': [1, 1]}                       | RANGE           | seeds",
                "{'preset': 'seed', 'seeds': [1, 2.5]}                     | TYPE            | seeds[1]",
                "{'preset': 'seed', 'seeds': 3}                            | TYPE            | seeds",
                "{'preset': 'seed', 'validationFraction': 1}               | RANGE           | validationFraction",
                "{'preset': 'seed', 'validationFraction': '0.1'}           | TYPE            | validationFraction",
                "{'preset': 'seed', 'metric': 'f1'}                        | TYPE            | metric",
                "{'preset': 'seed', '$schema': 3}                          | TYPE            | $schema",
                "{'preset': 'seed', 'grid': null}                          | TYPE            | grid",
                "[]                                                        | NOT_OBJECT      | ''",
            })
    void invalidSweep_isRejectedWithItsPath(String json, Rule rule, String path) {
        assertThatThrownBy(() -> SweepConfig.fromJson(json.replace('\'', '"')))
                .isInstanceOfSatisfying(ConfigException.class, e -> {
                    assertThat(e.problems().get(0).rule()).isEqualTo(rule);
                    assertThat(e.problems().get(0).path()).isEqualTo(path);
                });
    }

    @Test
    void tooManyTrials_areRejectedBeforeTheyAreCreated() {
        List<Long> seeds = LongStream.range(0, 200).boxed().toList();
        GridAxis units =
                GridAxis.of("layers[0].units", IntStream.range(1, 200).boxed().toArray());

        assertThatThrownBy(() -> new SweepConfig(SEED, List.of(units), seeds, 0.1, Metric.LOSS))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems().get(0).rule()).isEqualTo(Rule.LIMIT));
    }

    @Test
    void severalProblems_areReportedTogether() {
        assertThatThrownBy(() -> SweepConfig.fromJson(
                        "{\"preset\": \"seed\", \"metric\": 3, \"seeds\": [null], \"grid\": {\"name\": 1}}"))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.problems()).hasSize(3));
    }

    @Test
    void isBetter_dependsOnTheMetric() {
        assertThat(Metric.LOSS.isBetter(0.1, 0.2)).isTrue();
        assertThat(Metric.ACCURACY.isBetter(0.1, 0.2)).isFalse();
        assertThat(Metric.ACCURACY.isBetter(0.2, 0.2)).isFalse();
        assertThat(Metric.ACCURACY.isBetter(0.2, Double.NaN)).isTrue();
        assertThat(Metric.LOSS.isBetter(Double.NaN, 0.2)).isFalse();
        assertThat(Metric.LOSS.isBetter(Double.NaN, Double.NaN)).isFalse();
    }
}
