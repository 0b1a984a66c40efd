package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.model.Model;
import org.mnist4j.run.RunDirectory;
import org.mnist4j.run.RunDirectoryException;
import org.mnist4j.train.Checkpoints;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingListener;
import org.mnist4j.train.TrainingResult;

class TrainCommandTest {

    @TempDir
    Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void writeData() {
        data = SmallMnist.write(folder.resolve("data"), 600, 200);
        out = folder.resolve("out");
    }

    @Test
    void run_leavesTheWholeDirectory() throws IOException {
        CommandRun.of("train", "--data", data, "--epochs", 2, "--seed", 7, "--out", out)
                .succeeded();

        assertThat(names(out))
                .containsExactly(
                        "architecture.svg",
                        "confusion-matrix-normalized.png",
                        "confusion-matrix-normalized.svg",
                        "confusion-matrix.csv",
                        "confusion-matrix.png",
                        "confusion-matrix.svg",
                        "experiment.json",
                        "first-layer-weights.png",
                        "history.csv",
                        "learning-curves.png",
                        "learning-curves.svg",
                        "manifest.json",
                        "metrics.json",
                        "mistakes.png",
                        "model-card.md",
                        "model.safetensors",
                        "predictions.csv",
                        "predictions.png",
                        "reliability.png",
                        "reliability.svg",
                        "report.html",
                        "selective-accuracy.png",
                        "selective-accuracy.svg",
                        "training-state.safetensors");
        assertThat(ExperimentConfig.readJson(out.resolve("experiment.json")))
                .isEqualTo(ExperimentConfig.preset("seed").toBuilder()
                        .epochs(2)
                        .seed(7)
                        .build());
        assertThat(Files.readAllLines(out.resolve("history.csv"))).hasSize(3);
        assertThat(Files.readAllLines(out.resolve("predictions.csv"))).hasSize(201);
        assertThat(ImageIO.read(out.resolve("predictions.png").toFile()).getWidth())
                .isGreaterThan(500);
        assertThat(ImageIO.read(out.resolve("confusion-matrix.png").toFile()).getWidth())
                .isGreaterThan(500);
        assertThat(out.resolve("report.html")).content().contains("two-layer perceptron", "<svg");
        assertThat(names(folder)).containsExactly("data", "out");
    }

    @Test
    void threads_changeNothingInTheModel() throws IOException {
        Path other = folder.resolve("other");
        CommandRun.of("train", "--data", data, "--epochs", 1, "--threads", 1, "--out", out)
                .succeeded();
        CommandRun.of("train", "--data", data, "--epochs", 1, "--threads", 3, "--out", other)
                .succeeded();

        assertThat(other.resolve("model.safetensors")).hasSameBinaryContentAs(out.resolve("model.safetensors"));
    }

    @Test
    void threads_outOfRange_areAUsageErrorBeforeAnythingIsWritten() {
        CommandRun.of("train", "--data", data, "--threads", 0, "--out", out)
                .failed(ExitCode.USAGE, "--threads", "1 to 256", "was 0");

        assertThat(out).doesNotExist();
    }

    @Test
    void results_areOnStdoutAndProgressOnStderr() throws IOException {
        CommandRun run = CommandRun.of("train", "--data", data, "--epochs", 2, "--out", out)
                .succeeded();

        ObjectNode metrics = metrics(out);
        EvaluationReport report = Model.load(out.resolve("model.safetensors"))
                .evaluate(org.mnist4j.data.ImageDataset.fromIdxDirectory(data).test());
        assertThat(metrics.get("accuracy").doubleValue()).isEqualTo(report.accuracy());
        assertThat(metrics.get("testImages").intValue()).isEqualTo(200);
        assertThat(metrics.get("trainingImages").intValue()).isEqualTo(600);
        assertThat(run.out().replace("\r\n", "\n"))
                .isEqualTo(report.toText() + "\n\nrun     " + out + "\nreport  " + out.resolve("report.html") + "\n");
        assertThat(run.err())
                .contains("two-layer perceptron, seed 42", "layers[0]  dense", "epoch 1/2  loss", "epoch 2/2  loss")
                .doesNotContain("\r ");
    }

