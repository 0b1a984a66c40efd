package org.mnist4j.model;

import java.util.ArrayList;
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

/** The network's forward pass over immutable weights, one image at a time. */
final class ForwardPass {

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

    /** Space for the intermediate results of one image; for use by one thread at a time. */
    Scratch newScratch() {
        float[][][] values = new float[steps.size()][][];
        ForwardStep.Space[] spaces = new ForwardStep.Space[steps.size()];
        for (int s = 0; s < steps.size(); s++) {
            values[s] = new float[steps.get(s).positions][steps.get(s).columns];
            spaces[s] = steps.get(s).newSpace();
        }
        return new Scratch(values, spaces);
    }

    /**
     * Writes the class probabilities of one image, given as bytes 0..255, starting at index {@code at}.
     *
     * @param temperature by which the logits are divided; 1 leaves every bit as it is
     */
    void run(byte[] pixels, Scratch scratch, double temperature, float[] probabilities, int at) {
        float[] logits = logits(pixels, scratch);
        for (int c = 0; c < classes; c++) {
            logits[c] = (float) (logits[c] / temperature);
        }
        Softmax.probabilities(logits, classes, probabilities, at);
    }

    /** Computes the logits of one image, {@code [classes]}, in the scratch space. */
    float[] logits(byte[] pixels, Scratch scratch) {
        scratch.spaces[0].pixels = pixels;
        float[][] x = NOTHING;
        for (int s = 0; s < scratch.values.length; s++) {
            float[][] y = scratch.values[s];
            steps.get(s).apply(x, y, scratch.spaces[s]);
            x = y;
        }
        return x[0];
    }

    /** The intermediate results of one image; mutable, for use by one thread at a time. */
    static final class Scratch {
        private final float[][][] values; // [steps][positions][channels]
        private final ForwardStep.Space[] spaces; // [steps]

        private Scratch(float[][][] values, ForwardStep.Space[] spaces) {
            this.values = values;
            this.spaces = spaces;
        }
    }
}
