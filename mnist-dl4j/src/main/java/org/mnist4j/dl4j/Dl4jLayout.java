package org.mnist4j.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.config.LayerSummary;
import org.mnist4j.config.TensorSpec;

/**
 * Where Deeplearning4j keeps which of our tensors.
 *
 * <p>A dense layer's parameters are a column-major {@code [in][out]} matrix followed by the bias there, which is byte for
 * byte our row-major {@code [out][in]}. A convolution's are laid out as ours, but the bias comes first. Batch
 * normalization's are in our order; in the place of the running statistics' gradients stands what is to be subtracted from
 * them.
 */
final class Dl4jLayout {

    private final List<Copy> copies;
    private final List<Statistics> statistics;
    private final int values;

    /** A tensor's place on either side. */
    private record Copy(int ours, int theirs, int length, boolean trained) {}

    /** A batch normalization's running mean and variance, on both sides. */
    private record Statistics(int mean, int channels, int positions, double momentum) {}

    private Dl4jLayout(List<Copy> copies, List<Statistics> statistics, int values) {
        this.copies = copies;
        this.statistics = statistics;
        this.values = values;
    }

    static Dl4jLayout of(ExperimentConfig config) {
        List<Copy> copies = new ArrayList<>();
        List<Statistics> statistics = new ArrayList<>();
        int offset = 0;
        int number = -1; // in the configuration
        for (LayerSummary summary : config.summary().layers()) {
            number += summary.path().startsWith("layers[") ? 1 : 0;
            Layer layer = number < 0 || summary.path().equals("output")
                    ? null
                    : config.layers().get(number);
            int size = summary.tensors().stream().mapToInt(TensorSpec::size).sum();
            int theirs = layer instanceof Conv2d && size > 0
                    ? offset + summary.tensors().get(1).size()
                    : offset;
            int ours = offset;
            for (TensorSpec tensor : summary.tensors()) {
                copies.add(new Copy(ours, theirs, tensor.size(), tensor.isTrained()));
                ours += tensor.size();
                theirs = layer instanceof Conv2d ? offset : ours;
            }
            if (layer instanceof BatchNorm norm && size > 0) {
                int channels = size / 4;
                List<Integer> shape = summary.outputShape();
                int positions = shape.size() == 1 ? 1 : shape.get(0) * shape.get(1);
                statistics.add(new Statistics(offset + 2 * channels, channels, positions, norm.momentum()));
            }
            offset += size;
        }
        return new Dl4jLayout(copies, statistics, offset);
    }

    /** How many values either side has. */
    int values() {
        return values;
    }

    /** Our values in Deeplearning4j's order. */
    float[] toDl4j(float[] ours) {
        float[] theirs = new float[values];
        for (Copy copy : copies) {
            System.arraycopy(ours, copy.ours(), theirs, copy.theirs(), copy.length());
        }
        return theirs;
    }

    /** Deeplearning4j's gradient, scaled, in our order; zero where nothing is trained. */
    void gradient(float[] theirs, float scale, float[] ours) {
        for (Copy copy : copies) {
            for (int i = 0; i < copy.length(); i++) {
                ours[copy.ours() + i] = copy.trained() ? scale * theirs[copy.theirs() + i] : 0;
            }
        }
    }

    /** Whether any batch normalization has one number per channel and image. */
    boolean normalizesUnits() {
        return statistics.stream().anyMatch(running -> running.positions() == 1);
    }

    /**
     * Lets the running statistics follow a batch. Deeplearning4j hands back {@code (1 - decay) (running - batch's)}, with
     * the batch's biased variance; ours is the unbiased one. One number alone changes nothing.
     */
    void followStatistics(float[] parameters, float[] theirGradient, int batchSize) {
        for (Statistics running : statistics) {
            double count = (double) batchSize * running.positions();
            if (count == 1) {
                continue;
            }
            double unbiased = count / (count - 1);
            for (int c = 0; c < running.channels(); c++) {
                int mean = running.mean() + c;
                parameters[mean] -= theirGradient[mean];
                int variance = mean + running.channels();
                double before = parameters[variance];
                double biased = before - theirGradient[variance] / running.momentum();
                parameters[variance] =
                        (float) ((1 - running.momentum()) * before + running.momentum() * biased * unbiased);
            }
        }
    }
}
