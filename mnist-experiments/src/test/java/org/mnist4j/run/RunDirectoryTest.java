package org.mnist4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.data.DataReading;
import org.mnist4j.data.LoadedData;
import org.mnist4j.data.SkippedFile;
import org.mnist4j.data.TrainTest;
import org.mnist4j.model.Model;
import org.mnist4j.run.RunDirectoryException.Reason;
import org.mnist4j.train.TrainingResult;

class RunDirectoryTest {

    @TempDir
    Path folder;

    @Test
    void committedRun_containsEveryFile() throws IOException {
        Path target = folder.resolve("runs/one");
        TrainingResult result = SampleRun.result(3);

        write(target, false);

        assertThat(names(target))
                .containsExactly(
                        "confusion-matrix.csv",
                        "experiment.json",
                        "history.csv",
                        "manifest.json",
                        "metrics.json",
                        "model-card.md",
                        "model.safetensors",
                        "predictions.csv");
        assertThat(ExperimentConfig.readJson(target.resolve("experiment.json"))).isEqualTo(result.config());
        assertThat(Model.load(target.resolve("model.safetensors")).parametersSha256())
                .isEqualTo(result.model().parametersSha256());
        assertThat(target.resolve("metrics.json")).hasContent(MetricsJson.of(result, SampleRun.evaluation()));
        assertThat(target.resolve("history.csv"))
                .hasContent(
                        "epoch,trainingLoss,trainingAccuracy,validationLoss,validationAccuracy,seconds\n1,0.7,0.5,,,0.25\n");
        assertThat(Files.readAllLines(target.resolve("predictions.csv")))
                .hasSize(3)
                .first()
                .isEqualTo("index,label,predicted,p0,p1,labelName,predictedName");
        assertThat(target.resolve("confusion-matrix.csv"))
                .hasContent(SampleRun.evaluation().confusionMatrix().toCsv());
        assertThat(names(folder.resolve("runs"))).containsExactly("one");
    }

    @Test
    void skippedImages_areListedInTheRun_andKnownToItsManifest() throws IOException {
        Path target = folder.resolve("one");
        DataReading reading = new DataReading(OptionalDouble.empty(), 0, true, false);
        SkippedFile broken = new SkippedFile(
                "train/cat/\"1\".png", DataFormatException.Reason.IMAGE_CORRUPT, "a whole image", "an empty file");
        TrainTest images = new TrainTest(SampleRun.test(), SampleRun.test());

        try (RunDirectory run = RunDirectory.stage(target, false)) {
            run.write(SampleRun.result(3), SampleRun.evaluation(), new LoadedData(images, reading, List.of(broken), 0));
            run.commit();
        }

        assertThat(target.resolve("skipped-files.json")).hasContent("""
                {
                  "count": 1,
                  "files": [
                    {
                      "file": "train/cat/\\"1\\".png",
                      "reason": "IMAGE_CORRUPT",
                      "expected": "a whole image",
                      "found": "an empty file"
                    }
                  ]
                }
                """);
        assertThat(Run.open(target).manifest().data().reading()).isEqualTo(reading);
        assertThat(Run.open(target).manifest().file("skipped-files.json")).isPresent();
        assertThat(target.resolve("model-card.md")).content().contains("`skipped-files.json` lists them");
        write(target, true);
        assertThat(target.resolve("skipped-files.json")).doesNotExist();
    }

    @Test
    void beforeCommit_theTargetDoesNotExist() {
        Path target = folder.resolve("one");

        try (RunDirectory run = RunDirectory.stage(target, false)) {
            run.write(SampleRun.result(3), SampleRun.evaluation(), SampleRun.test());
            assertThat(target).doesNotExist();
            assertThat(run.target()).isEqualTo(target);
        }
        assertThat(names(folder)).isEmpty();
    }

    @Test
    void closedRun_deletesTheFoldersItCreated() {
        RunDirectory.stage(folder.resolve("a/b/c"), false).close();

        assertThat(names(folder)).isEmpty();
    }

    @Test
    void closedRun_keepsFoldersThatAreInUse() throws IOException {
        RunDirectory run = RunDirectory.stage(folder.resolve("a/b/c"), false);
        Files.writeString(folder.resolve("a/other"), "");

        run.close();

        assertThat(names(folder.resolve("a"))).containsExactly("other");
    }

