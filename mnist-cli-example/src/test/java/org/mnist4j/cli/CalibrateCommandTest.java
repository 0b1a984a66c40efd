package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.RiskCoverage;
import org.mnist4j.metrics.SelectivePoint;
import org.mnist4j.model.Calibration;
import org.mnist4j.model.Model;
import org.mnist4j.model.Prediction;

class CalibrateCommandTest {

    @TempDir
    static Path folder;

    private static Path data;
    private static Path other;
    private static Path run;
    private static Path model;
    private static Path calibrated;

    @BeforeAll
    static void train() {
        data = SmallMnist.write(folder.resolve("data"), 4000, 1000);
        other = SmallMnist.write(folder.resolve("other"), 3000, 1000);
        run = folder.resolve("run");
        CommandRun.of("train", "--quiet", "--data", data, "--epochs", 5, "--validation-fraction", 0.5, "--out", run)
                .succeeded();
        model = run.resolve("model.safetensors");
        calibrated = folder.resolve("calibrated.safetensors");
        CommandRun.of("calibrate", "--model", model, "--data", data, "--max-error", 0.05, "--out", calibrated)
                .succeeded();
    }

    private static ImageDataset heldOut() {
        Model trained = Model.load(model);
        return ImageDataset.fromIdxDirectory(data)
                .train()
                .stratifiedSplit(0.5, trained.config().seed())
                .validation();
    }

    private static Calibration calibration() {
        return Model.load(calibrated).calibration().orElseThrow();
    }

    @Test
    void imagesThatTheTrainingHeldOut_calibrateTheModel() {
        Calibration fitted = calibration();

        assertThat(fitted).isEqualTo(Calibration.fit(Model.load(model), heldOut(), 0.05));
        assertThat(fitted.dataSha256()).isEqualTo(heldOut().fingerprint());
        assertThat(fitted.images()).isEqualTo(2000);
        assertThat(Model.load(calibrated).parametersSha256())
                .isEqualTo(Model.load(model).parametersSha256());
    }

    @Test
    void runOfTheModel_staysAsItWas() {
        assertThat(Model.load(model).calibration()).isEmpty();
        CommandRun.of("verify", "--files-only", run).succeeded();
        CommandRun.of("verify", run, "--data", data).succeeded();
    }

    @Test
    void textAndJson_sayWhatWasFitted() {
        Path out = folder.resolve("again.safetensors");
        CommandRun text = CommandRun.of(
                        "calibrate", "--model", model, "--data", data, "--max-error", 0.05, "--out", out, "--overwrite")
                .succeeded();
        JsonNode json = CommandRun.of(
                        "calibrate",
                        "--json",
                        "--model",
                        model,
                        "--data",
                        data,
                        "--max-error",
                        0.05,
                        "--out",
                        out,
                        "--overwrite")
                .succeeded()
                .json();

        Calibration fitted = calibration();
        assertThat(out).hasSameBinaryContentAs(calibrated);
        assertThat(text.out())
                .contains(
                        "images       2,000 of ", String.format(Locale.ROOT, "temperature  %.4f", fitted.temperature()))
                .contains(
                        String.format(Locale.ROOT, "sure         from a probability of %.4f on: ", fitted.threshold()))
                .contains("at most 5.00% of the sure predictions are wrong (95% confidence)")
                .endsWith("model        " + out + System.lineSeparator());
        assertThat(json.get("temperature").doubleValue()).isEqualTo(fitted.temperature());
        assertThat(json.get("threshold").doubleValue()).isEqualTo(fitted.threshold());
        assertThat(json.get("accepted").intValue()).isEqualTo(fitted.accepted());
        assertThat(json.get("wrong").intValue()).isEqualTo(fitted.wrong());
        assertThat(json.get("maxError").doubleValue()).isEqualTo(0.05);
        assertThat(json.get("images").intValue()).isEqualTo(2000);
        assertThat(json.get("logLoss").get("before").doubleValue())
                .isEqualTo(Model.load(model).evaluate(heldOut()).logLoss());
        assertThat(json.get("logLoss").get("after").doubleValue())
                .isEqualTo(Model.load(calibrated).evaluate(heldOut()).logLoss())
                .isLessThan(json.get("logLoss").get("before").doubleValue());
        assertThat(json.get("expectedCalibrationError").get("after").doubleValue())
                .isEqualTo(Model.load(calibrated).evaluate(heldOut()).expectedCalibrationError());
    }

