package org.mnist4j.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.Activation;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.kernel.Convolution;
import org.mnist4j.kernel.ConvolutionSpace;
import org.mnist4j.kernel.Maps;
import org.mnist4j.kernel.PixelScale;
import org.mnist4j.kernel.Pooling;
import org.mnist4j.kernel.Products;
import org.mnist4j.kernel.Rows;
import org.mnist4j.kernel.SparseVector;
import org.mnist4j.kernel.WeightedSums;

/** One layer of the forward pass, over immutable weights. A dense layer takes vectors, those of several images at a time. */
abstract class ForwardStep {

    final int positions; // of the output; 1 for a vector
    final int channels;
    final int columns; // length of the arrays of channels

    private ForwardStep(int positions, int channels) {
        this(positions, channels, WeightedSums.padded(channels));
    }

    private ForwardStep(int positions, int channels, int columns) {
        this.positions = positions;
        this.channels = channels;
        this.columns = columns;
    }

    /** From {@code x}, {@code [..][..]}, to {@code y}, {@code [positions][columns]}, or from vectors to as many of {@code [columns]}. */
    abstract void apply(float[][] x, float[][] y, Space space);

    /** Whether the input is one vector for each image, of which several are processed together. */
    boolean takesVectors() {
        return false;
    }

    /** The multiplications for one image, if the step has weights. */
    long multiplications() {
        return 0;
    }

    /** The additional scratch space that one thread needs for this step. */
    Space newSpace() {
        return new Space(null, null, null);
    }

    /** One thread's scratch space for one step; for the first step it contains the image's pixels. */
    static final class Space {
        byte[] pixels = {};
        private final @Nullable SparseVector entries;
        private final @Nullable Products products;
        private final @Nullable ConvolutionSpace convolution;

        private Space(
                @Nullable SparseVector entries, @Nullable Products products, @Nullable ConvolutionSpace convolution) {
            this.entries = entries;
            this.products = products;
            this.convolution = convolution;
        }
    }

    /** The pixels as feature maps, or as a vector in the form of a single position. */
    static final class Pixels extends ForwardStep {
        Pixels(int positions, int channels) {
            super(positions, channels, channels);
        }

        @Override
        void apply(float[][] x, float[][] y, Space space) {
            PixelScale.scale(space.pixels, y, channels);
        }
    }

    /** A dense layer, on the pixels themselves or on a vector. */
    static final class Linear extends ForwardStep {
        private final int inputs;
        private final boolean onPixels;
        private final float[][] weights; // [inputs][padded outputs]
        private final float[] bias; // [outputs]
        private final Activation activation;

        Linear(float[] parameters, int offset, int inputs, int outputs, Activation activation, boolean onPixels) {
            super(1, outputs);
            this.inputs = inputs;
            this.onPixels = onPixels;
            this.activation = activation;
            this.weights = Rows.padded(inputs, outputs);
            for (int o = 0; o < outputs; o++) {
                for (int i = 0; i < inputs; i++) {
                    weights[i][o] = parameters[offset + o * inputs + i];
                }
            }
            int biasAt = offset + inputs * outputs;
            this.bias = Arrays.copyOfRange(parameters, biasAt, biasAt + outputs);
        }

        @Override
        Space newSpace() {
            return onPixels
                    ? new Space(new SparseVector(inputs), null, null)
                    : new Space(null, new Products(inputs, channels), null);
        }

        @Override
        boolean takesVectors() {
            return !onPixels;
        }

        @Override
        long multiplications() {
            return (long) inputs * channels;
        }

        @Override
        void apply(float[][] x, float[][] y, Space space) {
            SparseVector entries = space.entries;
            Products products = space.products;
            WeightedSums sums = WeightedSums.current();
            int n = sums.columns(channels);
            for (float[] vector : y) {
                WeightedSums.start(bias, vector, channels);
            }
            if (entries != null) {
                entries.setFromPixels(space.pixels, inputs);
                Rows.addScaled(sums, weights, entries, y[0], n);
            } else if (products != null) {
                products.add(sums, x, 0, y.length, inputs, weights, y, n);
            } else {
                throw new IllegalStateException("not the space of this step");
            }
            sums.maps(n).apply(activation, y, n);
        }
    }

    /** A convolution. */
    static final class Conv extends ForwardStep {
        private final Convolution conv;
        private final float[][] kernels; // [kernel * kernel * channels][padded filters]
        private final float[] bias; // [filters]
        private final Activation activation;

        Conv(Convolution conv, Activation activation, float[] parameters, int offset) {
            super(conv.outPositions(), conv.filters());
            this.conv = conv;
            this.activation = activation;
            this.kernels = conv.forwardRows(parameters, offset);
            int biasAt = offset + conv.filterSize() * conv.filters();
            this.bias = Arrays.copyOfRange(parameters, biasAt, biasAt + conv.filters());
        }

        @Override
        Space newSpace() {
            return new Space(null, null, ConvolutionSpace.forPrediction(conv));
        }

        @Override
        long multiplications() {
            return (long) conv.outPositions() * conv.filterSize() * conv.filters();
        }

        @Override
        void apply(float[][] x, float[][] y, Space space) {
            ConvolutionSpace own = space.convolution;
            if (own == null) {
                throw new IllegalStateException("not the space of this step");
            }
            conv.forward(WeightedSums.current(), x, own, kernels, bias, activation, y);
        }
    }

    /** Max or average pooling. */
    static final class Pool extends ForwardStep {
        private final Pooling pooling;

        Pool(Pooling pooling) {
            super(pooling.outHeight() * pooling.outWidth(), pooling.channels());
            this.pooling = pooling;
        }

        @Override
        void apply(float[][] x, float[][] y, Space space) {
            pooling.forward(x, y);
        }
    }

    /** Batch normalization with the running statistics. */
    static final class Norm extends ForwardStep {
        private final Activation activation;
        private final float[] scale;
        private final float[] shift;

        Norm(BatchNorm norm, int positions, int channels, float[] parameters, int offset) {
            super(positions, channels);
            this.activation = norm.activation();
            this.scale = new float[columns];
            this.shift = new float[columns];
            for (int c = 0; c < channels; c++) {
                double gamma = parameters[offset + c];
                double beta = parameters[offset + channels + c];
                double mean = parameters[offset + 2 * channels + c];
                double variance = parameters[offset + 3 * channels + c];
                double factor = gamma / Math.sqrt(variance + norm.epsilon());
                scale[c] = (float) factor;
                shift[c] = (float) (beta - mean * factor);
            }
        }

        @Override
        void apply(float[][] x, float[][] y, Space space) {
            int n = WeightedSums.current().columns(x, channels);
            Maps maps = Maps.current(n);
            maps.scaleAndShift(x, scale, shift, y, n);
            maps.apply(activation, y, n);
        }
    }

    /** The mean over all positions. */
    static final class Mean extends ForwardStep {
        Mean(int channels) {
            super(1, channels);
        }

        @Override
        void apply(float[][] x, float[][] y, Space space) {
            Maps.current(channels).mean(x, y[0], channels);
        }
    }

    /** Feature maps as a vector. */
    static final class Flat extends ForwardStep {
        private final int mapChannels;

        Flat(int positions, int mapChannels) {
            super(1, positions * mapChannels);
            this.mapChannels = mapChannels;
        }

        @Override
        void apply(float[][] x, float[][] y, Space space) {
            Maps.flatten(x, mapChannels, y[0]);
        }
    }
}
