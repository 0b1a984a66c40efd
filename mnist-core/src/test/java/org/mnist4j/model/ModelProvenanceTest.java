package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.model.ModelFormatException.Reason;

class ModelProvenanceTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String ORIGIN = "{'version':'0.1.0','commit':'" + COMMIT + "','dirty':true,'engine':'dl4j',"
            + "'trainingData':'mnist','trainingDataSha256':'" + "0f".repeat(32) + "','trainingImages':7}";
    private static final String METRICS = "{'epochs':3,'trainingLoss':2,'trainingAccuracy':0.5}";

    @TempDir
    private Path folder;

    /**
     * Writes a file with a correct hash whose metadata has these two entries, in single quotes; null omits an entry.
     */
    private Path file(String version, String origin, String metrics) throws IOException {
        Path file = folder.resolve("model.safetensors");
        String entries = entry("provenance", origin) + entry("trainingMetrics", metrics);
        CraftedFile.write(
                file,
                header -> header.replace("\"1.1\"", "\"" + version + "\"")
                        .replace("\"pixelScaling\"", entries + "\"pixelScaling\""),
                UnaryOperator.identity());
        return file;
    }

    private static String entry(String name, String json) {
        return json == null ? "" : "\"" + name + "\":\"" + json.replace("'", "\\\"") + "\",";
    }

    private ModelFormatException failure(String origin, String metrics) throws IOException {
        Path file = file("1.1", origin, metrics);
        ModelFormatException failure = catchThrowableOfType(ModelFormatException.class, () -> Model.load(file));
        assertThat(failure).isNotNull().hasMessageStartingWith(file + ": in its metadata, ");
        assertThat(failure.reason()).isEqualTo(Reason.METADATA);
        return failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.2", "1.30"})
    void provenance_isRead_andLaterVersionsMayAddFields(String version) throws IOException {
        String later = version.equals("1.1") ? "" : ",'x':[{}]";
        Path file = file(version, ORIGIN.replace("}", later + "}"), METRICS.replace("}", later + "}"));

        assertThat(Model.load(file).provenance())
                .hasValue(new ModelProvenance(
                        new BuildInfo("0.1.0", COMMIT, true),
                        "dl4j",
                        "mnist",
                        "0f".repeat(32),
                        7,
                        new TrainingMetrics(3, 2, 0.5, OptionalDouble.empty(), OptionalDouble.empty())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.00"})
    void fileOfVersion10_mayHaveAnythingUnderTheNamesOfLaterEntries(String version) throws IOException {
        for (String origin : List.of("", "[", "{}", ORIGIN)) {
            assertThat(Model.load(file(version, origin, null)).provenance()).isEmpty();
        }
    }

    @Test
    void oneEntryWithoutTheOther_isRejected() throws IOException {
        assertThat(failure(ORIGIN, null))
                .hasMessageEndingWith("provenance and trainingMetrics must both be present or both be absent");
        assertThat(failure(null, METRICS))
                .hasMessageEndingWith("provenance and trainingMetrics must both be present or both be absent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'version':'0.1.0'  | 'version':1        | provenance.version must be a string, was 1",
                "'version':'0.1.0', | ``                 | provenance.version must be a string, was missing",
                "'0.1.0'            | ' '                | version must have 1 to 200 characters",
                "'version'          | 'engine':1,'version' | provenance is not valid JSON: Duplicate",
                "01234567'          | 0123456'           | commit must be 40 or 64 hex digits or unknown",
                "true               | 'true'             | provenance.dirty must be true or false",
                "'dl4j'             | null               | provenance.engine must be a string, was null",
                "0f0f'              | 0f0F'              | trainingDataSha256 must be 64 hex digits",
                ":7                 | :7.0               | provenance.trainingImages must be a whole number, was 7.0",
                ":7                 | :70000000000       | provenance.trainingImages must be a whole number",
                ":7                 | :0                 | trainingImages must be 1 or more, was 0",
                ":7}                | :7                 | provenance is not valid JSON",
                ":7}                | :7}{}              | provenance is not valid JSON",
                ":7                 | :7,'x':[[[[[[[[[]]]]]]]]] | provenance is not valid JSON",
                "`{`                | [{                 | provenance is not valid JSON"
            })
    void badProvenance_isRejectedWithItsField(String piece, String replacement, String message) throws IOException {
        assertThat(ORIGIN).contains(piece);
        assertThat(failure(ORIGIN.replace(piece, replacement), METRICS)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "3    | 0            | epochs must be 1 or more, was 0",
                "3    | '3'          | trainingMetrics.epochs must be a whole number",
                ":2   | :1e999       | trainingLoss must be finite, was Infinity",
                ":2   | :NaN         | trainingMetrics is not valid JSON",
                ":2   | :null        | trainingMetrics.trainingLoss must be a number, was null",
                "0.5  | 1.5          | trainingAccuracy must be within 0 and 1, was 1.5",
                "0.5  | -1           | trainingAccuracy must be within 0 and 1, was -1.0",
                "0.5  | 0.5,'validationLoss':1 | validationLoss and validationAccuracy must both be present or both be absent",
                "0.5  | 0.5,'validationLoss':null | trainingMetrics.validationLoss must be a number, was null",
                "0.5  | 0.5,'validationLoss':1,'validationAccuracy':2 | validationAccuracy must be within 0 and 1"
            })
    void badMetrics_areRejectedWithTheirField(String piece, String replacement, String message) throws IOException {
        assertThat(METRICS).contains(piece);
        assertThat(failure(ORIGIN, METRICS.replace(piece, replacement))).hasMessageContaining(message);
    }

    @Test
    void entryThatIsNotAnObject_isRejected() throws IOException {
        assertThat(failure("[]", METRICS)).hasMessageEndingWith("provenance must be a JSON object");
        assertThat(failure("", METRICS)).hasMessageEndingWith("provenance must be a JSON object");
        assertThat(failure(ORIGIN, "null")).hasMessageEndingWith("trainingMetrics must be a JSON object");
    }

    /** An entry of version 1.2, in single quotes. */
    private Path fileWith(String version, String name, String json) throws IOException {
        Path file = folder.resolve("model.safetensors");
        CraftedFile.write(
                file,
                header -> header.replace("\"1.1\"", "\"" + version + "\"")
                        .replace("\"pixelScaling\"", entry(name, json) + "\"pixelScaling\""),
                UnaryOperator.identity());
        return file;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "importedFrom | []                           | importedFrom must be a JSON object",
                "importedFrom | {}                           | importedFrom.version must be a string, was missing",
                "importedFrom | {'version':'1','commit':'unknown','dirty':false,'format':'onnx','file':' ','sha256':''} | file must have 1 to 200 characters",
                "importedFrom | {'version':'1','commit':'unknown','dirty':false,'format':'onnx','file':'a','sha256':''} | sha256 must be 64 hex digits",
                "importedFrom | {'version':'1','commit':'x','dirty':false,'format':'onnx','file':'a','sha256':''} | commit must be 40 or 64 hex digits",
                "testMetrics  | {'testData':1}               | testMetrics.testData must be a string, was 1",
                "testMetrics  | {'testData':'t','testDataSha256':'','testImages':1,'accuracy':1,'macroF1':1,'logLoss':0} | testDataSha256 must be 64 hex digits",
                "testMetrics  | {                            | testMetrics is not valid JSON"
            })
    void badEntryOfVersion12_isRejectedWithItsField_andIgnoredInAnEarlierFile(String name, String json, String message)
            throws IOException {
        Path file = fileWith("1.2", name, json);
        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(file + ": in its metadata, ")
                .hasMessageContaining(message);

        Model earlier = Model.load(fileWith("1.1", name, json));
        assertThat(earlier.importedFrom()).isEmpty();
        assertThat(earlier.testMetrics()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.5, 0.5, 0, testImages",
        "1, 1.5, 0.5, 0, accuracy",
        "1, 0.5, NaN, 0, macroF1",
        "1, 0.5, 0.5, -1, logLoss",
        "1, 0.5, 0.5, Infinity, logLoss"
    })
    void measureOutOfRange_isRefused(int images, double accuracy, double macroF1, double logLoss, String field) {
        assertThatThrownBy(() -> new TestMetrics("test", "0f".repeat(32), images, accuracy, macroF1, logLoss))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + " must be ");
    }

    @Test
    void newProvenance_createsANewModel() {
        Model model = TestModels.golden();
        ModelProvenance provenance =
                TestModels.goldenWithProvenance().provenance().orElseThrow();

        assertThat(model.withProvenance(provenance).provenance()).hasValue(provenance);
        assertThat(model.provenance()).isEmpty();
        assertThatThrownBy(() -> new ModelProvenance(
                        provenance.build(), "java", "x".repeat(201), "ab".repeat(32), 1, provenance.metrics()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("trainingData must have 1 to 200 characters");
    }
}
