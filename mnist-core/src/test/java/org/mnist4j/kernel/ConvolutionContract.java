package org.mnist4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Layers.conv2d;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Activation;
import org.mnist4j.config.Padding;
import org.mnist4j.random.RandomStream;

/**
 * Each of a convolution's sums by some kernels: against the definition's nested loops in double precision, and every bit
 * against the plain kernels' sums over entries.
 */
public abstract class ConvolutionContract {

    private static final int HEIGHT = 7;
    private static final int WIDTH = 9;

    /** At most 180 products of numbers below 1, mostly of both signs: sums below 16 are rounded by 5e-7 at most, most by far less. */
    private static final double TOLERANCE = 1e-5;

    /** The reference, in plain Java. */
    private static final WeightedSums PLAIN = entries(new PlainSums());

    private final WeightedSums kernels;
    private final List<WeightedSums> ways;

    /** For the kernels under test. */
    protected ConvolutionContract(WeightedSums kernels) {
        this.kernels = kernels;
        // At most 5 filters and 3 channels; at least 9 outputs, but for large kernels at large distances.
        this.ways = ways(kernels, 5);
    }

    /** @param most filters or channels: longer rows are those of planes and of weight gradients */
    private static List<WeightedSums> ways(WeightedSums kernels, int most) {
        return List.of(
                entries(kernels),
                new OneWay("taps", kernels, n -> 1, n -> 1e9),
                new OneWay("windows", kernels, n -> 1e12, n -> n > most ? 1e9 : 1),
                new OneWay("planes", kernels, n -> 1e12, n -> n > most ? 1 : 1e9));
    }

    private List<WeightedSums> ways(Convolution conv) {
        return conv.filters() > 5 ? ways(kernels, 20) : ways;
    }

    private static WeightedSums entries(WeightedSums kernels) {
        return new OneWay("entries", kernels, n -> n > 5 ? 0 : 1e6, n -> 1e9);
    }

    static List<Convolution> convolutions() {
        List<Convolution> all = new ArrayList<>();
        for (Padding padding : Padding.values()) {
            for (int kernel = 1; kernel <= 5; kernel++) {
                for (int stride = 1; stride <= 3; stride++) {
                    for (int channels = 1; channels <= 3; channels++) {
                        int filters = 1 + (kernel + 2 * stride + channels) % 5;
                        all.add(Convolution.of(
                                conv2d(filters, kernel).stride(stride).padding(padding), HEIGHT, WIDTH, channels));
                    }
                }
            }
        }
        return all;
    }

    /** More filters than a vector has lanes, over many channels and over one. */
    static List<Convolution> wideConvolutions() {
        List<Convolution> all = new ArrayList<>();
        for (Padding padding : Padding.values()) {
            for (int stride = 1; stride <= 2; stride++) {
                all.add(Convolution.of(conv2d(20, 3).stride(stride).padding(padding), HEIGHT, WIDTH, 18));
                all.add(Convolution.of(conv2d(17, 2).stride(stride).padding(padding), HEIGHT, WIDTH, 1));
            }
        }
        return all;
    }

    /** An image, weights, a bias and a gradient, the maps with zeros and empty positions among their numbers. */
    private static final class Example {
        final Convolution conv;
        final float[][] x;
        final float[] weights; // [filters][channels][kernel][kernel]
        final float[] bias;
        final float[][] g; // [outPositions][padded filters]

        Example(Convolution conv) {
            RandomStream random = RandomStream.of(11, "convolution", conv.kernel(), conv.stride(), conv.channels());
            this.conv = conv;
            this.x = TestMaps.sparse(random, HEIGHT * WIDTH, conv.channels());
            this.weights = TestMaps.dense(random, conv.filters() * conv.filterSize());
            this.bias = TestMaps.dense(random, conv.filters());
            this.g = columns(
                    TestMaps.sparse(random, conv.outPositions(), conv.filters()), WeightedSums.padded(conv.filters()));
            x[0][0] = 0.75f; // so that the smallest examples are not all zeros
            g[0][0] = -0.5f;
        }

        float weight(int f, int c, int u, int v) {
            return weights[((f * conv.channels() + c) * conv.kernel() + u) * conv.kernel() + v];
        }

        float[][] forward(WeightedSums sums) {
            float[][] y = TestMaps.filledWithNaN(conv.outPositions(), WeightedSums.padded(conv.filters()));
            ConvolutionSpace space = ConvolutionSpace.forPrediction(conv);
            conv.forward(sums, x, space, conv.forwardRows(weights, 0), bias, Activation.IDENTITY, y);
            return columns(y, conv.filters());
        }

