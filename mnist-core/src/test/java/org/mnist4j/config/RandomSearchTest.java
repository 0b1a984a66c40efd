package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Ranges.choices;
import static org.mnist4j.config.Ranges.integers;
import static org.mnist4j.config.Ranges.logUniform;
import static org.mnist4j.config.Ranges.uniform;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.config.ConfigProblem.Rule;
import org.mnist4j.random.RandomStream;

class RandomSearchTest {

    private static final String RATE = "training.optimizer.learningRate";
    private static final ExperimentConfig SEED = ExperimentConfig.preset("seed");
    private static final RandomSearch SEARCH = RandomSearch.of(30)
            .seed(7)
            .range(RATE, logUniform(1e-4, 1e-1))
            .range("layers[0].units", integers(8, 40))
            .range("training.optimizer.beta1", uniform(0.5, 0.95))
            .range("layers[0].activation", choices(Activation.RELU, Activation.TANH));

    private static SweepConfig sweep(RandomSearch search) {
        return new SweepConfig(
                SEED, List.of(), Optional.of(search), Optional.empty(), List.of(1L), 0.1, Metric.ACCURACY);
    }

    private static List<Double> numbers(Range range, int count) {
        return RandomSearch.of(count).range("x", range).draw().stream()
                .map(setting -> Double.parseDouble(setting.get("x")))
                .toList();
    }

    @Test
    void draws_areTheSamePrefixOfAnyLength_andOtherWithAnotherSeed() {
        List<Map<String, String>> thirty = sweep(SEARCH).combinations();
        RandomSearch ten = new RandomSearch(10, 7, SEARCH.ranges());

        assertThat(thirty).hasSize(30).doesNotHaveDuplicates();
        assertThat(sweep(ten).combinations()).isEqualTo(thirty.subList(0, 10));
        assertThat(sweep(SEARCH.seed(8)).combinations()).doesNotContainAnyElementsOf(thirty);
    }

    @Test
    void anotherRange_leavesTheOthersAsTheyWere() {
        List<Map<String, String>> before = SEARCH.draw();
        List<Map<String, String>> after =
                SEARCH.range("training.batchSize", choices(32, 64)).draw();

        assertThat(after).allSatisfy(setting -> assertThat(setting).containsKey("training.batchSize"));
        assertThat(after)
                .extracting(setting -> setting.get(RATE))
                .isEqualTo(before.stream().map(setting -> setting.get(RATE)).toList());
    }

    @Test
    void draw_isAFunctionOfSeedPathAndNumber() {
        double u = RandomStream.of(7, "search " + RATE, 3).nextDouble();
        int unit = RandomStream.of(7, "search layers[0].units", 3).nextInt(33);
        Map<String, String> fourth = SEARCH.draw().get(3);

        // 1e-4 to 1e-1 is three orders of magnitude, written with four significant digits.
        double exact = Math.pow(10, -4 + 3 * u);
        assertThat(Double.parseDouble(fourth.get(RATE)))
                .isCloseTo(exact, org.assertj.core.data.Percentage.withPercentage(0.05));
        assertThat(fourth.get(RATE)).hasSizeLessThanOrEqualTo(9);
        assertThat(fourth).containsEntry("layers[0].units", Integer.toString(8 + unit));
    }

    @Test
    void uniform_coversItsIntervalEvenly() {
        assertThat(numbers(uniform(-2, 6), 2000))
                .allMatch(value -> value >= -2 && value <= 6)
                .anyMatch(value -> value < -1.98)
                .anyMatch(value -> value > 5.98)
                .satisfies(values -> assertThat(
                                values.stream().filter(value -> value < 0).count())
                        .isBetween(430L, 570L)); // a quarter, 500, by 3.6 standard deviations of 19.4
    }

    @Test
    void logUniform_coversEachOrderOfMagnitudeEvenly() {
        assertThat(numbers(logUniform(1e-5, 1e-1), 2000))
                .allMatch(value -> value >= 1e-5 && value <= 1e-1)
                .satisfies(values -> assertThat(
                                values.stream().filter(value -> value < 1e-4).count())
                        .isBetween(430L, 570L))
                .satisfies(values -> assertThat(
                                values.stream().filter(value -> value > 1e-2).count())
                        .isBetween(430L, 570L));
    }