    @Test
    void existingRun_isRefusedAndUnchanged() throws IOException {
        Path target = write(folder.resolve("one"), false);
        Files.writeString(target.resolve("metrics.json"), "old");

        assertRefused(() -> RunDirectory.stage(target, false), target, Reason.EXISTS, "already contains a run");

        assertThat(target.resolve("metrics.json")).hasContent("old");
        assertThat(names(folder)).containsExactly("one");
    }

    @Test
    void existingRun_isReplacedAsAWholeIfRequested() throws IOException {
        Path target = write(folder.resolve("one"), false);
        Files.writeString(target.resolve("report.html"), "old");

        write(target, true);

        assertThat(target.resolve("report.html")).doesNotExist();
        assertThat(target.resolve("metrics.json")).exists();
        assertThat(names(folder)).containsExactly("one");
    }

    @Test
    void existingRun_staysIfTheNewOneIsNotCommitted() throws IOException {
        Path target = write(folder.resolve("one"), false);
        Files.writeString(target.resolve("metrics.json"), "old");

        try (RunDirectory run = RunDirectory.stage(target, true)) {
            run.write(SampleRun.result(3), SampleRun.evaluation(), SampleRun.test());
        }

        assertThat(target.resolve("metrics.json")).hasContent("old");
        assertThat(names(folder)).containsExactly("one");
    }

    @Test
    void emptyFolder_isUsed() throws IOException {
        Path target = Files.createDirectory(folder.resolve("empty"));

        write(target, false);

        assertThat(target.resolve("experiment.json")).exists();
    }

    @Test
    void linkToAnEmptyFolder_staysALink() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        write(link, false);