    @Test
    void quiet_saysNothingOnStderr() {
        CommandRun run = CommandRun.of("train", "--quiet", "--data", data, "--epochs", 1, "--out", out)
                .succeeded();

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("accuracy ");
    }

    @Test
    void presetAndJsonFile_giveEqualMetricsAndModels() throws IOException {
        Path file = folder.resolve("copy.json");
        Files.writeString(
                file,
                CommandRun.of("config", "show", "--preset", "seed").succeeded().out());
        Path other = folder.resolve("other");

        CommandRun.of("train", "--data", data, "--epochs", 1, "--preset", "seed", "--out", out)
                .succeeded();
        CommandRun.of("train", "--data", data, "--epochs", 1, "--config", file, "--out", other)
                .succeeded();

        ObjectNode first = metrics(out);
        ObjectNode second = metrics(other);
        assertThat(first.remove("trainingSeconds").doubleValue()).isPositive();
        assertThat(second.remove("trainingSeconds").doubleValue()).isPositive();
        assertThat(first).isEqualTo(second);
        assertThat(out.resolve("model.safetensors")).hasSameBinaryContentAs(other.resolve("model.safetensors"));
        assertThat(out.resolve("predictions.csv")).hasSameBinaryContentAs(other.resolve("predictions.csv"));
    }

    @Test
    void takenDirectory_isRefusedBeforeTrainingAndUntouched() throws IOException {
        CommandRun.of("train", "--quiet", "--data", data, "--epochs", 1, "--out", out)
                .succeeded();
        byte[] before = Files.readAllBytes(out.resolve("metrics.json"));

        // 100,000 epochs would not end within the test's patience.
        CommandRun.of("train", "--data", data, "--epochs", 100_000, "--out", out)
                .failed(ExitCode.USAGE, out.toString(), "already contains a run", "--overwrite");

        assertThat(Files.readAllBytes(out.resolve("metrics.json"))).isEqualTo(before);
        assertThat(names(folder)).containsExactly("data", "out");
    }

    @Test
    void overwrite_replacesARunAndNothingElse() throws IOException {
        CommandRun.of("train", "--quiet", "--data", data, "--epochs", 1, "--out", out)
                .succeeded();
        CommandRun.of("train", "--quiet", "--data", data, "--epochs", 2, "--out", out, "--overwrite")
                .succeeded();

        assertThat(Files.readAllLines(out.resolve("history.csv"))).hasSize(3);
        CommandRun.of("train", "--data", data, "--out", data, "--overwrite").failed(ExitCode.USAGE, "is not a run");
        assertThat(names(data)).hasSize(4);
    }

    /** A newcomer who runs README's first command again sees the scores and the files again. */
    @Test
    void commandOfTheRunProfile_runTwice_printsTheSummaryTwice() throws IOException {
        String arguments = Pattern.compile("<mnist\\.args>(train .+) --out runs/seed (--overwrite)</mnist\\.args>")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .findFirst()
                .orElseThrow();
        Object[] command = Stream.concat(Stream.of(arguments.split(" ")), Stream.of("--data", data, "--out", out))
                .toArray();

        CommandRun first = CommandRun.of(command).succeeded();
        CommandRun second = CommandRun.of(command).succeeded();

        assertThat(second.out())
                .isEqualTo(first.out())
                .contains("accuracy 0.", "macro-F1 0.", "run     " + out, "report  " + out.resolve("report.html"));
        assertThat(second.err()).contains("two-layer perceptron, seed 42", "epoch 5/5  loss");
        assertThat(names(folder)).containsExactly("data", "out");
    }

    @Test
    void badConfiguration_namesEveryPath() throws IOException {
        Path file = Files.writeString(
                folder.resolve("bad.json"),
                CommandRun.of("config", "show", "--preset", "seed")
                        .out()
                        .replace("\"seed\": 42", "\"seed\": \"x\"")
                        .replace("\"epochs\": 5", "\"epochs\": 0")
                        .replace("\"units\": 128", "\"units\": -1"));

        CommandRun run = CommandRun.of("train", "--config", file, "--data", data, "--out", out);

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("mnist4j: " + file + ": 3 problems")
                .contains("\n  seed: ", "\n  layers[0].units: ", "\n  training.epochs: ");
        assertThat(out).doesNotExist();
    }

