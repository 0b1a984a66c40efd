package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.model.Model;

class EvaluateCommandTest {

    @TempDir
    static Path folder;

    private static Path data;
    private static Path model;

    @BeforeAll
    static void train() {
        data = SmallMnist.write(folder.resolve("data"), 600, 200);
        Path out = folder.resolve("run");
        CommandRun.of("train", "--quiet", "--data", data, "--epochs", 1, "--out", out)
                .succeeded();
        model = out.resolve("model.safetensors");
    }

    @Test
    void text_isTheReport() {
        CommandRun run =
                CommandRun.of("evaluate", "--model", model, "--data", data).succeeded();

        String report = Model.load(model)
                .evaluate(ImageDataset.fromIdxDirectory(data).test())
                .toText();
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
