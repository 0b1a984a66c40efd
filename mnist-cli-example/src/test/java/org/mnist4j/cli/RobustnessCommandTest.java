package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.perturb.Perturbation;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;
import org.mnist4j.robustness.Robustness;
import org.mnist4j.robustness.RobustnessReport;

class RobustnessCommandTest {

    @TempDir
    static Path folder;

    private static Path data;
    private static Path model;
    private static Path other;

    @BeforeAll
    static void train() {
        data = SmallMnist.write(folder.resolve("data"), 600, 60);
        model = trained(42);
        other = trained(43);
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

    @Test
    void text_isTheEvaluationThenTheTable() {
        String out = CommandRun.of("evaluate", "--model", model, "--data", data, "--robustness")
                .succeeded()
                .out();

        String evaluation = Model.load(model).evaluate(test()).toText().stripTrailing();
        String table = Robustness.on(test()).measure(Model.load(model)).toText();
        assertThat(out.replace(System.lineSeparator(), "\n")).isEqualTo(evaluation + "\n\n" + table);
        assertThat(table).contains("on all 60 images of");
    }

    @Test
    void json_hasTheReportAsItsLastField() {
        Robustness measurement = Robustness.on(test()).limit(20);
        RobustnessReport expected =
                measurement.baseline(measurement.measure(Model.load(other))).measure(Model.load(model));

        JsonNode json = CommandRun.of(
                        "evaluate",
                        "--json",
                        "--model",
                        model,
                        "--data",
                        data,
                        "--robustness",
                        "--limit",
                        20,
                        "--baseline",
                        other)
                .succeeded()
                .json();

        assertThat(json.get("testImages").intValue()).isEqualTo(60);
        JsonNode robustness = json.get("robustness");
        assertThat(RobustnessReport.fromJson("stdout", robustness.toString())).isEqualTo(expected);
        assertThat(robustness.get("images").intValue()).isEqualTo(20);
        assertThat(robustness.get("meanCorruptionError").doubleValue()).isEqualTo(expected.meanCorruptionError());
        assertThat(robustness.get("families").findValuesAsText("name")).hasSize(Perturbation.values().length);
    }

    @Test
    void ensemble_isMeasuredAsOne() {
        JsonNode json = CommandRun.of(
                        "evaluate",
                        "--json",
                        "--model",
                        model,
                        "--model",
                        other,
                        "--data",
                        data,
                        "--robustness",
                        "--limit",
                        10)
                .succeeded()
                .json();

        Ensemble ensemble = Ensemble.of(Model.load(model), Model.load(other));
        assertThat(RobustnessReport.fromJson("stdout", json.get("robustness").toString()))
                .isEqualTo(Robustness.on(test()).limit(10).measure(ensemble));
    }

    @Test
    void lines_fitANarrowTerminal() {
        String out = CommandRun.on(
                        new Screen(true, 50, false),
                        "evaluate",
                        "--model",
                        model,
                        "--data",
                        data,
                        "--robustness",
                        "--limit",
                        5)
                .succeeded()
                .out();

        assertThat(out).contains("unevenLight");
        assertThat(out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(50));
    }

    @Test
    void optionsWithoutRobustness_areAUsageError() {
        CommandRun.of("evaluate", "--model", model, "--data", data, "--limit", 10)
                .failed(ExitCode.USAGE, "--limit goes with --robustness");
        CommandRun.of("evaluate", "--model", model, "--data", data, "--baseline", other)
                .failed(ExitCode.USAGE, "--baseline goes with --robustness");
    }

    @Test
    void limitOutOfRange_isAUsageError_andNothingIsWritten() {
        Path predictions = folder.resolve("none.csv");

        for (int limit : new int[] {0, -1, 61}) {
            CommandRun.of(
                            "evaluate",
                            "--model",
                            model,
                            "--data",
                            data,
                            "--robustness",
                            "--limit",
                            limit,
                            "--predictions",
                            predictions)
                    .failed(ExitCode.USAGE, "--limit " + limit + ": expected 1 to 60, the number of images of");
        }
        assertThat(predictions).doesNotExist();
    }

    @Test
    void baselineThatIsNoModel_isAFileProblem() throws IOException {
        Path text = Files.writeString(folder.resolve("no.safetensors"), "no model");

        CommandRun.of("evaluate", "--model", model, "--data", data, "--robustness", "--baseline", text)
                .failed(ExitCode.FILE, text.toString());
    }

    @Test
    void report_addsAndKeepsTheSection() throws IOException {
        Path run = model.getParent();
        assertThat(run.resolve("robustness.json")).doesNotExist();

        CommandRun.of("report", "--robustness", "--data", data, run).succeeded();

        RobustnessReport written = RobustnessReport.fromJson("run", Files.readString(run.resolve("robustness.json")));
        assertThat(written).isEqualTo(Robustness.on(test()).measure(Model.load(model)));
        assertThat(CommandRun.of("verify", "--files-only", run).succeeded().out())
                .startsWith("INTACT");
        Files.delete(run.resolve("report.html"));
        CommandRun.of("report", "--data", data, run).succeeded();
        assertThat(run.resolve("report.html")).content().contains("id=\"robustness\"");

        Files.delete(run.resolve("robustness.json"));
        CommandRun.of("report", "--data", data, run)
                .failed(
                        ExitCode.FILE,
                        "robustness.json: is missing or was changed after the run; measure the robustness again; the run"
                                + " itself is complete, and mnist4j report --robustness " + run + " makes them");
        CommandRun.of("report", "--robustness", "--data", data, run).succeeded();
        assertThat(run.resolve("robustness.json")).exists();
    }

    @Test
    void progress_isOneLineThatIsErased() {
        StringWriter screen = new StringWriter();
        try (RobustnessProgress progress = new RobustnessProgress(new PrintWriter(screen))) {
            progress.accept(Perturbation.THINNING);
        }

        assertThat(screen).hasToString("\rrobustness 1/26\r               \r");
    }
}
