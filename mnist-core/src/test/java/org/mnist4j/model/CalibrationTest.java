package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.metrics.RiskCoverage;
import org.mnist4j.train.Trainer;

class CalibrationTest {

    private static final Calibration GOLDEN =
            new Calibration("größe \"7\"", "0a".repeat(32), 6000, 1.25, 0.005, 0.75, 5910, 15);
    private static final String JSON = "{'data':'t','dataSha256':'" + "0a".repeat(32)
            + "','images':60,'temperature':1.5,'maxError':0.25,'threshold':0.75,'accepted':50,'wrong':5}";

    private static Model overconfident;
    private static ImageDataset heldOut;
    private static ImageDataset test;
    private static Model calibrated;

    @TempDir
    private Path folder;

    /** A thousand images, learned by heart. */
    @BeforeAll
    static void train() {
        ExperimentConfig config =
                ExperimentConfig.preset("seed").toBuilder().epochs(40).build();
        ImageDataset images = Mnist.load().train();
        overconfident = Trainer.of(config).fit(images.take(1000)).model();
        int[] next = new int[4000];
        for (int i = 0; i < next.length; i++) {
            next[i] = 1000 + i;
        }
        heldOut = images.subset(next);
        test = Mnist.loadTest();
        calibrated = overconfident.withCalibration(Calibration.fit(overconfident, heldOut, 0.02));
    }

    @Test
    void calibration_makesAnOverconfidentModelLessSure_onImagesItHasNotSeen() {
        Calibration calibration = calibrated.calibration().orElseThrow();
        EvaluationReport before = overconfident.evaluate(test);
        EvaluationReport after = calibrated.evaluate(test);

        assertThat(calibration.temperature()).isGreaterThan(1.1);
        assertThat(after.logLoss()).isLessThan(before.logLoss());
        assertThat(after.expectedCalibrationError()).isLessThan(before.expectedCalibrationError() / 2);
        assertThat(after.confusionMatrix()).isEqualTo(before.confusionMatrix());
        assertThat(calibration.data()).isEqualTo(heldOut.name());
        assertThat(calibration.dataSha256()).isEqualTo(heldOut.fingerprint());
        assertThat(calibration.images()).isEqualTo(4000);
    }

    @Test
    void surePredictions_areWrongNoMoreOftenThanStated() {
        Calibration calibration = calibrated.calibration().orElseThrow();
        var accepted = RiskCoverage.of(calibrated.predict(test)).atThreshold(calibration.threshold());
        var fitted = RiskCoverage.of(calibrated.predict(heldOut)).atThreshold(calibration.threshold());

        assertThat(fitted.accepted()).isEqualTo(calibration.accepted()).isGreaterThan(1000);
        assertThat(fitted.wrong()).isEqualTo(calibration.wrong());
        assertThat(accepted.risk()).isLessThan(0.02);
        assertThat(accepted.coverage()).isCloseTo(fitted.coverage(), within(0.05));
    }

    @Test
    void prediction_isSureFromTheThresholdOn() {
        double threshold = calibrated.calibration().orElseThrow().threshold();
        Predictions predictions = calibrated.predict(test);
        int sure = 0;
        for (int i = 0; i < 500; i++) {
            Prediction prediction = calibrated.predict(test.pixels(i));
            assertThat(prediction.threshold()).hasValue(threshold);
            assertThat(prediction.confidence()).isEqualTo(predictions.confidence(i));
            assertThat(prediction.isSure()).isEqualTo(predictions.confidence(i) >= threshold);
            assertThat(prediction.toString().endsWith(", unsure)")).isNotEqualTo(prediction.isSure());
            sure += prediction.isSure() ? 1 : 0;
        }
        assertThat(sure).isBetween(100, 499);
    }

    @Test
    void temperature_dividesTheLogits() {
        double temperature = calibrated.calibration().orElseThrow().temperature();
        Predictions raw = overconfident.predict(test.take(50));
        Predictions now = calibrated.predict(test.take(50));
        for (int i = 0; i < 50; i++) {
            double sum = 0;
            for (int c = 0; c < 10; c++) {
                sum += Math.pow(raw.probability(i, c), 1 / temperature);
            }
            for (int c = 0; c < 10; c++) {
                assertThat((double) now.probability(i, c))
                        .isCloseTo(Math.pow(raw.probability(i, c), 1 / temperature) / sum, within(1e-5));
            }
        }
    }

