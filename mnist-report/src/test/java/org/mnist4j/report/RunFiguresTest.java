package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.config.Layers.dense;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.robustness.Robustness;
import org.mnist4j.robustness.RobustnessReport;
import org.mnist4j.run.Run;
import org.mnist4j.run.RunDirectory;
import org.mnist4j.run.RunFormatException;
import org.mnist4j.run.Runs;
import org.mnist4j.run.Verdict;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;

class RunFiguresTest {

    private static final ExperimentConfig SMALL =
            Examples.seed().toBuilder().layers(dense(8)).epochs(1).build();

    @TempDir
    Path folder;

    private ImageDataset test;
    private Run run;

    @BeforeEach
    void train() {
        test = Examples.digits();
        run = run(folder.resolve("run"), SMALL, test);
    }

    private static Run run(Path directory, ExperimentConfig config, ImageDataset images) {
        TrainingResult result = Trainer.of(config).fit(images);
        try (RunDirectory run = RunDirectory.stage(directory, false)) {
            run.write(result, result.model().evaluate(images), images);
            run.commit();
        }
        return Run.open(directory);
    }

    @Test
    void figures_areAddedToTheRun_andListed() throws IOException {
        Run written = RunFigures.write(run, test);

        assertThat(contents()).hasSize(8 + 15);
        assertThat(written.manifest().files()).hasSize(7 + 15);
        assertThat(Runs.verifyFiles(written).verdict()).isEqualTo(Verdict.INTACT);
        assertThat(run.directory().resolve("report.html"))
                .content()
                .contains(
                        "two-layer perceptron",
                        run.manifest().environment().java(),
                        run.manifest().parametersSha256());
    }

    @Test
    void robustness_isAddedWithItsFiles_andKeptByLaterReports() throws IOException {
        RobustnessReport measured = Robustness.on(test).limit(20).measure(run.model());

        Run written = RunFigures.write(run, run.report(), test, measured);

        assertThat(written.robustness()).contains(measured);
        assertThat(contents()).containsKeys("robustness.json", "robustness.png", "robustness.svg");
        assertThat(Runs.verifyFiles(written).verdict()).isEqualTo(Verdict.INTACT);
        Map<String, List<Byte>> once = contents();
        Files.delete(run.directory().resolve("report.html"));
        RunFigures.write(written, test);
        assertThat(contents()).isEqualTo(once);
        assertThat(run.directory().resolve("report.html")).content().contains("id=\"robustness\"");
    }

    @Test
    void robustnessOfAnotherModel_isRejected() {
        RobustnessReport other = Robustness.on(test).limit(2).measure(Examples.model(Examples.seed()));

        assertThatThrownBy(() -> RunFigures.write(run, run.report(), test, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected the robustness of the run's model");
    }

    @Test
    void changedRobustness_isNotReported() throws IOException {
        Run written = RunFigures.write(
                run, run.report(), test, Robustness.on(test).limit(2).measure(run.model()));
        Path file = run.directory().resolve("robustness.json");
        Files.writeString(file, Files.readString(file).replace("0", "1"));

        assertThatThrownBy(() -> RunFigures.write(written, test))
                .isInstanceOf(RunFormatException.class)
                .hasMessage("robustness.json: is missing or was changed after the run; measure the robustness again");
    }

    @Test
    void figuresMadeAgain_haveTheSameBytes() throws IOException {
        RunFigures.write(run, test);
        Map<String, List<Byte>> once = contents();
        Files.delete(run.directory().resolve("predictions.png"));
        Files.writeString(run.directory().resolve("report.html"), "damaged");

        RunFigures.write(Run.open(run.directory()), test);

        assertThat(contents()).isEqualTo(once);
    }

    @Test
    void figureThatRunsOutOfMemory_costsNeitherTheRunNorTheOthers() throws IOException {
        Map<String, List<Byte>> before = contents();
        Map<String, Callable<byte[]>> makers = new LinkedHashMap<>();
        makers.put("predictions.png", () -> {
            throw new OutOfMemoryError("Java heap space");
        });
        makers.put("mistakes.png", () -> new byte[] {1, 2});
        makers.put("report.html", () -> {
            throw new NegativeArraySizeException("-5");
        });

        MissingFiguresException failure =
                catchThrowableOfType(MissingFiguresException.class, () -> RunFigures.write(run, makers));

        assertThat(failure.names()).containsExactly("predictions.png", "report.html");
        assertThat(failure.directory()).isEqualTo(run.directory());
        assertThat(failure)
                .hasMessageContaining("cannot make predictions.png, report.html")
                .hasCauseInstanceOf(OutOfMemoryError.class);
        Map<String, List<Byte>> after = contents();
        assertThat(after.remove("mistakes.png")).containsExactly((byte) 1, (byte) 2);
        before.remove("manifest.json");
        after.remove("manifest.json");
        assertThat(after).isEqualTo(before);
        assertThat(Runs.verifyFiles(run.directory()).verdict()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void otherImages_areRefused() throws IOException {
        Map<String, List<Byte>> before = contents();
        EvaluationReport evaluation = run.report();

        assertThatThrownBy(() -> RunFigures.write(run, evaluation, test.take(100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("test: expected the images of the run")
                .hasMessageContaining(test.fingerprint());

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void runOfAThousandClasses_hasEveryFileInABoundedForm() throws IOException {
        List<String> names =
                IntStream.range(0, 1000).mapToObj(c -> "class-" + c).toList();
        ImageDataset images = Examples.noise(2000, ImageShape.of(8, 8, 1), names);
        Run many = run(
                folder.resolve("many"),
                ExperimentConfig.builder()
                        .input(images.shape())
                        .classes(1000)
                        .layers(dense(8))
                        .epochs(1)
                        .build(),
                images);

        RunFigures.write(many, images);

        for (String name : List.of(
                "architecture.svg",
                "confusion-matrix.png",
                "confusion-matrix.svg",
                "confusion-matrix-normalized.png",
                "confusion-matrix-normalized.svg",
                "predictions.png",
                "mistakes.png",
                "model-card.md",
                "report.html")) {
            assertThat(Files.size(many.directory().resolve(name))).as(name).isBetween(1L, 500_000L);
        }
        assertThat(many.directory().resolve("model-card.md"))
                .content()
                .contains("and 950 more, all listed in `metrics.json`", "The 50 of 1000 classes with the lowest F1");
        assertThat(Files.readAllLines(many.directory().resolve("confusion-matrix.csv")))
                .hasSize(1001);
    }

    private Map<String, List<Byte>> contents() throws IOException {
        Map<String, List<Byte>> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve("run"))) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                contents.put(
                        file.getFileName().toString(),
                        IntStream.range(0, bytes.length).mapToObj(i -> bytes[i]).toList());
            }
        }
        return contents;
    }
}
