package org.mnist4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mnist4j.data.DatasetIdentity;

class ModelCardTest {

    private static final RunManifest SAMPLE = SampleManifest.of("java");

    @Test
    void card_hasItsSectionsInOrder() {
        List<String> headings = ModelCard.of(SAMPLE)
                .lines()
                .filter(line -> line.startsWith("#"))
                .toList();

        assertThat(headings)
                .containsExactly("# sample", "## Intended use", "## Data", "## Training", "## Metrics", "## Limits");
    }

    @Test
    void card_hasTheManifestsValues() {
        // Wilson's interval of 1 of 2: (0.5 + z^2/4 -+ z sqrt(0.25/2 + z^2/16)) / (1 + z^2/2) = 0.0945 and 0.9055;
        // of 1 of 1: 1 / (1 + z^2) = 0.2065.
        assertThat(ModelCard.of(SAMPLE))
                .contains(
                        "images of 1x2x1 (height x width x channels) into 2 classes",
                        "The classes: cat, dog.",
                        "| training | pets-train | 6 | `" + "0".repeat(64) + "` |",
                        "| test | pets-test | 2 | `" + "1".repeat(64) + "` |",
                        "| flatten | [2] | 0 |",
                        "| dense: 1 units, relu | [1] | 3 |",
                        "| total | | 7 |",
                        "- engine `java`, 2 threads, 3.5 s, Model 3, 17.0.9+9 Some VM (Vendor)",
                        "- mnist4j 0.2.0-SNAPSHOT, commit `" + "c".repeat(40) + "`\n",
                        "| accuracy | 0.5000 | 0.0945 to 0.9055 |",
                        "| macro-F1 | 0.3333 | |",
                        "| cat | 1 | 1.0000 | 0.2065 to 1.0000 | 0.5000 |",
                        "| dog | 1 | 0.0000 | 0.0000 to 0.7935 | 0.0000 |",
                        "- It misses the class dog most often: 100.0% of 1 test images.",
                        "- There was no validation set.");
    }

    /** New configuration fields appear on the card without a change to it. */
    @Test
    void card_hasEverySettingOfTheExperiment() throws IOException {
        String card = ModelCard.of(SAMPLE);

        JsonNode json = JsonMapper.builder().build().readTree(SAMPLE.config().toJson());
        json.path("training")
                .fieldNames()
                .forEachRemaining(name -> assertThat(card).contains("\n- " + name + ": "));
        assertThat(card)
                .contains(
                        "\n- seed: 42\n",
                        "\n- output: init xavier\n",
                        "\n- loss: crossEntropy (labelSmoothing 0.0)\n",
                        "\n- optimizer: adam (learningRate 0.001, beta1 0.9, beta2 0.999, epsilon 1.0E-8)\n",
                        "\n- augmentation: none\n",
                        "\n- epochs: 1\n",
                        "\n- batchSize: 128\n");
    }

    @Test
    void card_ofARunWithAValidationSet_namesTheImagesAndOmitsTheWarning() {
        RunData data = SAMPLE.data();
        RunManifest manifest = withData(new RunData(
                data.training(),
                Optional.of(new DatasetIdentity("pets-held-out", 3, "2".repeat(64))),
                data.test(),
                data.classNames()));

        assertThat(ModelCard.of(manifest))
                .contains("| validation | pets-held-out | 3 |")
                .doesNotContain("no validation set");
    }

    @Test
    void names_cannotContainMarkup() {
        RunData data = SAMPLE.data();
        RunManifest manifest = withData(new RunData(
                new DatasetIdentity("a|b\n# <script>[x](y)`", 6, "0".repeat(64)),
                Optional.empty(),
                data.test(),
                data.classNames()));

        assertThat(ModelCard.of(manifest))
                .contains("| training | a\\|b?# \\<script\\>\\[x\\](y)\\` | 6 |")
                .doesNotContain("\n# \\<");
    }

    @Test
    void card_isTheSameInEveryLocale() {
        String card = ModelCard.of(SAMPLE);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);

            assertThat(ModelCard.of(SAMPLE)).isEqualTo(card);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static RunManifest withData(RunData data) {
        return new RunManifest(
                SAMPLE.formatVersion(),
                SAMPLE.config(),
                SAMPLE.configSha256(),
                data,
                SAMPLE.build(),
                SAMPLE.environment(),
                SAMPLE.engine(),
                SAMPLE.threads(),
                SAMPLE.stopReason(),
                SAMPLE.continues(),
                SAMPLE.timings(),
                SAMPLE.metrics(),
                SAMPLE.parametersSha256(),
                SAMPLE.files());
    }
}
