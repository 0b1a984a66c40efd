package org.mnist4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Averagings.lastEpochs;
import static org.mnist4j.config.EarlyStoppings.patience;
import static org.mnist4j.config.Optimizers.adam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Metric;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Split;
import org.mnist4j.train.Listeners;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingInterruptedException;

class RunsTest extends CopiedRun {

    @Test
    void untouchedRun_isReproduced() {
        List<String> lines = new ArrayList<>();

        Verification verification = Runs.verify(Run.open(run), TestRuns.DATA, Listeners.epochLines(lines::add));

        assertThat(verification.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(verification.verdict().holds()).isTrue();
        assertThat(verification.findings()).isEmpty();
        assertThat(verification.extraFiles()).isEmpty();
        assertThat(verification.partingEpoch()).isEmpty();
        assertThat(verification.rule())
                .hasValueSatisfying(rule -> assertThat(rule)
                        .contains(
                                "java engine",
                                "every machine",
                                BuildInfo.current().version(),
                                "must be equal"));
        assertThat(verification.toText())
                .startsWith("REPRODUCED  " + run + "\nRetraining gave the same parameters")
                .contains("\nrule: the java engine")
                .doesNotContain("tolerance");
        assertThat(lines).hasSize(2).first().asString().startsWith("epoch 1/2");
    }

    @Test
    void untouchedFiles_areIntact() {
        Verification verification = Runs.verifyFiles(run);

        assertThat(verification.verdict()).isEqualTo(Verdict.INTACT);
        assertThat(verification.toText())
                .isEqualTo("INTACT  " + run
                        + "\nAll 7 files have the SHA-256 of the manifest, and agree with each other.");
        assertThat(verification.toJson())
                .isEqualTo("""
                        {
                          "verdict": "INTACT",
                          "directory": "%s",
                          "summary": "All 7 files have the SHA-256 of the manifest, and agree with each other.",
                          "findings": [],
                          "partingEpoch": null,
                          "rule": null,
                          "accuracyTolerance": null,
                          "notCovered": [],
                          "extraFiles": []
                        }
                        """.replace("%s", run.toString()).replace("[]", "[ ]"));
    }

    @Test
    void otherSeedThanClaimed_differsFromTheFirstEpoch() {
        TestRuns.claimConfig(run, TestRuns.CONFIG.toBuilder().seed(7).build());
        assertThat(Runs.verifyFiles(run).verdict())
                .as("forged files are consistent")
                .isEqualTo(Verdict.INTACT);

        Verification verification = verify();

        assertThat(verification.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(verification.partingEpoch()).hasValue(1);
        assertThat(verification.findings())
                .extracting(Discrepancy::subject)
                .startsWith("parameters", "training loss of epoch 1")
                .contains("accuracy", "logLoss", "predictions.csv");
        assertThat(verification.findings().get(0).actual())
                .matches("[0-9a-f]{64}; [0-9]+ of 12730 differ, by at most .*");
        assertThat(verification.toText())
                .startsWith("DIFFERS  ")
                .containsPattern(
                        "\n  and [0-9]+ more, all listed in the JSON\n  the training loss first differs in epoch 1\n")
                .doesNotContain("tolerance");
        assertThat(verification.accuracyTolerance())
                .as("equal bits are required")
                .isEmpty();
        assertThat(verification.toJson()).contains("\"verdict\": \"DIFFERS\"", "\"partingEpoch\": 1,");
    }

    @Test
    void moreEpochsThanClaimed_differ() {
        TestRuns.claimConfig(run, TestRuns.CONFIG.toBuilder().epochs(1).build());

        Verification verification = verify();

        assertThat(verification.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(verification.partingEpoch()).hasValue(2);
        assertThat(verification.findings())
                .contains(new Discrepancy(
                        "training loss of epoch 2",
                        Double.toString(Run.open(run).history().epochs().get(1).trainingLoss()),
                        "no such epoch"));
    }

    @Test
    void historyWithAnotherLoss_differsInThatEpoch() {
        double loss = Run.open(run).history().epochs().get(1).trainingLoss();
        TestRuns.replace(run.resolve("history.csv"), "\n2," + loss + ",", "\n2,0.125,");
        TestRuns.forge(run, manifest -> manifest);

        Verification verification = verify();

        assertThat(verification.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(verification.partingEpoch()).hasValue(2);
        assertThat(verification.findings())
                .contains(new Discrepancy("training loss of epoch 2", "0.125", Double.toString(loss)))
                .extracting(Discrepancy::subject)
                .containsExactly("training loss of epoch 2", "provenance in model.safetensors");
    }

    @Test
    void predictionsOfABetterModel_differ() {
        Path better = TestRuns.write(
                folder.resolve("better"), TestRuns.CONFIG.toBuilder().epochs(8).build(), 2);
        TestRuns.claimPredictionsOf(run, better);
        assertThat(Runs.verifyFiles(run).verdict()).isEqualTo(Verdict.INTACT);

        Verification verification = verify();

        assertThat(verification.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(verification.partingEpoch()).isEmpty();
        assertThat(verification.findings()).extracting(Discrepancy::subject).contains("accuracy", "predictions.csv");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void otherNumberOfThreads_isReproduced(int threads) {
        Path other = TestRuns.write(folder.resolve("threads"), TestRuns.CONFIG, threads);
        assertThat(Run.open(other).manifest().threads()).isEqualTo(threads);
        assertThat(Run.open(other).manifest().parametersSha256())
                .isEqualTo(Run.open(original).manifest().parametersSha256());

        assertThat(Runs.verify(Run.open(other), TestRuns.DATA).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(Runs.verify(Run.open(original), () -> TestRuns.DATA, threads).verdict())
                .isEqualTo(Verdict.REPRODUCED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Trainer.MAX_THREADS + 1})
    void invalidNumberOfThreads_isRefused(int threads) {
        assertThatThrownBy(() -> Runs.verify(Run.open(run), () -> TestRuns.DATA, threads))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be 1 to 256, was " + threads);
    }

    @Test
    void otherTrainingImages_cannotVerify_andBothFingerprintsAreNamed() {
        ImageDataset other = TestRuns.TRAIN.take(599);

        Verification verification = Runs.verify(Run.open(run), RunDatasets.of(other, TestRuns.TEST));

        assertThat(verification.verdict()).isEqualTo(Verdict.CANNOT_VERIFY);
        assertThat(verification.findings())
                .containsExactly(new Discrepancy(
                        "data.training",
                        "small-train (600 images, fingerprint " + TestRuns.TRAIN.fingerprint() + ")",
                        "small-train (599 images, fingerprint " + other.fingerprint() + ")"));
    }

    @Test
    void otherTestImages_cannotVerify() {
        Verification verification = Runs.verify(Run.open(run), RunDatasets.of(TestRuns.TRAIN, TestRuns.TRAIN));

        assertThat(verification.verdict()).isEqualTo(Verdict.CANNOT_VERIFY);
        assertThat(verification.findings()).extracting(Discrepancy::subject).containsExactly("data.test");
    }

    @Test
    void sameImagesUnderOtherNames_areReproduced() {
        RunDatasets renamed = RunDatasets.of(TestRuns.TRAIN.withName("a"), TestRuns.TEST.withName("b"));

        assertThat(Runs.verify(Run.open(run), renamed).verdict()).isEqualTo(Verdict.REPRODUCED);
    }

    @Test
    void imagesThatCannotBeRead_cannotVerify() {
        Verification verification = Runs.verify(
                Run.open(run), () -> RunDatasets.of(ImageDataset.fromIdxDirectory(folder.resolve("nowhere"))));

        assertThat(verification.verdict()).isEqualTo(Verdict.CANNOT_VERIFY);
        assertThat(verification.toText()).contains("nowhere");
    }

    @Test
    void changedFiles_areFoundBeforeTheImagesAreLoaded() throws IOException {
        Files.delete(run.resolve("history.csv"));

        Verification verification = Runs.verify(Run.open(run), () -> {
            throw new AssertionError("the images are not needed");
        });

        assertThat(verification.verdict()).isEqualTo(Verdict.TAMPERED);
    }

    @Test
    void earlyStoppedRun_isReproducedFromTheWholeTrainingSet() {
        ExperimentConfig config = TestRuns.CONFIG.toBuilder()
                .epochs(12)
                .optimizer(adam(0.02))
                // 92.4 of 600: 92/600 is a different fraction, which may hold out images of other classes
                .validationFraction(0.154)
                .averaging(lastEpochs(2))
                .earlyStopping(patience(Metric.ACCURACY, 1))
                .build();
        Path other = folder.resolve("early");
        TestRuns.write(other, Trainer.of(config).fit(TestRuns.TRAIN));

        Verification verification = Runs.verify(Run.open(other), TestRuns.DATA);

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(Run.open(other).history().epochs()).hasSizeLessThan(12);
        assertThat(other.resolve("model-card.md"))
                .content()
                .contains(
                        "\n- averaging: lastEpochs (epochs 2)\n",
                        "\n- earlyStopping: patience (metric accuracy, epochs 1, minDelta 0.0, restoreBest true)\n");
    }

    @Test
    void runWithASplit_isReproducedFromTheWholeTrainingSet() {
        for (Split split : List.of(
                TestRuns.TRAIN.stratifiedSplit(0.1, TestRuns.CONFIG.seed()),
                TestRuns.TRAIN.split(0.25, TestRuns.CONFIG.seed()))) {
            Path other = folder.resolve("split-" + split.validation().size());
            TestRuns.write(other, Trainer.of(TestRuns.CONFIG).fit(split.train(), split.validation()));
            RunData data = Run.open(other).manifest().data();
            assertThat(data.validation().map(validation -> validation.fingerprint()))
                    .hasValue(split.validation().fingerprint());

            assertThat(Runs.verify(Run.open(other), TestRuns.DATA).verdict()).isEqualTo(Verdict.REPRODUCED);
            assertThat(Runs.verify(Run.open(other), RunDatasets.of(split.train(), split.validation(), TestRuns.TEST))
                            .verdict())
                    .isEqualTo(Verdict.REPRODUCED);
            Verification without = Runs.verify(Run.open(other), RunDatasets.of(split.train(), TestRuns.TEST));
            assertThat(without.verdict()).isEqualTo(Verdict.CANNOT_VERIFY);
            assertThat(without.findings()).extracting(Discrepancy::actual).containsExactly("no such images");
        }
    }

    @Test
    void otherStopReason_differs() {
        TestRuns.replace(
                run.resolve("manifest.json"), "\"stopReason\": \"EPOCHS_DONE\"", "\"stopReason\": \"EARLY_STOPPED\"");

        Verification verification = verify();

        assertThat(verification.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(verification.findings())
                .containsExactly(new Discrepancy("stopReason", "EARLY_STOPPED", "EPOCHS_DONE"));
    }

    @Test
    void engineThatThisLibraryLacks_cannotVerify() {
        TestRuns.replace(run.resolve("manifest.json"), "\"engine\": \"java\"", "\"engine\": \"abacus\"");
        TestRuns.forge(run, manifest -> manifest);

        Verification verification = verify();

        assertThat(verification.verdict()).isEqualTo(Verdict.CANNOT_VERIFY);
        assertThat(verification.findings()).containsExactly(new Discrepancy("engine", "abacus", "no such engine"));
    }

    @Test
    void interruptedVerification_throws() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(this::verify).isInstanceOf(TrainingInterruptedException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void namesWithTerminalCodes_areShownWithoutThem() throws IOException {
        Files.writeString(run.resolve("a\u001b[2Jb"), "");
        TestRuns.replace(run.resolve("manifest.json"), "\"small-train\"", "\"\\u001b]0;x\\u202e\\u009b31m\"");
        TestRuns.forge(run, manifest -> manifest);

        String text = Runs.verify(Run.open(run), RunDatasets.of(TestRuns.TEST, TestRuns.TEST))
                .toText();

        assertThat(text).contains("not part of the run: a?[2Jb", "?]0;x??31m (600 images, fingerprint ");
    }

    @Test
    void findingOfSeveralLines_isOneLineInTheTextAndUnchangedInTheJson() {
        Verification verification = Verification.untrained(
                run,
                Verdict.CANNOT_VERIFY,
                "The engine of the run cannot start here.",
                List.of(new Discrepancy("engine", "dl4j", "it cannot start. Add:\n<dependency/>\n")),
                List.of());

        assertThat(verification.toText())
                .endsWith("\n  engine: expected dl4j, found it cannot start. Add: <dependency/> ");
        assertThat(verification.toJson()).contains("Add:\\n<dependency/>\\n");
    }

    @Test
    void verification_changesNothing() throws IOException {
        verify();

        for (Path file : List.of(run.resolve("manifest.json"), run.resolve("model.safetensors"))) {
            assertThat(file).hasSameBinaryContentAs(original.resolve(file.getFileName()));
        }
        try (Stream<Path> files = Files.list(run)) {
            assertThat(files).hasSize(8);
        }
    }
}
