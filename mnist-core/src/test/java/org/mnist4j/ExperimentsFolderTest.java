package org.mnist4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;

/** The files in experiments/ are the presets and two former ones of the name cnn; an editor finds their schema, and they run. */
class ExperimentsFolderTest {

    private static final Path FOLDER = Path.of("../experiments");
    private static final Path SCHEMA = Path.of("src/main/resources/org/mnist4j/config/experiment-1.schema.json");
    private static final ImageDataset IMAGES = Mnist.loadTest().take(256);

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .map(file -> file.replaceFirst("\\.json$", ""))
                    .toList();
        }
    }

    @Test
    void folder_holdsEveryPresetAndTheFormerOnes() throws IOException {
        List<String> files = new ArrayList<>(ExperimentConfig.presetNames());
        files.addAll(List.of("cnn-one-pool", "cnn-pooled"));
        assertThat(names()).containsExactlyInAnyOrderElementsOf(files);
    }

    static List<String> presets() {
        return ExperimentConfig.presetNames();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void file_isThePreset(String name) {
        assertThat(ExperimentConfig.readJson(FOLDER.resolve(name + ".json"))).isEqualTo(ExperimentConfig.preset(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void file_namesTheShippedSchemaAndPassesIt(String name) throws IOException {
        Path file = FOLDER.resolve(name + ".json");
        var json = new JsonMapper().readTree(Files.readString(file));

        assertThat(Files.isSameFile(file.resolveSibling(json.get("$schema").textValue()), SCHEMA))
                .isTrue();
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(Files.readString(SCHEMA))
                        .validate(json))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void file_trainsForAnEpoch(String name) {
        ExperimentConfig config = ExperimentConfig.readJson(FOLDER.resolve(name + ".json")).toBuilder()
                .epochs(1)
                .build();

        TrainingResult result = Trainer.of(config).fit(IMAGES);

        assertThat(result.history().epochs())
                .singleElement()
                .satisfies(epoch -> assertThat(epoch.trainingLoss()).isBetween(0.1, 10.0));
        assertThat(result.model().evaluate(IMAGES).logLoss()).isBetween(0.0, 10.0);
    }
}