    @Test
    void earlyStopping_saysWhatIsHeldOut_andWhichEpochWasTheBest() throws IOException {
        Path file = Files.writeString(folder.resolve("early.json"), """
                {"input": {"height": 28, "width": 28, "channels": 1}, "classes": 10,
                 "layers": [{"type": "dense", "units": 32}],
                 "training": {"optimizer": {"type": "adam", "learningRate": 0.02}, "epochs": 40, "batchSize": 32,
                              "validationFraction": 0.2,
                              "earlyStopping": {"type": "patience", "metric": "accuracy", "epochs": 2}}}
                """);

        CommandRun run = CommandRun.of("train", "--config", file, "--data", data, "--out", out)
                .succeeded();

        int epochs = Files.readAllLines(out.resolve("history.csv")).size() - 1;
        assertThat(epochs).isLessThan(40);
        assertThat(run.err())
                .contains(
                        "(480 images, 120 held out for validation), evaluated on",
                        "stopped early; epoch " + (epochs - 2) + " was the best by accuracy");
        assertThat(out.resolve("report.html"))
                .content()
                .contains(epochs + " of 40, stopped early; epoch " + (epochs - 2) + " was the best");
        assertThat(metrics(out).get("trainingImages").intValue()).isEqualTo(480);
        CommandRun.of("verify", out, "--data", data).succeeded();
    }

