package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCommandTest {

    @TempDir
    Path folder;

    private Path data;
    private Path run;

    @BeforeEach
    void train() {
        data = SmallMnist.write(folder.resolve("data"), 300, 100);
        run = folder.resolve("run");
        CommandRun.of("train", "--quiet", "--data", data, "--epochs", 1, "--out", run)
                .succeeded();
    }

    @Test
    void figures_areMadeAgain_withTheSameBytes() throws IOException {
        Map<String, String> before = contents();
        assertThat(before).hasSize(24);
        for (String name : before.keySet()) {
            if (name.matches(".*\\.(png|svg|html)")) {
                Files.delete(run.resolve(name));
            }
        }
        assertThat(contents()).hasSize(9);

        CommandRun made = CommandRun.of("report", run, "--data", data).succeeded();

        assertThat(made.out()).isEqualTo("report  " + run.resolve("report.html") + System.lineSeparator());
        assertThat(contents()).isEqualTo(before);
        assertThat(CommandRun.of("verify", "--files-only", run).succeeded().out())
                .startsWith("INTACT");
    }

    /** As a process leaves them that is killed between the figures and the manifest. */
    @Test
    void figuresThatTheManifestDoesNotList_areMended() throws IOException {
        Map<String, String> before = contents();
        String manifest = Files.readString(run.resolve("manifest.json"));
        Files.writeString(
                run.resolve("manifest.json"), manifest.replaceFirst("\\{\\s*\"name\": \"report.html\"[^}]*},\\s*", ""));
        assertThat(CommandRun.of("verify", "--files-only", run).code()).isEqualTo(ExitCode.VERDICT_NO);

        CommandRun.of("report", run, "--data", data).succeeded();

        assertThat(contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "metrics.json", "predictions.csv", "history.csv", "experiment.json"})
    void runThatWasChanged_getsNoFigures(String name) throws IOException {
        Files.writeString(run.resolve(name), "x");
        Map<String, String> before = contents();

        CommandRun.of("report", run, "--data", data)
                .failed(ExitCode.FILE, run.toString(), name, "expected ", "verify --files-only");

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void otherImages_areRefused() throws IOException {
        Map<String, String> before = contents();
        Path other = SmallMnist.write(folder.resolve("other"), 300, 90);

        CommandRun.of("report", run, "--data", other)
                .failed(ExitCode.FILE, "was measured on data-test (100 images)", "other-test (90)", "--data DIR");

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void whatIsNoRun_isRefused() {
        CommandRun.of("report", folder.resolve("nowhere")).failed(ExitCode.FILE, "nowhere", "not a directory");
        CommandRun.of("report", data).failed(ExitCode.FILE, data.toString(), "no manifest");
        CommandRun.of("report").failed(ExitCode.USAGE, "RUN_DIR");
    }

    @Test
    void figureThatCannotBeWritten_doesNotKeepTheOthersFromIt() throws IOException {
        Map<String, String> before = contents();
        Files.delete(run.resolve("mistakes.png"));
        Files.createDirectories(run.resolve("mistakes.png/in the way"));
        Files.delete(run.resolve("predictions.png"));

        CommandRun.of("report", run, "--data", data)
                .failed(
                        ExitCode.FILE,
                        run + ": not written: mistakes.png: a folder is in its place; ",
                        "mnist4j report " + run + " makes them");

        assertThat(contents().get("predictions.png")).isEqualTo(before.get("predictions.png"));
        Files.delete(run.resolve("mistakes.png/in the way"));
        Files.delete(run.resolve("mistakes.png"));
        CommandRun.of("report", run, "--data", data).succeeded();
        assertThat(contents()).isEqualTo(before);
    }

    /** The folder in the way appears as soon as train has said where the run is. */
    @Test
    void trainedRun_isKept_whenItsFiguresFail() throws IOException {
        Map<String, String> expected = contents();
        Path again = folder.resolve("again");
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream hindering = new PrintStream(stdout, true, StandardCharsets.UTF_8) {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                if (stdout.toString(StandardCharsets.UTF_8).contains("run     ")) {
                    hinder(again);
                }
            }
        };

        int code = Main.run(
                new String[] {"train", "--quiet", "--data", data.toString(), "--epochs", "1", "--out", again.toString()
                },
                hindering,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Screen.FILE);

        assertThat(code).isEqualTo(ExitCode.FILE);
        assertThat(err.toString(StandardCharsets.UTF_8).strip().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("mnist4j: " + again + ": not written: report.html: ")
                .contains("the run itself is complete", "mnist4j report " + again + " makes them");
        assertThat(stdout.toString(StandardCharsets.UTF_8))
                .contains("accuracy 0.", "run     " + again)
                .doesNotContain("report  ");
        assertThat(names(folder)).containsExactly("again", "data", "run");
        assertThat(again.resolve("predictions.csv"))
                .hasBinaryContent(Files.readAllBytes(run.resolve("predictions.csv")));
        Files.delete(again.resolve("report.html/in the way"));
        Files.delete(again.resolve("report.html"));
        assertThat(CommandRun.of("verify", "--files-only", again).succeeded().out())
                .startsWith("INTACT");
        CommandRun.of("report", again, "--data", data).succeeded();
        assertThat(names(again)).containsExactlyElementsOf(expected.keySet());
    }

    @Test
    void adviceOnMemory_namesTheHeapThatThereIs() {
        long mebibytes = Runtime.getRuntime().maxMemory() >> 20;

        assertThat(Failures.outOfMemory())
                .isEqualTo("out of memory: the heap of " + mebibytes
                        + " MiB is full; give the JVM more, such as java -Xmx" + 2 * mebibytes + "m -jar ...");
    }

    private static void hinder(Path directory) {
        try {
            Files.createDirectories(directory.resolve("report.html/in the way"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String name : names(run)) {
            if (Files.isRegularFile(run.resolve(name))) {
                contents.put(name, Files.readString(run.resolve(name), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