    @Test
    void evaluation_saysHowTheThresholdDoes() {
        ImageDataset test = ImageDataset.fromIdxDirectory(data).test();
        SelectivePoint point = RiskCoverage.of(Model.load(calibrated).predict(test))
                .atThreshold(calibration().threshold());

        CommandRun text =
                CommandRun.of("evaluate", "--model", calibrated, "--data", data).succeeded();
        JsonNode json = CommandRun.of("evaluate", "--json", "--model", calibrated, "--data", data)
                .succeeded()
                .json();
        JsonNode before = CommandRun.of("evaluate", "--json", "--model", model, "--data", data)
                .succeeded()
                .json();

        assertThat(text.out())
                .contains(String.format(Locale.ROOT, "sure %d of 1000 images (", point.accepted()))
                .contains(String.format(Locale.ROOT, "wrong %d of the sure ones", point.wrong()))
                .contains("calibrated for at most 5.00%");
        assertThat(json.at("/calibration/accepted").intValue()).isEqualTo(point.accepted());
        assertThat(json.at("/calibration/wrong").intValue()).isEqualTo(point.wrong());
        assertThat(json.at("/calibration/temperature").doubleValue())
                .isEqualTo(calibration().temperature());
        assertThat(json.get("selective")).hasSize(8);
        assertThat(json.at("/selective/0/accuracy").doubleValue())
                .isEqualTo(json.get("accuracy").doubleValue())
                .isEqualTo(before.get("accuracy").doubleValue());
        assertThat(json.at("/selective/7/coverage").doubleValue()).isCloseTo(0.5, within(0.01));
        assertThat(before.get("calibration").isNull()).isTrue();
        assertThat(before.get("riskCoverageArea").isNumber()).isTrue();
        assertThat(before.get("expectedCalibrationError").isNumber()).isTrue();
    }

    @Test
    void prediction_saysThatItIsUnsure_ofACalibratedModelOnly() throws IOException {
        ImageDataset test = ImageDataset.fromIdxDirectory(data).test();
        Model calibratedModel = Model.load(calibrated);
        for (boolean sure : new boolean[] {true, false}) {
            int image = 0;
            while (calibratedModel.predict(test.pixels(image)).isSure() != sure) {
                image++;
            }
            Path file = png(test, image);
            Prediction expected = calibratedModel.predict(test.pixels(image));

            CommandRun text =
                    CommandRun.of("predict", "--model", calibrated, file).succeeded();
            JsonNode json = CommandRun.of("predict", "--json", "--model", calibrated, file)
                    .succeeded()
                    .json()
                    .at("/predictions/0");
            CommandRun bare = CommandRun.of("predict", "--model", model, file).succeeded();

            assertThat(text.out()).startsWith(file + ": " + expected.className() + " (");
            assertThat(text.out().strip().endsWith("; unsure")).isEqualTo(!sure);
            assertThat(json.get("sure").booleanValue()).isEqualTo(sure);
            assertThat(json.get("threshold").doubleValue())
                    .isEqualTo(calibration().threshold());
            assertThat(json.get("confidence").floatValue()).isEqualTo(expected.confidence());
            assertThat(bare.out()).doesNotContain("unsure");
        }
        assertThat(CommandRun.of("predict", "--json", "--model", model, png(test, 0))
                        .succeeded()
                        .json()
                        .at("/predictions/0")
                        .has("sure"))
                .isFalse();
    }

