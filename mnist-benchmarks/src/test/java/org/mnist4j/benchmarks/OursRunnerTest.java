package org.mnist4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Losses;
import org.mnist4j.config.Optimizers;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.TrainTest;

class OursRunnerTest {

    @Test
    void otherImages_areReadFromAFolder() {
        String folder = "../mnist-data/src/main/resources/org/mnist4j/data/mnist";
        TrainTest images = Job.parse("--config", "zoo/seed.json", "--images", "5", "--data", folder)
                .load();

        assertThat(images.train().pixels(4)).isEqualTo(Mnist.loadTrain().pixels(4));
        assertThat(images.train().size()).isEqualTo(5);
        assertThat(images.test().size()).isEqualTo(10_000);
    }

    @Test
    void smallJob_givesOneLineWithEveryMeasurement() throws Exception {
        Job job = Job.parse("--epochs", "2", "--images", "1000", "--hidden", "16", "--threads", "2");

        String line = OursRunner.run(job).toJson();

        assertThat(line).doesNotContain("\n");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.get("runner").asText()).isEqualTo("mnist4j-java");
        assertThat(json.get("threads").asInt()).isEqualTo(2);
        assertThat(json.get("epochSeconds")).hasSize(2);
        assertThat(json.get("trainingSeconds").asDouble()).isPositive();
        assertThat(json.get("evaluationSeconds").asDouble()).isPositive();
        assertThat(json.get("firstBatchMillis").asLong()).isPositive();
        // 1,000 images twice teach the digits roughly: far above the 0.1 of guessing.
        assertThat(json.get("testAccuracy").asDouble()).isBetween(0.4, 1.0);
        assertThat(json.get("macroF1").asDouble()).isBetween(0.3, 1.0);
    }

    @Test
    void smallConvolutionalJob_learnsThePeersNetwork() throws Exception {
        Job job = Job.parse("--network", "conv", "--epochs", "2", "--images", "1280", "--threads", "2");

        // 3x3 kernels, one channel, then 32; 5x5 maps of 64 channels reach the dense layer; a bias each.
        int parameters = 32 * 9 + 32 + 64 * 32 * 9 + 64 + 128 * 1600 + 128 + 10 * 128 + 10;
        assertThat(job.experiment().summary().parameters()).isEqualTo(parameters);
        JsonNode json = new ObjectMapper().readTree(OursRunner.run(job).toJson());
        assertThat(json.get("epochSeconds")).hasSize(2);
        assertThat(json.get("evaluationSeconds").asDouble()).isPositive();
        // 20 steps: far above the 0.1 of guessing.
        assertThat(json.get("testAccuracy").asDouble()).isBetween(0.4, 1.0);
    }

    @Test
    void convolutionalNetwork_isTheSameInDeeplearning4j() {
        Job job = Job.parse("--network", "conv");

        MultiLayerNetwork network = new MultiLayerNetwork(RawDl4jRunner.configuration(job));
        try {
            network.init();

            assertThat(network.numParams()).isEqualTo(job.experiment().summary().parameters());
        } finally {
            network.close();
        }
    }

    @Test
    void jobFromAFile_trainsWhatTheFileSays() throws Exception {
        Path file = Path.of("zoo", "strided.json");
        Job job = Job.parse("--config", file.toString(), "--images", "256", "--threads", "2");

        assertThat(job.experiment()).isEqualTo(ExperimentConfig.readJson(file));
        JsonNode json = new ObjectMapper().readTree(OursRunner.run(job).toJson());
        assertThat(json.get("runner").asText()).isEqualTo("mnist4j-java");
        assertThat(json.get("version").asText()).contains("kernels");
        assertThat(json.get("epochSeconds")).hasSize(job.experiment().training().epochs());
        // 16 steps: better than the 0.1 of guessing.
        assertThat(json.get("testAccuracy").asDouble()).isBetween(0.15, 1.0);
    }

    @ParameterizedTest
    @CsvSource({
        "seed, 101770", // 784 * 128 + 128 + 128 * 10 + 10
        "wide, 1863690", // 784 * 1024 + 1024 + 1024 * 1024 + 1024 + 1024 * 10 + 10
        "batchnorm, 671754", // 784 * 512 + 512 + 512 * 512 + 512 + 4 * 512 + 512 * 10 + 10
        "mlp-tanh, 269322", // 784 * 256 + 256 + 256 * 256 + 256 + 256 * 10 + 10
        "conv4, 467818", // 320 + 9248 + 18496 + 36928 + 3136 * 128 + 128 + 1290
        "conv4-batchnorm, 468202", // and 2 * (32 + 32 + 64 + 64)
        "lenet5, 61706", // 156 + 2416 + 400 * 120 + 120 + 120 * 84 + 84 + 84 * 10 + 10
        "strided, 105866" // 160 + 4640 + 1568 * 64 + 64 + 64 * 10 + 10
    })
    void zoo_hasTheseNetworks(String name, long parameters) {
        ExperimentConfig experiment =
                Job.parse("--config", "zoo/" + name + ".json").experiment();

        assertThat(experiment.summary().parameters()).isEqualTo(parameters);
        assertThat(experiment.training().batchSize()).isEqualTo(128);
        assertThat(experiment.training().optimizer()).isEqualTo(Optimizers.adam(0.001));
        assertThat(experiment.loss()).isEqualTo(Losses.crossEntropy());
    }

    @Test
    void fileAndNetwork_areRejectedTogether() {
        assertThatThrownBy(() -> Job.parse("--config", "zoo/seed.json", "--epochs", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("with --config there is only --config, --threads, --images, --data");
        assertThatThrownBy(() -> Job.parse("--config", "zoo/seed.json").named())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this runner takes --network, not --config");
    }

    @Test
    void networkSeed_isThePreset() {
        assertThat(Job.parse("--network", "seed").experiment())
                .isEqualTo(ExperimentConfig.preset("seed").toBuilder()
                        .engine(EngineChoice.JAVA)
                        .build());
    }

    @Test
    void seed_isThatOfTheExperiment() {
        assertThat(Job.parse("--seed", "7").experiment())
                .isEqualTo(Job.parse().experiment().toBuilder().seed(7).build());
    }

    @Test
    void unknownNetwork_isRejected() {
        assertThatThrownBy(() -> Job.parse("--network", "recurrent"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected --network dense or seed or conv, got recurrent");
    }

    @Test
    void moreImagesThanThereAre_areRepeated() {
        ImageDataset test = Mnist.loadTest();

        ImageDataset repeated = Job.parse("--images", "10003").select(test);

        assertThat(repeated.size()).isEqualTo(10_003);
        assertThat(repeated.label(10_002)).isEqualTo(test.label(2));
        assertThat(repeated.pixels(10_002)).isEqualTo(test.pixels(2));
    }

    @Test
    void unknownOption_isRejected() {
        assertThatThrownBy(() -> Job.parse("--speed", "9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--speed")
                .hasMessageContaining("--epochs");
    }
}
