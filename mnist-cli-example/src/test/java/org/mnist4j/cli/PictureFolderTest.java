package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DataDirectory;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.train.Checkpoints;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingListener;

/** Folders of pictures, which every command reads alike. */
class PictureFolderTest {

    private static final List<String> CLASSES = List.of("cat", "dog");

    @TempDir
    Path folder;

    private Path data;
    private Path config;
    private Path run;

    @BeforeEach
    void writeConfig() {
        data = folder.resolve("data");
        config = SmallPictures.writeConfig(folder.resolve("config.json"), 2, 1);
        run = folder.resolve("run");
    }

    private CommandRun train(Object... options) {
        List<Object> command =
                new ArrayList<>(List.of("train", "--quiet", "--config", config, "--data", data, "--out", run));
        command.addAll(List.of(options));
        return CommandRun.of(command.toArray());
    }

    /** Trains, and then reads the same images with every other command. */
    private void checkEveryCommand(String info, Object... options) throws IOException {
        train(options).succeeded();
        assertThat(command("data", "info", data, options).succeeded().out()).contains(info);
        assertThat(command("data", "verify", data, options).succeeded().out()).startsWith("ok: ");
        CommandRun evaluated =
                command("evaluate", "--json", "--model", run.resolve("model.safetensors"), "--data", data, options);
        assertThat(evaluated.succeeded().json().get("logLoss"))
                .isEqualTo(json(run.resolve("metrics.json")).get("logLoss"));
        assertThat(CommandRun.of("verify", run, "--data", data).succeeded().out())
                .startsWith("REPRODUCED");
        Path sweep = Files.writeString(
                folder.resolve("sweep.json"),
                "{\"experiment\": "
                        + Files.readString(config)
                                .replaceFirst("\"validationFraction\": 0.0", "\"validationFraction\": 0.25")
                        + ", \"seeds\": [1], \"grid\": {}}");
        assertThat(command("sweep", "--config", sweep, "--data", data, "--out", folder.resolve("sweep"), options)
                        .succeeded()
                        .out())
                .contains("best");
        assertThat(CommandRun.of("compare", run, run, "--data", data, "--html", folder.resolve("page.html"))
                        .succeeded()
                        .out())
                .contains("page");
    }

    private static CommandRun command(Object... parts) {
        return CommandRun.of(Stream.of(parts)
                .flatMap(part -> part instanceof Object[] several ? Stream.of(several) : Stream.of(part))
                .toArray());
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.builder().build().readTree(file.toFile());
    }

    @ParameterizedTest
    @CsvSource({"train,test", "training,testing", "Train,val"})
    void partsByTheirUsualNames_areReadByEveryCommand(String train, String test) throws IOException {
        SmallPictures.write(data, train, test, CLASSES);

        checkEveryCommand("12 of 4x4x1");
    }

    @Test
    void splitClassFolders_areReadByEveryCommand_andVerifyKnowsTheSplit() throws IOException {
        SmallPictures.write(data, CLASSES, 10);

        checkEveryCommand("16 of 4x4x1", "--split", 0.2, "--split-seed", 7);

        assertThat(json(run.resolve("manifest.json")).at("/data/reading").toString())
                .isEqualTo("{\"split\":0.2,\"splitSeed\":7,\"skipUnreadable\":false,\"followLinks\":false}");
        assertThat(run.resolve("model-card.md")).content().contains("the share 0.2 of each class, by the seed 7");
    }

    @Test
    void classFoldersWithoutASplit_areRefusedWithTheOptionThatSplits() {
        SmallPictures.write(data, CLASSES, 10);

        train().failed(ExitCode.FILE, "data: expected the folders train and test", "--split 0.2");
        assertThat(run).doesNotExist();
    }

    /** So that their models can be compared, and combined. */
    @Test
    void runsOfSeveralSeeds_haveTheSameTestImages() {
        SmallPictures.write(data, CLASSES, 10);
        train("--split", 0.3).succeeded();
        Path other = folder.resolve("other");

        CommandRun.of(
                        "train",
                        "--quiet",
                        "--seed",
                        5,
                        "--config",
                        config,
                        "--data",
                        data,
                        "--split",
                        0.3,
                        "--out",
                        other)
                .succeeded();

        assertThat(CommandRun.of("compare", run, other).succeeded().out())
                .contains("evaluated on the same 6 images of data-test");
    }

