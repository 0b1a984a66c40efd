package org.mnist4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the fuzzer's seed inputs and its past findings through the same targets in every build. */
class FuzzRegressionTest {

    private static final Path INPUTS = Path.of("src/test/resources/org/mnist4j/fuzz");

    private static Stream<Path> inputs(String target) throws IOException {
        try (Stream<Path> files = Files.list(INPUTS.resolve(target))) {
            Path[] sorted = files.sorted().toArray(Path[]::new);
            assertThat(sorted).isNotEmpty();
            return Stream.of(sorted);
        }
    }

    static Stream<Path> configInputs() throws IOException {
        return inputs("config");
    }

    static Stream<Path> idxInputs() throws IOException {
        return inputs("idx");
    }

    static Stream<Path> csvInputs() throws IOException {
        return inputs("csv");
    }

    static Stream<Path> npzInputs() throws IOException {
        return inputs("npz");
    }

    static Stream<Path> pictureInputs() throws IOException {
        return inputs("picture");
    }

    static Stream<Path> modelInputs() throws IOException {
        return inputs("model");
    }

    @ParameterizedTest
    @MethodSource("configInputs")
    void configuration_isRefusedOrAValue(Path input) throws IOException {
        ConfigFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
    }

    @ParameterizedTest
    @MethodSource("idxInputs")
    void idxFile_isRefusedOrADataset(Path input) throws IOException {
        IdxFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
    }

    @ParameterizedTest
    @MethodSource("csvInputs")
    void csvFile_isRefusedOrADataset(Path input) throws IOException {
        CsvFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
    }

    @ParameterizedTest
    @MethodSource("npzInputs")
    void npzFile_isRefusedOrADataset(Path input) throws IOException {
        NpzFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
    }

    @ParameterizedTest
    @MethodSource("pictureInputs")
    void picture_isRefusedOrAnImage(Path input) throws IOException {
        PictureFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
    }

    @ParameterizedTest
    @MethodSource("modelInputs")
    void modelFile_isRefusedOrAModel(Path input) throws IOException {
        ModelFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
    }
}