    @Test
    void modelWithoutCalibration_keepsItsBits_andIsNeverSure() {
        Calibration one = new Calibration("t", "0a".repeat(32), 1, 1, 0.5, 0, 1, 0);
        Predictions raw = overconfident.predict(test.take(300));

        assertThat(overconfident.withCalibration(one).predict(test.take(300))).isEqualTo(raw);
        assertThat(overconfident.calibration()).isEmpty();
        Prediction prediction = overconfident.predict(test.pixels(0));
        assertThat(prediction.isSure()).isFalse();
        assertThat(prediction.threshold()).isEmpty();
        assertThat(prediction.toString()).doesNotContain("unsure");
    }

    @Test
    void calibratedModel_isFittedAgainFromItsWeights_andLosesItsTestMetrics() {
        Calibration again = Calibration.fit(calibrated, heldOut, 0.02);

        assertThat(calibrated.calibration()).hasValue(again);
        Model measured = overconfident.withTestMetrics(TestMetrics.of(test, overconfident.evaluate(test)));
        assertThat(measured.withCalibration(again).testMetrics()).isEmpty();
        assertThat(measured.withCalibration(again).provenance())
                .isEqualTo(overconfident.provenance())
                .isPresent();
        assertThat(calibrated.parametersSha256()).isEqualTo(overconfident.parametersSha256());
        assertThat(measured.withCalibration(again)
                        .withTestMetrics(TestMetrics.of(test, calibrated.evaluate(test)))
                        .calibration())
                .hasValue(again);
    }

    @Test
    void ensemble_averagesCalibratedProbabilities_andIsNeverSure() {
        Ensemble ensemble = Ensemble.of(overconfident, calibrated);
        Prediction one = ensemble.predict(test.pixels(3));

        assertThat(one.isSure()).isFalse();
        assertThat(one.threshold()).isEmpty();
        float mean = (overconfident.predict(test.pixels(3)).confidence()
                        + calibrated.predict(test.pixels(3)).confidence())
                / 2;
        assertThat(one.confidence()).isCloseTo(mean, within(1e-6f));
    }

