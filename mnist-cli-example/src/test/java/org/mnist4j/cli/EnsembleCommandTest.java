package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;
import org.mnist4j.model.Prediction;
import org.mnist4j.onnx.OnnxExport;
import org.mnist4j.run.Run;
import org.mnist4j.serve.DrawPage;

/** An ensemble's file goes wherever a model's goes, and answers as the ensemble of its members. */
class EnsembleCommandTest {

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path data;
    private static Path firstRun;
    private static Path first;
    private static Path second;
    private static Path both;
    private static CommandRun written;

    @BeforeAll
    static void train() {
        data = SmallMnist.write(shared.resolve("data"), 600, 200);
        firstRun = trained(1);
        first = firstRun.resolve("model.safetensors");
        second = trained(2).resolve("model.safetensors");
        both = shared.resolve("both.safetensors");
        written = CommandRun.of("ensemble", first, second, "--out", both).succeeded();
    }

    private static Path trained(int seed) {
        Path out = shared.resolve("run-" + seed);
        CommandRun.of("train", "--quiet", "--data", data, "--epochs", 1, "--seed", seed, "--out", out)
                .succeeded();
        return out;
    }

    private static Ensemble ensemble() {
        return Ensemble.of(Model.load(first), Model.load(second));
    }

    private static ImageDataset test() {
        return ImageDataset.fromIdxDirectory(data).test();
    }

    private static Path picture(Path folder) throws IOException {
        return Files.write(folder.resolve("picture.png"), TestBytes.encoded(28, "png"));
    }

    private static Path threeStrokes(Path file) throws IOException {
        BufferedImage image = new BufferedImage(120, 40, BufferedImage.TYPE_BYTE_GRAY);
        for (int left : new int[] {20, 60, 95}) {
            for (int y = 5; y < 35; y++) {
                for (int x = left; x < left + 4; x++) {
                    image.getRaster().setSample(x, y, 0, 255);
                }
            }
        }
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        return file;
    }

    @Test
    void file_isTheLibrarys_andTheMembersAreUnchanged() throws IOException {
        Path expected = folder.resolve("expected.safetensors");
        ensemble().save(expected);

        assertThat(both).hasSameBinaryContentAs(expected);
        assertThat(written.out())
                .isEqualTo(String.format(
                        Locale.ROOT, "%s: %,d bytes; 2 models, 28x28x1 -> 10 classes%n", both, Files.size(both)));
        assertThat(written.err()).isEmpty();
        assertThat(Classifier.load(both).members().get(1).metadata())
                .isEqualTo(Model.load(second).metadata());
    }

    @Test
    void existingFile_isReplacedOnRequest() throws IOException {
        Path out = Files.writeString(folder.resolve("old"), "old");

        CommandRun.of("ensemble", first, second, "--out", out, "--overwrite").succeeded();

        assertThat(out).hasSameBinaryContentAs(both);
    }

    @Test
    void evaluate_printsWhatTheMembersTogetherGive() {
        CommandRun ofFile =
                CommandRun.of("evaluate", "--model", both, "--data", data).succeeded();
        CommandRun ofMembers = CommandRun.of("evaluate", "--model", first, "--model", second, "--data", data)
                .succeeded();

        assertThat(ofFile.out())
                .isEqualTo(ofMembers
                        .out()
                        .replace(first.toString(), both + " members[0]")
                        .replace(second.toString(), both + " members[1]"));
        assertThat(ofFile.out()).contains("member accuracy");
    }

    @Test
    void evaluateJson_namesTheMembers() {
        CommandRun run = CommandRun.of("evaluate", "--json", "--model", both, "--data", data)
                .succeeded();

        assertThat(run.json().get("accuracy").doubleValue())
                .isEqualTo(ensemble().evaluate(test()).accuracy());
        assertThat(run.json().get("members").findValuesAsText("model"))
                .containsExactly(both + " members[0]", both + " members[1]");
    }

    @Test
    void predict_givesTheMeansOfThePreparedPicture() throws IOException {
        Path picture = picture(folder);

        JsonNode prediction = CommandRun.of("predict", "--json", "--model", both, picture)
                .succeeded()
                .json()
                .at("/predictions/0");

        DigitImage image =
                DigitImage.read(picture, ensemble().input(), Model.load(first).inkStatistics());
        Prediction expected = ensemble().predict(image.pixels());
        assertThat(prediction.get("predicted").textValue()).isEqualTo(expected.className());
        for (int c = 0; c < 10; c++) {
            assertThat(prediction.get("probabilities").get(Integer.toString(c)).floatValue())
                    .isEqualTo(expected.probability(c));
        }
        assertThat(prediction.has("sure")).isFalse();
    }

