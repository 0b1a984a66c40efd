package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.softmax;
import static org.mnist4j.config.Losses.crossEntropy;
import static org.mnist4j.config.Optimizers.adam;
import static org.mnist4j.config.Optimizers.adamW;
import static org.mnist4j.config.Optimizers.rmsProp;
import static org.mnist4j.config.Optimizers.sgd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.ImageShape;

class ExperimentConfigTest {

    /** The seed preset's compact JSON, hashed by Python's hashlib. */
    private static final String SEED_SHA256 = "73eb89cb71bf785f2eefd732cbc85a1033327ac11db5575f30eaa45d4f9edcd1";

    /** The required fields only; {@link #minimal()} is the equivalent builder. */
    private static final String MINIMAL_JSON = """
            {"input": {"height": 8, "width": 6, "channels": 3}, "classes": 4,
             "layers": [{"type": "dense", "units": 7}], "training": {"epochs": 2}}""";

    private static ExperimentConfig.Builder minimal() {
        return ExperimentConfig.builder()
                .input(ImageShape.of(8, 6, 3))
                .classes(4)
                .layers(dense(7))
                .epochs(2);
    }

    @Test
    void seedPreset_asJson_isTheGoldenFile() throws IOException {
        assertThat(ExperimentConfig.preset("seed").toJson()).isEqualTo(golden("seed.json"));
    }

    @Test
    void goldenFile_equalsTheBuiltExperiment(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("seed.json"), golden("seed.json"));
        ExperimentConfig built = ExperimentConfig.builder()
                .name("two-layer perceptron")
                .seed(42)
                .input(ImageShape.of(28, 28, 1))
                .classes(10)
                .layers(dense(128).activation(Activation.RELU))
                .loss(crossEntropy())
                .optimizer(adam(0.001))
                .epochs(5)
                .batchSize(128)
                .build();

        assertThat(ExperimentConfig.readJson(file))
                .isEqualTo(built)
                .isEqualTo(ExperimentConfig.preset("seed"))
                .hasSameHashCodeAs(built);
    }

    @Test
    void minimalJson_hasTheBuildersDefaults() {
        assertThat(ExperimentConfig.fromJson(MINIMAL_JSON))
                .isEqualTo(minimal().build())
                .isEqualTo(minimal()
                        .name("experiment")
                        .seed(42)
                        .output(softmax().init(Initializer.XAVIER))
                        .layers(dense(7).activation(Activation.RELU).init(Initializer.HE_NORMAL))
                        .loss(crossEntropy())
                        .optimizer(new Adam(0.001, 0.9, 0.999, 1e-8))
                        .batchSize(128)
                        .engine(EngineChoice.AUTO)
                        .build());
    }

    @Test
    void minimalOptimizersInJson_haveTheDefaultsOfOptimizers() {
        String sgdJson = MINIMAL_JSON.replace(
                "\"epochs\": 2", "\"epochs\": 2, \"optimizer\": {\"type\": \"sgd\", \"learningRate\": 0.5}");
        String adamJson = MINIMAL_JSON.replace("\"epochs\": 2", "\"epochs\": 2, \"optimizer\": {\"type\": \"adam\"}");

        String adamWJson = adamJson.replace("\"adam\"", "\"adamW\"");
        String rmsPropJson = adamJson.replace("\"adam\"", "\"rmsProp\"");

        assertThat(ExperimentConfig.fromJson(adamWJson).training().optimizer()).isEqualTo(adamW(0.001));
        assertThat(ExperimentConfig.fromJson(rmsPropJson).training().optimizer())
                .isEqualTo(rmsProp(0.001));
        assertThat(ExperimentConfig.fromJson(sgdJson).training().optimizer()).isEqualTo(sgd(0.5));
        assertThat(ExperimentConfig.fromJson(adamJson).training().optimizer()).isEqualTo(adam(0.001));
    }

    @Test
    void minimalSchedulesInJson_haveTheDefaultsOfSchedules() {
        String cosineJson =
                MINIMAL_JSON.replace("\"epochs\": 2", "\"epochs\": 2, \"schedule\": {\"type\": \"cosine\"}");

        assertThat(ExperimentConfig.fromJson(cosineJson).training().schedule()).isEqualTo(Schedules.cosine());
        assertThat(ExperimentConfig.fromJson(cosineJson.replace("cosine", "oneCycle"))
                        .training()
                        .schedule())
                .isEqualTo(Schedules.oneCycle());
    }

    @Test
    void dollarSchemaAndByteOrderMark_areAllowed() {
        String json = "\uFEFF" + MINIMAL_JSON.replaceFirst("\\{", "{\"\\$schema\": \"mnist4j.json\", ");

        assertThat(ExperimentConfig.fromJson(json)).isEqualTo(minimal().build());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void anyConfig_throughJsonOrToBuilder_isEqual(long seed) {
        ExperimentConfig config = RandomConfigs.ofSeed(seed);
        ExperimentConfig read = ExperimentConfig.fromJson(config.toJson());

        assertThat(read).isEqualTo(config).hasSameHashCodeAs(config);
        assertThat(read.toJson()).isEqualTo(config.toJson()).endsWith("}\n").doesNotContain("\r");
        assertThat(read.sha256()).isEqualTo(config.sha256());
        assertThat(config.toBuilder().build()).isEqualTo(config);
    }

    @Test
    void toBuilder_changesOneFieldOnly() {
        ExperimentConfig seed = ExperimentConfig.preset("seed");
        ExperimentConfig other = seed.toBuilder().seed(43).build();

        assertThat(other).isNotEqualTo(seed);
        assertThat(other.sha256()).isNotEqualTo(seed.sha256());
        assertThat(other.toBuilder().seed(42).build()).isEqualTo(seed);
    }

    @Test
    void sha256_ofTheSeedPreset_isTheGoldenOne() {
        assertThat(ExperimentConfig.preset("seed").sha256()).isEqualTo(SEED_SHA256);
    }

    @Test
    void doubles_areWrittenTheSameByEveryJdk() {
        // Double.toString formats this power of two as 5.9604644775390625E-8 on JDK 17, and as below on JDK 25.
        ExperimentConfig config =
                minimal().optimizer(adam(0.001).epsilon(0x1p-24)).build();

        assertThat(config.toJson()).contains("\"epsilon\": 5.960464477539063E-8");
    }

    @Test
    void layers_areCopied() {
        List<Layer> mutable = new ArrayList<>(List.of(dense(7)));
        ExperimentConfig config = minimal().layers(mutable).build();
        mutable.add(dropout(0.5));

        assertThat(config.layers()).containsExactly(dense(7));
        assertThatThrownBy(() -> config.layers().add(dropout(0.5))).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void unknownPreset_isRejected_namingThePresets() {
        assertThat(ExperimentConfig.presetNames())
                .containsExactly("seed", "mlp-512", "mlp-800", "cnn-99", "cnn-fast", "cnn", "robust", "fashion");
        assertThat(ExperimentConfig.preset("mlp-512").layers())
                .containsExactly(dense(512), dropout(0.2), dense(512), dropout(0.2));
        assertThatThrownBy(() -> ExperimentConfig.preset("sead"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "unknown preset \"sead\"; the presets are seed, mlp-512, mlp-800, cnn-99, cnn-fast, cnn, robust, fashion");
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = ExperimentConfigTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