    @Test
    void imagesThatDoNotSuffice_areRefusedWithWhatTheyCanShow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.fit(overconfident, heldOut, 0.0001))
                .withMessageMatching("the 4,000 images of .* do not show that some confidence leaves at most a share of"
                        + " 0\\.00010 wrong predictions; they can show 0\\.\\d{5}: allow more, or use more images");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.fit(overconfident, heldOut, 1))
                .withMessage("maxError must be between 0 and 1 (exclusive), was 1.0");
        ImageDataset other = TestModels.images(overconfident.input(), TestModels.classNames(10), 5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.fit(overconfident, other, 0.1))
                .withMessageContaining("use a data set with the same classes");
    }

    @Test
    void shareThatTheMessageNames_canBePassed() {
        IllegalArgumentException refused = catchThrowableOfType(
                IllegalArgumentException.class, () -> Calibration.fit(overconfident, heldOut, 0.0001));
        String share = refused.getMessage().replaceAll(".*they can show ([0-9.]+):.*", "$1");

        assertThat(Calibration.fit(overconfident, heldOut, Double.parseDouble(share))
                        .maxError())
                .isEqualTo(Double.parseDouble(share));
    }

    private static byte[] goldenFile() throws IOException {
        try (InputStream in = CalibrationTest.class.getResourceAsStream("format-1.3.safetensors")) {
            return in.readAllBytes();
        }
    }

    /** The file was written by Python, and its probabilities computed in float64. */
    @Test
    void fileOfVersion13_isReadAndWritten() throws IOException {
        Model model = Model.load(Files.write(folder.resolve("golden.safetensors"), goldenFile()));

        assertThat(model.calibration()).hasValue(GOLDEN);
        assertThat(model.testMetrics()).isPresent();
        assertThat(model.predict(new byte[4]).probability(0)).isCloseTo(0.7587665144f, within(1e-6f));
        assertThat(model.predict(new byte[4]).isSure()).isTrue();
        assertThat(model.predict(new byte[] {10, (byte) 200, 30, -1}).probability(0))
                .isCloseTo(0.1283917921f, within(1e-6f));
        Path again = folder.resolve("model.safetensors");
        model.save(again);
        assertThat(again).hasBinaryContent(CraftedFile.withTheConfigOfThisRelease(goldenFile()));
    }

    @Test
    void metadata_carryTheCalibration() {
        Map<String, String> metadata = calibrated.metadata();

        assertThat(metadata).containsEntry("formatVersion", "1.3").containsKey("calibration");
        assertThat(Model.of("memory", metadata, calibrated.parameters()).predict(test.take(20)))
                .isEqualTo(calibrated.predict(test.take(20)));
    }

    /** An entry in single quotes, in a file with a correct hash. */
    private Path fileWith(String version, String json) throws IOException {
        Path file = folder.resolve("model.safetensors");
        String entry = "\"calibration\":\"" + json.replace("'", "\\\"") + "\",";
        CraftedFile.write(
                file,
                header -> header.replace("\"1.1\"", "\"" + version + "\"")
                        .replace("\"pixelScaling\"", entry + "\"pixelScaling\""),
                UnaryOperator.identity());
        return file;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ":1.5      | :0          | calibration.temperature must be within 0.01 and 100.0, was 0.0",
                ":1.5      | :-1.5       | calibration.temperature must be within 0.01 and 100.0, was -1.5",
                ":1.5      | :1e999      | calibration.temperature must be within 0.01 and 100.0, was Infinity",
                ":1.5      | :NaN        | calibration is not valid JSON",
                ":1.5      | :'1.5'      | calibration.temperature must be a number, was \"1.5\"",
                ":1.5      | :null       | calibration.temperature must be a number, was null",
                "'temperature':1.5, | `` | calibration.temperature must be a number, was missing",
                "'images'  | 'temperature':1,'images' | calibration is not valid JSON: Duplicate",
                ":0.25     | :0          | calibration.maxError must be between 0 and 1 (exclusive), was 0.0",
                ":0.25     | :1          | calibration.maxError must be between 0 and 1 (exclusive), was 1.0",
                ":0.75     | :-0.1       | calibration.threshold must be within 0 and 1, was -0.1",
                ":0.75     | :1.1        | calibration.threshold must be within 0 and 1, was 1.1",
                ":60       | :0          | calibration.images must be 1 or more, was 0",
                ":60       | :49         | calibration.accepted must be 1 to 49, the images, was 50",
                ":50       | :0          | calibration.accepted must be 1 to 60, the images, was 0",
                "'wrong':5 | 'wrong':51  | calibration.wrong must be 0 to 50, the accepted, was 51",
                "'wrong':5 | 'wrong':-1  | calibration.wrong must be 0 to 50, the accepted, was -1",
                "'wrong':5 | 'wrong':0.5 | calibration.wrong must be a whole number, was 0.5",
                "'t'       | ' '         | calibration.data must have 1 to 200 characters",
                "0a0a'     | 0a0'        | calibration.dataSha256 must be 64 hex digits",
                "`{`       | [{          | calibration is not valid JSON"
            })
    void badCalibration_isRefusedWithItsField_andIgnoredInAnEarlierFile(
            String piece, String replacement, String message) throws IOException {
        assertThat(JSON).contains(piece);
        String bad = JSON.replace(piece, replacement);
        Path file = fileWith("1.3", bad);

        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(file + ": in its metadata, " + message);
        assertThat(Model.load(fileWith("1.2", bad)).calibration()).isEmpty();
    }

    @Test
    void goodCalibration_isRead_alsoOfALaterVersionWithMoreFields() throws IOException {
        Calibration expected = new Calibration("t", "0a".repeat(32), 60, 1.5, 0.25, 0.75, 50, 5);

        assertThat(Model.load(fileWith("1.3", JSON)).calibration()).hasValue(expected);
        assertThat(Model.load(fileWith("1.17", JSON.replace("}", ",'x':[{}]}"))).calibration())
                .hasValue(expected);
    }
}
