package org.mnist4j.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.Layers.avgPool2d;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.globalAvgPool;
import static org.mnist4j.config.Layers.maxPool2d;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.Activation;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.config.Padding;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.kernel.WeightedSums;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.Model;
import org.mnist4j.train.Trainer;

/** Whole networks, trained here with vector kernels and in a JVM without the Vector API with the plain ones. */
class SameBitsTest {

    private static final List<List<Layer>> NETWORKS = List.of(
            List.of(
                    dense(50).activation(Activation.TANH),
                    dropout(0.2),
                    dense(17).activation(Activation.SIGMOID)),
            List.of(dense(40), batchNorm(), dense(24).activation(Activation.LEAKY_RELU)),
            List.of(
                    conv2d(6, 5).padding(Padding.SAME).activation(Activation.TANH),
                    avgPool2d(2),
                    conv2d(16, 5).activation(Activation.TANH),
                    avgPool2d(2),
                    dense(20).activation(Activation.TANH)),
            List.of(
                    conv2d(20, 3).padding(Padding.SAME).activation(Activation.IDENTITY),
                    batchNorm(),
                    maxPool2d(2),
                    conv2d(33, 3).stride(2),
                    conv2d(18, 2).activation(Activation.SIGMOID),
                    globalAvgPool()),
            List.of(conv2d(8, 3), conv2d(16, 3), maxPool2d(3).stride(2), dense(30)));

    /** Prints a line for each network: the hashes of its parameters and of its predictions. */
    public static void main(String[] arguments) {
        for (List<Layer> layers : NETWORKS) {
            System.out.println(hashes(layers, 2));
        }
        System.out.println(WeightedSums.current().name());
    }

    private static String hashes(List<Layer> layers, int threads) {
        ImageDataset images = Mnist.load().train().take(500);
        ExperimentConfig config = ExperimentConfig.preset("seed").toBuilder()
                .layers(layers)
                .epochs(2)
                .batchSize(60)
                .build();
        Model model = Trainer.of(config).threads(threads).fit(images).model();
        Predictions predictions = model.predict(images.take(100));
        int probabilities = 0;
        for (int i = 0; i < predictions.size(); i++) {
            for (int c = 0; c < predictions.classes(); c++) {
                probabilities = 31 * probabilities + Float.floatToIntBits(predictions.probability(i, c));
            }
        }
        return model.parametersSha256() + " " + probabilities;
    }

    @Test
    void networks_haveTheSameBits_withVectorsAndWithout_atAnyNumberOfThreads() throws Exception {
        List<String> plain = linesWithoutTheVectorApi();
        assertThat(plain).hasSize(NETWORKS.size() + 1).endsWith("plain");
        awaitVectorKernels();
        for (int threads : List.of(1, 2, 3, 8)) {
            for (int n = 0; n < NETWORKS.size(); n++) {
                assertThat(hashes(NETWORKS.get(n), threads))
                        .as("network %d, %d threads", n, threads)
                        .isEqualTo(plain.get(n));
            }
        }
    }

    static void awaitVectorKernels() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!(WeightedSums.current() instanceof VectorSums) && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertThat(WeightedSums.current()).isInstanceOf(VectorSums.class);
    }

    private static List<String> linesWithoutTheVectorApi() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), SameBitsTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.lines().toList();
    }
}
