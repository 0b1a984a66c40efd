package org.mnist4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures that are added to a finished run. */
class FigureFilesTest extends CopiedRun {

    private static final String REPORT = "report.html";
    private static final String PNG = "mistakes.png";

    @Test
    void newFigures_areListed_andNothingElseChanges() throws IOException {
        Map<String, String> before = contents();
        RunManifest manifest = Run.open(run).manifest();

        assertThat(FigureFiles.write(Run.open(run), Map.of(REPORT, bytes("one"), PNG, bytes("two"))))
                .isEmpty();

        Run after = Run.open(run);
        Map<String, String> now = contents();
        assertThat(now.remove(REPORT)).isEqualTo("one");
        assertThat(now.remove(PNG)).isEqualTo("two");
        assertThat(now.remove("manifest.json")).isEqualTo(after.manifest().toJson());
        before.remove("manifest.json");
        assertThat(now).isEqualTo(before);
        assertThat(after.manifest().withFiles(manifest.files())).isEqualTo(manifest);
        assertThat(after.manifest().files())
                .containsAll(manifest.files())
                .hasSize(manifest.files().size() + 2)
                .extracting(RunFile::name)
                .isSorted();
        assertThat(Runs.verifyFiles(run).verdict()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void figuresThatAreThere_areReplaced() throws IOException {
        FigureFiles.write(Run.open(run), Map.of(REPORT, bytes("old"), PNG, bytes("kept")));

        FigureFiles.write(Run.open(run), Map.of(REPORT, bytes("new")));

        assertThat(run.resolve(REPORT)).hasContent("new");
        assertThat(run.resolve(PNG)).hasContent("kept");
        assertThat(Runs.verifyFiles(run).verdict()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void figureThatCannotBeWritten_isReported_andTheOthersAreWritten() throws IOException {
        Files.createDirectories(run.resolve(REPORT).resolve("in the way"));

        Map<String, IOException> failures =
                FigureFiles.write(Run.open(run), Map.of(REPORT, bytes("one"), PNG, bytes("two")));

        assertThat(failures).containsOnlyKeys(REPORT);
        assertThat(run.resolve(REPORT).resolve("in the way")).isDirectory();
        assertThat(Run.open(run).manifest().file(PNG)).isPresent();
        assertThat(Run.open(run).manifest().file(REPORT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"model.safetensors", "metrics.json", "predictions.csv", "manifest.json", "notes.txt", "../x.png"
            })
    void otherFiles_areNeverReplaced(String name) throws IOException {
        Map<String, String> before = contents();
        Run opened = Run.open(run);

        assertThatThrownBy(() -> FigureFiles.write(opened, Map.of(name, bytes("x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);

        assertThat(contents()).isEqualTo(before);
    }

    /** As by {@code train --overwrite} in another process. */
    @Test
    void runThatWasReplacedMeanwhile_getsNoFiguresOfTheOldOne() throws IOException {
        Run opened = Run.open(run);
        TestRuns.sign(
                run,
                manifest -> TestRuns.with(
                        manifest, manifest.config().toBuilder().name("another").build(), manifest.metrics()));
        Map<String, String> before = contents();

        assertThatThrownBy(() -> FigureFiles.write(opened, Map.of(REPORT, bytes("x"))))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("was replaced while its figures were made");

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void fieldsOfALaterVersion_areKept() throws IOException {
        TestRuns.replace(run.resolve("manifest.json"), "\"formatVersion\": \"1.3\"", "\"formatVersion\": \"1.9\"");
        TestRuns.replace(run.resolve("manifest.json"), "\"threads\": ", "\"phase\": \"of the moon\",\n  \"threads\": ");

        FigureFiles.write(Run.open(run), Map.of(REPORT, bytes("x")));

        assertThat(run.resolve("manifest.json"))
                .content()
                .contains("\"phase\": \"of the moon\"", "\"formatVersion\": \"1.9\"", REPORT);
    }

    @Test
    void checkWithoutFigures_looksAtEverythingElse() throws IOException {
        FigureFiles.write(Run.open(run), Map.of(REPORT, bytes("one")));
        Files.writeString(run.resolve(REPORT), "two");
        Files.writeString(run.resolve(PNG), "left behind by a killed process");

        assertThat(Runs.verifyFiles(run).verdict()).isEqualTo(Verdict.TAMPERED);
        assertThat(Runs.verifyWithoutFigures(run).verdict()).isEqualTo(Verdict.INTACT);
        for (String name : List.of("model.safetensors", "metrics.json", "predictions.csv", "history.csv")) {
            byte[] content = Files.readAllBytes(run.resolve(name));
            Files.writeString(run.resolve(name), "x");
            assertThat(Runs.verifyWithoutFigures(run).findings())
                    .extracting(Discrepancy::subject)
                    .containsExactly(name);
            Files.write(run.resolve(name), content);
        }
        Files.delete(run.resolve("manifest.json"));
        assertThat(Runs.verifyWithoutFigures(run).verdict()).isEqualTo(Verdict.CANNOT_VERIFY);
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
