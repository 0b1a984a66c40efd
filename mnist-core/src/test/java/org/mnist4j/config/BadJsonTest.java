package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.ConfigProblem.Rule;

/** Every kind of bad document is reported with a rule, a path and a message that says what to do. */
class BadJsonTest {

    private static final String LAYERS = "\"dense\", \"conv2d\", \"maxPool2d\", \"avgPool2d\", \"globalAvgPool\","
            + " \"batchNorm\", \"flatten\", \"dropout\"";

    static final String VALID = """
            {"name": "n", "seed": 7, "input": {"height": 28, "width": 28, "channels": 1}, "classes": 10,
             "layers": [{"type": "dense", "units": 16, "activation": "relu"}, {"type": "dropout", "rate": 0.2}],
             "training": {"epochs": 3, "optimizer": {"type": "sgd", "learningRate": 0.1}}}
            """;

    /** Limits the thread's CPU time, which hardly depends on the machine's load; the timeout is for a parser that hangs. */
    static ConfigException failure(String json) {
        return assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadCpuTime();
            ConfigException failure =
                    catchThrowableOfType(ConfigException.class, () -> ExperimentConfig.fromJson(json));
            assertThat(threads.getCurrentThreadCpuTime() - before)
                    .as("ns of CPU time")
                    .isLessThan(3_000_000_000L);
            return failure;
        });
    }

    private static Arguments row(String json, String path, Rule rule, String message) {
        return Arguments.of(json, path, rule, message);
    }

    /** The valid document with one piece replaced. */
    private static Arguments with(String piece, String replacement, String path, Rule rule, String message) {
        assertThat(VALID).contains(piece);
        return row(VALID.replace(piece, replacement), path, rule, message);
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                row("", "", Rule.NOT_OBJECT, "is empty; a configuration is a JSON object { ... }"),
                row(" \n", "", Rule.NOT_OBJECT, "is empty; a configuration is a JSON object { ... }"),
                row("null", "", Rule.NOT_OBJECT, "must be a JSON object { ... }, is null"),
                row("[]", "", Rule.NOT_OBJECT, "must be a JSON object { ... }, is a list"),
                row("\"x\"", "", Rule.NOT_OBJECT, "must be a JSON object { ... }, is the string \"x\""),
                row("5", "", Rule.NOT_OBJECT, "must be a JSON object { ... }, is the number 5"),
                row("{\"epochs\":3", "", Rule.SYNTAX, "not valid JSON at line 1, column 12: Unexpected end-of-input"),
                row("{'epochs':3}", "", Rule.SYNTAX, "not valid JSON at line 1, column 2: Unexpected character"),
                row(
                        VALID + "{\"epochs\":9}",
                        "",
                        Rule.TRAILING,
                        "unexpected content after the configuration at line 3,"),
                row(VALID + "xyz", "", Rule.TRAILING, "unexpected content after the configuration at line 3,"),
                with("\"seed\": 7", "\"seed\": 7, \"seed\": 8", "", Rule.DUPLICATE_FIELD, "duplicate field at line 1"),
                with(
                        "\"units\": 16",
                        "\"units\": 16, \"type\": \"dense\"",
                        "",
                        Rule.DUPLICATE_FIELD,
                        "duplicate field at line 2"),
                with("\"learningRate\": 0.1", "\"learningRate\": NaN", "", Rule.SYNTAX, "not valid JSON at line 3"),
                with("\"seed\": 7", "\"seed\": 07", "", Rule.SYNTAX, "not valid JSON at line 1"),
                with("\"seed\": 7", "\"seed\": 7 /* why */", "", Rule.SYNTAX, "not valid JSON at line 1"),
                with("\"seed\": 7", "\"seed\": " + "7".repeat(1001), "", Rule.LIMIT, "nested too deeply, or"),
                row("[".repeat(100_000), "", Rule.LIMIT, "nested too deeply, or"),
                row("{\"a\":".repeat(100_000), "", Rule.LIMIT, "nested too deeply, or"),
                with("\"n\"", "\"" + "n".repeat(200_000) + "\"", "", Rule.LIMIT, "nested too deeply, or"),
                row("{\"name\":\"" + "n".repeat(50 << 20) + "\"}", "", Rule.LIMIT, "larger than 1 MiB"),
                row(tinyFields(1_000_000), "", Rule.LIMIT, "larger than 1 MiB"),
                row(tinyFields(70_000), "", Rule.LIMIT, "nested too deeply, or"));
    }

    private static String tinyFields(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"" + Integer.toString(i, 36) + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                with("\"seed\"", "\"sead\"", "sead", Rule.UNKNOWN_FIELD, "unknown field; did you mean \"seed\"?"),
                with(
                        "\"units\"",
                        "\"units\": 16, \"unitz\"",
                        "layers[0].unitz",
                        Rule.UNKNOWN_FIELD,
                        "unknown field; did you mean \"units\"?"),
                with(
                        "\"rate\"",
                        "\"@class\": \"a.B\", \"rate\"",
                        "layers[1].@class",
                        Rule.UNKNOWN_FIELD,
                        "unknown field; known names are \"rate\", \"type\""),
                with(": 3,", ": 3.9,", "training.epochs", Rule.TYPE, "must be a whole number without a point"),
                with(": 3,", ": \"3\",", "training.epochs", Rule.TYPE, "must be a whole number"),
                with(": 3,", ": \"\",", "training.epochs", Rule.TYPE, "must be a whole number"),
                with(": 3,", ": true,", "training.epochs", Rule.TYPE, "must be a whole number"),
                with(": 3,", ": 1e999999999,", "training.epochs", Rule.TYPE, "must be a whole number"),
                with(": 3,", ": null,", "training.epochs", Rule.NULL, "must not be null; set a value"),
                with(": 3,", ": 0,", "training.epochs", Rule.RANGE, "must be at least 1 and at most 100000, was 0"),
                with(": 3,", ": -1,", "training.epochs", Rule.RANGE, "must be at least 1 and at most 100000, was -1"),
                with(
                        ": 3,",
                        ": 2147483648,",
                        "training.epochs",
                        Rule.RANGE,
                        "is out of range for a whole number: 2147483648"),
                with("\"seed\": 7", "\"seed\": 1e3", "seed", Rule.TYPE, "must be a whole number without a point"),
                with(
                        "\"seed\": 7",
                        "\"seed\": 9223372036854775808",
                        "seed",
                        Rule.RANGE,
                        "is out of range for a whole number"),
                rate("\"NaN\"", Rule.TYPE, "must be a number, was the string \"NaN\""),
                rate("\"-Infinity\"", Rule.TYPE, "must be a number, was the string \"-Infinity\""),
                rate("1e400", Rule.NOT_FINITE, "must be a finite number"),
                rate("9".repeat(390), Rule.NOT_FINITE, "must be a finite number"),
                rate("1e-400", Rule.RANGE, "must be greater than 0 and at most 10, was 0.0"),
                rate("0", Rule.RANGE, "must be greater than 0 and at most 10, was 0.0"),
                rate("-0.0", Rule.RANGE, "must be greater than 0 and at most 10, was -0.0"),
                rate("1e10", Rule.RANGE, "must be greater than 0 and at most 10, was 1.0E10"),
                with("\"n\"", "\"\\ud800\"", "name", Rule.ENCODING, "not valid Unicode"),
                with("\"n\"", "\"\uD800\"", "name", Rule.ENCODING, "not valid Unicode"),
                with("\"n\"", "1", "name", Rule.TYPE, "must be a string, was the number 1"),
                with("\"relu\"", "1", "layers[0].activation", Rule.TYPE, "must be one of \"relu\", \"tanh\""),
                with("\"relu\"", "\"RELU\"", "layers[0].activation", Rule.TYPE, "did you mean \"relu\"?"),
                with(
                        "\"dropout\"",
                        "\"javax.swing.JEditorPane\"",
                        "layers[1].type",
                        Rule.UNKNOWN_TYPE,
                        "unknown type the string \"javax.swing.JEditorPane\"; known names are " + LAYERS),
                with("\"sgd\"", "\"sdg\"", "training.optimizer.type", Rule.UNKNOWN_TYPE, "did you mean \"sgd\"?"),
                with("\"dropout\"", "7", "layers[1].type", Rule.TYPE, "must be one of " + LAYERS),
                with("\"type\": \"dense\", ", "", "layers[0].type", Rule.MISSING, "must be one of \"dense\""),
                with("\"units\": 16, ", "", "layers[0].units", Rule.MISSING, "missing; set it (number of outputs)"),
                with("\"classes\": 10,", "", "classes", Rule.MISSING, "missing; set it (number of classes)"),
                with("{\"type\": \"dropout\", \"rate\": 0.2}", "null", "layers[1]", Rule.NULL, "must not be null"),
                with("{\"type\": \"dropout\", \"rate\": 0.2}", "[]", "layers[1]", Rule.TYPE, "must be an object with"),
                with("0.2", "1.0", "layers[1].rate", Rule.RANGE, "must be at least 0 and less than 1, was 1.0"),
                with("\"units\": 16", "\"units\": 65537", "layers[0].units", Rule.RANGE, "at most 65536, was 65537"),
                with(
                        "\"height\": 28",
                        "\"height\": 0",
                        "input.height",
                        Rule.RANGE,
                        "must be at least 1 and at most 4096"),
                with("\"channels\": 1", "\"channels\": 5", "input.channels", Rule.RANGE, "at most 4, was 5"),
                layers("[]", "layers", Rule.RANGE, "must have 1 to 256 entries, has 0"),
                layers("{}", "layers", Rule.TYPE, "must be a list [ ... ], was an object"),
                layers(
                        "[" + "{\"type\":\"dropout\",\"rate\":0},".repeat(10_000)
                                + "{\"type\":\"dropout\",\"rate\":0}]",
                        "layers",
                        Rule.RANGE,
                        "must have 1 to 256 entries, has 10001"),
                layers(
                        "[{\"type\":\"dense\",\"units\":65536},{\"type\":\"dense\",\"units\":65536}]",
                        "layers[1]",
                        Rule.TOO_MANY_PARAMETERS,
                        "use fewer units"));
    }

    private static Arguments rate(String json, Rule rule, String message) {
        return with(
                "\"learningRate\": 0.1", "\"learningRate\": " + json, "training.optimizer.learningRate", rule, message);
    }

    private static Arguments layers(String json, String path, Rule rule, String message) {
        int from = VALID.indexOf('[');
        int to = VALID.indexOf(']') + 1;
        return row(VALID.substring(0, from) + json + VALID.substring(to), path, rule, message);
    }

    @ParameterizedTest
    @MethodSource({"documents", "fields"})
    void badDocument_hasOneProblemWithRuleAndPath(String json, String path, Rule rule, String message) {
        ConfigException failure = failure(json);

        assertThat(failure).isNotNull();
        assertThat(failure.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.rule()).isEqualTo(rule);
            assertThat(problem.message()).contains(message).hasSizeLessThan(300);
        });
    }

    @Test
    void theValidDocument_isValid() {
        assertThat(ExperimentConfig.fromJson(VALID).layers()).hasSize(2);
    }

    @Test
    void manyProblems_areReportedTogether() {
        String json = """
                {"seed": 1e3, "input": {"height": 28, "width": "28", "channels": 9}, "classes": 1,
                 "layers": [{"type": "dropout", "rate": 1.0}, {"type": "conv"}, {"units": 3}],
                 "training": {"epochz": 3, "optimizer": {"type": "adam", "beta1": 1}}, "path": "../../x"}
                """;

        assertThat(failure(json).problems())
                .extracting(ConfigProblem::path, ConfigProblem::rule)
                .containsExactlyInAnyOrder(
                        tuple("path", Rule.UNKNOWN_FIELD),
                        tuple("seed", Rule.TYPE),
                        tuple("input.width", Rule.TYPE),
                        tuple("input.channels", Rule.RANGE),
                        tuple("classes", Rule.RANGE),
                        tuple("layers[0].rate", Rule.RANGE),
                        tuple("layers[1].type", Rule.UNKNOWN_TYPE),
                        tuple("layers[2].type", Rule.MISSING),
                        tuple("training.epochz", Rule.UNKNOWN_FIELD),
                        tuple("training.optimizer.beta1", Rule.RANGE),
                        tuple("training.epochs", Rule.MISSING));
    }
}
