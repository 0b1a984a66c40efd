package org.mnist4j.model;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.config.Activation;
import org.mnist4j.config.Dense;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;

/**
 * The network's forward pass over immutable weights, one image at a time.
 *
 * <p>Weights are kept transposed, {@code [in][out]}, so that the inner loop runs over neighbouring outputs and
 * vectorises, and so that an input of zero, four fifths of MNIST's pixels, costs nothing. The order of the additions
 * is that of the inputs.
 */
final class ForwardPass {

    private static final float LEAKY_SLOPE = 0.01f;
    private static final float[] UNIT_INTERVAL = new float[256];

    static {
        for (int v = 0; v < 256; v++) {
            UNIT_INTERVAL[v] = v / 255f;
        }
    }

    /** Scratch space is per thread and holds plain arrays only, so that it keeps no class loader alive. */
    private static final ThreadLocal<float[][]> SCRATCH = ThreadLocal.withInitial(() -> new float[2][0]);

    private final List<Linear> layers = new ArrayList<>();
    private final int inputs;
    private final int widest;

    ForwardPass(ExperimentConfig config, float[] parameters) {
        this.inputs = config.input().size();
        int in = inputs;
        int max = inputs;
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
        layers.add(new Linear(parameters, offset, in, config.classes(), Activation.IDENTITY));
        this.widest = Math.max(max, config.classes());
    }

    /** Writes the class probabilities of one image, pixels 0..255 as they come, from {@code at} on. */
    void run(byte[] pixels, int from, float[] probabilities, int at) {
        float[][] scratch = SCRATCH.get();
        if (scratch[0].length < widest) {
            scratch[0] = new float[widest];
            scratch[1] = new float[widest];
        }
        float[] x = scratch[0];
        float[] y = scratch[1];
        for (int i = 0; i < inputs; i++) {
            x[i] = UNIT_INTERVAL[pixels[from + i] & 0xFF];
        }
        for (Linear layer : layers) {
            layer.apply(x, y);
            float[] swap = x;
            x = y;
            y = swap;
        }
        softmax(x, layers.get(layers.size() - 1).outputs, probabilities, at);
    }

    /** {@code exp(z_i - max) / sum}: StrictMath, so that every machine gives the same bits. */
    private static void softmax(float[] logits, int classes, float[] probabilities, int at) {
        float max = logits[0];
        for (int c = 1; c < classes; c++) {
            max = Math.max(max, logits[c]);
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += StrictMath.exp((double) logits[c] - max);
        }
        for (int c = 0; c < classes; c++) {
            probabilities[at + c] = (float) (StrictMath.exp((double) logits[c] - max) / sum);
        }
    }

    /** One dense layer. */
    private static final class Linear {
        private final int inputs;
        private final int outputs;
        private final float[] transposed; // [inputs][outputs]
        private final float[] bias; // [outputs]
        private final Activation activation;

        Linear(float[] parameters, int offset, int inputs, int outputs, Activation activation) {
            this.inputs = inputs;
            this.outputs = outputs;
            this.activation = activation;
            this.transposed = new float[inputs * outputs];
            for (int o = 0; o < outputs; o++) {
                for (int i = 0; i < inputs; i++) {
                    transposed[i * outputs + o] = parameters[offset + o * inputs + i];
                }
            }
            this.bias = new float[outputs];
            System.arraycopy(parameters, offset + inputs * outputs, bias, 0, outputs);
        }

        void apply(float[] x, float[] y) {
            System.arraycopy(bias, 0, y, 0, outputs);
            for (int i = 0; i < inputs; i++) {
                if (x[i] != 0) {
                    addScaled(x[i], transposed, i * outputs, y, outputs);
                }
            }
            activate(y);
        }

        private static void addScaled(float scale, float[] row, int from, float[] y, int n) {
            for (int o = 0; o < n; o++) {
                y[o] += scale * row[from + o];
            }
        }

        private void activate(float[] y) {
            for (int o = 0; o < outputs; o++) {
                float z = y[o];
                y[o] = switch (activation) {
                    case RELU -> z > 0 ? z : 0;
                    case TANH -> (float) StrictMath.tanh(z);
                    case SIGMOID -> (float) (1 / (1 + StrictMath.exp(-z)));
                    case LEAKY_RELU -> z > 0 ? z : LEAKY_SLOPE * z;
                    case IDENTITY -> z;
                };
            }
        }
    }
}
