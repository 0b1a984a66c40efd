package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.model.Model;
import org.mnist4j.train.Trainer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the bridge's tests share: images, trained models, and the comparison of both libraries' predictions. */
final class BridgeNetworks {

    static final ImageDataset IMAGES = Mnist.loadTest().take(1000);

    private BridgeNetworks() {}

    static ExperimentConfig config(Layer... layers) {
        return config(IMAGES.shape(), layers);
    }

    static ExperimentConfig config(ImageShape input, Layer... layers) {
        return ExperimentConfig.builder()
                .input(input)
                .classes(10)
                .layers(layers)
                .epochs(1)
                .batchSize(20)
                .build();
    }

    static Model trained(ExperimentConfig config, ImageDataset images) {
        return Trainer.of(config).fit(images.take(400)).model();
    }

    /** MNIST's digits in three colours, each image with other shades. */
    static ImageDataset coloured() {
        int area = IMAGES.shape().size();
        byte[] pixels = new byte[IMAGES.size() * area * 3];
        for (int i = 0; i < IMAGES.size(); i++) {
            byte[] grey = IMAGES.pixels(i);
            for (int p = 0; p < area; p++) {
                for (int c = 0; c < 3; c++) {
                    pixels[(i * area + p) * 3 + c] = (byte) ((grey[p] & 0xFF) * (1 + (i + c) % 4) / 4);
                }
            }
        }
        return ImageDataset.of(
                "coloured",
                ImageShape.of(IMAGES.shape().height(), IMAGES.shape().width(), 3),
                IMAGES.classNames(),
                pixels,
                IMAGES.labels());
    }

    static void assertAgree(Model model, MultiLayerNetwork network, ImageDataset images) {
        assertAgree(model, network, images, Dl4jBridge.iterator(images, images.size()));
    }

    static void assertAgree(
            Model model, MultiLayerNetwork network, ImageDataset images, ImageDatasetIterator features) {
        INDArray theirs = network.output(features.next().getFeatures());
        double largest = 0;
        for (int i = 0; i < images.size(); i++) {
            float[] ours = model.predict(images.pixels(i)).probabilities();
            for (int c = 0; c < ours.length; c++) {
                largest = Math.max(largest, Math.abs(ours[c] - theirs.getFloat(i, c)));
            }
        }
        assertThat(largest).as("largest difference of a probability").isLessThan(1e-5);
    }

    static Model modelOf(MultiLayerNetwork network) {
        return Dl4jBridge.model(network, IMAGES.shape(), List.copyOf(IMAGES.classNames()));
    }
}
