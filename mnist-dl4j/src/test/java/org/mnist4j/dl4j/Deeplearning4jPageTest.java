package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Optimizers.adam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.model.Model;
import org.mnist4j.train.Trainer;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The Java of docs/deeplearning4j.md stands here, and runs on few images. */
class Deeplearning4jPageTest {

    private static final Path PAGE = Path.of("..", "docs", "deeplearning4j.md");

    private final ImageDataset train = Mnist.loadTest().take(500);
    private final ImageDataset test = Mnist.loadTest().take(200);

    @TempDir
    Path directory;

    private MultiLayerNetwork theirs() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(42)
                .updater(new Adam(0.001))
                .weightInit(WeightInit.RELU)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(784)
                        .nOut(128)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                        .nIn(128)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        // instead of new MnistDataSetIterator(128, true, 42)
        network.fit(Dl4jBridge.iterator(train, 128).flat().shuffled(42), 5);
        Evaluation evaluation = network.evaluate(Dl4jBridge.iterator(test, 500).flat());
        System.out.println(evaluation.stats());
        return network;
    }

    private Model ours() {
        ExperimentConfig config = ExperimentConfig.builder()
                .seed(42)
                .input(ImageShape.of(28, 28, 1))
                .classes(10)
                .layers(dense(128))
                .optimizer(adam(0.001))
                .epochs(5)
                .batchSize(128)
                .build();
        Model model = Trainer.of(config).fit(train).model();
        EvaluationReport report = model.evaluate(test);
        System.out.println(report.toText());
        return model;
    }

    @Test
    void bothPrograms_learn() {
        assertThat(theirs().evaluate(Dl4jBridge.iterator(test, 100).flat()).accuracy())
                .isGreaterThan(0.7);
        assertThat(ours().evaluate(test).accuracy()).isGreaterThan(0.7);
    }

    @Test
    void networkBecomesModel() {
        MultiLayerNetwork network = theirs();
        Path file = directory.resolve("model.safetensors");

        Model model = Dl4jBridge.model(network, ImageShape.of(28, 28, 1), train.classNames());
        model.save(file);

        assertThat(Model.load(file).predict(test.pixels(0)).probabilities())
                .isEqualTo(model.predict(test.pixels(0)).probabilities());
    }

    @Test
    void modelBecomesNetwork() {
        Model model = ours();

        MultiLayerNetwork network = Dl4jBridge.network(model);
        network.fit(Dl4jBridge.iterator(train, 128).shuffled(7), 1); // trains on, with a new optimizer
        Model trainedOn = Dl4jBridge.model(network, model.config(), model.classNames());

        assertThat(trainedOn.parametersSha256()).isNotEqualTo(model.parametersSha256());
    }

    @Test
    void experimentBecomesNetwork() {
        ExperimentConfig config = ExperimentConfig.preset("cnn-fast");

        MultiLayerNetwork network = new MultiLayerNetwork(Dl4jBridge.configuration(config, new Adam(0.001)));
        network.init();

        assertThat(network.numParams()).isEqualTo(config.summary().values());
    }

    @Test
    void engine_isDeeplearning4js() {
        ExperimentConfig config =
                ExperimentConfig.preset("seed").toBuilder().epochs(1).build();

        Trainer trainer =
                Trainer.of(config.toBuilder().engine(EngineChoice.DL4J).build());

        assertThat(trainer.fit(train).engine()).isEqualTo("dl4j");
    }

    @Test
    void refusal_namesPathAndReason() throws IOException {
        ExperimentConfig config = ExperimentConfig.preset("cnn-fast");

        String message = blocks("text").get(0).strip();
        assertThatThrownBy(() -> Dl4jBridge.configuration(config))
                .isInstanceOf(BridgeException.class)
                .hasMessage(message);
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```")
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @Test
    void javaOfThePage_standsInThisFile() throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/mnist4j/dl4j/Deeplearning4jPageTest.java"));

        assertThat(blocks("java"))
                .hasSize(6)
                .allSatisfy(block -> assertThat(source).contains(block.replaceAll("(?m)^(?=.)", "        ")));
    }

    @Test
    void pageAndPlatforms_areTheSame() throws IOException {
        try (var platforms =
                Files.newDirectoryStream(Path.of("natives"), folder -> Files.exists(folder.resolve("pom.xml")))) {
            String page = Files.readString(PAGE);
            assertThat(platforms)
                    .extracting(platform -> platform.getFileName().toString())
                    .hasSize(5)
                    .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
        }
        assertThat(blocks("xml").get(0))
                .contains("<artifactId>mnist-dl4j-linux-x86_64</artifactId>", "<type>pom</type>");
    }
}
