package org.mnist4j.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mnist4j.config.Activation;
import org.mnist4j.config.AvgPool2d;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.Dense;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Flatten;
import org.mnist4j.config.GlobalAvgPool;
import org.mnist4j.config.Layer;
import org.mnist4j.config.MaxPool2d;
import org.mnist4j.kernel.Convolution;
import org.mnist4j.kernel.Pooling;
import org.mnist4j.kernel.Softmax;
import org.mnist4j.kernel.SumBlock;

/**
 * The network's forward pass over immutable weights: up to the first dense layer after another layer one image at a
 * time, from there on the vectors of a few images together, so that weights are read once for all of them.
 */
final class ForwardPass {

    /** The most images whose vectors are processed together. */
    static final int IMAGES = SumBlock.ROWS;

    private static final float[][] NOTHING = {}; // input of the first step, which reads the pixels instead

    private final List<ForwardStep> steps = new ArrayList<>();
    private final float[] parameters;
    private final int classes;
    private int height; // of the last step's output; 0 for a vector
    private int width;
    private int channels;
    private int offset;

    ForwardPass(ExperimentConfig config, float[] parameters) {
        this.parameters = parameters;
        this.classes = config.classes();
        this.height = config.input().height();
        this.width = config.input().width();
        this.channels = config.input().channels();
        for (Layer layer : config.layers()) {
            add(layer);
        }
        addDense(classes, Activation.IDENTITY);
    }

    private void add(Layer layer) {
        if (layer instanceof Dropout) {
            return; // has no effect at prediction
        }
        if (layer instanceof Dense dense) {
            addDense(dense.units(), dense.activation());
            return;
        }
        if (layer instanceof Flatten) {
            flatten();
            return;
        }
        if (steps.isEmpty()) {
            steps.add(new ForwardStep.Pixels(positions(), channels));
        }
        if (layer instanceof Conv2d conv) {
            Convolution shape = Convolution.of(conv, height, width, channels);
            steps.add(new ForwardStep.Conv(shape, conv.activation(), parameters, offset));
            offset += (shape.filterSize() + 1) * shape.filters();
            become(shape.outHeight(), shape.outWidth(), shape.filters());
        } else if (layer instanceof MaxPool2d pool) {
            addPooling(pool.window(), pool.stride(), true);
        } else if (layer instanceof AvgPool2d pool) {
            addPooling(pool.window(), pool.stride(), false);
        } else if (layer instanceof BatchNorm norm) {
            steps.add(new ForwardStep.Norm(norm, positions(), channels, parameters, offset));
            offset += 4 * channels;
        } else if (layer instanceof GlobalAvgPool) {
            steps.add(new ForwardStep.Mean(channels));
            become(0, 0, channels);
        }
    }

    private void addDense(int units, Activation activation) {
        flatten();
        steps.add(new ForwardStep.Linear(parameters, offset, channels, units, activation, steps.isEmpty()));
        offset += (channels + 1) * units;
        become(0, 0, units);
    }

    /** Pixels are already a vector, in their own order. */
    private void flatten() {
        if (height > 0) {
            if (!steps.isEmpty()) {
                steps.add(new ForwardStep.Flat(positions(), channels));
            }
            become(0, 0, positions() * channels);
        }
    }

    private void addPooling(int window, int stride, boolean max) {
        Pooling pooling = Pooling.of(max, height, width, channels, window, stride);
        steps.add(new ForwardStep.Pool(pooling));
        become(pooling.outHeight(), pooling.outWidth(), channels);
    }

    private int positions() {
        return height > 0 ? height * width : 1;
    }

    private void become(int newHeight, int newWidth, int newChannels) {
        height = newHeight;
        width = newWidth;
        channels = newChannels;
    }

    /** Space for the intermediate results of up to {@link #IMAGES} images; for use by one thread at a time. */
    Scratch newScratch() {
        return new Scratch(steps, vectorSteps());
    }

    /** Returns the multiplications for one image. */
    long multiplications() {
        return steps.stream().mapToLong(ForwardStep::multiplications).sum();
    }

    private int vectorSteps() {
        int first = 0;
        while (first < steps.size() && !steps.get(first).takesVectors()) {
            first++;
        }
        return first;
    }

    /**
     * Runs the steps that process images one by one, up to the first that takes the vectors of several.
     *
     * @param pixels bytes 0..255
     * @param image its index among the images that are processed together, below {@link #IMAGES}
     */
    void begin(byte[] pixels, Scratch scratch, int image) {
        scratch.spaces[0].pixels = pixels;
        float[][] x = NOTHING;
        for (int s = 0; s < scratch.firstVectors; s++) {
            float[][] y = s < scratch.firstVectors - 1 ? scratch.maps[s] : scratch.vectorOf[image];
            steps.get(s).apply(x, y, scratch.spaces[s]);
            x = y;
        }
    }

    /** Completes the first {@code count} images: returns their logits, {@code [count][classes or more]}, in the scratch space. */
    float[][] logits(Scratch scratch, int count) {
        float[][] x = scratch.vectors[0][count - 1];
        for (int s = scratch.firstVectors; s < steps.size(); s++) {
            float[][] y = scratch.vectors[s - scratch.firstVectors + 1][count - 1];
            steps.get(s).apply(x, y, scratch.spaces[s]);
            x = y;
        }
        return x;
    }

    /**
     * Writes the class probabilities of one image, starting at index {@code at}.
     *
     * @param logits its logits; overwritten
     * @param temperature by which the logits are divided; 1 leaves every bit as it is
     */
    void toProbabilities(float[] logits, double temperature, float[] probabilities, int at) {
        for (int c = 0; c < classes; c++) {
            logits[c] = (float) (logits[c] / temperature);
        }
        Softmax.probabilities(logits, classes, probabilities, at);
    }

    /** The intermediate results of a few images; mutable, for use by one thread at a time. */
    static final class Scratch {
        private final int firstVectors; // the first step that takes vectors, or the number of steps
        private final float[][][] maps; // [steps before the last that processes images one by one][positions][channels]
        private final float[][][][] vectors; // [that step and those after it][images - 1][images][columns]
        private final float[][][] vectorOf; // that step's vectors by image, [IMAGES][1][columns]
        private final ForwardStep.Space[] spaces; // [steps]

        private Scratch(List<ForwardStep> steps, int firstVectors) {
            this.firstVectors = firstVectors;
            this.maps = new float[firstVectors - 1][][];
            this.vectors = new float[steps.size() - maps.length][IMAGES][][];
            this.vectorOf = new float[IMAGES][1][];
            this.spaces = new ForwardStep.Space[steps.size()];
            for (int s = 0; s < steps.size(); s++) {
                ForwardStep step = steps.get(s);
                spaces[s] = step.newSpace();
                if (s < maps.length) {
                    maps[s] = new float[step.positions][step.columns];
                    continue;
                }
                float[][] all = new float[IMAGES][step.columns];
                for (int count = 1; count <= IMAGES; count++) {
                    vectors[s - maps.length][count - 1] = Arrays.copyOf(all, count);
                }
                for (int image = 0; s == maps.length && image < IMAGES; image++) {
                    vectorOf[image][0] = all[image];
                }
            }
        }
    }
}