        double[][] expectedForward() {
            double[][] expected = new double[conv.outPositions()][conv.filters()];
            for (double[] position : expected) {
                for (int f = 0; f < conv.filters(); f++) {
                    position[f] = bias[f];
                }
            }
            forEachProduct((out, f, in, c, u, v) -> expected[out][f] += (double) weight(f, c, u, v) * x[in][c]);
            return expected;
        }

        Gradients backward(WeightedSums sums, ConvolutionSpace space) {
            int kernel = conv.kernel();
            float[][] rows = Rows.padded(kernel * kernel * conv.filters(), conv.channels());
            for (int f = 0; f < conv.filters(); f++) {
                for (int c = 0; c < conv.channels(); c++) {
                    for (int k = 0; k < kernel * kernel; k++) {
                        int u = k / kernel;
                        int v = k % kernel;
                        rows[((kernel - 1 - u) * kernel + kernel - 1 - v) * conv.filters() + f][c] = weight(f, c, u, v);
                    }
                }
            }
            float[][] byFilter = new float[conv.filters()][conv.filterSize()];
            for (int f = 0; f < conv.filters(); f++) {
                for (int k = 0; k < conv.filterSize(); k++) {
                    int area = k / conv.channels();
                    byFilter[f][k] = weight(f, k % conv.channels(), area / kernel, area % kernel);
                }
            }
            float[][] dx = TestMaps.filledWithNaN(HEIGHT * WIDTH, WeightedSums.padded(conv.channels()));
            float[][] dw = Rows.padded(conv.filters(), conv.filterSize());
            conv.backward(sums, x, g, space, byFilter, rows, dw, dx);
            return new Gradients(columns(dw, conv.filterSize()), columns(dx, conv.channels()));
        }

        /** Copies the first columns, or adds columns of zeros. */
        private static float[][] columns(float[][] rows, int n) {
            return Arrays.stream(rows).map(row -> Arrays.copyOf(row, n)).toArray(float[][]::new);
        }

        /** Calls back for each product {@code y[out][f] += W[f][c][u][v] * x[in][c]} of the definition. */
        void forEachProduct(Product product) {
            for (int out = 0; out < conv.outPositions(); out++) {
                for (int u = 0; u < conv.kernel(); u++) {
                    for (int v = 0; v < conv.kernel(); v++) {
                        int h = out / conv.outWidth() * conv.stride() + u - conv.top();
                        int w = out % conv.outWidth() * conv.stride() + v - conv.left();
                        if (h >= 0 && h < HEIGHT && w >= 0 && w < WIDTH) {
                            for (int f = 0; f < conv.filters(); f++) {
                                for (int c = 0; c < conv.channels(); c++) {
                                    product.of(out, f, h * WIDTH + w, c, u, v);
                                }
                            }
                        }
                    }
                }
            }
        }

        /** The gradient of the weights by the definition, in the engine's order {@code [filters][kernel][kernel][channels]}. */
        double[][] weightGradient() {
            double[][] dw = new double[conv.filters()][conv.filterSize()];
            forEachProduct((out, f, in, c, u, v) ->
                    dw[f][(u * conv.kernel() + v) * conv.channels() + c] += (double) g[out][f] * x[in][c]);
            return dw;
        }
    }

    private record Gradients(float[][] weights, float[][] x) {}

    /** Kernels with estimates that lead to one of the ways of computing a sum, for most convolutions. */
    private static final class OneWay extends ForwardingSums {
        private final String name;
        private final IntToDoubleFunction sparse; // by columns
        private final IntToDoubleFunction dense;

        OneWay(String name, WeightedSums kernels, IntToDoubleFunction sparse, IntToDoubleFunction dense) {
            super(kernels);
            this.name = name;
            this.sparse = sparse;
            this.dense = dense;
        }

        @Override
        public double sparseTime(double entries, int columns) {
            return sparse.applyAsDouble(columns);
        }

