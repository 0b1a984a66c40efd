package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.config.Augmentations.affine;
import static org.mnist4j.config.Augmentations.elastic;
import static org.mnist4j.config.Augmentations.horizontalFlip;
import static org.mnist4j.config.Augmentations.randomErasing;
import static org.mnist4j.config.Averagings.ema;
import static org.mnist4j.config.EarlyStoppings.patience;
import static org.mnist4j.config.GradientClippings.clipByNorm;
import static org.mnist4j.config.Layers.avgPool2d;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.flatten;
import static org.mnist4j.config.Layers.globalAvgPool;
import static org.mnist4j.config.Layers.maxPool2d;
import static org.mnist4j.config.Layers.softmax;
import static org.mnist4j.config.Losses.crossEntropy;
import static org.mnist4j.config.Optimizers.adam;
import static org.mnist4j.config.Optimizers.adamW;
import static org.mnist4j.config.Optimizers.sgd;
import static org.mnist4j.config.Schedules.oneCycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.config.ConfigProblem.Rule;
import org.mnist4j.data.ImageShape;

/** Files of every version stay readable: the golden files are never changed, and a new version adds its own. */
class SchemaVersionTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static String golden(String name) throws IOException {
        try (InputStream in = SchemaVersionTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void version1_isReadFieldByField() throws IOException {
        assertThat(ExperimentConfig.fromJson(golden("v1-sgd.json")))
                .isEqualTo(ExperimentConfig.builder()
                        .name("every field of version 1")
                        .seed(-7)
                        .input(ImageShape.of(14, 12, 3))
                        .classes(26)
                        .layers(
                                dropout(0.125),
                                dense(96).activation(Activation.LEAKY_RELU).init(Initializer.FAN_IN_UNIFORM),
                                dense(48).activation(Activation.TANH).init(Initializer.XAVIER),
                                dense(24).activation(Activation.SIGMOID).init(Initializer.HE_UNIFORM))
                        .output(softmax().init(Initializer.HE_NORMAL))
                        .optimizer(sgd(0.05).momentum(0.75))
                        .epochs(9)
                        .batchSize(50)
                        .augmentation(
                                affine().maxShift(1.5)
                                        .maxRotation(12)
                                        .maxScale(0.125)
                                        .maxShear(8),
                                elastic(34, 4.5),
                                randomErasing(0.25).area(0.0625, 0.5))
                        .engine(EngineChoice.JAVA)
                        .build());
        assertThat(ExperimentConfig.fromJson(golden("v1-adam.json")))
                .isEqualTo(ExperimentConfig.builder()
                        .name("Adam's fields of version 1")
                        .seed(Long.MAX_VALUE)
                        .input(ImageShape.of(32, 30, 4))
                        .classes(2)
                        .layers(dense(10).activation(Activation.IDENTITY).init(Initializer.XAVIER))
                        .output(softmax().init(Initializer.FAN_IN_UNIFORM))
                        .optimizer(adam(0.002).betas(0.8, 0.99).epsilon(1e-7))
                        .epochs(3)
                        .batchSize(64)
                        .engine(EngineChoice.DL4J)
                        .build());
    }

    @Test
    void version1_withEverythingATrainingCanHave_isReadFieldByField() throws IOException {
        ExperimentConfig expected = ExperimentConfig.builder()
                .name("how training goes, in version 1")
                .seed(9)
                .input(ImageShape.of(28, 28, 1))
                .classes(10)
                .layers(dense(20).activation(Activation.TANH).init(Initializer.XAVIER))
                .output(softmax().init(Initializer.HE_UNIFORM))
                .loss(crossEntropy().labelSmoothing(0.1))
                .optimizer(adamW(0.003).betas(0.8, 0.99).epsilon(1e-6).weightDecay(0.05))
                .schedule(oneCycle().riseShare(0.25).startFactor(0.1).finalFactor(0.001))
                .warmUpEpochs(0.5)
                .gradientClipping(clipByNorm(2))
                .epochs(30)
                .batchSize(100)
                .averaging(ema(0.99))
                .validationFraction(0.2)
                .earlyStopping(patience(Metric.MACRO_F1, 4).minDelta(0.001).restoreBest(false))
                .engine(EngineChoice.JAVA)
                .build();

        assertThat(ExperimentConfig.fromJson(golden("v1-training.json"))).isEqualTo(expected);
        requireContains(MAPPER.readTree(expected.toJson()), MAPPER.readTree(golden("v1-training.json")));
    }

    @Test
    void version1_withStrokesAndPixels_isReadFieldByField() throws IOException {
        assertThat(ExperimentConfig.fromJson(golden("v1-strokes.json"))
                        .training()
                        .augmentation())
                .containsExactly(
                        new StrokeWidth(0.75, 0.25, 3),
                        new StrokeWidth(1, 0.5, 2),
                        new Redraw(0.25, 1.5, 5),
                        new Redraw(0.5, 1, 4),
                        new Noise(0.75, 0.125),
                        new Blur(0.75, 1.5),
                        new Contrast(0.75, 3, 0.25),
                        new Lines(0.25, 0.75, 8));
    }

    @Test
    void version1_withEveryLayerOfFeatureMaps_isReadFieldByField() throws IOException {
        assertThat(ExperimentConfig.fromJson(golden("v1-maps.json")))
                .isEqualTo(ExperimentConfig.builder()
                        .name("every layer of feature maps, in version 1")
                        .seed(11)
                        .input(ImageShape.of(20, 24, 3))
                        .classes(7)
                        .layers(
                                conv2d(6, 5)
                                        .stride(2)
                                        .padding(Padding.SAME)
                                        .activation(Activation.LEAKY_RELU)
                                        .init(Initializer.FAN_IN_UNIFORM),
                                batchNorm().momentum(0.25).epsilon(1e-3).activation(Activation.RELU),
                                maxPool2d(3).stride(1),
                                avgPool2d(3),
                                globalAvgPool(),
                                flatten(),
                                dropout(0.125))
                        .output(softmax().init(Initializer.HE_UNIFORM))
                        .epochs(3)
                        .build());
    }

    @Test
    void version1_withMirrorImages_isReadFieldByField() throws IOException {
        assertThat(ExperimentConfig.fromJson(golden("v1-flip.json")))
                .isEqualTo(ExperimentConfig.builder()
                        .input(ImageShape.of(28, 28, 1))
                        .classes(10)
                        .layers(dense(20))
                        .augmentation(new HorizontalFlip(0.25), horizontalFlip())
                        .epochs(3)
                        .build());
    }

    @Test
    void goldenMaps_haveNoValueThatIsADefault() throws IOException {
        JsonNode schema = MAPPER.readTree(ExperimentConfig.jsonSchema());
        JsonNode layers = MAPPER.readTree(golden("v1-maps.json")).get("layers");

        assertThat(layers).hasSize(7);
        for (JsonNode layer : layers) {
            String type = layer.get("type").textValue();
            Class<?> variant = ConfigSchema.variants(Layer.class).get(type);
            requireNoDefaults(layer, definition(schema, variant.getSimpleName()));
        }
    }

    /** A reader that ignored a field would still pass if the golden value were the default. */
    @ParameterizedTest
    @ValueSource(strings = {"v1-sgd.json", "v1-adam.json", "v1-training.json"})
    void goldenFile_hasNoValueThatIsADefault(String name) throws IOException {
        JsonNode file = MAPPER.readTree(golden(name));
        JsonNode schema = MAPPER.readTree(ExperimentConfig.jsonSchema());
        requireNoDefaults(file, schema.get("properties"));
        requireNoDefaults(file.get("output"), definition(schema, "Softmax"));
        requireNoDefaults(file.get("training"), definition(schema, "TrainingConfig"));
        requireNoDefaults(file.at("/training/optimizer"), definition(schema, "AdamW"));
        requireNoDefaults(file.at("/training/schedule"), definition(schema, "OneCycle"));
        requireNoDefaults(file.at("/training/averaging"), definition(schema, "ExponentialAverage"));
        requireNoDefaults(file.at("/training/earlyStopping"), definition(schema, "Patience"));
        requireNoDefaults(file.get("loss"), definition(schema, "CrossEntropy"));
        file.get("layers").forEach(layer -> requireNoDefaults(layer, definition(schema, "Dense")));
        for (JsonNode augmentation : file.at("/training/augmentation")) {
            for (String variant : List.of("Affine", "RandomErasing")) {
                requireNoDefaults(augmentation, definition(schema, variant));
            }
        }
    }

    private static JsonNode definition(JsonNode schema, String name) {
        return schema.at("/$defs/" + name + "/properties");
    }

    private static void requireNoDefaults(JsonNode values, JsonNode properties) {
        values.properties().forEach(field -> {
            JsonNode standard = properties.path(field.getKey()).path("default");
            // There is only one loss and one version so far.
            if (!List.of("loss", SchemaVersion.FIELD).contains(field.getKey())) {
                assertThat(field.getValue()).as(field.getKey()).isNotEqualTo(standard);
            }
        });
    }

    @Test
    void writtenFile_hasTheVersionFirst() throws IOException {
        String json = ExperimentConfig.preset("seed").toJson();

        assertThat(json).startsWith("{\n  \"schemaVersion\": 1,\n  \"name\": ");
        assertThat(MAPPER.readTree(json).properties()).hasSize(9);
    }

    @Test
    void fileWithoutVersion_isVersion1() throws IOException {
        ObjectNode file = (ObjectNode) MAPPER.readTree(golden("v1-sgd.json"));
        file.remove(SchemaVersion.FIELD);

        ExperimentConfig read = ExperimentConfig.fromJson(file.toString());
        assertThat(read).isEqualTo(ExperimentConfig.fromJson(golden("v1-sgd.json")));
        requireContains(MAPPER.readTree(read.toJson()), MAPPER.readTree(golden("v1-sgd.json")));
    }

    /** The written file may have fields that the older file does not have. */
    private static void requireContains(JsonNode written, JsonNode file) {
        if (file.isObject()) {
            file.properties().forEach(field -> requireContains(written.path(field.getKey()), field.getValue()));
        } else if (file.isArray()) {
            assertThat(written).hasSameSizeAs(file);
            for (int i = 0; i < file.size(); i++) {
                requireContains(written.get(i), file.get(i));
            }
        } else {
            assertThat(written).isEqualTo(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2147483648", "99999999999999999999"})
    void newerVersion_isTheOnlyProblem_whateverElseTheFileContains(String version) {
        ConfigException failure = catchThrowableOfType(
                ConfigException.class,
                () -> ExperimentConfig.fromJson(
                        "{\"schemaVersion\": " + version + ", \"layerz\": 3, \"training\": null}"));

        assertThat(failure.problems())
                .containsExactly(new ConfigProblem(
                        "schemaVersion",
                        Rule.VERSION,
                        "the file has version " + version
                                + ", but this release of mnist4j reads only up to version 1; use a newer release"));
    }

    @ParameterizedTest
    @CsvSource({"0, RANGE", "-1, RANGE", "1.0, TYPE", "'\"1\"', TYPE", "null, TYPE", "true, TYPE"})
    void invalidVersion_isReportedWithOtherProblems(String version, Rule rule) throws IOException {
        String json = golden("v1-sgd.json")
                .replace("\"schemaVersion\": 1", "\"schemaVersion\": " + version)
                .replace("\"epochs\": 9", "\"epochs\": 0");

        assertThat(catchThrowableOfType(ConfigException.class, () -> ExperimentConfig.fromJson(json))
                        .problems())
                .extracting(problem -> problem.path() + " " + problem.rule())
                .containsExactly("schemaVersion " + rule, "training.epochs RANGE");
    }

    @Test
    void experimentInASweep_alsoHasAVersion() {
        SweepConfig sweep = SweepConfig.of(ExperimentConfig.preset("seed"));

        assertThat(SweepConfig.fromJson(sweep.toJson())).isEqualTo(sweep);
        assertThat(catchThrowableOfType(
                                ConfigException.class,
                                () -> SweepConfig.fromJson(
                                        sweep.toJson().replace("\"schemaVersion\": 1", "\"schemaVersion\": 3")))
                        .problems())
                .extracting(ConfigProblem::path)
                .containsExactly("experiment.schemaVersion");
    }
}
