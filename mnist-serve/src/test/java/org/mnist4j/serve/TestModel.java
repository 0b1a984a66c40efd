package org.mnist4j.serve;

import static org.mnist4j.config.Activation.IDENTITY;
import static org.mnist4j.config.Layers.dense;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.model.Calibration;
import org.mnist4j.model.Model;
import org.mnist4j.train.Trainer;

/** Models to serve. */
final class TestModel {

    static final Mnist MNIST = Mnist.load();

    private static final Model TRAINED = Trainer.of(
                    ExperimentConfig.preset("seed").toBuilder().epochs(1).build())
            .fit(MNIST.train())
            .model();

    private TestModel() {}

    /** The seed experiment after one epoch. */
    static Model trained() {
        return TRAINED;
    }

    /** The same with a temperature, and with a threshold for the probability of a sure prediction. */
    static Model calibrated(double threshold) {
        return TRAINED.withCalibration(new Calibration("t", "0a".repeat(32), 60, 1.5, 0.25, threshold, 50, 5));
    }

    /** One unit without activation before two classes; all parameters have one value. */
    static Model constant(ImageShape input, float value) {
        ExperimentConfig config = ExperimentConfig.builder()
                .name("constant")
                .input(input)
                .classes(2)
                .layers(dense(1).activation(IDENTITY))
                .epochs(1)
                .build();
        float[] parameters = new float[(int) config.summary().parameters()];
        Arrays.fill(parameters, value);
        return Model.of(config, List.of("<b>one</b>", "zwei \u00fc"), parameters);
    }

    /** The JSON of an image of the test set. */
    static String json(int index) {
        ImageDataset images = MNIST.test();
        return json(28, 28, images.pixels(index));
    }

    static String json(int width, int height, byte[] pixels) {
        List<Integer> values = new ArrayList<>();
        for (byte pixel : pixels) {
            values.add(pixel & 0xFF);
        }
        return "{\"width\": " + width + ", \"height\": " + height + ", \"pixels\": " + values + "}";
    }
}
