package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.run.ContinuedRun;
import org.mnist4j.run.Run;

class ContinuedTrainingTest {

    @TempDir
    Path folder;

    private Path data;
    private Path first;
    private Path second;

    @BeforeEach
    void nameFolders() {
        data = SmallMnist.write(folder.resolve("data"), 600, 200);
        first = folder.resolve("first");
        second = folder.resolve("second");
    }

    private CommandRun train(Object... options) {
        Object[] command = new Object[options.length + 3];
        command[0] = "train";
        command[1] = "--data";
        command[2] = data;
        System.arraycopy(options, 0, command, 3, options.length);
        return CommandRun.of(command);
    }

    @Test
    void continuedRun_hasTheBytesOfOneRun_andVerifies() throws IOException {
        train("--epochs", 2, "--out", first).succeeded();
        CommandRun run = train("--continue", first, "--epochs", 4).succeeded();
        Path out = folder.resolve("first-4-epochs");
        Path whole = folder.resolve("whole");
        train("--epochs", 4, "--out", whole).succeeded();

        assertThat(run.err())
                .contains("epoch 3/4  loss", "resumed in epoch 3/4")
                .doesNotContain("epoch 2/4  loss");
        assertThat(run.out()).contains("run     " + out);
        for (String name : new String[] {"model.safetensors", "predictions.csv", "experiment.json"}) {
            assertThat(out.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
        }
        assertThat(Files.readAllLines(out.resolve("history.csv"))).hasSize(5);
        Run earlier = Run.open(first);
        assertThat(Run.open(out).manifest().continues())
                .extracting(ContinuedRun::epochs, ContinuedRun::parametersSha256)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        2, earlier.manifest().parametersSha256()));
        assertThat(Run.open(whole).manifest().continues()).isEmpty();
        CommandRun.of("verify", out, "--data", data).succeeded();
        CommandRun.of("verify", first, "--files-only").succeeded();
    }

    @Test
    void continuedRun_canBeContinued() {
        train("--epochs", 1, "--out", first).succeeded();
        train("--continue", first, "--epochs", 2, "--out", second).succeeded();
        Path third = folder.resolve("third");
        train("--continue", second, "--epochs", 3, "--out", third).succeeded();
        Path whole = folder.resolve("whole");
        train("--epochs", 3, "--out", whole).succeeded();

        assertThat(third.resolve("model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
        assertThat(Run.open(third).manifest().continues())
                .extracting(ContinuedRun::epochs)
                .containsExactly(1, 2);
    }

    @Test
    void epochs_areTheTotalAndMoreThanBefore() {
        train("--epochs", 2, "--out", first).succeeded();

        train("--continue", first)
                .failed(ExitCode.USAGE, "--continue needs --epochs", first + " has 2, so more than 2");
        train("--continue", first, "--epochs", 2).failed(ExitCode.USAGE, "so more than 2, was 2");
        assertThat(folder.resolve("first-2-epochs")).doesNotExist();
    }

    @Test
    void otherSeed_orExperiment_isRefused() {
        train("--epochs", 1, "--seed", 5, "--out", first).succeeded();

        train("--continue", first, "--epochs", 2, "--seed", 6)
                .failed(ExitCode.USAGE, "--seed is 6", first + " was trained with 5", "omit --seed");
        train("--continue", first, "--preset", "seed", "--epochs", 2).failed(ExitCode.USAGE, "mutually exclusive");
        train("--continue", first, "--epochs", 2, "--seed", 5, "--out", second).succeeded();
    }

    @Test
    void otherImages_areRefused() {
        train("--epochs", 1, "--out", first).succeeded();
        data = SmallMnist.write(folder.resolve("other"), 500, 200);

        train("--continue", first, "--epochs", 2, "--out", second)
                .failed(ExitCode.USAGE, "different images", "600 images", "500 images");
        assertThat(second).doesNotExist();
    }

    @Test
    void runWithoutState_saysWhyAndHowToGoOn() {
        train("--epochs", 1, "--no-state", "--out", first).succeeded();
        train("--epochs", 1, "--no-checkpoints", "--out", second).succeeded();

        assertThat(first.resolve("training-state.safetensors")).doesNotExist();
        for (Path run : new Path[] {first, second}) {
            train("--continue", run, "--epochs", 2)
                    .failed(
                            ExitCode.USAGE,
                            "has no training-state.safetensors",
                            "--no-state",
                            "--config " + run.resolve("experiment.json"));
        }
    }

    @Test
    void scheduleOverAllEpochs_keepsNoStateAndIsRefusedWithTheReason() throws IOException {
        Path config = Files.writeString(folder.resolve("cosine.json"), """
                {"input": {"height": 28, "width": 28, "channels": 1}, "classes": 10,
                 "layers": [{"type": "dense", "units": 8}],
                 "training": {"epochs": 2, "batchSize": 100, "schedule": {"type": "cosine"}}}
                """);
        train("--config", config, "--out", first).succeeded();

        assertThat(first.resolve("training-state.safetensors")).doesNotExist();
        train("--continue", first, "--epochs", 4)
                .failed(ExitCode.USAGE, "its learning rates depend on the number of epochs", "Cosine");
    }

    @Test
    void runThatWasStoppedEarly_isRefusedWithTheReason() throws IOException {
        Path config = Files.writeString(folder.resolve("early.json"), """
                {"input": {"height": 28, "width": 28, "channels": 1}, "classes": 10,
                 "layers": [{"type": "dense", "units": 8}],
                 "training": {"epochs": 30, "batchSize": 100, "validationFraction": 0.2,
                              "earlyStopping": {"type": "patience", "metric": "accuracy", "epochs": 1, "minDelta": 0.9}}}
                """);
        train("--config", config, "--out", first).succeeded();

        train("--continue", first, "--epochs", 40).failed(ExitCode.USAGE, "early stopping ended it");
    }

    @Test
    void changedState_andNoRun_areRefused() throws IOException {
        train("--epochs", 1, "--out", first).succeeded();
        Files.write(first.resolve("training-state.safetensors"), new byte[1], StandardOpenOption.APPEND);

        train("--continue", first, "--epochs", 2)
                .failed(ExitCode.FILE, "training-state.safetensors", "was changed after the run");
        train("--continue", data, "--epochs", 2).failed(ExitCode.FILE, "manifest.json", "is missing");
    }

    @Test
    void runOnItsOwnDirectory_replacesItOnlyIfAsked() {
        train("--epochs", 1, "--out", first).succeeded();

        train("--continue", first, "--epochs", 2, "--out", first).failed(ExitCode.USAGE, "already contains a run");
        train("--continue", first, "--epochs", 2, "--out", first, "--overwrite").succeeded();
        assertThat(Run.open(first).manifest().continues()).hasSize(1);
        assertThat(Run.open(first).trainingState()).isPresent();
    }
}
