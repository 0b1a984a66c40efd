package org.mnist4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelProvenance;
import org.mnist4j.model.TrainingMetrics;

/** False statements in a run whose manifest has the right hash of every file. */
class ForgedRunTest extends CopiedRun {

    private static Arguments text(String file, String what, String from, String to) {
        Forgery forgery = run -> {
            Path path = run.resolve(file);
            String before = Files.readString(path);
            String after = before.replaceFirst(from, to);
            assertThat(after).isNotEqualTo(before);
            Files.writeString(path, after);
        };
        return Arguments.of(file, what, forgery);
    }

    private static Arguments provenance(String what, UnaryOperator<ModelProvenance> change) {
        Forgery forgery = run -> {
            Path file = run.resolve("model.safetensors");
            Model model = Model.load(file);
            model.withProvenance(change.apply(model.provenance().orElseThrow())).save(file);
        };
        return Arguments.of("model.safetensors", what, forgery);
    }

    /** A change of a run's files. */
    interface Forgery {
        void apply(Path run) throws Exception;
    }

    static Stream<Arguments> forgeries() {
        TrainingMetrics perfect = new TrainingMetrics(2, 0, 1, OptionalDouble.empty(), OptionalDouble.empty());
        String other = "0".repeat(64);
        return Stream.of(
                text("metrics.json", "accuracy", "\"accuracy\": [0-9.E-]+", "\"accuracy\": 0.5"),
                text("metrics.json", "macroF1", "\"macroF1\": [0-9.E-]+", "\"macroF1\": 0.5"),
                text("metrics.json", "macroPrecision", "\"macroPrecision\": [0-9.E-]+", "\"macroPrecision\": 0.5"),
                text("metrics.json", "macroRecall", "\"macroRecall\": [0-9.E-]+", "\"macroRecall\": 0.5"),
                text("metrics.json", "weightedF1", "\"weightedF1\": [0-9.E-]+", "\"weightedF1\": 0.5"),
                text("metrics.json", "logLoss", "\"logLoss\": [0-9.E-]+", "\"logLoss\": 0.5"),
                text("metrics.json", "a class's precision", "\"precision\": [0-9.E-]+", "\"precision\": 0.0123"),
                text("metrics.json", "a class's recall", "\"recall\": [0-9.E-]+", "\"recall\": 0.0123"),
                text("metrics.json", "a class's f1", "\"f1\": [0-9.E-]+", "\"f1\": 0.0123"),
                text("metrics.json", "test images", "\"testImages\": 300", "\"testImages\": 10000"),
                text("metrics.json", "top-3 accuracy", "\"3\": [0-9.]+", "\"3\": 1.0"),
                text("metrics.json", "a class less", "(?s)\"perClass\": \\[\\s*\\{.*?\\},", "\"perClass\": ["),
                text("history.csv", "an epoch less", "\n2,.*\n", "\n"),
                text("predictions.csv", "another class", "\n0,([0-9]),[0-9],", "\n0,$1,10,"),
                Arguments.of("model.safetensors", "no provenance", (Forgery) run -> {
                    Path file = run.resolve("model.safetensors");
                    Model model = Model.load(file);
                    Model.of(model.config(), model.classNames(), model.parameters())
                            .save(file);
                }),
                text("metrics.json", "top-2 accuracy", "\"2\": [0-9.]+", "\"2\": 1.0"),
                text("metrics.json", "no classes", "(?s)\"perClass\": \\[.*?\\]", "\"perClass\": []"),
                text("metrics.json", "a class's name", "\"name\": \"3\"", "\"name\": \"three\""),
                text("metrics.json", "a class's support", "\"support\": [0-9]+", "\"support\": 1000"),
                text("metrics.json", "the engine", "\"engine\": \"java\"", "\"engine\": \"abacus\""),
                text("metrics.json", "the images", "\"trainingImages\": 600", "\"trainingImages\": 60000"),
                text("metrics.json", "the time", "\"trainingSeconds\": [0-9.E-]+", "\"trainingSeconds\": 0.001"),
                text(
                        "metrics.json",
                        "another field",
                        "\"accuracy\"",
                        "\"accuracyOnSecretBenchmark\": 1.0,\n  \"accuracy\""),
                text("metrics.json", "a missing field", "\"weightedF1\": [0-9.]+,", ""),
                text("history.csv", "another column", "^(.*)\n(.*)\n", "$1,testAccuracy\n$2,1.0\n"),
                text("predictions.csv", "fewer images", "\n250,(?s).*", "\n"),
                text("predictions.csv", "another image", "$", "300,1,1,0,1,0,0,0,0,0,0,0,0,1,1\n"),
                text("model-card.md", "another text", "## Limits", "The model is perfect.\n\n## Limits"),
                text("experiment.json", "another seed", "\"seed\": 42", "\"seed\": 43"),
                text("confusion-matrix.csv", "another count", "\n0,[0-9]+", "\n0,999"),
                provenance(
                        "other images",
                        p -> new ModelProvenance(
                                p.build(), p.engine(), p.trainingData(), other, p.trainingImages(), p.metrics())),
                provenance(
                        "more images",
                        p -> new ModelProvenance(
                                p.build(), p.engine(), p.trainingData(), p.trainingDataSha256(), 60_000, p.metrics())),
                provenance(
                        "training accuracy 1",
                        p -> new ModelProvenance(
                                p.build(),
                                p.engine(),
                                p.trainingData(),
                                p.trainingDataSha256(),
                                p.trainingImages(),
                                perfect)),
                provenance(
                        "another engine",
                        p -> new ModelProvenance(
                                p.build(),
                                "abacus",
                                p.trainingData(),
                                p.trainingDataSha256(),
                                p.trainingImages(),
                                p.metrics())),
                provenance(
                        "another build",
                        p -> new ModelProvenance(
                                new BuildInfo("9.9", "unknown", false),
                                p.engine(),
                                p.trainingData(),
                                p.trainingDataSha256(),
                                p.trainingImages(),
                                p.metrics())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("forgeries")
    void falseStatementInAFile_isFoundWithoutTraining(String file, String what, Forgery forgery) throws Exception {
        forgery.apply(run);
        TestRuns.sign(run, manifest -> manifest);

        Verification verification = Runs.verifyFiles(run);

        assertThat(verification.verdict()).isEqualTo(Verdict.TAMPERED);
        assertThat(verification.findings()).extracting(Discrepancy::subject).contains(file);
        assertThat(verify().verdict()).isEqualTo(Verdict.TAMPERED);
    }

    @Test
    void numberOfImagesThatEveryFileClaims_isFoundWithTheImages() {
        TestRuns.forge(
                run,
                manifest ->
                        withTraining(manifest, new DatasetIdentity("small-train", 12, TestRuns.TRAIN.fingerprint())));
        assertThat(Runs.verifyFiles(run).verdict()).isEqualTo(Verdict.INTACT);

        Verification verification = verify();

        assertThat(verification.verdict()).isEqualTo(Verdict.CANNOT_VERIFY);
        assertThat(verification.findings()).extracting(Discrepancy::subject).containsExactly("data.training");
    }

    @Test
    void dirtyBuildInTheManifestAlone_contradictsTheModel() {
        BuildInfo build = Run.open(run).manifest().build();
        TestRuns.replace(run.resolve("manifest.json"), "\"dirty\": " + build.dirty(), "\"dirty\": " + !build.dirty());

        assertThat(Runs.verifyFiles(run).findings())
                .extracting(Discrepancy::subject)
                .contains("model.safetensors");
    }

    @Test
    void reproducedRun_namesWhatTheVerdictDoesNotCover() {
        Verification verification = verify();

        assertThat(verification.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(verification.notCovered())
                .isEqualTo(List.of(
                        "the library's build",
                        "the environment",
                        "the threads",
                        "the times",
                        "the names of the data sets"));
        assertThat(verification.toText()).contains("\nnot covered: the library's build, the environment, ");
        assertThat(verification.toJson()).contains("\"notCovered\": [");
    }

    private static RunManifest withTraining(RunManifest manifest, DatasetIdentity training) {
        RunData data = manifest.data();
        return TestRuns.with(manifest, new RunData(training, data.validation(), data.test(), data.classNames()));
    }
}
