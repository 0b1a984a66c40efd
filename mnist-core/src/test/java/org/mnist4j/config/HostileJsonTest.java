package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.config.BadJsonTest.failure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.ConfigProblem.Rule;

/** Documents crafted to cost time or to load code, and files that are not text. */
class HostileJsonTest {

    private static final int MANY = 20_000;

    /** The limit on reported problems, and the missing fields of the experiment itself. */
    private static final int MOST_PROBLEMS = 1010;

    @Test
    void fieldsWithOneHashCode_areReadInLinearTime() {
        assertThat(failure(fieldsWithOneHashCode(MANY)).problems()).hasSizeBetween(1000, MOST_PROBLEMS);
        assertLinear(HostileJsonTest::fieldsWithOneHashCode);
    }

    @Test
    void wrongLayers_areReadInLinearTime() {
        assertThat(failure(wrongLayers(MANY)).problems()).hasSizeBetween(1000, MOST_PROBLEMS);
        assertLinear(HostileJsonTest::wrongLayers);
    }

    private static String fieldsWithOneHashCode(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> IntStream.range(0, 15)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":1")))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String wrongLayers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"type\":\"denze\"}")
                .collect(Collectors.joining(",", "{\"layers\":[", "]}"));
    }

    /**
     * An eighth of a document should take about an eighth of the time; with a quadratic reader it takes a 64th. Compares the
     * least CPU times of several attempts, which hardly depend on the machine's load.
     */
    private static void assertLinear(IntFunction<String> documents) {
        String small = documents.apply(MANY / 8);
        String large = documents.apply(MANY);
        long leastSmall = Long.MAX_VALUE;
        long leastLarge = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 10; attempt++) {
            leastSmall = Math.min(leastSmall, cpuTime(small));
            leastLarge = Math.min(leastLarge, cpuTime(large));
        }
        assertThat((double) leastLarge / leastSmall)
                .as("%d ns of CPU time for %d entries, %d ns for an eighth", leastLarge, MANY, leastSmall)
                .isLessThan(24);
    }

    private static long cpuTime(String json) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        assertThatThrownBy(() -> ExperimentConfig.fromJson(json)).isInstanceOf(ConfigException.class);
        return threads.getCurrentThreadCpuTime() - before;
    }

    /** Its static initializer would record that it ran. */
    static final class Trap {
        static {
            System.setProperty("org.mnist4j.config.trap", "sprung");
        }
    }

    @Test
    void aClassNameAsType_isNeverLoaded() {
        String name = getClass().getName() + "$Trap";
        ConfigException failure = failure(BadJsonTest.VALID.replace("\"dropout\"", "\"" + name + "\""));

        assertThat(failure.problems()).extracting(ConfigProblem::rule).containsExactly(Rule.UNKNOWN_TYPE);
        assertThat(System.getProperty("org.mnist4j.config.trap")).isNull();
    }

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of(BadJsonTest.VALID.getBytes(StandardCharsets.UTF_16), Rule.ENCODING),
                Arguments.of(BadJsonTest.VALID.getBytes(StandardCharsets.UTF_16LE), Rule.ENCODING),
                Arguments.of(BadJsonTest.VALID.getBytes(StandardCharsets.UTF_16BE), Rule.ENCODING),
                Arguments.of("{\"name\": \"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1), Rule.ENCODING),
                Arguments.of("{\"name\": \"\u00c0\u0080\"}".getBytes(StandardCharsets.ISO_8859_1), Rule.ENCODING),
                Arguments.of(new byte[(1 << 20) + 1], Rule.LIMIT),
                Arguments.of(new byte[0], Rule.NOT_OBJECT));
    }

    @ParameterizedTest
    @MethodSource("files")
    void badFile_isRejectedByName_andNotChanged(byte[] content, Rule rule, @TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("experiment.json"), content);

        ConfigException failure = catchThrowableOfType(ConfigException.class, () -> ExperimentConfig.readJson(file));
        assertThat(failure.source()).isEqualTo(file.toString());
        assertThat(failure).hasMessageStartingWith(file + ": ");
        assertThat(failure.problems()).extracting(ConfigProblem::rule).containsExactly(rule);
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void missingFileAndFolder_areReported(@TempDir Path folder) {
        assertThat(catchThrowableOfType(
                        ConfigException.class, () -> ExperimentConfig.readJson(folder.resolve("no.json"))))
                .hasMessage(folder.resolve("no.json") + ": file not found; check the path");
        assertThat(catchThrowableOfType(ConfigException.class, () -> ExperimentConfig.readJson(folder)))
                .hasMessage(folder + ": not a regular file; name a JSON file");
    }
}
