package org.mnist4j.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mnist4j.config.Activation;
import org.mnist4j.config.Adam;
import org.mnist4j.config.AdamW;
import org.mnist4j.config.ClipByNorm;
import org.mnist4j.config.CrossEntropy;
import org.mnist4j.config.Dense;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.ExponentialAverage;
import org.mnist4j.config.Layer;
import org.mnist4j.config.RmsProp;
import org.mnist4j.config.Sgd;
import org.mnist4j.data.ImageDataset;

/**
 * A dense network in double precision, written straight from the textbook: nested loops, no sparsity, and no code
 * shared with the engines but the dropout mask. The slow reference for both engines.
 */
final class ReferenceNetwork {

    final double[] parameters;
    final double[] averages;
    private final ExperimentConfig config;
    private final double[] m;
    private final double[] v;
    private final double[] sums;
    private int step;
    int clippedSteps;

    ReferenceNetwork(ExperimentConfig config, float[] start) {
        this.config = config;
        this.parameters = new double[start.length];
        for (int i = 0; i < start.length; i++) {
            parameters[i] = start[i];
        }
        this.m = new double[start.length];
        this.v = new double[start.length];
        this.sums = new double[start.length];
        this.averages = new double[start.length];
    }

    /** Runs the forward pass; element l of the result is the input of layer l, the last one the logits. */
    private List<double[]> forward(ImageDataset images, int image, int epoch) {
        double[] x = new double[config.input().size()];
        byte[] pixels = images.pixels(image);
        for (int i = 0; i < x.length; i++) {
            x[i] = (pixels[i] & 0xFF) / 255.0;
        }
        List<double[]> outputs = new ArrayList<>(List.of(x));
        int offset = 0;
        for (int l = 0; l < config.layers().size(); l++) {
            Layer layer = config.layers().get(l);
            if (layer instanceof Dense dense) {
                double[] z = linear(x, offset, dense.units());
                offset += (x.length + 1) * dense.units();
                x = new double[z.length];
                for (int i = 0; i < z.length; i++) {
                    x[i] = f(dense.activation(), z[i]);
                }
            } else {
                float[] factors = factors(l, epoch, image, x.length);
                double[] dropped = new double[x.length];
                for (int i = 0; i < x.length; i++) {
                    dropped[i] = x[i] * factors[i];
                }
                x = dropped;
            }
            outputs.add(x);
        }
        outputs.add(linear(x, offset, config.classes()));
        return outputs;
    }

    private double[] linear(double[] x, int offset, int units) {
        double[] z = new double[units];
        for (int o = 0; o < units; o++) {
            z[o] = parameters[offset + units * x.length + o];
            for (int i = 0; i < x.length; i++) {
                z[o] += parameters[offset + o * x.length + i] * x[i];
            }
        }
        return z;
    }

    private float[] factors(int layer, int epoch, int image, int units) {
        float[] factors = new float[units];
        double rate = ((Dropout) config.layers().get(layer)).rate();
        new DropoutMask(config.seed(), layer, rate).fill(epoch, image, 0, factors, units);
        return factors;
    }

    static double f(Activation activation, double z) {
        return switch (activation) {
            case RELU -> Math.max(0, z);
            case TANH -> Math.tanh(z);
            case SIGMOID -> 1 / (1 + Math.exp(-z));
            case LEAKY_RELU -> z > 0 ? z : 0.01 * z;
            case IDENTITY -> z;
        };
    }

    /**
     * Returns the smoothed target: the smoothing is taken from the true class and distributed evenly over all classes.
     */
    private double target(int c, int label) {
        double smoothing = ((CrossEntropy) config.loss()).labelSmoothing();
        return smoothing / config.classes() + (c == label ? 1 - smoothing : 0);
    }

    /** Returns the mean loss over the images {@code order}. */
    double loss(ImageDataset images, int[] order, int epoch) {
        double sum = 0;
        for (int image : order) {
            List<double[]> outputs = forward(images, image, epoch);
            double[] logits = outputs.get(outputs.size() - 1);
            double total = 0;
            for (double logit : logits) {
                total += Math.exp(logit);
            }
            for (int c = 0; c < logits.length; c++) {
                sum -= target(c, images.label(image)) * Math.log(Math.exp(logits[c]) / total);
            }
        }
        return sum / order.length;
    }

    /** Returns the gradient of {@link #loss} by central differences, for the parameters at these indices. */
    double[] numericalGradient(ImageDataset images, int[] order, int epoch, int[] indices) {
        return CentralDifferences.of(() -> loss(images, order, epoch), parameters, indices);
    }

