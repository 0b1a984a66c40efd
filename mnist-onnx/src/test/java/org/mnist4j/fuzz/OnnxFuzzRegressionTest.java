package org.mnist4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the fuzzer's seed inputs, its past findings and PyTorch's files through its target in every build. */
class OnnxFuzzRegressionTest {

    private static final Path RESOURCES = Path.of("src/test/resources/org/mnist4j");

    static List<Path> inputs() throws IOException {
        try (Stream<Path> seeds = Files.list(RESOURCES.resolve("fuzz/onnx"));
                Stream<Path> files = Files.list(RESOURCES.resolve("onnx"))) {
            List<Path> all = Stream.concat(seeds, files).sorted().toList();
            assertThat(all).hasSizeGreaterThan(20);
            return all;
        }
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void onnxFile_isRefusedOrAModel(Path input) throws IOException {
        OnnxFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
    }
}