    @Test
    void divergingTraining_failsAndLeavesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("wild.json"), """
                {"input": {"height": 28, "width": 28, "channels": 1}, "classes": 10,
                 "layers": [{"type": "dense", "units": 64, "activation": "identity"},
                            {"type": "dense", "units": 64, "activation": "identity"},
                            {"type": "dense", "units": 64, "activation": "identity"}],
                 "training": {"optimizer": {"type": "sgd", "learningRate": 10}, "epochs": 20, "batchSize": 32}}
                """);

        CommandRun run = CommandRun.of("train", "--quiet", "--config", file, "--data", data, "--out", out);

        run.failed(ExitCode.TRAINING, "the loss became", "epoch", "learningRate");
        assertThat(names(folder)).containsExactly("data", "wild.json");
    }

    @Test
    void interruptedBeforeTheFirstStep_exits130AndResumeBeginsAnew() throws IOException {
        Thread.currentThread().interrupt();

        CommandRun run = CommandRun.of("train", "--quiet", "--data", data, "--epochs", 1, "--out", out);

        assertThat(Thread.interrupted()).isTrue();
        run.failed(
                ExitCode.INTERRUPTED,
                "interrupted before the first checkpoint; repeat the command, with or without --resume, to begin anew");
        assertThat(names(folder)).containsExactly("data", "out.checkpoints");
        assertThat(CommandRun.of("train", "--quiet", "--resume", "--data", data, "--epochs", 1, "--out", out)
                        .succeeded()
                        .err())
                .isEqualToIgnoringNewLines("begun anew: " + out + ".checkpoints holds no checkpoint of this run yet");
        assertThat(names(folder)).containsExactly("data", "out");
    }

    @Test
    void runBegunBeforeItsImagesWereRead_isResumed_ifItIsTheSameExperiment() throws IOException {
        Path checkpoints = folder.resolve("out.checkpoints");
        ExperimentConfig config =
                ExperimentConfig.preset("seed").toBuilder().epochs(1).build();
        Checkpoints.in(checkpoints).begin(config);

        CommandRun.of("train", "--resume", "--data", data, "--epochs", 2, "--out", out)
                .failed(
                        ExitCode.USAGE,
                        checkpoints.resolve("begun.json") + ": belongs to a different experiment",
                        "training.epochs is 1 in the run that was begun and 2 in this configuration");
        assertThat(Checkpoints.in(checkpoints).isBegun()).isTrue();
        CommandRun.of("train", "--resume", "--data", data, "--epochs", 1, "--out", out)
                .succeeded();
        assertThat(names(folder)).containsExactly("data", "out");
    }

    @Test
    void refusedRun_isNotBegun_andABegunOneMayBeReplaced() throws IOException {
        CommandRun.of("train", "--data", folder.resolve("nowhere"), "--out", out)
                .failed(ExitCode.FILE, "nowhere");
        assertThat(names(folder)).containsExactly("data");

        Checkpoints.in(folder.resolve("out.checkpoints")).begin(ExperimentConfig.preset("mlp-512"));
        CommandRun.of("train", "--data", data, "--epochs", 1, "--out", out).succeeded();
        assertThat(names(folder)).containsExactly("data", "out");
    }

    @Test
    void checkpointsToBeOverwritten_stayUntilTheImagesAreRead() throws IOException {
        stop(4, 1);

        CommandRun.of("train", "--overwrite", "--data", folder.resolve("nowhere"), "--epochs", 4, "--out", out)
                .failed(ExitCode.FILE, "nowhere");

        assertThat(names(folder.resolve("out.checkpoints"))).contains("step-0000000005.safetensors");
    }

    @Test
    void checkpoints_areBesideTheRunUntilItIsComplete() throws IOException {
        CommandRun.of("train", "--data", data, "--epochs", 2, "--out", out).succeeded();
        assertThat(names(folder)).containsExactly("data", "out");
    }

    @Test
    void resume_withoutCheckpoints_saysHowToStart() throws IOException {
        CommandRun.of("train", "--resume", "--data", data, "--out", out)
                .failed(ExitCode.USAGE, out + ".checkpoints holds no checkpoint", "omit --resume");
        assertThat(names(folder)).containsExactly("data");
    }

    @Test
    void resume_comesToTheBytesOfARunThatNeverStopped_andSaysWhereItGoesOn() throws IOException {
        stop(4, 2);

        CommandRun resumed = CommandRun.of("train", "--resume", "--data", data, "--epochs", 4, "--out", out)
                .succeeded();
        Path whole = folder.resolve("whole");
        CommandRun.of("train", "--no-checkpoints", "--data", data, "--epochs", 4, "--out", whole)
                .succeeded();

        assertThat(resumed.err())
                .contains("resumed in epoch 3/4 at batch 1/5 from " + out + ".checkpoints", "epoch 3/4  loss")
                .doesNotContain("epoch 2/4  loss");
        assertThat(out.resolve("model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
        assertThat(out.resolve("predictions.csv")).hasSameBinaryContentAs(whole.resolve("predictions.csv"));
        assertThat(Files.readAllLines(out.resolve("history.csv"))).hasSize(5);
        assertThat(names(folder)).containsExactly("data", "out", "whole");
    }

    @Test
    void stoppedRun_isNotLostSilently() throws IOException {
        stop(4, 1);
        CommandRun.of("train", "--data", data, "--epochs", 4, "--out", out)
                .failed(ExitCode.USAGE, out + ".checkpoints holds checkpoints", "--resume", "--overwrite");
        CommandRun.of("train", "--no-checkpoints", "--data", data, "--epochs", 4, "--out", out)
                .failed(ExitCode.USAGE, "--resume");
        CommandRun.of("train", "--resume", "--data", data, "--epochs", 5, "--out", out)
                .failed(ExitCode.USAGE, "training.epochs is 4 in the checkpoint and 5 in this configuration");
        CommandRun.of(
                        "train",
                        "--resume",
                        "--data",
                        SmallMnist.write(folder.resolve("other"), 500, 200),
                        "--epochs",
                        4,
                        "--out",
                        out)
                .failed(ExitCode.USAGE, "different images", "600 images", "500 images");
        assertThat(names(folder.resolve("out.checkpoints"))).contains("step-0000000005.safetensors");

        CommandRun.of("train", "--overwrite", "--data", data, "--epochs", 4, "--out", out)
                .succeeded();
        assertThat(names(folder)).containsExactly("data", "other", "out");
    }

    @Test
    void damagedCheckpoints_areAFileProblem() throws IOException {
        stop(4, 1);
        Files.writeString(folder.resolve("out.checkpoints/step-0000000005.safetensors"), "nonsense");

        CommandRun run = CommandRun.of("train", "--resume", "--quiet", "--data", data, "--epochs", 4, "--out", out);

        assertThat(run.code()).isEqualTo(ExitCode.FILE);
        assertThat(run.err()).contains("contains no intact checkpoint", "step-0000000005.safetensors");
    }

    @Test
    void checkpointOptions_thatMakeNoSense_areRefused() {
        CommandRun.of("train", "--resume", "--no-checkpoints", "--out", out)
                .failed(ExitCode.USAGE, "--resume", "--no-checkpoints", "mutually exclusive");
        CommandRun.of("train", "--checkpoint-every", 0, "--out", out).failed(ExitCode.USAGE, "--checkpoint-every");
        CommandRun.of("train", "--out", "/").failed(ExitCode.USAGE, "--out /");
    }

    /** Such as a disk that is full by then: the place was fine, so it is no wrong option. */
    @Test
    void runThatCannotBeWrittenInTheEnd_isAFileProblem() throws IOException {
        ImageDataset images = ImageDataset.fromIdxDirectory(data).train();
        TrainingResult trained = Trainer.of(
                        ExperimentConfig.preset("seed").toBuilder().epochs(1).build())
                .fit(images);
        EvaluationReport report = trained.model().evaluate(images);
        try (RunDirectory run = RunDirectory.stage(out, false)) {
            Files.createDirectories(run.file("metrics.json").resolve("in the way"));

            RunDirectoryException failure =
                    catchThrowableOfType(RunDirectoryException.class, () -> run.write(trained, report, images));

            assertThat(failure).hasMessageStartingWith(out + ": cannot be written (");
            assertThat(ExitCode.of(failure)).isEqualTo(ExitCode.FILE);
        }
    }

    /** What a run leaves that was stopped after some of its epochs. */
    private void stop(int epochs, int after) {
        TrainingListener stopping = new TrainingListener() {
            @Override
            public void onEpochEnd(EpochMetrics epoch) {
                if (epoch.epoch() == after) {
                    throw new IllegalStateException("stop");
                }
            }
        };
        Trainer trainer = Trainer.of(ExperimentConfig.preset("seed").toBuilder()
                        .epochs(epochs)
                        .build())
                .checkpoints(Checkpoints.in(folder.resolve("out.checkpoints")))
                .listener(stopping);
        assertThatThrownBy(() -> trainer.fit(ImageDataset.fromIdxDirectory(data).train()))
                .hasMessage("stop");
    }

    @Test
    void dataOfAnotherShape_areRefusedBeforeTraining() throws IOException {
        Path file = Files.writeString(
                folder.resolve("small.json"),
                CommandRun.of("config", "show", "--preset", "seed").out().replace("\"height\": 28", "\"height\": 14"));

        CommandRun.of("train", "--config", file, "--data", data, "--out", out)
                .failed(ExitCode.USAGE, "14x28x1", "28x28x1");
        assertThat(out).doesNotExist();
    }

    @Test
    void missingData_areAFileProblem() {
        CommandRun.of("train", "--data", folder.resolve("nowhere"), "--out", out)
                .failed(ExitCode.FILE, "nowhere");
    }

    @Test
    void verbose_addsTheStackTrace() {
        CommandRun run = CommandRun.of("train", "--verbose", "--data", folder.resolve("nowhere"), "--out", out);

        assertThat(run.code()).isEqualTo(ExitCode.FILE);
        assertThat(run.err()).startsWith("mnist4j: ").contains("DataFormatException", "\tat org.mnist4j");
    }

    @Test
    void configAndPreset_excludeEachOther() {
        CommandRun.of("train", "--preset", "seed", "--config", "x.json")
                .failed(ExitCode.USAGE, "--preset", "--config", "mutually exclusive");
    }

    @Test
    void unknownPreset_namesThoseThereAre() {
        CommandRun.of("train", "--preset", "sead")
                .failed(ExitCode.USAGE, "sead", "seed, mlp-512, mlp-800, cnn-99, cnn-fast, cnn, robust, fashion");
    }

    private static ObjectNode metrics(Path run) throws IOException {
        return (ObjectNode) JsonMapper.builder()
                .build()
                .readTree(run.resolve("metrics.json").toFile());
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