    /** Returns the gradient of {@link #loss} by backpropagation. */
    double[] gradient(ImageDataset images, int[] order, int epoch) {
        double[] gradient = new double[parameters.length];
        for (int image : order) {
            List<double[]> outputs = forward(images, image, epoch);
            double[] logits = outputs.get(outputs.size() - 1);
            double total = 0;
            for (double logit : logits) {
                total += Math.exp(logit);
            }
            double[] delta = new double[logits.length];
            for (int c = 0; c < logits.length; c++) {
                delta[c] = (Math.exp(logits[c]) / total - target(c, images.label(image))) / order.length;
            }
            int offset = parameters.length - (outputs.get(outputs.size() - 2).length + 1) * logits.length;
            double[] upstream = linearBackward(outputs.get(outputs.size() - 2), delta, offset, gradient);
            for (int l = config.layers().size() - 1; l >= 0; l--) {
                Layer layer = config.layers().get(l);
                double[] x = outputs.get(l);
                if (layer instanceof Dense dense) {
                    double[] z = linear(x, offset - (x.length + 1) * dense.units(), dense.units());
                    for (int i = 0; i < z.length; i++) {
                        upstream[i] *= derivative(dense.activation(), z[i]);
                    }
                    offset -= (x.length + 1) * dense.units();
                    upstream = linearBackward(x, upstream, offset, gradient);
                } else {
                    float[] factors = factors(l, epoch, image, x.length);
                    for (int i = 0; i < upstream.length; i++) {
                        upstream[i] *= factors[i];
                    }
                }
            }
        }
        return gradient;
    }

    private double[] linearBackward(double[] x, double[] delta, int offset, double[] gradient) {
        double[] upstream = new double[x.length];
        for (int o = 0; o < delta.length; o++) {
            gradient[offset + delta.length * x.length + o] += delta[o];
            for (int i = 0; i < x.length; i++) {
                gradient[offset + o * x.length + i] += delta[o] * x[i];
                upstream[i] += delta[o] * parameters[offset + o * x.length + i];
            }
        }
        return upstream;
    }

    private static double derivative(Activation activation, double z) {
        return switch (activation) {
            case RELU -> z > 0 ? 1 : 0;
            case TANH -> 1 - Math.tanh(z) * Math.tanh(z);
            case SIGMOID -> f(Activation.SIGMOID, z) * (1 - f(Activation.SIGMOID, z));
            case LEAKY_RELU -> z > 0 ? 1 : 0.01;
            case IDENTITY -> 1;
        };
    }

    /** Makes one optimizer step at the configured learning rate; returns the mean loss before it. */
    double step(ImageDataset images, int[] order, int epoch) {
        return step(images, order, epoch, config.training().optimizer().learningRate());
    }

    /** Makes one optimizer step, by the equations of the papers; returns the mean loss before it. */
    double step(ImageDataset images, int[] order, int epoch, double learningRate) {
        double loss = loss(images, order, epoch);
        apply(clipped(gradient(images, order, epoch)), learningRate);
        return loss;
    }

    private double[] clipped(double[] gradient) {
        if (config.training().gradientClipping() instanceof ClipByNorm clipping) {
            double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
            double factor = Math.min(1, clipping.maxNorm() / norm);
            clippedSteps += factor < 1 ? 1 : 0;
            return Arrays.stream(gradient).map(g -> g * factor).toArray();
        }
        return gradient;
    }

    void apply(double[] g, double learningRate) {
        step++;
        move(g, learningRate);
        if (config.training().averaging() instanceof ExponentialAverage average) {
            for (int i = 0; i < g.length; i++) {
                sums[i] = average.decay() * sums[i] + (1 - average.decay()) * parameters[i];
                averages[i] = sums[i] / (1 - Math.pow(average.decay(), step));
            }
        }
    }

    private void move(double[] g, double learningRate) {
        boolean[] decays = decays();
        for (int i = 0; i < g.length; i++) {
            if (config.training().optimizer() instanceof Adam adam) {
                parameters[i] -= learningRate * adam(i, g[i], adam.beta1(), adam.beta2(), adam.epsilon());
            } else if (config.training().optimizer() instanceof AdamW adam) {
                double decay = decays[i] ? adam.weightDecay() * parameters[i] : 0;
                parameters[i] -= learningRate * (adam(i, g[i], adam.beta1(), adam.beta2(), adam.epsilon()) + decay);
            } else if (config.training().optimizer() instanceof RmsProp rmsProp) {
                v[i] = rmsProp.rho() * v[i] + (1 - rmsProp.rho()) * g[i] * g[i];
                parameters[i] -= learningRate * g[i] / (Math.sqrt(v[i]) + rmsProp.epsilon());
            } else {
                Sgd sgd = (Sgd) config.training().optimizer();
                m[i] = sgd.momentum() * m[i] + g[i];
                parameters[i] -= learningRate * (sgd.nesterov() ? g[i] + sgd.momentum() * m[i] : m[i]);
            }
        }
    }

    private double adam(int i, double g, double beta1, double beta2, double epsilon) {
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        double mHat = m[i] / (1 - Math.pow(beta1, step));
        double vHat = v[i] / (1 - Math.pow(beta2, step));
        return mHat / (Math.sqrt(vHat) + epsilon);
    }

    /** Returns which parameters are weights: in each layer all but the biases at its end. */
    private boolean[] decays() {
        boolean[] decays = new boolean[parameters.length];
        int inputs = config.input().size();
        int offset = 0;
        for (int l = 0; l <= config.layers().size(); l++) {
            int units = l == config.layers().size()
                    ? config.classes()
                    : config.layers().get(l) instanceof Dense dense ? dense.units() : 0;
            if (units > 0) {
                Arrays.fill(decays, offset, offset + inputs * units, true);
                offset += (inputs + 1) * units;
                inputs = units;
            }
        }
        return decays;
    }
}
