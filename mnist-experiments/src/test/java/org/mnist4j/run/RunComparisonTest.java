package org.mnist4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.config.Layers.dense;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.FieldDifference;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.metrics.Bootstrap;
import org.mnist4j.metrics.Disagreement;
import org.mnist4j.metrics.McNemar;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.metrics.PairedMeasure;
import org.mnist4j.run.RunFormatException.Reason;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;

class RunComparisonTest {

    private static final Bootstrap QUICK = Bootstrap.seeded(3).withResamples(100);

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Run first;
    private static Run second;

    @BeforeAll
    static void train() {
        first = Run.open(TestRuns.write(shared.resolve("first"), TestRuns.CONFIG, 1));
        ExperimentConfig other = TestRuns.CONFIG.toBuilder()
                .name("wider")
                .seed(43)
                .layers(dense(24))
                .build();
        second = Run.open(TestRuns.write(shared.resolve("second"), other, 1));
    }

    private Path copyOfSecond() {
        return TestRuns.copy(second.directory(), folder.resolve("copy"));
    }

    @Test
    void comparison_usesTheRunsPredictions() {
        RunComparison comparison = RunComparison.of(first, second, QUICK);

        assertThat(comparison.evaluation())
                .isEqualTo(PairedEvaluation.of(first.predictions(), second.predictions(), QUICK));
        assertThat(comparison.evaluation().mcNemar()).isEqualTo(McNemar.of(first.predictions(), second.predictions()));
        assertThat(comparison.test()).isEqualTo(DatasetIdentity.of(TestRuns.TEST));
        assertThat(comparison.sameParameters()).isFalse();
        assertThat(RunComparison.of(first, second).evaluation().bootstrap()).isEqualTo(Bootstrap.seeded(0));
    }

    @Test
    void differences_includeTheConfigurations() {
        assertThat(RunComparison.of(first, second, QUICK).differences())
                .containsExactly(
                        difference("config.name", "\"two-layer perceptron\"", "\"wider\""),
                        difference("config.seed", "42", "43"),
                        difference("config.layers[0].units", "16", "24"));
    }

    private static FieldDifference difference(String path, String one, String other) {
        return new FieldDifference(path, Optional.of(one), Optional.of(other));
    }

    @Test
    void otherTrainingImagesAndEngine_areDifferences() {
        TrainingResult result = Trainer.of(TestRuns.CONFIG).fit(TestRuns.TRAIN.take(500), TestRuns.TRAIN.take(50));
        Path directory = TestRuns.write(folder.resolve("fewer"), result);
        TestRuns.sign(
                directory,
                manifest -> new RunManifest(
                        manifest.formatVersion(),
                        manifest.config(),
                        manifest.configSha256(),
                        manifest.data(),
                        SampleManifest.build(),
                        manifest.environment(),
                        "dl4j",
                        manifest.threads(),
                        manifest.stopReason(),
                        manifest.continues(),
                        manifest.timings(),
                        manifest.metrics(),
                        manifest.parametersSha256(),
                        manifest.files()));

        List<FieldDifference> differences =
                RunComparison.of(first, Run.open(directory), QUICK).differences();

        assertThat(differences)
                .extracting(FieldDifference::path)
                .contains("data.training", "data.validation", "engine", "build.commit")
                .noneMatch(path -> path.startsWith("config."));
        assertThat(differences.get(0).first().orElseThrow())
                .isEqualTo("{\"name\":\"small-train\",\"images\":600,\"fingerprint\":\"" + TestRuns.TRAIN.fingerprint()
                        + "\"}");
        assertThat(differences.get(1).first()).isEmpty();
        assertThat(differences).contains(difference("engine", "\"java\"", "\"dl4j\""));
    }

