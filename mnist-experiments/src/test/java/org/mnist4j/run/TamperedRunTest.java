package org.mnist4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changed, added or deleted files of a run, and manifests that do not match them. */
class TamperedRunTest extends CopiedRun {

    private static Stream<String> files() {
        try (Stream<Path> entries = Files.list(original)) {
            List<String> names = new ArrayList<>(
                    entries.map(entry -> entry.getFileName().toString()).toList());
            assertThat(names)
                    .containsExactlyInAnyOrder(
                            "confusion-matrix.csv",
                            "experiment.json",
                            "history.csv",
                            "manifest.json",
                            "metrics.json",
                            "model-card.md",
                            "model.safetensors",
                            "predictions.csv");
            names.remove("manifest.json");
            return names.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void flippedBit_isFoundInEveryFile(String name) throws IOException {
        Path file = run.resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        for (int at : List.of(0, bytes.length / 2, bytes.length - 1)) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            Files.write(file, changed);

            assertTampered(verify(), name);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void missingFile_isFound(String name) throws IOException {
        Files.delete(run.resolve(name));

        assertTampered(verify(), name);
        assertThat(Runs.verifyFiles(run).findings())
                .extracting(Discrepancy::actual)
                .containsExactly("no such file");
    }

    @ParameterizedTest
    @MethodSource("files")
    void longerFile_isFound(String name) throws IOException {
        Files.write(run.resolve(name), new byte[] {' '}, java.nio.file.StandardOpenOption.APPEND);

        assertTampered(verify(), name);
    }

    @ParameterizedTest
    @MethodSource("files")
    void linkInsteadOfAFile_isFound_evenWithTheRightContent(String name) throws IOException {
        Path elsewhere = Files.move(run.resolve(name), folder.resolve("elsewhere"));
        Files.createSymbolicLink(run.resolve(name), elsewhere);

        assertTampered(verify(), name);
    }

    @Test
    void folderInsteadOfAFile_isFound() throws IOException {
        Files.delete(run.resolve("history.csv"));
        Files.createDirectory(run.resolve("history.csv"));

        assertTampered(verify(), "history.csv");
    }

    @Test
    void severalChanges_areAllNamed() throws IOException {
        Files.delete(run.resolve("history.csv"));
        Files.writeString(run.resolve("metrics.json"), "{}");

        Verification verification = verify();

        assertThat(verification.findings())
                .extracting(Discrepancy::subject)
                .containsExactly("history.csv", "metrics.json");
        assertThat(verification.toText())
                .contains("\n  history.csv: expected SHA-256 ", ", found no such file", "\n  metrics.json: expected ");
    }

    private static void assertTampered(Verification verification, String file) {
        assertThat(verification.verdict()).isEqualTo(Verdict.TAMPERED);
        assertThat(verification.verdict().holds()).isFalse();
        assertThat(verification.findings()).extracting(Discrepancy::subject).containsExactly(file);
    }

    @Test
    void addedFile_isListedAndDoesNotChangeTheVerdict() throws IOException {
        Files.writeString(run.resolve("notes.txt"), "good");
        Files.writeString(run.resolve(".DS_Store"), "");
        Files.createDirectory(run.resolve("drafts"));

        Verification verification = verify();

        assertThat(verification.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(verification.extraFiles()).containsExactly("drafts/", "notes.txt");
        assertThat(verification.toText()).endsWith("\nnot part of the run: drafts/, notes.txt");
    }

    @Test
    void addedFileWithTheNameOfARunFile_isTampering() throws IOException {
        Files.writeString(run.resolve("report.html"), "99.9%");

        assertTampered(verify(), "report.html");
    }

    @Test
    void missingManifest_cannotBeVerified() throws IOException {
        Files.delete(run.resolve("manifest.json"));

        Verification verification = Runs.verifyFiles(run);

        assertThat(verification.verdict()).isEqualTo(Verdict.CANNOT_VERIFY);
        assertThat(verification.findings()).extracting(Discrepancy::subject).containsExactly("manifest.json");
        assertThat(verification.summary()).startsWith("This directory has no manifest");
    }

    @Test
    void missingDirectory_cannotBeVerified() {
        Verification verification = Runs.verifyFiles(folder.resolve("nowhere"));

        assertThat(verification.verdict()).isEqualTo(Verdict.CANNOT_VERIFY);
        assertThat(verification.summary()).startsWith("This is not a directory");
        assertThat(verification.findings())
                .extracting(Discrepancy::actual)
                .containsExactly(folder.resolve("nowhere/manifest.json") + ": is missing");
    }

    /** They compute the same bits, so nobody can tell. */
    @Test
    void otherKernelsInTheManifest_changeNoVerdict() {
        TestRuns.replace(run.resolve("manifest.json"), "\"kernels\": \"plain\"", "\"kernels\": \"vector, 2048 bits\"");

        assertThat(verify().verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void manifestOfANewerFormat_cannotBeVerified() {
        TestRuns.replace(run.resolve("manifest.json"), "\"formatVersion\": \"1.3\"", "\"formatVersion\": \"2.0\"");

        assertThat(Runs.verifyFiles(run).verdict()).isEqualTo(Verdict.CANNOT_VERIFY);
        assertThat(Runs.verifyFiles(run).summary()).contains("newer version of mnist4j");
        assertThat(Runs.verifyFiles(run).toText()).contains("formatVersion: is 2.0, this library reads 1.x");
    }

    /** The manifest itself has no hash: only fields that nothing depends on may change. */
    @Test
    void flippedBitInTheManifest_isFoundUnlessNothingDependsOnTheField() throws IOException {
        Path file = run.resolve("manifest.json");
        byte[] bytes = Files.readAllBytes(file);
        RunManifest manifest = RunManifest.readJson(file);
        int found = 0;
        for (int at = 0; at < bytes.length; at += 23) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            Files.write(file, changed);

            Verification verification = Runs.verifyFiles(run);

            if (verification.verdict() == Verdict.INTACT) {
                RunManifest other = RunManifest.readJson(file);
                assertThat(claim(other)).as("byte %d", at).isEqualTo(claim(manifest));
            } else {
                found++;
                assertThat(verification.verdict()).as("byte %d", at).isIn(Verdict.TAMPERED, Verdict.CANNOT_VERIFY);
            }
        }
        assertThat(found).isGreaterThan(100);
    }

    /** The fields that the files can be checked against. */
    private static List<Object> claim(RunManifest manifest) {
        return List.of(
                manifest.config(),
                manifest.configSha256(),
                manifest.data().classNames(),
                manifest.metrics().testImages(),
                Math.round(manifest.metrics().accuracy() * 1e9),
                Math.round(manifest.metrics().logLoss() * 1e8),
                manifest.parametersSha256(),
                manifest.files());
    }

    @Test
    void metricsThatContradictThePredictions_areTampering() {
        RunMetrics metrics = Run.open(run).manifest().metrics();
        TestRuns.replace(
                run.resolve("metrics.json"), "\"accuracy\": " + metrics.accuracy() + ",", "\"accuracy\": 0.999,");
        TestRuns.sign(run, manifest -> manifest);

        assertTampered(Runs.verifyFiles(run), "metrics.json");
    }

    @Test
    void experimentThatContradictsTheManifest_isTampering() {
        TestRuns.replace(run.resolve("experiment.json"), "\"seed\": 42", "\"seed\": 43");
        TestRuns.sign(run, manifest -> manifest);

        assertTampered(Runs.verifyFiles(run), "experiment.json");
    }
}