    @Test
    void severalDigits_arePredictedByAllMembers() throws IOException {
        Path picture = threeStrokes(folder.resolve("row.png"));

        JsonNode json = CommandRun.of("predict", "--json", "--several", "--model", both, picture)
                .succeeded()
                .json();

        List<DigitImage> images = DigitImage.readSeveral(
                picture, ensemble().input(), Model.load(first).inkStatistics());
        assertThat(images).hasSize(3);
        String number = images.stream()
                .map(image -> ensemble().predict(image.pixels()).className())
                .collect(Collectors.joining());
        assertThat(json.at("/numbers/0/number").textValue()).isEqualTo(number);
    }

    @Test
    void serve_startsWithoutTheMeasuresOfARunBesideIt() throws IOException {
        Path inARun = firstRun.resolveSibling("with-measures").resolve("both.safetensors");
        Files.createDirectory(inARun.getParent());
        Files.copy(both, inARun);
        Files.writeString(inARun.resolveSibling("metrics.json"), "{\"accuracy\": ");
        Thread.currentThread().interrupt();

        CommandRun run = CommandRun.of("serve", "--model", inARun);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(run.out()).startsWith("http://127.0.0.1:");
        assertThat(run.err()).startsWith("serving " + inARun);
    }

    @Test
    void export_writesWhatItWritesOfTheMembers() {
        Path onnx = folder.resolve("both.onnx");
        Path page = folder.resolve("both.html");
        OnnxExport.of(ensemble()).write(folder.resolve("expected.onnx"));
        DrawPage.of(ensemble()).write(folder.resolve("expected.html"));

        CommandRun.of("export", "--model", both, "--format", "onnx", "--out", onnx)
                .succeeded();
        CommandRun.of("export", "--model", both, "--format", "html", "--out", page)
                .succeeded();

        assertThat(onnx).hasSameBinaryContentAs(folder.resolve("expected.onnx"));
        assertThat(page).hasSameBinaryContentAs(folder.resolve("expected.html"));
    }

    @Test
    void compareWithARun_testsTheMeansAgainstItsPredictions() {
        CommandRun text =
                CommandRun.of("compare", firstRun, both, "--data", data).succeeded();
        CommandRun json = CommandRun.of("compare", "--json", firstRun, both, "--data", data)
                .succeeded();

        PairedEvaluation expected =
                PairedEvaluation.of(Run.open(firstRun).predictions(), ensemble().predict(test()));
        assertThat(text.out())
                .isEqualTo("A  " + firstRun + "\n   two-layer perceptron, seed 1, 101770 parameters\nB  " + both
                        + "\n   ensemble of 2, 203540 parameters\nevaluated on the same 200 images of data-test\n\n"
                        + expected.toText() + System.lineSeparator());
        assertThat(json.json().at("/mcNemar/exactPValue").doubleValue())
                .isEqualTo(expected.mcNemar().exactPValue());
        assertThat(json.json().at("/second/path").textValue()).isEqualTo(both.toString());
        assertThat(json.json().at("/disagreements")).hasSameSizeAs(expected.disagreements());
    }

    @Test
    void compareOfTwoFiles_predictsTheDatasTestImages() {
        CommandRun json =
                CommandRun.of("compare", "--json", both, first, "--data", data).succeeded();

        PairedEvaluation expected = PairedEvaluation.of(
                ensemble().predict(test()), Model.load(first).predict(test()));
        assertThat(json.json().at("/test/fingerprint").textValue()).isEqualTo(test().fingerprint());
        assertThat(json.json().at("/mcNemar/onlyFirstCorrect").intValue())
                .isEqualTo(expected.mcNemar().onlyFirstCorrect());
        assertThat(json.json().at("/mcNemar/onlySecondCorrect").intValue())
                .isEqualTo(expected.mcNemar().onlySecondCorrect());
    }

    @Test
    void otherImagesThanTheRuns_areAFileProblem() {
        CommandRun.of("compare", both, firstRun)
                .failed(ExitCode.FILE, "data-test (200 images)", "mnist-test (10000)", "--data DIR");
    }
}