    @Test
    void runComparedWithItself_hasNoDifferences() {
        RunComparison comparison = RunComparison.of(first, Run.open(first.directory()), QUICK);

        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.sameParameters()).isTrue();
        assertThat(comparison.evaluation().disagreements()).isEmpty();
        assertThat(comparison.evaluation().mcNemar().exactPValue()).isEqualTo(1);
        assertThat(comparison.toText())
                .contains(
                        "\nconfiguration, images and library are the same\n",
                        "\nthe models are bit-identical\n",
                        "exact: p = 1;");
    }

    @Test
    void swapping_swapsEverything() {
        RunComparison comparison = RunComparison.of(first, second, QUICK);
        RunComparison swapped = RunComparison.of(second, first, QUICK);

        McNemar test = comparison.evaluation().mcNemar();
        assertThat(swapped.evaluation().mcNemar().onlyFirstCorrect()).isEqualTo(test.onlySecondCorrect());
        assertThat(swapped.evaluation().mcNemar().exactPValue()).isEqualTo(test.exactPValue());
        assertThat(swapped.evaluation().measures())
                .extracting(PairedMeasure::first)
                .isEqualTo(comparison.evaluation().measures().stream()
                        .map(PairedMeasure::second)
                        .toList());
        assertThat(swapped.differences())
                .isEqualTo(comparison.differences().stream()
                        .map(one -> new FieldDifference(one.path(), one.second(), one.first()))
                        .toList());
    }

    @Test
    void otherTestSets_areRefused_andBothAreNamed() {
        TrainingResult result = Trainer.of(TestRuns.CONFIG).fit(TestRuns.TRAIN);
        Path directory = folder.resolve("other");
        try (RunDirectory run = RunDirectory.stage(directory, false)) {
            run.write(result, result.model().evaluate(TestRuns.TRAIN), TestRuns.TRAIN);
            run.commit();
        }

        DifferentTestSetsException refused = catchThrowableOfType(
                DifferentTestSetsException.class, () -> RunComparison.of(first, Run.open(directory), QUICK));

        assertThat(refused)
                .hasMessage(first.directory() + " was evaluated on small-test (300 images) with fingerprint "
                        + TestRuns.TEST.fingerprint() + ", " + directory
                        + " on small-train (600 images) with fingerprint "
                        + TestRuns.TRAIN.fingerprint() + "; compare runs with the same test set");
        assertThat(refused.first()).isEqualTo(DatasetIdentity.of(TestRuns.TEST));
        assertThat(refused.second()).isEqualTo(DatasetIdentity.of(TestRuns.TRAIN));
    }

    @Test
    void changedOrMissingPredictions_areRefusedWithTheirPath() throws Exception {
        Path copy = copyOfSecond();
        Path file = copy.resolve("predictions.csv");
        Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);

        assertRefused(copy, file, Reason.HASH_MISMATCH, file + ": was changed after the run");
        Files.delete(file);
        assertRefused(copy, file, Reason.MISSING, file + ": is missing");
    }

    @Test
    void labelsOfOtherImages_areRefused_evenWithAMatchingManifest() {
        Path copy = copyOfSecond();
        Path file = copy.resolve("predictions.csv");
        TestRuns.withoutNames(file);
        int label = TestRuns.TEST.label(0);
        int other = (label + 1) % 10;
        TestRuns.replace(file, "\n0," + label + ",", "\n0," + other + ",");
        TestRuns.sign(copy, manifest -> manifest);

        assertRefused(
                copy,
                file,
                Reason.CONTRADICTION,
                file + ": line 2: label: expected " + label + ", as in the other run");
    }

    @Test
    void fewerPredictionsThanTestImages_areRefused() throws Exception {
        Path copy = copyOfSecond();
        Path file = copy.resolve("predictions.csv");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 300));
        TestRuns.sign(copy, manifest -> manifest);

        assertRefused(copy, file, Reason.CONTRADICTION, file + ": expected 300 images, as in manifest.json, was 299");
        TestRuns.write(file, lines.get(0) + "\n");
        TestRuns.sign(copy, manifest -> manifest);
        assertRefused(copy, file, Reason.CONTRADICTION, file + ": expected 300 images, as in manifest.json, was 0");
    }

    @Test
    void runOfTheFirstRelease_whosePredictionsNameNoClass_isComparedAndIntact() throws Exception {
        Path copy = copyOfSecond();
        Path file = copy.resolve("predictions.csv");
        assertThat(Files.readAllLines(file).get(0)).endsWith(",p9,labelName,predictedName");
        TestRuns.withoutNames(file);
        assertThat(Files.readAllLines(file).get(0)).endsWith(",p9");
        TestRuns.sign(copy, manifest -> manifest);

        assertThat(Runs.verifyFiles(copy).verdict()).isEqualTo(Verdict.INTACT);
        assertThat(RunComparison.of(first, Run.open(copy), QUICK).evaluation().mcNemar())
                .isEqualTo(RunComparison.of(first, second, QUICK).evaluation().mcNemar());
    }

    @Test
    void differentClassNames_contradictTheSameFingerprint() {
        Path copy = copyOfSecond();
        Path file = copy.resolve("manifest.json");
        TestRuns.replace(file, "\"name\": \"7\"", "\"name\": \"seven\"");
        TestRuns.replace(file, "\"7\",\n", "\"seven\",\n");

        assertRefused(copy, file, Reason.CONTRADICTION, file + ": data.classNames: are not those of ");
    }

    private static void assertRefused(Path run, Path file, Reason reason, String message) {
        RunFormatException refused =
                catchThrowableOfType(RunFormatException.class, () -> RunComparison.of(first, Run.open(run), QUICK));
        assertThat(refused).as("a RunFormatException").isNotNull().hasMessageStartingWith(message);
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.file()).isEqualTo(file.toString());
    }

    @Test
    void text_namesTheRunsAndTheirDifferences() {
        RunComparison comparison = RunComparison.of(first, second, QUICK);

        assertThat(comparison.toText(200))
                .startsWith("A  " + first.directory() + "\n   two-layer perceptron, seed 42, 12730 parameters\nB  "
                        + second.directory() + "\n   wider, seed 43, 19090 parameters\nevaluated on")
                .contains("""
                        evaluated on the same 300 images of small-test

                        differences between the runs:
                          config.name: A "two-layer perceptron", B "wider"
                          config.seed: A 42, B 43
                          config.layers[0].units: A 16, B 24

                        300 images: both right on""")
                .endsWith(comparison.evaluation().toText(200));
        assertThat(comparison.toText(40))
                .contains("\n  config.name\n    A \"two-layer perceptron\"\n    B \"wider\"\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 53, 80, 120})
    void noLine_isWiderThanRequested(int columns) {
        assertThat(RunComparison.of(first, second, QUICK).toText(columns).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
    }

    @Test
    void controlCharactersOfARun_cannotReachTheTerminal() {
        Path copy = copyOfSecond();
        Path manifest = copy.resolve("manifest.json");
        TestRuns.replace(manifest, "\"small-test\"", "\"a\\u001b[2Jb\"");
        TestRuns.replace(manifest, "\"name\": \"7\"", "\"name\": \"c\\u202ed\"");
        TestRuns.replace(manifest, "\"7\",\n", "\"c\\u202ed\",\n");
        TestRuns.withoutNames(copy.resolve("predictions.csv"));
        TestRuns.sign(copy, signed -> signed);

        RunComparison comparison = RunComparison.of(Run.open(copy), Run.open(copy), QUICK);

        assertThat(comparison.toText()).contains("images of a?[2Jb\n", "c?d").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void json_hasEveryField() throws Exception {
        RunComparison comparison = RunComparison.of(first, second, QUICK);
        PairedEvaluation pair = comparison.evaluation();

        JsonNode json = new JsonMapper().readTree(comparison.toJson());

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "first",
                        "second",
                        "test",
                        "sameParameters",
                        "differences",
                        "bootstrap",
                        "measures",
                        "mcNemar",
                        "perClass",
                        "disagreements");
        assertThat(json.at("/second/name").textValue()).isEqualTo("wider");
        assertThat(json.at("/test/fingerprint").textValue()).isEqualTo(TestRuns.TEST.fingerprint());
        assertThat(json.at("/differences/2/second").intValue()).isEqualTo(24);
        assertThat(json.at("/bootstrap/resamples").intValue()).isEqualTo(100);
        assertThat(json.at("/measures/1/name").textValue()).isEqualTo("macroF1");
        assertThat(json.at("/measures/1/difference/low").doubleValue())
                .isEqualTo(pair.measures().get(1).difference().low());
        assertThat(json.at("/mcNemar/exactPValue").doubleValue())
                .isEqualTo(pair.mcNemar().exactPValue());
        assertThat(json.at("/perClass/3/recall/difference").doubleValue())
                .isEqualTo(pair.perClass().get(3).recallDifference());
        assertThat(json.at("/disagreements")).hasSameSizeAs(pair.disagreements());
        Disagreement one = pair.disagreements().get(0);
        assertThat(json.at("/disagreements/0/index").intValue()).isEqualTo(one.index());
        assertThat(json.at("/disagreements/0/kind").textValue())
                .isEqualTo(one.kind().name());
        assertThat(json.at("/disagreements/0/secondProbability").floatValue()).isEqualTo(one.secondProbability());
    }
}
