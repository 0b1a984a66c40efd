package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.report.ComparisonReport;
import org.mnist4j.run.Run;
import org.mnist4j.run.RunComparison;

class CompareCommandTest {

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path data;
    private static Path first;
    private static Path second;

    @BeforeAll
    static void train() {
        data = SmallMnist.write(shared.resolve("data"), 600, 200);
        first = run("first", data, 1);
        second = run("second", data, 2);
    }

    private static Path run(String name, Path images, int seed) {
        Path out = shared.resolve(name);
        CommandRun.of("train", "--quiet", "--data", images, "--epochs", 1, "--seed", seed, "--out", out)
                .succeeded();
        return out;
    }

    private static RunComparison comparison() {
        return RunComparison.of(Run.open(first), Run.open(second));
    }

    private Path copyOfSecond() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (Stream<Path> files = Files.list(second)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    @Test
    void text_isTheLibrarys() {
        CommandRun compared = CommandRun.of("compare", first, second).succeeded();

        assertThat(compared.out()).isEqualTo(comparison().toText() + System.lineSeparator());
        assertThat(compared.out()).contains("config.seed: A 1, B 2", "McNemar's test, exact: p = ");
        assertThat(compared.err()).isEmpty();
    }

    @Test
    void json_isAllOfStdout() throws IOException {
        Path page = folder.resolve("page.html");

        CommandRun compared = CommandRun.of("compare", "--json", "--html", page, "--data", data, first, second)
                .succeeded();

        JsonNode json = compared.json();
        assertThat(json.at("/first/seed").intValue()).isEqualTo(1);
        assertThat(json.at("/second/directory").textValue()).isEqualTo(second.toString());
        assertThat(json.at("/mcNemar/exactPValue").doubleValue())
                .isEqualTo(comparison().evaluation().mcNemar().exactPValue());
        assertThat(json.at("/disagreements"))
                .hasSameSizeAs(comparison().evaluation().disagreements());
        assertThat(compared.err()).isEmpty();
        assertThat(page).isRegularFile();
    }

    @Test
    void page_isTheLibrarysReport() throws IOException {
        Path page = folder.resolve("new/page.html");

        CommandRun compared = CommandRun.of("compare", first, second, "--html", page, "--data", data)
                .succeeded();

        ImageDataset test = ImageDataset.fromIdxDirectory(data).test();
        assertThat(page).hasContent(ComparisonReport.of(comparison(), test).toHtml());
        assertThat(compared.out()).endsWith("\n\npage  " + page + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 132})
    void terminal_getsLinesOfItsWidth_andColourAddsNothing(int columns) {
        CommandRun plain = CommandRun.on(new Screen(true, columns, false), "compare", first, second)
                .succeeded();
        CommandRun coloured = CommandRun.on(new Screen(true, columns, true), "compare", first, second)
                .succeeded();

        assertThat(plain.out()).isEqualTo(comparison().toText(columns) + System.lineSeparator());
        assertThat(plain.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
        assertThat(coloured.out()).startsWith("\u001b[1mA  ").contains("\n\u001b[1mMcNemar's test, exact: p = ");
        assertThat(coloured.out().replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain.out());
    }

    @Test
    void runAgainstItself_hasNoDisagreement() {
        CommandRun compared = CommandRun.of("compare", first, first).succeeded();

        assertThat(compared.out())
                .contains("configuration, images and library are the same", "bit-identical", "p = 1;")
                .doesNotContain("most confident mistake");
    }

    @Test
    void otherTestSets_areAFileProblem() {
        Path other = SmallMnist.write(folder.resolve("other"), 600, 201);
        Path third = folder.resolve("third");
        CommandRun.of("train", "--quiet", "--data", other, "--epochs", 1, "--out", third)
                .succeeded();

        CommandRun.of("compare", first, third)
                .failed(
                        ExitCode.FILE,
                        first + " was evaluated on data-test (200 images) with fingerprint ",
                        third + " on other-test (201 images) with ",
                        "compare runs with the same test set");
    }

    @Test
    void imagesOfOtherRuns_areAFileProblem_andNothingIsWritten() {
        Path page = folder.resolve("page.html");

        CommandRun.of("compare", first, second, "--html", page)
                .failed(ExitCode.FILE, "data-test (200 images)", "mnist-test (10000)", "--data DIR");
        assertThat(page).doesNotExist();
    }

    @Test
    void brokenRun_isAFileProblem() throws IOException {
        Path copy = copyOfSecond();
        Files.write(copy.resolve("predictions.csv"), new byte[] {'\n'}, StandardOpenOption.APPEND);

        CommandRun.of("compare", first, copy)
                .failed(ExitCode.FILE, copy.resolve("predictions.csv") + ": was changed after the run");
        Files.delete(copy.resolve("predictions.csv"));
        CommandRun.of("compare", copy, first).failed(ExitCode.FILE, copy.resolve("predictions.csv") + ": is missing");
        Files.delete(copy.resolve("manifest.json"));
        CommandRun.of("compare", copy, first).failed(ExitCode.FILE, copy.resolve("manifest.json") + ": is missing");
        CommandRun.of("compare", first, folder.resolve("nowhere")).failed(ExitCode.FILE, "nowhere");
    }

    @Test
    void pageAmongTheFilesOfARun_isAUsageError() throws IOException {
        byte[] before = Files.readAllBytes(first.resolve("report.html"));

        for (Path run : List.of(first, second)) {
            CommandRun.of("compare", first, second, "--data", data, "--html", run.resolve("report.html"))
                    .failed(ExitCode.USAGE, "--html " + run.resolve("report.html") + " is in the run " + run);
        }
        assertThat(first.resolve("report.html")).hasBinaryContent(before);
    }

    @Test
    void pageThatCannotBeWritten_isAFileProblem() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        CommandRun.of("compare", first, second, "--data", data, "--html", file.resolve("page.html"))
                .failed(ExitCode.FILE, "cannot write");
    }

    @Test
    void fileThatIsNoPage_isReplacedOnlyOnRequest() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.md"), "years of work");

        CommandRun.of("compare", first, second, "--data", data, "--html", notes)
                .failed(ExitCode.USAGE, notes + " exists and contains no HTML pages", "--overwrite");
        assertThat(notes).hasContent("years of work");

        for (int i = 0; i < 2; i++) {
            CommandRun.of("compare", first, second, "--data", data, "--html", notes, "--overwrite")
                    .succeeded();
            assertThat(notes).content().startsWith("<!DOCTYPE html>");
        }
        CommandRun.of("compare", first, second, "--data", data, "--html", notes).succeeded();
    }

    @Test
    void wrongArguments_areUsageErrors() {
        CommandRun.of("compare").failed(ExitCode.USAGE, "RUN_A");
        CommandRun.of("compare", first).failed(ExitCode.USAGE, "RUN_B");
        CommandRun.of("compare", first, second, second).failed(ExitCode.USAGE, second.toString());
        CommandRun.of("compare", first, second, "--data", data).failed(ExitCode.USAGE, "go with --html FILE");
    }
}
