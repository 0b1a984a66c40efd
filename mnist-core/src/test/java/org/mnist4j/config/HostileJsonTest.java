package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.config.BadJsonTest.failure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void twentyThousandFieldsOfOneHash_areReadQuickly() {
        String json = IntStream.range(0, 20_000)
                .mapToObj(i -> IntStream.range(0, 15)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":1")))
                .collect(Collectors.joining(",", "{", "}"));

        assertThat(failure(json).problems()).hasSizeGreaterThanOrEqualTo(1000);
    }

    @Test
    void thousandsOfWrongLayers_areReadQuickly() {
        String layer = "{\"type\":\"denze\"}";
        String json = "{\"layers\":[" + layer + ("," + layer).repeat(20_000) + "]}";

        assertThat(failure(json).problems()).hasSizeGreaterThanOrEqualTo(1000);
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