    private static Path png(ImageDataset images, int index) throws IOException {
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, 28, 28, images.pixels(index));
        Path file = folder.resolve("digit.png");
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        return file;
    }

    @Test
    void testImages_calibrateAModelThatHeldNoneOut() {
        Path bare = folder.resolve("no-split");
        CommandRun.of("train", "--quiet", "--data", data, "--epochs", 1, "--out", bare)
                .succeeded();
        Path file = bare.resolve("model.safetensors");
        Path out = folder.resolve("by-test.safetensors");

        CommandRun.of("calibrate", "--model", file, "--data", data, "--out", out)
                .failed(
                        ExitCode.USAGE,
                        file + " was trained on all images of ",
                        "train it with --validation-fraction 0.1, or calibrate it on the test images of other data");
        CommandRun.of("calibrate", "--model", file, "--data", data, "--test-images", "--max-error", 0.1, "--out", out)
                .succeeded();
        assertThat(Model.load(out).calibration().orElseThrow().dataSha256())
                .isEqualTo(ImageDataset.fromIdxDirectory(data).test().fingerprint());
    }

    @Test
    void imagesOfTheTraining_areRefused() throws IOException {
        Path swapped = Files.createDirectories(folder.resolve("swapped"));
        Path bare = folder.resolve("swapped-run");
        CommandRun.of("train", "--quiet", "--data", data, "--epochs", 1, "--out", bare)
                .succeeded();
        for (String part : new String[] {"images-idx3-ubyte", "labels-idx1-ubyte"}) {
            Files.copy(data.resolve("train-" + part), swapped.resolve("t10k-" + part));
            Files.copy(data.resolve("t10k-" + part), swapped.resolve("train-" + part));
        }
        Path out = folder.resolve("never.safetensors");

        CommandRun.of(
                        "calibrate",
                        "--model",
                        bare.resolve("model.safetensors"),
                        "--data",
                        swapped,
                        "--test-images",
                        "--out",
                        out)
                .failed(ExitCode.FILE, "was trained on the 4000 test images of", "choose images that it has not seen");
        CommandRun.of("calibrate", "--model", model, "--data", other, "--out", out)
                .failed(
                        ExitCode.FILE,
                        model + " was trained on 2000 images of ",
                        "choose the data it was trained on, or calibrate it on the test images of other data");
        assertThat(out).doesNotExist();
    }

    @Test
    void modelOfUnknownOrigin_needsTestImages() {
        Model trained = Model.load(model);
        Path imported = folder.resolve("imported.safetensors");
        Model.of(trained.config(), trained.classNames(), trained.parameters()).save(imported);

        CommandRun.of("calibrate", "--model", imported, "--data", data, "--out", folder.resolve("x"))
                .failed(ExitCode.USAGE, imported + " does not say which images it was trained on", "--test-images");
    }

    @Test
    void imagesThatDoNotSuffice_areRefused_andNothingIsWritten() {
        Path out = folder.resolve("never.safetensors");

        CommandRun.of("calibrate", "--model", model, "--data", data, "--max-error", 0.001, "--out", out)
                .failed(
                        ExitCode.FILE,
                        model + " cannot be calibrated: the 2,000 images of ",
                        "do not show that some confidence leaves at most a share of 0.001 wrong predictions; they can"
                                + " show 0.0",
                        "allow more, or use more images");
        assertThat(out).doesNotExist();
    }

    @Test
    void existingFile_isReplacedOnlyIfToldTo_andTheModelNever() {
        CommandRun.of("calibrate", "--model", model, "--data", data, "--out", calibrated)
                .failed(ExitCode.USAGE, "--out " + calibrated + " exists; use --overwrite");
        CommandRun.of("calibrate", "--model", model, "--data", data, "--out", model, "--overwrite")
                .failed(ExitCode.USAGE, "--out " + model + " is an input");
    }

    @Test
    void measuredModel_saysThatItsMetricsAreLeftOut() throws IOException {
        Path measured = Files.copy(model, folder.resolve("measured.safetensors"));
        CommandRun.of("evaluate", "--update", "--model", measured, "--data", data)
                .succeeded();
        Path out = folder.resolve("unmeasured.safetensors");

        CommandRun text = CommandRun.of(
                        "calibrate", "--model", measured, "--data", data, "--max-error", 0.05, "--out", out)
                .succeeded();

        assertThat(text.out()).contains("metrics measured before are left out");
        assertThat(Model.load(out).testMetrics()).isEmpty();
        CommandRun.of("evaluate", "--update", "--model", out, "--data", data).succeeded();
        assertThat(Model.load(out).testMetrics()).isPresent();
        assertThat(Model.load(out).calibration()).hasValue(calibration());
    }

    @Test
    void continuedRun_keepsItsValidationFraction() {
        CommandRun.of("train", "--continue", run, "--epochs", 6, "--validation-fraction", 0.2)
                .failed(
                        ExitCode.USAGE,
                        "--validation-fraction is 0.2, but " + run
                                + " was trained with 0.5, which a continued run keeps");
    }
}