    @Test
    void unreadablePictures_areSkippedAndListed_byEveryCommand() throws IOException {
        SmallPictures.write(data, "train", "test", CLASSES);
        Files.write(data.resolve("train/dog/000.png"), new byte[0]);
        Files.writeString(data.resolve("test/cat/notes.txt"), "hi");
        train().failed(ExitCode.FILE, "train/dog/000.png: expected a PNG, JPEG, GIF or BMP image, found an empty file");

        checkEveryCommand(
                "skipped: 2 unreadable images\n  train/dog/000.png: expected a PNG, JPEG, GIF or BMP image, found an empty file\n"
                        + "  test/cat/notes.txt: ",
                "--skip-unreadable");

        JsonNode list = json(run.resolve("skipped-files.json"));
        assertThat(list.get("count").intValue()).isEqualTo(2);
        assertThat(list.get("files").findValuesAsText("file"))
                .containsExactly("train/dog/000.png", "test/cat/notes.txt");
        assertThat(CommandRun.of("data", "verify", data, "--skip-unreadable").out())
                .endsWith("; skipped are 2 unreadable images\n");
        Files.writeString(run.resolve("skipped-files.json"), "{}");
        CommandRun tampered = CommandRun.of("verify", run, "--data", data);
        assertThat(tampered.code()).isEqualTo(ExitCode.VERDICT_NO);
        assertThat(tampered.out()).startsWith("TAMPERED").contains("skipped-files.json");
    }

    @Test
    void trainingThatSkips_saysHowManyAndWhere() throws IOException {
        SmallPictures.write(data, "train", "test", CLASSES);
        Files.write(data.resolve("train/dog/000.png"), new byte[0]);

        assertThat(train("--skip-unreadable").succeeded().out())
                .contains("skipped 1 unreadable images, listed in " + run.resolve("skipped-files.json") + "\n");
        assertThat(train("--skip-unreadable", "--overwrite").succeeded().out()).contains("skipped 1");
    }

    @Test
    void linksToOtherPlaces_areFollowedOnDemand_byEveryCommand() throws IOException {
        SmallPictures.write(data, "train", "test", CLASSES);
        Path outside = SmallPictures.write(folder.resolve("outside"), List.of("birds"), 2);
        Files.createSymbolicLink(data.resolve("train/dog/000.png"), outside.resolve("birds/100.png"));
        train().failed(ExitCode.FILE, "train/dog/000.png: expected a path within", "--follow-links");

        checkEveryCommand("13 of 4x4x1", "--follow-links");
    }

    @Test
    void channelsOfTheConfiguration_areEnoughToTrainOnColor() throws IOException {
        SmallPictures.write(data, "train", "test", CLASSES);
        config = SmallPictures.writeConfig(config, 2, 3);

        checkEveryCommand("12 of 4x4x1");

        String color = ImageDataset.fromImageFolder(data.resolve("train"), 3).fingerprint();
        assertThat(json(run.resolve("manifest.json"))
                        .at("/data/training/fingerprint")
                        .textValue())
                .isEqualTo(color);
        assertThat(CommandRun.of("data", "info", data, "--channels", 3)
                        .succeeded()
                        .out())
                .contains("12 of 4x4x3", color);
    }

    @Test
    void stoppedRunOnASplit_resumesWithTheSameOptions_andVerifies() throws IOException {
        SmallPictures.write(data, CLASSES, 10);
        Files.write(data.resolve("dog/000.png"), new byte[0]);
        IllegalStateException stop = new IllegalStateException("stop");
        TrainingListener stopping = new TrainingListener() {
            @Override
            public void onEpochEnd(EpochMetrics epoch) {
                throw stop;
            }
        };
        ImageDataset images = DataDirectory.at(data)
                .skipUnreadable()
                .split(0.2, 0)
                .load()
                .images()
                .train();
        Assertions.assertThatThrownBy(() -> Trainer.of(ExperimentConfig.readJson(config))
                        .checkpoints(Checkpoints.in(folder.resolve("run.checkpoints")))
                        .listener(stopping)
                        .fit(images))
                .isSameAs(stop);

        train("--resume", "--skip-unreadable").failed(ExitCode.FILE, "--split 0.2");
        train("--resume", "--skip-unreadable", "--split", 0.2, "--split-seed", 1)
                .failed(ExitCode.USAGE, "run.checkpoints");
        train("--resume", "--skip-unreadable", "--split", 0.2).succeeded();
        assertThat(CommandRun.of("verify", run, "--data", data).succeeded().out())
                .startsWith("REPRODUCED");
    }

    @Test
    void optionsOfFolders_goWithAFolder_andWithPossibleValues() {
        SmallPictures.write(data, CLASSES, 10);
        for (List<String> command : List.of(List.of("data", "info"), List.of("train"), List.of("data", "verify"))) {
            command(command.toArray(), "--split", 0.2).failed(ExitCode.USAGE, "--split", "DIR");
            command(command.toArray(), "--data", data, "--split", 1.5)
                    .failed(ExitCode.USAGE, "--split must be between 0 and 1 (exclusive), for example 0.2, was 1.5");
            command(command.toArray(), "--data", data, "--split-seed", 1)
                    .failed(ExitCode.USAGE, "--split-seed goes with --split");
        }
        CommandRun.of("data", "info", data, "--channels", 2).failed(ExitCode.USAGE, "--channels must be 1 or 3, was 2");
        CommandRun.of("data", "info", "--channels", 3).failed(ExitCode.USAGE, "--channels goes with DIR");
    }
}
