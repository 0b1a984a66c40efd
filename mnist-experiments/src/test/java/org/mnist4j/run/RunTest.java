package org.mnist4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.Split;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.run.RunFormatException.Reason;
import org.mnist4j.train.Checkpoints;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;

class RunTest {

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static TrainingResult result;
    private static Path original;

    @BeforeAll
    static void train() {
        Split split = TestRuns.TRAIN.split(0.2, 1);
        result = Trainer.of(TestRuns.CONFIG).fit(split.train(), split.validation());
        original = TestRuns.write(shared.resolve("run"), result);
    }

    @Test
    void openedRun_returnsWhatWasWritten() {
        Run run = Run.open(original);

        assertThat(run.directory()).isEqualTo(original);
        assertThat(run.config()).isEqualTo(TestRuns.CONFIG);
        assertThat(run.history()).isEqualTo(result.history());
        assertThat(run.model().parameters()).isEqualTo(result.model().parameters());
        assertThat(run.report()).isEqualTo(result.model().evaluate(TestRuns.TEST));
        assertThat(run.predictions()).isEqualTo(run.report().predictions());
        assertThat(RunMetrics.of(run.report())).isEqualTo(run.manifest().metrics());
        assertThat(run).hasToString("Run[" + original + ", " + TestRuns.CONFIG.name() + ", seed 42]");
    }

    @Test
    void changedFile_isRefused_andTheOthersAreRead() throws Exception {
        Path copy = TestRuns.copy(original, folder.resolve("copy"));
        for (String name : List.of("history.csv", "model.safetensors", "predictions.csv")) {
            Files.write(copy.resolve(name), new byte[] {'\n'}, StandardOpenOption.APPEND);
        }
        Run run = Run.open(copy);

        assertRefused(run::history, "history.csv", Reason.HASH_MISMATCH);
        assertRefused(run::model, "model.safetensors", Reason.HASH_MISMATCH);
        assertRefused(run::predictions, "predictions.csv", Reason.HASH_MISMATCH);
        assertRefused(run::report, "predictions.csv", Reason.HASH_MISMATCH);
        assertThat(run.config()).isEqualTo(TestRuns.CONFIG);
    }

    @Test
    void trainingState_isAFileOfTheRun() throws Exception {
        Checkpoints checkpoints = Checkpoints.in(folder.resolve("checkpoints"));
        TrainingResult trained =
                Trainer.of(TestRuns.CONFIG).checkpoints(checkpoints).fit(TestRuns.TRAIN);
        ExperimentConfig longer = TestRuns.CONFIG.toBuilder()
                .epochs(TestRuns.CONFIG.training().epochs() + 1)
                .build();
        Path directory = folder.resolve("run");
        try (RunDirectory run = RunDirectory.stage(directory, false)) {
            run.write(trained, trained.model().evaluate(TestRuns.TEST), TestRuns.TEST);
            run.keepTrainingState(checkpoints.newest().orElseThrow());
            run.commit();
        }
        Run first = Run.open(directory);
        Path state = first.trainingState().orElseThrow();
        TrainingResult continued = Trainer.of(longer).continueFrom(state, TestRuns.TRAIN);
        Path second = folder.resolve("second");
        try (RunDirectory run = RunDirectory.stage(second, false)) {
            run.continues(first);
            run.write(continued, continued.model().evaluate(TestRuns.TEST), TestRuns.TEST);
            run.commit();
        }

        assertThat(Runs.verifyFiles(first).verdict()).isEqualTo(Verdict.INTACT);
        assertThat(Run.open(original).trainingState()).isEmpty();
        RunManifest manifest = Run.open(second).manifest();
        assertThat(manifest.continues())
                .containsExactly(
                        ContinuedRun.of(first.manifest(), longer.training().epochs() - 1));
        assertThat(Files.readString(second.resolve("model-card.md")))
                .contains(
                        "continued a run of " + (longer.training().epochs() - 1) + " epochs",
                        first.manifest().parametersSha256());
        assertThat(Runs.verify(Run.open(second), RunDatasets.of(TestRuns.TRAIN, TestRuns.TEST))
                        .verdict())
                .isEqualTo(Verdict.REPRODUCED);

        Files.write(state, new byte[] {'\n'}, StandardOpenOption.APPEND);
        assertRefused(first::trainingState, "training-state.safetensors", Reason.HASH_MISMATCH);
        assertThat(Runs.verifyFiles(first).verdict()).isEqualTo(Verdict.TAMPERED);
        Files.delete(state);
        assertRefused(first::trainingState, "training-state.safetensors", Reason.MISSING);
    }

    @Test
    void missingFile_isNamed() throws Exception {
        Path copy = TestRuns.copy(original, folder.resolve("copy"));
        Files.delete(copy.resolve("history.csv"));
        Run run = Run.open(copy);

        assertRefused(run::history, "history.csv", Reason.MISSING);
        assertThat(run.predictions().size()).isEqualTo(300);
    }

    @Test
    void runWithoutAManifest_isNotOpened() throws Exception {
        assertThatThrownBy(() -> Run.open(folder))
                .isInstanceOf(RunFormatException.class)
                .hasMessage(folder.resolve("manifest.json") + ": is missing");
    }

