package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;

class EvaluateCommandTest {

    @TempDir
    static Path folder;

    private static Path data;
    private static Path model;
    private static Path other;
    private static Path third;

    @BeforeAll
    static void train() {
        data = SmallMnist.write(folder.resolve("data"), 600, 200);
        model = trained(42);
        other = trained(43);
        third = trained(44);
    }

    private static Path trained(long seed) {
        Path out = folder.resolve("run-" + seed);
        CommandRun.of("train", "--quiet", "--data", data, "--epochs", 1, "--seed", seed, "--out", out)
                .succeeded();
        return out.resolve("model.safetensors");
    }

    private static ImageDataset test() {
        return ImageDataset.fromIdxDirectory(data).test();
    }

    private static Ensemble ensemble() {
        return Ensemble.of(Model.load(model), Model.load(other), Model.load(third));
    }

    @Test
    void text_isTheReport() {
        CommandRun run =
                CommandRun.of("evaluate", "--model", model, "--data", data).succeeded();

        String report = Model.load(model).evaluate(test()).toText();
        assertThat(run.out().stripTrailing()).isEqualTo(report.stripTrailing());
        assertThat(run.err()).isEmpty();
    }

    @Test
    void json_isAllOfStdout() {
        CommandRun run = CommandRun.of("evaluate", "--json", "--model", model, "--data", data)
                .succeeded();

        assertThat(run.json().get("testImages").intValue()).isEqualTo(200);
        assertThat(run.json().get("perClass")).hasSize(10);
    }

    @Test
    void predictions_areThoseOfTheRun() {
        Path file = folder.resolve("again.csv");

        CommandRun.of("evaluate", "--json", "--model", model, "--data", data, "--predictions", file)
                .succeeded();

        assertThat(file).hasSameBinaryContentAs(model.resolveSibling("predictions.csv"));
    }

    @Test
    void severalModels_areMeasuredAsAnEnsembleAfterEachOfThem() {
        CommandRun run = CommandRun.of("evaluate", "--model", model, "--model", other, "--model", third, "--data", data)
                .succeeded();

        List<String> lines = new ArrayList<>();
        for (Path file : List.of(model, other, third)) {
            double accuracy = Model.load(file).evaluate(test()).accuracy();
            lines.add(String.format(Locale.ROOT, "member accuracy %.4f  %s", accuracy, file));
        }
        lines.add("");
        lines.addAll(ensemble().evaluate(test()).toText().lines().toList());
        assertThat(run.out().stripTrailing().lines()).containsExactlyElementsOf(lines);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void jsonOfAnEnsemble_hasItsMembersInTheOrderGiven() {
        CommandRun run = CommandRun.of(
                        "evaluate", "--json", "--model", third, "--model", model, "--model", other, "--data", data)
                .succeeded();

        JsonNode json = run.json();
        assertThat(json.get("accuracy").doubleValue())
                .isEqualTo(ensemble().evaluate(test()).accuracy());
        assertThat(json.get("perClass")).hasSize(10);
        assertThat(json.get("members").findValuesAsText("model"))
                .containsExactly(third.toString(), model.toString(), other.toString());
        for (JsonNode member : json.get("members")) {
            EvaluationReport own =
                    Model.load(Path.of(member.get("model").textValue())).evaluate(test());
            assertThat(member.get("accuracy").doubleValue()).isEqualTo(own.accuracy());
            assertThat(member.get("macroF1").doubleValue()).isEqualTo(own.macroF1());
            assertThat(member.get("logLoss").doubleValue()).isEqualTo(own.logLoss());
        }
    }

    @Test
    void predictionsOfAnEnsemble_areItsOwn() throws IOException {
        Path file = folder.resolve("ensemble.csv");

        CommandRun.of(
                        "evaluate",
                        "--model",
                        model,
                        "--model",
                        other,
                        "--model",
                        third,
                        "--data",
                        data,
                        "--predictions",
                        file)
                .succeeded();

        StringBuilder expected = new StringBuilder();
        ensemble().predict(test()).writeCsv(expected);
        assertThat(file).hasContent(expected.toString());
    }

    @Test
    void memberOnATerminal_keepsItsLineAndTheEndOfItsFile() {
        CommandRun run = CommandRun.on(
                        new Screen(true, 40, false), "evaluate", "--model", model, "--model", other, "--data", data)
                .succeeded();

        assertThat(run.out().lines().limit(2))
                .allSatisfy(line ->
                        assertThat(line).hasSize(40).matches("member accuracy 0\\.\\d{4}  \\.\\.el\\.safetensors"));
    }

    @Test
    void memberWhoseOutputsOverflow_isNamed() {
        Model good = Model.load(model);
        float[] huge = new float[good.parameters().length];
        Arrays.fill(huge, 3e38f);
        Path wild = folder.resolve("wild.safetensors");
        Model.of(good.config(), good.classNames(), huge).save(wild);

        CommandRun.of("evaluate", "--model", model, "--model", wild, "--data", data)
                .failed(ExitCode.FILE, wild + ": the model's outputs overflow a float");
    }

    @Test
    void embeddedTestSet_isTheDefault() {
        CommandRun run = CommandRun.of("evaluate", "--json", "--model", model).succeeded();

        assertThat(run.json().get("testImages").intValue()).isEqualTo(10_000);
    }

    @Test
    void fileThatIsNoModel_isAFileProblem() throws IOException {
        Path file = Files.writeString(folder.resolve("no.safetensors"), "hello");

        CommandRun.of("evaluate", "--model", file).failed(ExitCode.FILE, file.toString());
        CommandRun.of("evaluate", "--model", folder.resolve("nowhere")).failed(ExitCode.FILE, "nowhere");
    }

    @Test
    void fileThatContainsNoPredictions_isReplacedOnlyOnRequest() throws IOException {
        Path manifest = Files.writeString(folder.resolve("manifest.json"), "{}");
        Path earlier = Files.writeString(folder.resolve("earlier.csv"), "index,label,predicted,p0\n");

        CommandRun.of("evaluate", "--model", model, "--data", data, "--predictions", manifest)
                .failed(ExitCode.USAGE, manifest.toString(), "--overwrite");
        assertThat(manifest).hasContent("{}");

        for (Path file : List.of(manifest, earlier)) {
            CommandRun.of("evaluate", "--model", model, "--data", data, "--predictions", file, "--overwrite")
                    .succeeded();
            assertThat(file).hasSameBinaryContentAs(model.resolveSibling("predictions.csv"));
        }
        Files.writeString(earlier, "index,label,predicted,p0\n");
        CommandRun.of("evaluate", "--model", model, "--data", data, "--predictions", earlier)
                .succeeded();
        assertThat(earlier).hasSameBinaryContentAs(model.resolveSibling("predictions.csv"));
    }

    @Test
    void predictionsThatCannotBeWritten_areAFileProblem() {
        Path file = folder.resolve("no/such/folder.csv");

        CommandRun.of("evaluate", "--model", model, "--data", data, "--predictions", file)
                .failed(ExitCode.FILE, file.toString());
    }

    @Test
    void noModel_isAUsageError() {
        CommandRun.of("evaluate").failed(ExitCode.USAGE, "--model");
    }

    @Test
    void familyOfTheEmbeddedData_isAUsageError() {
        CommandRun.of("evaluate", "--model", model, "--family", "emnist-letters")
                .failed(ExitCode.USAGE, "--family goes with --data DIR");
        CommandRun.of("evaluate", "--model", model, "--data", data, "--family", "emnist")
                .failed(ExitCode.USAGE, "emnist-letters");
    }
}
