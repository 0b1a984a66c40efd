package org.mnist4j.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Layers.dense;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.SweepConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;

/** Trials and outcomes that are sent elsewhere as JSON. */
class TrialJsonTest {

    private static final ExperimentConfig SMALL = ExperimentConfig.preset("seed").toBuilder()
            .layers(dense(8))
            .epochs(1)
            .batchSize(50)
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"seed", "mlp-800", "cnn-fast", "cnn"})
    void trial_comesBackEqual(String preset) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("training.optimizer.learningRate", "0.003");
        settings.put("layers[0].activation", "\"tanh\"");
        Trial trial = new Trial(7, settings, ExperimentConfig.preset(preset));

        Trial read = Trial.fromJson(trial.toJson());

        assertThat(read).isEqualTo(trial);
        assertThat(read.settings().keySet()).containsExactly("training.optimizer.learningRate", "layers[0].activation");
        assertThat(read.config().sha256()).isEqualTo(trial.config().sha256());
        assertThat(trial.toJson()).doesNotContain("\n");
    }

    @Test
    void trialThatTravelled_hasTheOutcomeOfASweepHere() {
        ImageDataset images = Mnist.loadTrain().take(500);
        Sweep sweep = Sweep.over(SMALL).seeds(5);
        SweepData data = SweepData.holdOut(images, sweep.config());

        TrialOutcome elsewhere = Trial.fromJson(sweep.trials().get(0).toJson()).run(data, 2);

        TrialOutcome here = sweep.run(images).outcomes().get(0);
        assertThat(elsewhere.score().orElseThrow().parametersSha256())
                .isEqualTo(here.score().orElseThrow().parametersSha256());
        assertThat(elsewhere.score().orElseThrow().loss())
                .isEqualTo(here.score().orElseThrow().loss());
    }

    @Test
    void score_comesBackToTheBit() {
        Trial trial = new Trial(3, Map.of(), SMALL);
        TrialOutcome outcome = TrialOutcome.scored(
                trial, new TrialScore(Math.nextUp(0.1), 1 / 3.0, 2 / 3.0, 1e-7, "0123456789abcdef".repeat(4)));

        assertThat(TrialOutcome.fromJson(outcome.toJson(), trial)).isEqualTo(outcome);
    }

    @Test
    void failure_comesBackUnchanged() {
        Trial trial = new Trial(3, Map.of(), SMALL);
        TrialOutcome failed = TrialOutcome.failed(trial, "the loss became \"NaN\"\nin epoch 2");

        assertThat(TrialOutcome.fromJson(failed.toJson(), trial)).isEqualTo(failed);
    }

    @Test
    void outcomeOfAnotherTrial_isRejected() {
        Trial trial = new Trial(3, Map.of(), SMALL);
        String json = TrialOutcome.failed(trial, "diverged").toJson();

        assertThatThrownBy(() -> TrialOutcome.fromJson(json, new Trial(4, Map.of(), SMALL)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another trial than 4");
        ExperimentConfig otherSeed = SMALL.toBuilder().seed(9).build();
        assertThatThrownBy(() -> TrialOutcome.fromJson(json, new Trial(3, Map.of(), otherSeed)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another trial than 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"number\": 1}",
                "{\"number\": \"1\", \"settings\": {}, \"experiment\": {}}",
                "{\"number\": 1, \"settings\": {\"a\": 1}, \"experiment\": {}}",
                "{\"number\": 1, \"number\": 2}"
            })
    void textThatIsNoTrial_isRejected(String json) {
        assertThatThrownBy(() -> Trial.fromJson(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void trialWithAnInvalidExperiment_namesItsField() {
        String json = new Trial(1, Map.of(), SMALL).toJson().replace("\"epochs\":1", "\"epochs\":-1");

        assertThatThrownBy(() -> Trial.fromJson(json))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("training.epochs");
    }

    @Test
    void heldOutImages_areAPartitionAndDependOnTheFraction() {
        ImageDataset images = Mnist.loadTrain().take(300);
        SweepData tenth = SweepData.holdOut(images, SweepConfig.of(SMALL));
        SweepData half = SweepData.holdOut(
                images,
                new SweepConfig(
                        SMALL,
                        List.of(),
                        List.of(1L),
                        0.5,
                        SweepConfig.of(SMALL).metric()));

        assertThat(tenth.validation().size()).isEqualTo(30);
        assertThat(tenth.train().size()).isEqualTo(270);
        assertThat(half.validation().size()).isEqualTo(150);
        assertThat(half.fingerprint()).isNotEqualTo(tenth.fingerprint());
        assertThat(tenth.fingerprint())
                .isEqualTo(SweepData.holdOut(images, SweepConfig.of(SMALL)).fingerprint())
                .hasSize(129);
    }
}
