package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "train --help",
                "evaluate --help",
                "predict --help",
                "calibrate --help",
                "serve --help",
                "config --help",
                "config show --help",
                "config validate --help",
                "config schema --help",
                "data --help",
                "data info --help",
                "data verify --help",
                "compare --help",
                "verify --help",
                "doctor --help"
            })
    void help_isOnStdoutAndSaysWhatACommandNeeds(String command) {
        CommandRun run = CommandRun.of((Object[]) command.split(" ")).succeeded();

        List<String> lines = run.out().lines().toList();
        String name = "mnist4j " + command.replace("--help", "").strip();
        assertThat(lines.get(0)).startsWith("Usage: " + name.strip() + " ");
        assertThat(lines)
                .contains("Exit codes:", "Examples:")
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(lines.stream().filter(line -> line.startsWith("  mnist4j "))).hasSize(2);
        assertThat(lines).as("a line wrapped by accident").noneMatch(line -> line.matches("\\w+"));
        assertThat(run.err()).isEmpty();
    }

    @Test
    void version_namesLibraryAndJava() {
        CommandRun run = CommandRun.of("--version").succeeded();

        assertThat(run.out()).startsWith("mnist4j ").contains("Java " + System.getProperty("java.version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "config", "data"})
    void missingCommand_isAUsageError(String command) {
        CommandRun run = command.isEmpty() ? CommandRun.of() : CommandRun.of(command);

        run.failed(ExitCode.USAGE, "missing command", "--help");
    }

    @Test
    void unknownOption_isAUsageErrorWithASuggestion() {
        CommandRun.of("train", "--epoch=3").failed(ExitCode.USAGE, "--epoch", "did you mean --epochs", "train --help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--help", "config schema", "config show --preset seed", "data info"})
    void standardOutputThatCannotBeWritten_isAFileProblem(String command) {
        PrintStream full = new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("No space left on device");
                    }
                },
                true,
                StandardCharsets.UTF_8);
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int code = Main.run(command.split(" "), full, new PrintStream(err, true), false, Screen.FILE);

        assertThat(code).isEqualTo(ExitCode.FILE);
        assertThat(err).hasToString("mnist4j: standard output cannot be written; the results are incomplete\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data info", "evaluate --model", "verify", "sweep --config", "train --data"})
    void controlCodesInAnArgument_reachNoTerminal(String command) {
        String[] args = (command + " a\u001b[2J\rb\u202e\u009bc").split(" ");

        CommandRun run = CommandRun.of((Object[]) args);

        assertThat(run.code()).isIn(ExitCode.USAGE, ExitCode.FILE);
        assertThat(run.err() + run.out())
                .containsPattern("a\\?\\[2J[? ]b\\?\\?c")
                .doesNotContain("\u001b", "\r", "\u202e", "\u009b");
    }

    @Test
    void unknownCommand_isAUsageError() {
        CommandRun.of("draw").failed(ExitCode.USAGE, "draw");
    }

    @Test
    void wrongNumber_isAUsageError() {
        CommandRun.of("train", "--seed", "many").failed(ExitCode.USAGE, "--seed", "many");
    }
}
