package org.mnist4j.engine;

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
import org.mnist4j.config.Padding;
import org.mnist4j.data.ImageDataset;

/**
 * Forward pass and loss of any supported network in double precision, by the definitions: all images of a batch layer
 * by layer, channels first, in nested loops that skip nothing. It shares only the dropout mask with the engines.
 */
final class ReferenceMaps {

    final double[] parameters;
    /** The mean of each batch normalization in the last forward pass, {@code [channels]}, in order. */
    final List<double[]> means = new ArrayList<>();

    /** The unbiased variances, likewise. */
    final List<double[]> variances = new ArrayList<>();

    private final ExperimentConfig config;
    private double[][][][] x; // [images][channels][height][width]; a vector has height and width 1
    private int offset;

    ReferenceMaps(ExperimentConfig config, float[] start) {
        this.config = config;
        this.parameters = new double[start.length];
        for (int i = 0; i < start.length; i++) {
            parameters[i] = start[i];
        }
        this.x = new double[0][][][];
    }

    /** Returns the mean training loss over the images {@code order}. */
    double loss(ImageDataset images, int[] order, int epoch) {
        double[][] logits = logits(images, order, epoch);
        double sum = 0;
        for (int n = 0; n < order.length; n++) {
            double total = Arrays.stream(logits[n]).map(Math::exp).sum();
            sum += Math.log(total) - logits[n][images.label(order[n])];
        }
        return sum / order.length;
    }

    /** Returns the logits in training mode, with batch statistics and dropout. */
    double[][] logits(ImageDataset images, int[] order, int epoch) {
        int height = config.input().height();
        int width = config.input().width();
        int channels = config.input().channels();
        x = new double[order.length][channels][height][width];
        for (int n = 0; n < order.length; n++) {
            byte[] pixels = images.pixels(order[n]);
            for (int i = 0; i < pixels.length; i++) {
                x[n][i % channels][i / channels / width][i / channels % width] = (pixels[i] & 0xFF) / 255.0;
            }
        }
        offset = 0;
        means.clear();
        variances.clear();
        List<Layer> layers = config.layers();
        for (int l = 0; l < layers.size(); l++) {
            apply(layers.get(l), l, order, epoch);
        }
        dense(config.classes(), Activation.IDENTITY);
        double[][] logits = new double[order.length][config.classes()];
        for (int n = 0; n < order.length; n++) {
            for (int c = 0; c < config.classes(); c++) {
                logits[n][c] = x[n][c][0][0];
            }
        }
        return logits;
    }

    private void apply(Layer layer, int index, int[] order, int epoch) {
        if (layer instanceof Dense dense) {
            dense(dense.units(), dense.activation());
        } else if (layer instanceof Conv2d conv) {
            convolve(conv);
        } else if (layer instanceof MaxPool2d pool) {
            pool(pool.window(), pool.stride(), true);
        } else if (layer instanceof AvgPool2d pool) {
            pool(pool.window(), pool.stride(), false);
        } else if (layer instanceof GlobalAvgPool) {
            globalMean();
        } else if (layer instanceof BatchNorm norm) {
            normalize(norm);
        } else if (layer instanceof Flatten) {
            flatten();
        } else if (layer instanceof Dropout dropout) {
            drop(new DropoutMask(config.seed(), index, dropout.rate()), order, epoch);
        }
    }

    private void flatten() {
        for (int n = 0; n < x.length; n++) {
            double[] flat = Arrays.stream(x[n])
                    .flatMap(Arrays::stream)
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            x[n] = new double[flat.length][1][1];
            for (int i = 0; i < flat.length; i++) {
                x[n][i][0][0] = flat[i];
            }
        }
    }

    private void dense(int units, Activation activation) {
        flatten();
        int inputs = x[0].length;
        double[][][][] y = new double[x.length][units][1][1];
        for (int n = 0; n < x.length; n++) {
            for (int o = 0; o < units; o++) {
                double z = parameters[offset + units * inputs + o];
                for (int i = 0; i < inputs; i++) {
                    z += parameters[offset + o * inputs + i] * x[n][i][0][0];
                }
                y[n][o][0][0] = ReferenceNetwork.f(activation, z);
            }
        }
        x = y;
        offset += (inputs + 1) * units;
    }

