package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Optimizers;

class SweepCommandTest {

    @TempDir
    Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void writeData() {
        data = SmallMnist.write(folder.resolve("data"), 400, 50);
        out = folder.resolve("out");
    }

    private Path sweep(String json) throws IOException {
        return Files.writeString(folder.resolve("rates.json"), json.replace('\'', '"'));
    }

    @Test
    void sweep_leavesTablesFigureAndTheBestExperiment() throws IOException {
        Path config = sweep("{'preset': 'seed', 'seeds': [1, 2], 'grid': {'training.optimizer.learningRate':"
                + " [0.00001, 0.01], 'training.epochs': [2]}}");

        CommandRun run = CommandRun.of("sweep", "--config", config, "--data", data, "--out", out)
                .succeeded();

        assertThat(run.out()).contains("* learningRate 0.01, epochs 2", "best    " + out);
        assertThat(run.err()).contains("trial 1/4", "trial 4/4", "seed 2").doesNotContain("not run again");
        assertThat(ExperimentConfig.readJson(out.resolve("best.json")))
                .isEqualTo(ExperimentConfig.preset("seed").toBuilder()
                        .optimizer(Optimizers.adam(0.01))
                        .epochs(2)
                        .build());
        assertThat(Files.readAllLines(out.resolve("results.csv"))).hasSize(5);
        assertThat(out.resolve("sweep.svg")).content().startsWith("<svg").contains("2 settings");
        assertThat(ImageIO.read(out.resolve("sweep.png").toFile()).getWidth()).isGreaterThan(500);
        assertThat(out.resolve("settings.svg"))
                .content()
                .startsWith("<svg")
                .contains("training.optimizer.learningRate");
        assertThat(ImageIO.read(out.resolve("settings.png").toFile()).getWidth())
                .isGreaterThan(300);

        String results = Files.readString(out.resolve("results.csv"));
        CommandRun.of("sweep", "--config", config, "--data", data, "--out", out, "--parallel", 1, "--quiet")
                .succeeded();
        // Not one trial was run again: their times are still the same.
        assertThat(out.resolve("results.csv")).hasContent(results);

        CommandRun more = CommandRun.of(
                        "sweep",
                        "--config",
                        sweep(Files.readString(config).replace("1, 2", "1, 2, 3")),
                        "--data",
                        data,
                        "--out",
                        out)
                .succeeded();
        assertThat(more.err().lines().toList())
                .hasSize(7)
                .containsSubsequence("4 of 6 trials were finished before and are not run again; 2 to go")
                .element(4)
                .asString()
                .startsWith("4 of 6");
    }

    @Test
    void halving_saysTheEpochsOfEachRung_andRunsOnlyWhatIsMissing() throws IOException {
        String json = "{'preset': 'seed', 'halving': {'factor': 2}, 'random': {'settings': 4, 'ranges': {"
                + "'training.optimizer.learningRate': {'type': 'logUniform', 'min': 0.00001, 'max': 0.1}}}}";

        CommandRun run = CommandRun.of("sweep", "--config", sweep(json), "--data", data, "--out", out, "--parallel", 2)
                .succeeded();

        assertThat(run.err())
                .contains("trial 1/4", "seed 42, 1 of 5 epochs  loss", "2 of 5 epochs")
                .doesNotContain("not run again");
        assertThat(run.err().lines().filter(line -> line.startsWith("trial"))).hasSize(4 + 2 + 1);
        // Two trials of 1 epoch, one of 2, and one of all 5.
        assertThat(run.out()).contains("9 epochs trained in all, of the 20 without halving");
        assertThat(Files.readAllLines(out.resolve("results.csv"))).hasSize(1 + 7);
        assertThat(out.resolve("checkpoints")).doesNotExist();

        String results = Files.readString(out.resolve("results.csv"));
        CommandRun again = CommandRun.of("sweep", "--config", sweep(json), "--data", data, "--out", out)
                .succeeded();
        assertThat(again.err())
                .containsSubsequence(
                        "4 of 4 trials were finished before and are not run again; 0 to go",
                        "2 of 2 trials were finished before",
                        "1 of 1 trials were finished before");
        assertThat(out.resolve("results.csv")).hasContent(results);
    }

    @Test
    void everyTrialFailed_isATrainingFailure() throws IOException {
        Path config = sweep("{'preset': 'seed', 'grid': {'layers': [[{'type': 'dense', 'units': 16, 'activation':"
                + " 'identity'}, {'type': 'dense', 'units': 16, 'activation': 'identity'}]], 'training.epochs': [50],"
                + " 'training.optimizer': [{'type': 'sgd', 'learningRate': 10, 'momentum': 0.9}]}}");

        CommandRun run = CommandRun.of("sweep", "--config", config, "--data", data, "--out", out);

        assertThat(run.code()).isEqualTo(ExitCode.TRAINING);
        assertThat(run.err()).contains("every trial failed");
        assertThat(out.resolve("best.json")).doesNotExist();
    }

    @Test
    void wrongSweep_isUsage() throws IOException {
        CommandRun.of("sweep", "--config", sweep("{'preset': 'seed', 'gird': {}}"), "--out", out)
                .failed(ExitCode.USAGE, "rates.json", "gird", "grid");
        CommandRun.of("sweep", "--config", sweep("{'preset': 'seed'}"), "--out", out, "--parallel", 0)
                .failed(ExitCode.USAGE, "--parallel");
        CommandRun.of("sweep", "--config", folder.resolve("none.json"), "--out", out)
                .failed(ExitCode.USAGE, "file not found");
        assertThat(out).doesNotExist();
    }

    @Test
    void folderOfSomethingElse_isLeftAlone() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("thesis.tex"), "years of work");

        CommandRun.of("sweep", "--config", sweep("{'preset': 'seed'}"), "--data", data, "--out", out)
                .failed(ExitCode.FILE, "is not empty");
        assertThat(out).isDirectoryContaining(file -> file.endsWith("thesis.tex"));
        assertThat(out.resolve("trials")).doesNotExist();
    }
}
