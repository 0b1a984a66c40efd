package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The worked example in docs/metrics.md: its code is the code of this test, and its output is what the code prints. */
class WorkedExampleTest {
    private static final Path PAGE = Path.of("../docs/metrics.md");
    private static final Path SOURCE = Path.of("src/test/java/org/mnist4j/metrics/WorkedExampleTest.java");

    private final StringBuilder output = new StringBuilder();

    private static String block(String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```")
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty());
    }

    @Test
    void code_isTheCodeOfThisTest() throws IOException {
        String source = lines(Files.readString(SOURCE)).reduce("", (a, b) -> a + "\n" + b);

        assertThat(source).contains(lines(block("java")).reduce("", (a, b) -> a + "\n" + b));
    }

    @Test
    void output_isWhatTheCodeGives() throws IOException {
        Predictions first = ExpectedValues.predictions("typical");
        Predictions second = ExpectedValues.predictions("other");

        Interval firstAccuracy = EvaluationReport.of(first).accuracyInterval();
        Interval secondAccuracy = EvaluationReport.of(second).accuracyInterval();
        McNemar test = McNemar.of(first, second);
        PairedBootstrap accuracy = Bootstrap.seeded(42).compare(first, second, EvaluationReport::accuracy);
        PairedBootstrap logLoss = Bootstrap.seeded(42).compare(first, second, EvaluationReport::logLoss);

        print("accuracy of the first      ", firstAccuracy);
        print("accuracy of the second     ", secondAccuracy);
        line("only one right              %d and %d", test.onlyFirstCorrect(), test.onlySecondCorrect());
        line("McNemar, exact              p = %.4f", test.exactPValue());
        line("McNemar, corrected          p = %.4f", test.correctedPValue());
        print("difference in accuracy     ", accuracy.difference());
        print("difference in log-loss     ", logLoss.difference());
        assertThat(block("text")).isEqualTo(output.toString());
    }

    private void print(String what, Interval interval) {
        line("%s%7.4f   95%% %7.4f to %7.4f", what, interval.estimate(), interval.low(), interval.high());
    }

    private void line(String format, Object... values) {
        output.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