    @Test
    void modelOfAnotherRun_contradictsTheManifest() throws Exception {
        Path copy = TestRuns.copy(original, folder.resolve("copy"));
        SampleRun.result(1).model().save(copy.resolve("model.safetensors"));
        TestRuns.sign(copy, manifest -> manifest);

        assertRefused(Run.open(copy)::model, "model.safetensors", Reason.CONTRADICTION);
    }

    private static void assertRefused(ThrowingCallable call, String file, Reason reason) {
        RunFormatException refused = catchThrowableOfType(RunFormatException.class, call);
        assertThat(refused).as("a RunFormatException").isNotNull();
        assertThat(refused.file()).isEqualTo(file);
        assertThat(refused.reason()).isEqualTo(reason);
    }

    @Test
    void historyWithAnotherColumn_isRefused() {
        assertThatThrownBy(() -> HistoryCsv.parse("epoch,testAccuracy,trainingLoss,trainingAccuracy,validationLoss,"
                        + "validationAccuracy,seconds\n1,0.99,0.7,0.5,,,1.0E-4\n"))
                .isInstanceOf(RunFormatException.class)
                .hasMessage("history.csv: line 1: column testAccuracy is unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "epoch,trainingLoss\n",
                "epoch,epoch,trainingLoss,trainingAccuracy,validationLoss,validationAccuracy,seconds\n1,1,1,1,,,1\n",
                "H2,0.7,0.5,,,1\n",
                "H1,0.7,0.5,,1\n",
                "H1,NaN,0.5,,,1\n",
                "H1,0x1p3,0.5,,,1\n",
                "H1,1e400,0.5,,,1\n",
                "H1,,0.5,,,1\n",
                "H1,0.7,0.5,,,1\n\n"
            })
    void malformedHistory_isRefusedWithItsLine(String text) {
        String csv =
                text.replace("H", "epoch,trainingLoss,trainingAccuracy,validationLoss,validationAccuracy,seconds\n");

        if (text.startsWith("epoch,trainingLoss\n")) {
            assertThat(HistoryCsv.parse(csv + "").epochs()).isEmpty();
            assertRefused(() -> HistoryCsv.parse(csv + "1,0.5\n"), "history.csv", Reason.FIELD);
            return;
        }
        RunFormatException refused = catchThrowableOfType(RunFormatException.class, () -> HistoryCsv.parse(csv));
        assertThat(refused).as(csv).isNotNull();
        assertThat(refused.field()).matches("line [1-4]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "index,label,predicted,p0\n0,0,0,1\n",
                "index,label,predicted,p0,p1\n1,0,0,0.5,0.5\n",
                "index,label,predicted,p0,p1\n0,0,0,0.5\n",
                "index,label,predicted,p0,p1\n0,0,1,0.75,0.25\n",
                "index,label,predicted,p0,p1\n0,2,0,0.75,0.25\n",
                "index,label,predicted,p0,p1\n0,0,0,0.75,0.75\n",
                "index,label,predicted,p0,p1\n0,0,0,NaN,0.75\n",
                "index,label,predicted,p0,p1\n0,0,0,x,0.75\n",
                "index,label,predicted,p0,p1\n0,0,0,0.75,0.25\n\n",
                "index,label,predicted,p0,p1,file\n0,0,0,0.75,0.25,a.png\n",
                "index,label,predicted,p0,p1,labelName,predictedName\n0,0,0,0.75,0.25,cat\n",
                "index,label,predicted,p0,p1,labelName,predictedName\n0,0,0,0.75,0.25,dog,cat\n",
                "index,label,predicted,p0,p1,labelName,predictedName\n0,0,0,0.75,0.25,cat,'dog\n",
                "index,label,predicted,p0,p1,labelName,predictedName\n0,7,0,0.75,0.25,cat,cat\n",
                "index,label,predicted,p0,p1,labelName,predictedName\n0,0,0,0.75,0.25,\"cat,cat\n"
            })
    void malformedPredictions_areRefused(String csv) {
        assertRefused(() -> parsed(csv, List.of("cat", "dog")), "predictions.csv", Reason.FIELD);
    }

    @Test
    void predictionsOfEveryRelease_areReadAlike() throws IOException {
        List<String> names = List.of("=cat", "'dog", "a \"b\",\r\nc");
        Predictions expected =
                Predictions.of(names, new int[] {0, 1, 2}, new float[] {1, 0, 0, 0, 0.25f, 0.75f, 0, 0, 1});
        StringBuilder withFiles = new StringBuilder();
        StringBuilder withoutFiles = new StringBuilder();
        expected.writeCsv(withFiles, i -> Optional.of("test/=cat/a\n\"" + i + ".png"));
        expected.writeCsv(withoutFiles);
        String numbersOnly =
                "index,label,predicted,p0,p1,p2\n0,0,0,1.0,0.0,0.0\n1,1,2,0.0,0.25,0.75\n2,2,2,0.0,0.0,1.0\n";

        assertThat(parsed(withFiles.toString(), names)).isEqualTo(expected);
        assertThat(parsed(withoutFiles.toString(), names)).isEqualTo(expected);
        assertThat(parsed(numbersOnly, names)).isEqualTo(expected);
    }

    private static Predictions parsed(String csv, List<String> classNames) throws IOException {
        return PredictionsCsv.parse(CsvText.records(new StringReader(csv)), classNames);
    }
}
