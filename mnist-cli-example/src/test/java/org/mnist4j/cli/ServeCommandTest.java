package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeCommandTest {

    @TempDir
    static Path folder;

    private static Path model;

    @BeforeAll
    static void train() {
        Path data = SmallMnist.write(folder.resolve("data"), 300, 100);
        Path out = folder.resolve("run");
        CommandRun.of("train", "--quiet", "--data", data, "--epochs", 1, "--out", out)
                .succeeded();
        model = out.resolve("model.safetensors");
    }

    @Test
    void takenPort_isAUsageErrorInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CommandRun.of("serve", "--model", model, "--port", taken.getLocalPort())
                    .failed(ExitCode.USAGE, "--port " + taken.getLocalPort(), "choose another port");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "http"})
    void badPort_isAUsageError(String port) {
        CommandRun.of("serve", "--model", model, "--port", port).failed(ExitCode.USAGE, "--port", port);
    }

    @Test
    void noModel_isAUsageErrorAndABadOneAFileProblem() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.safetensors"), "hello");

        CommandRun.of("serve").failed(ExitCode.USAGE, "--model");
        CommandRun.of("serve", "--model", bad).failed(ExitCode.FILE, bad.toString());
        CommandRun.of("serve", "--model", folder.resolve("nowhere")).failed(ExitCode.FILE, "nowhere");
    }

    @Test
    void measuresThatAreNoJson_areNotShown() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        Path copy = Files.copy(model, other.resolve("model.safetensors"));
        Files.writeString(other.resolve("metrics.json"), "{\"accuracy\": ");
        Thread.currentThread().interrupt();

        CommandRun run = CommandRun.of("serve", "--model", copy);

        assertThat(run.out()).startsWith("http://127.0.0.1:");
        assertThat(run.err()).startsWith(other.resolve("metrics.json") + " cannot be read");
    }

    @Test
    void interruptedThread_stopsTheServer() {
        Thread.currentThread().interrupt();

        CommandRun run = CommandRun.of("serve", "--model", model);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(run.code()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(run.out().strip()).matches("http://127\\.0\\.0\\.1:[0-9]+/");
        assertThat(run.err()).contains("press Ctrl-C to stop").endsWith("stopped" + System.lineSeparator());
    }
}
