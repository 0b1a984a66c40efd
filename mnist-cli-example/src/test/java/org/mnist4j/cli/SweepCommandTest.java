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
