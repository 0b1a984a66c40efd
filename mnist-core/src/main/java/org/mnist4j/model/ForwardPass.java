package org.mnist4j.model;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.config.Activation;
import org.mnist4j.config.Dense;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.kernel.Activations;
import org.mnist4j.kernel.Rows;
import org.mnist4j.kernel.Softmax;
import org.mnist4j.kernel.SparseVector;

/** The network's forward pass over immutable weights, one image at a time. */
final class ForwardPass {

    private final List<Linear> layers = new ArrayList<>();
    private final int inputs;
    private final int classes;
    private final int widest;

    ForwardPass(ExperimentConfig config, float[] parameters) {
        this.inputs = config.input().size();
        this.classes = config.classes();
        int in = inputs;
        int max = Math.max(inputs, classes);
        int offset = 0;
        for (Layer layer : config.layers()) {
            // Dropout does nothing at prediction.
            if (layer instanceof Dense dense) {
                layers.add(new Linear(parameters, offset, in, dense.units(), dense.activation()));
                offset += (in + 1) * dense.units();
                in = dense.units();
                max = Math.max(max, in);
            }
        }
        layers.add(new Linear(parameters, offset, in, classes, Activation.IDENTITY));
        this.widest = max;
    }

    /** Space for the intermediate results of one image; each thread uses its own. */
    Scratch newScratch() {
        return new Scratch(new float[widest], new SparseVector(widest));
    }

    /** Writes the class probabilities of one image, pixels 0..255 as they come, from {@code at} on. */
    void run(byte[] pixels, Scratch scratch, float[] probabilities, int at) {
        scratch.x.setFromPixels(pixels, inputs);
        for (int l = 0; l < layers.size(); l++) {
            if (l > 0) {
                scratch.x.setFrom(scratch.y, layers.get(l).inputs);
            }
            layers.get(l).apply(scratch.x, scratch.y);
        }
        Softmax.probabilities(scratch.y, classes, probabilities, at);
    }

    /** One image's intermediate results; mutable, for one thread at a time. */
    static final class Scratch {
        private final float[] y;
        private final SparseVector x;

        private Scratch(float[] y, SparseVector x) {
            this.y = y;
            this.x = x;
        }
    }

    /** One dense layer. */
    private static final class Linear {
        private final int inputs;
        private final int outputs;
        private final float[][] weights; // [inputs][outputs]
        private final float[] bias; // [outputs]
        private final Activation activation;

        Linear(float[] parameters, int offset, int inputs, int outputs, Activation activation) {
            this.inputs = inputs;
            this.outputs = outputs;
            this.activation = activation;
            this.weights = new float[inputs][outputs];
            Rows.transpose(Rows.split(parameters, offset, outputs, inputs), 0, outputs, weights, inputs);
            this.bias = new float[outputs];
            System.arraycopy(parameters, offset + inputs * outputs, bias, 0, outputs);
        }

        void apply(SparseVector x, float[] y) {
            System.arraycopy(bias, 0, y, 0, outputs);
            Rows.addScaled(weights, x, y, outputs);
            Activations.apply(activation, y, outputs);
        }
    }
}