        @Override
        public double denseTime(int terms, int columns) {
            return dense.applyAsDouble(columns);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private interface Product {
        void of(int out, int f, int in, int c, int u, int v);
    }

    @Test
    void borders_areThoseOfThePadding() {
        // "same" at 7 x 9, kernel 4, stride 3: 3 outputs each way; (3 - 1) * 3 + 4 - 7 = 3 zeros down, 1 above; 1
        // across.
        Convolution same = Convolution.of(conv2d(1, 4).stride(3).padding(Padding.SAME), HEIGHT, WIDTH, 1);
        assertThat(same.outHeight()).isEqualTo(3);
        assertThat(same.outWidth()).isEqualTo(3);
        assertThat(same.top()).isEqualTo(1);
        assertThat(same.left()).isZero();

        Convolution valid = Convolution.of(conv2d(1, 4).stride(3), HEIGHT, WIDTH, 1);
        assertThat(valid.outHeight()).isEqualTo(2);
        assertThat(valid.outWidth()).isEqualTo(2);
        assertThat(valid.top()).isZero();
    }

    @ParameterizedTest
    @MethodSource({"convolutions", "wideConvolutions"})
    void forward_isTheDefinitionsSum_withTheSameBitsEachWay(Convolution conv) {
        Example example = new Example(conv);
        float[][] sparse = example.forward(PLAIN);

        TestMaps.assertClose(sparse, example.expectedForward(), TOLERANCE);
        for (WeightedSums way : ways(conv)) {
            assertThat(example.forward(way)).as("%s", way).isDeepEqualTo(sparse);
        }
    }

    @ParameterizedTest
    @MethodSource({"convolutions", "wideConvolutions"})
    void backward_isTheDefinitionsSum_withTheSameBitsEachWay(Convolution conv) {
        Example example = new Example(conv);
        double[][] expected = new double[HEIGHT * WIDTH][conv.channels()];
        example.forEachProduct(
                (out, f, in, c, u, v) -> expected[in][c] += (double) example.weight(f, c, u, v) * example.g[out][f]);
        ConvolutionSpace space = ConvolutionSpace.forTraining(conv, true);
        space.columns.append(0, 0, Float.NaN); // of an image before

        Gradients sparse = example.backward(PLAIN, space);

        TestMaps.assertClose(sparse.x(), expected, TOLERANCE);
        TestMaps.assertClose(sparse.weights(), example.weightGradient(), TOLERANCE);
        for (WeightedSums way : ways(conv)) {
            Gradients other = example.backward(way, space);
            assertThat(other.x()).as("%s", way).isDeepEqualTo(sparse.x());
            assertThat(other.weights()).as("%s", way).isDeepEqualTo(sparse.weights());
        }
    }

    @ParameterizedTest
    @MethodSource({"convolutions", "wideConvolutions"})
    void zerosOfBothSigns_giveTheBiasAndNoGradient_eachWay(Convolution conv) {
        Example example = new Example(conv);
        for (float[][] maps : List.of(example.x, example.g)) {
            for (int p = 0; p < maps.length; p++) {
                Arrays.fill(maps[p], p % 2 == 0 ? 0f : -0f);
            }
        }
        float[] bias = new float[conv.filters()];
        for (int f = 0; f < bias.length; f++) {
            bias[f] = example.bias[f] + 0f;
        }
        float[][] expected = new float[conv.outPositions()][];
        Arrays.fill(expected, bias);
        for (WeightedSums way : ways(conv)) {
            assertThat(example.forward(way)).as("%s", way).isDeepEqualTo(expected);
            Gradients gradients = example.backward(way, ConvolutionSpace.forTraining(conv, true));
            assertThat(gradients.x()).as("%s", way).isDeepEqualTo(new float[HEIGHT * WIDTH][conv.channels()]);
            assertThat(gradients.weights()).as("%s", way).isDeepEqualTo(new float[conv.filters()][conv.filterSize()]);
        }
    }

    /** {@code <conv(x) - bias, g> = <x, backward(g)>}: the backward pass is the transpose of the forward pass. */
    @ParameterizedTest
    @MethodSource("convolutions")
    void backward_isTheAdjointOfForward(Convolution conv) {
        Example example = new Example(conv);
        float[][] y = example.forward(ways.get(0));
        for (float[] position : y) {
            for (int f = 0; f < conv.filters(); f++) {
                position[f] -= example.bias[f];
            }
        }

        double forward = TestMaps.innerProduct(y, example.g);
        float[][] dx = example.backward(ways.get(0), ConvolutionSpace.forTraining(conv, true))
                .x();

        // Up to 315 numbers a side, each off by some 1e-7.
        assertThat(TestMaps.innerProduct(example.x, dx)).isCloseTo(forward, within(1e-5));
        assertThat(Math.abs(forward)).as("a test of zeros would prove nothing").isGreaterThan(1e-4);
    }

    /** On the image itself the gradient with respect to the input is not needed. */
    @ParameterizedTest
    @MethodSource("convolutions")
    void weightGradient_alone_hasTheSameBits(Convolution conv) {
        Example example = new Example(conv);
        float[][] expected = example.backward(PLAIN, ConvolutionSpace.forTraining(conv, true))
                .weights();
        for (WeightedSums sums : ways.subList(0, 3)) {
            float[][] dw = new float[conv.filters()][WeightedSums.padded(conv.filterSize())];
            float[][] unused = {};
            ConvolutionSpace space = ConvolutionSpace.forTraining(conv, false);
            conv.backward(sums, example.x, example.g, space, unused, unused, dw, unused);
            for (int f = 0; f < conv.filters(); f++) {
                assertThat(Arrays.copyOf(dw[f], conv.filterSize())).isEqualTo(expected[f]);
            }
        }
    }
}