        assertThat(link).isSymbolicLink();
        assertThat(real.resolve("experiment.json")).exists();
    }

    @Test
    void folderThatIsNotARun_isNeverOverwritten() throws IOException {
        Path target = Files.createDirectory(folder.resolve("home"));
        Files.writeString(target.resolve("diary.txt"), "dear");

        assertRefused(() -> RunDirectory.stage(target, true), target, Reason.NOT_A_RUN, "no experiment.json");
        assertRefused(() -> RunDirectory.stage(target, false), target, Reason.NOT_A_RUN, "no experiment.json");

        assertThat(target.resolve("diary.txt")).hasContent("dear");
    }

    @Test
    void projectWithAnExperimentFile_isNeverOverwritten() throws IOException {
        Path target = Files.createDirectory(folder.resolve("project"));
        Files.writeString(target.resolve("experiment.json"), "{}");
        Files.createDirectory(target.resolve(".git"));
        Files.writeString(target.resolve("pom.xml"), "");

        assertRefused(() -> RunDirectory.stage(target, true), target, Reason.NOT_A_RUN, ".git, pom.xml");

        assertThat(names(target)).hasSize(3);
    }

    @Test
    void file_isRefused() throws IOException {
        Path target = Files.writeString(folder.resolve("file"), "x");

        assertRefused(() -> RunDirectory.stage(target, true), target, Reason.NOT_A_RUN, "is a file");

        assertThat(target).hasContent("x");
    }

    @Test
    void unwritableTarget_isRefusedWhenStaged() throws IOException {
        // Below a file, where no user can write, not even root.
        Path target = Files.writeString(folder.resolve("file"), "x").resolve("runs/one");

        assertRefused(() -> RunDirectory.stage(target, false), target, Reason.UNWRITABLE, "cannot be written");
        assertThat(names(folder)).containsExactly("file");
    }

    @Test
    void unwritableFile_failsTheRunAndLeavesNothing() throws IOException {
        Path target = folder.resolve("one");
        for (String name : List.of("experiment.json", "model.safetensors", "metrics.json")) {
            try (RunDirectory run = RunDirectory.stage(target, false)) {
                // A non-empty folder in place of the file fails on every machine.
                Files.createDirectories(run.file(name).resolve("inside"));

                assertRefused(
                        () -> run.write(SampleRun.result(3), SampleRun.evaluation(), SampleRun.test()),
                        target,
                        Reason.WRITE_FAILED,
                        "; check the disk and write the run again");
            }
        }
        assertThat(names(folder)).isEmpty();
    }

    @Test
    void targetCreatedDuringTheRun_keepsTheRunInItsHiddenFolder() throws IOException {
        Path target = folder.resolve("one");
        try (RunDirectory run = RunDirectory.stage(target, false)) {
            run.write(SampleRun.result(3), SampleRun.evaluation(), SampleRun.test());
            write(target, false);
            Files.writeString(target.resolve("metrics.json"), "the other run's");

            RunDirectoryException refused = catchThrowableOfType(RunDirectoryException.class, run::commit);

            assertThat(refused.reason()).isEqualTo(Reason.EXISTS);
            assertThat(refused)
                    .hasMessageContaining(run.file("metrics.json").getParent().toString());
        }
        assertThat(target.resolve("metrics.json")).hasContent("the other run's");
        assertThat(names(folder)).hasSize(2).anyMatch(name -> name.startsWith(".one.partial-"));
    }

    @Test
    void leftovers_areDeletedOnlyOfAKilledProcess() throws IOException {
        String id = "00000000-1111-2222-3333-444444444444";
        Files.writeString(folder.resolve(".one.partial-" + id + ".lock"), "");
        Files.writeString(
                Files.createDirectory(folder.resolve(".one.partial-" + id)).resolve("model.safetensors"), "half");
        Files.createDirectory(folder.resolve(".two.partial-" + id));
        Files.createDirectory(folder.resolve(".one.partial-mine"));

        try (RunDirectory living = RunDirectory.stage(folder.resolve("one"), false);
                RunDirectory other = RunDirectory.stage(folder.resolve("one"), false)) {
            assertThat(folder.resolve(".one.partial-" + id)).doesNotExist();
            assertThat(living.file("x").getParent()).exists();
            assertThat(other.file("x").getParent()).exists();
        }
        assertThat(names(folder)).containsExactly(".one.partial-mine", ".two.partial-" + id);
    }

    @Test
    void runThatAKilledProcessWasReplacing_isRestored() throws IOException {
        String id = "00000000-1111-2222-3333-444444444444";
        write(folder.resolve("one"), false);
        Files.move(folder.resolve("one"), folder.resolve(".one.replaced-" + id));
        Files.writeString(folder.resolve(".one.partial-" + id + ".lock"), "");
        Files.createDirectory(folder.resolve(".one.partial-" + id));

        assertRefused(
                () -> RunDirectory.stage(folder.resolve("one"), false),
                folder.resolve("one"),
                Reason.EXISTS,
                "already contains a run");

        assertThat(names(folder)).containsExactly("one");
        assertThat(Model.load(folder.resolve("one/model.safetensors"))).isNotNull();
    }

    @Test
    void replacedRun_thatAKilledProcessCouldNotDelete_isDeleted() throws IOException {
        String id = "00000000-1111-2222-3333-444444444444";
        write(folder.resolve("one"), false);
        Files.createDirectory(folder.resolve(".one.replaced-" + id));
        Files.writeString(folder.resolve(".one.partial-" + id + ".lock"), "");

        write(folder.resolve("one"), true);

        assertThat(names(folder)).containsExactly("one");
    }

    @Test
    void secondCommit_isRefused() {
        try (RunDirectory run = RunDirectory.stage(folder.resolve("one"), false)) {
            run.commit();
            assertThatThrownBy(run::commit).isInstanceOf(IllegalStateException.class);
        }
        assertThat(folder.resolve("one")).exists();
    }

    @Test
    void fileOutsideTheFolder_isRefused() {
        try (RunDirectory run = RunDirectory.stage(folder.resolve("one"), false)) {
            for (String name :
                    List.of("../two", "a/b", "", "..", folder.resolve("x").toString())) {
                assertThatThrownBy(() -> run.file(name))
                        .as(name)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("plain file name");
            }
        }
    }

    private static Path write(Path target, boolean overwrite) {
        try (RunDirectory run = RunDirectory.stage(target, overwrite)) {
            run.write(SampleRun.result(3), SampleRun.evaluation(), SampleRun.test());
            run.commit();
        }
        return target;
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Path target, Reason reason, String message) {
        RunDirectoryException refused = catchThrowableOfType(RunDirectoryException.class, call);
        assertThat(refused).as("a RunDirectoryException").isNotNull();
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.directory()).isEqualTo(target);
        assertThat(refused).hasMessageStartingWith(target + ": ").hasMessageContaining(message);
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