    private void convolve(Conv2d conv) {
        int channels = x[0].length;
        int height = x[0][0].length;
        int width = x[0][0][0].length;
        int k = conv.kernel();
        int outHeight = outputs(conv, height);
        int outWidth = outputs(conv, width);
        int top = before(conv, height, outHeight);
        int left = before(conv, width, outWidth);
        int biasAt = offset + conv.filters() * channels * k * k;
        double[][][][] y = new double[x.length][conv.filters()][outHeight][outWidth];
        for (int n = 0; n < x.length; n++) {
            for (int f = 0; f < conv.filters(); f++) {
                for (int i = 0; i < outHeight; i++) {
                    for (int j = 0; j < outWidth; j++) {
                        double z = parameters[biasAt + f];
                        for (int c = 0; c < channels; c++) {
                            for (int u = 0; u < k; u++) {
                                for (int v = 0; v < k; v++) {
                                    int h = i * conv.stride() + u - top;
                                    int w = j * conv.stride() + v - left;
                                    if (h >= 0 && h < height && w >= 0 && w < width) {
                                        z += parameters[offset + ((f * channels + c) * k + u) * k + v] * x[n][c][h][w];
                                    }
                                }
                            }
                        }
                        y[n][f][i][j] = ReferenceNetwork.f(conv.activation(), z);
                    }
                }
            }
        }
        x = y;
        offset = biasAt + conv.filters();
    }

    private static int outputs(Conv2d conv, int side) {
        return conv.padding() == Padding.SAME
                ? (int) Math.ceil((double) side / conv.stride())
                : (int) Math.floor((double) (side - conv.kernel()) / conv.stride()) + 1;
    }

    private static int before(Conv2d conv, int side, int outputs) {
        int needed = Math.max(0, (outputs - 1) * conv.stride() + conv.kernel() - side);
        return conv.padding() == Padding.SAME ? needed / 2 : 0;
    }

    private void pool(int window, int stride, boolean max) {
        int outHeight = (x[0][0].length - window) / stride + 1;
        int outWidth = (x[0][0][0].length - window) / stride + 1;
        double[][][][] y = new double[x.length][x[0].length][outHeight][outWidth];
        for (int n = 0; n < x.length; n++) {
            for (int c = 0; c < x[n].length; c++) {
                for (int i = 0; i < outHeight; i++) {
                    for (int j = 0; j < outWidth; j++) {
                        double most = Double.NEGATIVE_INFINITY;
                        double sum = 0;
                        for (int u = 0; u < window; u++) {
                            for (int v = 0; v < window; v++) {
                                double value = x[n][c][i * stride + u][j * stride + v];
                                most = Math.max(most, value);
                                sum += value;
                            }
                        }
                        y[n][c][i][j] = max ? most : sum / (window * window);
                    }
                }
            }
        }
        x = y;
    }

    private void globalMean() {
        for (int n = 0; n < x.length; n++) {
            for (int c = 0; c < x[n].length; c++) {
                double mean = Arrays.stream(x[n][c])
                        .flatMapToDouble(Arrays::stream)
                        .average()
                        .orElseThrow();
                x[n][c] = new double[][] {{mean}};
            }
        }
    }

    private void normalize(BatchNorm norm) {
        int channels = x[0].length;
        double[] batchMean = new double[channels];
        double[] batchVariance = new double[channels];
        means.add(batchMean);
        variances.add(batchVariance);
        for (int c = 0; c < channels; c++) {
            int channel = c;
            double[] values = Arrays.stream(x)
                    .flatMap(image -> Arrays.stream(image[channel]))
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            double squares =
                    Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
            double deviation = Math.sqrt(squares / values.length + norm.epsilon());
            batchMean[c] = mean;
            batchVariance[c] = squares / (values.length - 1);
            for (double[][][] image : x) {
                for (double[] row : image[c]) {
                    for (int w = 0; w < row.length; w++) {
                        double normalized = (row[w] - mean) / deviation;
                        row[w] = ReferenceNetwork.f(
                                norm.activation(),
                                parameters[offset + c] * normalized + parameters[offset + channels + c]);
                    }
                }
            }
        }
        offset += 4 * channels;
    }

    private void drop(DropoutMask mask, int[] order, int epoch) {
        int channels = x[0].length;
        int width = x[0][0][0].length;
        int units = channels * x[0][0].length * width;
        float[] factors = new float[units];
        for (int n = 0; n < x.length; n++) {
            mask.fill(epoch, order[n], 0, factors, units);
            for (int unit = 0; unit < units; unit++) {
                x[n][unit % channels][unit / channels / width][unit / channels % width] *= factors[unit];
            }
        }
    }

    /** Returns the gradient of {@link #loss} by central differences, for the parameters at these indices. */
    double[] numericalGradient(ImageDataset images, int[] order, int epoch, int[] indices) {
        return CentralDifferences.of(() -> loss(images, order, epoch), parameters, indices);
    }
}
