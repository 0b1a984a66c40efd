package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.SweepConfig;

class ConfigCommandTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("presets")
    void shownPreset_isValidAndTheSameExperiment(String preset) throws IOException {
        CommandRun shown = CommandRun.of("config", "show", "--preset", preset).succeeded();
        Path file = Files.writeString(folder.resolve("experiment.json"), shown.out());

        assertThat(ExperimentConfig.readJson(file)).isEqualTo(ExperimentConfig.preset(preset));
        assertThat(CommandRun.of("config", "validate", file).succeeded().out())
                .startsWith(file + ": valid")
                .contains("layers[0]");
    }

    static java.util.List<String> presets() {
        return ExperimentConfig.presetNames();
    }

    @Test
    void invalidFile_isAConfigurationErrorWithItsPath() throws IOException {
        Path file = Files.writeString(
                folder.resolve("bad.json"),
                ExperimentConfig.preset("seed").toJson().replace("128", "0.5"));

        CommandRun run = CommandRun.of("config", "validate", file);

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("layers[0].units: ", "training.batchSize: ");
    }

    @Test
    void missingFile_isAConfigurationError() {
        CommandRun.of("config", "validate", folder.resolve("no.json")).failed(ExitCode.USAGE, "no.json");
    }

    @Test
    void schema_isTheLibrarysAndNothingElse() {
        CommandRun run = CommandRun.of("config", "schema").succeeded();

        assertThat(run.out()).isEqualTo(ExperimentConfig.jsonSchema());
        assertThat(run.json().get("$id").textValue()).isEqualTo("urn:mnist4j:experiment:1");
        assertThat(run.err()).isEmpty();
        assertThat(CommandRun.of("config", "schema", "--sweep").succeeded().out())
                .isEqualTo(SweepConfig.jsonSchema())
                .contains("urn:mnist4j:sweep:1");
    }

    @Test
    void fileOfANewerVersion_isAConfigurationError() throws IOException {
        Path file = Files.writeString(folder.resolve("new.json"), "{\"schemaVersion\": 2, \"title\": \"x\"}");

        CommandRun.of("config", "validate", file)
                .failed(ExitCode.USAGE, "new.json: schemaVersion: ", "version 2", "version 1", "newer release");
    }

    @Test
    void presetsInTheHelp_areAllThereAre() {
        assertThat(CommandRun.of("train", "--help").out()).contains(ExperimentConfig.presetNames());
        assertThat(CommandRun.of("config", "show", "--help").out()).contains(ExperimentConfig.presetNames());
    }

    @Test
    void commandsForPictures_recommendAPresetThereIs() {
        for (String command : List.of("predict", "serve")) {
            assertThat(CommandRun.of(command, "--help").out()).contains("preset robust");
        }
        assertThat(ExperimentConfig.presetNames()).contains("robust");
    }
}