    @Test
    void integers_includeBothEnds_andChoicesEveryValue() {
        assertThat(new HashSet<>(numbers(integers(-1, 2), 4))).containsExactlyInAnyOrder(-1.0, 0.0, 1.0, 2.0);
        assertThat(RandomSearch.of(3).range("x", choices("a", 2, true)).draw())
                .extracting(setting -> setting.get("x"))
                .containsExactlyInAnyOrder("\"a\"", "2", "true");
        assertThat(numbers(integers(-1_000_000_000, 1_000_000_000), 50))
                .anyMatch(value -> value < -500_000_000)
                .anyMatch(value -> value > 500_000_000);
    }

    @ParameterizedTest
    @CsvSource({"0.0001, 0.0002", "0.99, 0.9999", "1, 1.0000000000000002", "4.9e-324, 1e9", "1e8, 1e9"})
    void narrowAndWideIntervals_keepTheirBounds(double min, double max) {
        assertThat(numbers(uniform(min, max), 60)).allMatch(value -> value >= min && value <= max);
        assertThat(numbers(logUniform(min, max), 60)).allMatch(value -> value >= min && value <= max);
        if (max - min > 1e-10) {
            assertThat(numbers(uniform(min, max), 60)).hasSize(60);
            assertThat(numbers(logUniform(min, max), 60)).hasSize(60);
        }
    }

    @Test
    void json_isReadBack() {
        SweepConfig sweep = new SweepConfig(
                SEED,
                List.of(),
                Optional.of(SEARCH.range("training.optimizer", choices(Optimizers.adam(0.01), Optimizers.sgd(0.1)))),
                Optional.of(new Halving(1, 2)),
                List.of(3L, 1L),
                0.25,
                Metric.LOSS);

        assertThat(SweepConfig.fromJson(sweep.toJson())).isEqualTo(sweep);
        assertThat(sweep.toJson()).doesNotContain("\"grid\"");
    }

    @Test
    void omittedFields_haveDefaults() {
        SweepConfig sweep = SweepConfig.fromJson("""
                {"preset": "seed", "halving": {"factor": 2}, "random": {"settings": 2, "ranges":
                 {"layers[0].units": {"type": "integers", "min": 1, "max": 9}}}}
                """);

        assertThat(sweep.random()).hasValue(RandomSearch.of(2).seed(42).range("layers[0].units", integers(1, 9)));
        assertThat(sweep.halving()).hasValue(new Halving(1, 2));
        assertThat(sweep.rungs()).containsExactly(1, 2, 5);
        assertThat(sweep)
                .hasToString("SweepConfig[2 trials of two-layer perceptron, layers[0].units: Integers[min=1, max=9],"
                        + " seeds [42], rungs of [1, 2, 5] epochs]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'random': []                                    | TYPE          | random",
                "'random': {'ranges': {'name': R}}               | MISSING       | random.settings",
                "'random': {'settings': 2.5, 'ranges': {'a': R}} | TYPE          | random.settings",
                "'random': {'settings': 0, 'ranges': {'a': R}}   | RANGE         | random.settings",
                "'random': {'settings': 9}                       | MISSING       | random.ranges",
                "'random': {'settings': 9, 'ranges': []}         | TYPE          | random.ranges",
                "'random': {'settings': 9, 'ranges': {}}         | RANGE         | random.ranges",
                "'random': {'settings': 9, 'trials': 3, 'ranges': {'a': R}} | UNKNOWN_FIELD | random.trials",
                "'random': {'settings': 9, 'seed': 'x', 'ranges': {'a': R}} | TYPE | random.seed",
                "'random': {'settings': 9, 'ranges': {'seed': R}}   | UNKNOWN_FIELD | random.ranges.seed",
                "'random': {'settings': 9, 'ranges': {'a': 5}}      | TYPE          | random.ranges.a",
                "'random': {'settings': 9, 'ranges': {'a': {}}}     | MISSING       | random.ranges.a.type",
                "'random': {'settings': 9, 'ranges': {'a': {'type': 'log'}}}  | UNKNOWN_TYPE  | random.ranges.a.type",
                "'random': {'settings': 9, 'ranges': {'a': {'type': 'uniform', 'min': 1}}} | MISSING | random.ranges.a.max",
                "'random': {'settings': 9, 'ranges': {'a': {'type': 'uniform', 'min': 1, 'max': 1}}} | RANGE | random.ranges.a.max",
                "'random': {'settings': 9, 'ranges': {'a': {'type': 'uniform', 'min': 1, 'max': 1e400}}} | NOT_FINITE | random.ranges.a.max",
                "'random': {'settings': 9, 'ranges': {'a': {'type': 'logUniform', 'min': 0, 'max': 1}}} | RANGE | random.ranges.a.min",
                "'random': {'settings': 9, 'ranges': {'a': {'type': 'integers', 'min': 1.5, 'max': 3}}} | TYPE | random.ranges.a.min",
                "'random': {'settings': 9, 'ranges': {'a': {'type': 'integers', 'min': 5, 'max': 3}}} | RANGE | random.ranges.a.max",
                "'random': {'settings': 9, 'ranges': {'a': {'type': 'choices'}}} | MISSING | random.ranges.a.values",
                "'random': {'settings': 9, 'ranges': {'a': {'type': 'choices', 'values': 1}}} | TYPE | random.ranges.a.values",
                "'random': {'settings': 9, 'ranges': {'a': {'type': 'choices', 'values': [1, 1]}}} | RANGE | random.ranges.a.values",
                "'random': {'settings': 9, 'ranges': {'a': {'type': 'choices', 'values': [1e400]}}} | NOT_FINITE | random.ranges.a.values",
                "'random': {'settings': 9, 'ranges': {'a': {'type': 'choices', 'value': [1]}}} | UNKNOWN_FIELD | random.ranges.a.value",
                "'random': {'settings': 9, 'ranges': {'a': R}}, 'grid': {'name': ['b']} | CONFLICT | random",
                "'random': {'settings': 10001, 'ranges': {'a': R}} | LIMIT         | random",
                "'random': {'settings': 9, 'ranges': {'layers[0].units': R}} | RANGE | random.settings",
                "'random': {'settings': 3, 'ranges': {'training.epoch': R}} | UNKNOWN_FIELD | training.epoch",
                "'halving': 3                                    | TYPE          | halving",
                "'halving': {'factor': 1}                        | RANGE         | halving.factor",
                "'halving': {'minEpochs': 0}                     | RANGE         | halving.minEpochs",
                "'halving': {'rate': 3}                          | UNKNOWN_FIELD | halving.rate",
                "'halving': {'minEpochs': 2}                     | CONFLICT      | halving.minEpochs",
                "'halving': {'factor': 6}                        | CONFLICT      | halving.minEpochs",
                "'halving': {}, 'grid': {'training.epochs': [9, 12]} | CONFLICT  | halving",
            })
    void invalidSearch_isRejectedWithItsPath(String fields, Rule rule, String path) {
        String range = "{'type': 'integers', 'min': 3, 'max': 5}";
        String json = "{'preset': 'seed', " + fields.replace("R", range) + "}";

        assertThatThrownBy(() -> SweepConfig.fromJson(json.replace('\'', '"')))
                .isInstanceOfSatisfying(ConfigException.class, e -> {
                    assertThat(e.problems().get(0).path()).isEqualTo(path);
                    assertThat(e.problems().get(0).rule()).isEqualTo(rule);
                });
    }

    @Test
    void invalidDraw_isRejectedWithItsValues() {
        assertThatThrownBy(() -> sweep(RandomSearch.of(9).range(RATE, uniform(-1, 1))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(RATE + ": must be greater than 0")
                .hasMessageContaining("(with {" + RATE + "=-0.");
    }
}
