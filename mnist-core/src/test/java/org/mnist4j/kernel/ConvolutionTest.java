package org.mnist4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Layers.conv2d;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Padding;
import org.mnist4j.random.RandomStream;

/** Each of a convolution's sums against the definition's nested loops in double precision. */
class ConvolutionTest {

    private static final int HEIGHT = 7;
    private static final int WIDTH = 9;

    /** At most 5 * 5 * 3 or 63 products of numbers below 1, each rounded to half an ulp of 64, 4e-6 at the very most. */
    private static final double TOLERANCE = 1e-5;

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

    /** An image, weights, a bias and a gradient, the maps with zeros and empty positions among their numbers. */
    private static final class Example {
        final Convolution conv;
        final float[][] x;
        final float[] weights; // [filters][channels][kernel][kernel]
        final float[] bias;
        final float[][] g;

        Example(Convolution conv) {
            RandomStream random = RandomStream.of(11, "convolution", conv.kernel(), conv.stride(), conv.channels());
            this.conv = conv;
            this.x = TestMaps.sparse(random, HEIGHT * WIDTH, conv.channels());
            this.weights = TestMaps.dense(random, conv.filters() * conv.filterSize());
            this.bias = TestMaps.dense(random, conv.filters());
            this.g = TestMaps.sparse(random, conv.outPositions(), conv.filters());
        }

        float weight(int f, int c, int u, int v) {
            return weights[((f * conv.channels() + c) * conv.kernel() + u) * conv.kernel() + v];
        }

        float[][] forward() {
            float[][] y = TestMaps.filledWithNaN(conv.outPositions(), conv.filters());
            conv.forward(x, entriesOfX(), conv.forwardRows(weights, 0), bias, y);
            return y;
        }

        /** The same with an entry for each position that is like one at the upper left. */
        float[][] forwardWithRepetitions() {
            SparseMaps entries = SparseMaps.withRepetitions(HEIGHT, WIDTH, conv.channels());
            entries.setFrom(x);
            float[][] y = TestMaps.filledWithNaN(conv.outPositions(), conv.filters());
            conv.forward(x, entries, conv.rowsWithRepetitions(conv.forwardRows(weights, 0)), bias, y);
            return y;
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

        float[][] backward() {
            int kernel = conv.kernel();
            float[][][][] taps = new float[kernel][kernel][conv.filters()][conv.channels()];
            for (int f = 0; f < conv.filters(); f++) {
                for (int c = 0; c < conv.channels(); c++) {
                    for (int k = 0; k < kernel * kernel; k++) {
                        taps[k / kernel][k % kernel][f][c] = weight(f, c, k / kernel, k % kernel);
                    }
                }
            }
            float[][] dx = TestMaps.filledWithNaN(HEIGHT * WIDTH, conv.channels());
            conv.backward(entriesOfG(), conv.backwardRows(taps), dx);
            return dx;
        }

        SparseMaps entriesOfX() {
            SparseMaps entries = new SparseMaps(HEIGHT, WIDTH, conv.channels());
            entries.setFrom(x);
            return entries;
        }

        SparseMaps entriesOfG() {
            SparseMaps entries = new SparseMaps(conv.outHeight(), conv.outWidth(), conv.filters());
            entries.setFrom(g);
            return entries;
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
    @MethodSource("convolutions")
    void forward_isTheDefinitionsSum(Convolution conv) {
        Example example = new Example(conv);

        TestMaps.assertClose(example.forward(), example.expectedForward(), TOLERANCE);
        TestMaps.assertClose(example.forwardWithRepetitions(), example.expectedForward(), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void forward_overABackground_isTheDefinitionsSum(Convolution conv) {
        Example example = new Example(conv);
        float[] background = TestMaps.dense(RandomStream.of(12, "background"), conv.channels());
        for (int p = 0; p < WIDTH * HEIGHT; p++) {
            if (p % 5 != 3) {
                System.arraycopy(background, 0, example.x[p], 0, conv.channels());
            }
        }

        TestMaps.assertClose(example.forwardWithRepetitions(), example.expectedForward(), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void backward_isTheDefinitionsSum(Convolution conv) {
        Example example = new Example(conv);
        double[][] expected = new double[HEIGHT * WIDTH][conv.channels()];
        example.forEachProduct(
                (out, f, in, c, u, v) -> expected[in][c] += (double) example.weight(f, c, u, v) * example.g[out][f]);

        TestMaps.assertClose(example.backward(), expected, TOLERANCE);
    }

    /** {@code <conv(x) - bias, g> = <x, backward(g)>}: the backward pass is the transpose of the forward pass. */
    @ParameterizedTest
    @MethodSource("convolutions")
    void backward_isTheAdjointOfForward(Convolution conv) {
        Example example = new Example(conv);
        float[][] y = example.forward();
        for (float[] position : y) {
            for (int f = 0; f < conv.filters(); f++) {
                position[f] -= example.bias[f];
            }
        }

        double forward = TestMaps.innerProduct(y, example.g);

        // Up to 315 numbers a side, each off by some 1e-7.
        assertThat(TestMaps.innerProduct(example.x, example.backward())).isCloseTo(forward, within(1e-5));
        assertThat(Math.abs(forward)).as("a test of zeros would prove nothing").isGreaterThan(1e-4);
    }

    /** As behind other layers: for each filter, over the positions at which it has a gradient. */
    @ParameterizedTest
    @MethodSource("convolutions")
    void weightGradient_byFilter_isTheDefinitionsSum(Convolution conv) {
        Example example = new Example(conv);
        SparseColumns columns = new SparseColumns(conv.filters(), conv.outPositions());
        columns.append(0, 0, Float.NaN); // of an image before
        // Windows without a gradient stay as they are, and nobody reads them.
        float[][] windows = TestMaps.filledWithNaN(conv.outPositions(), conv.filterSize());
        conv.byFilter(example.entriesOfG(), columns);
        conv.windows(example.x, example.entriesOfG(), windows);
        float[][] dw = new float[conv.filters()][conv.filterSize()];
        for (int f = 0; f < conv.filters(); f++) {
            columns.addScaled(f, windows, dw[f], conv.filterSize());
        }

        TestMaps.assertClose(dw, example.weightGradient(), TOLERANCE);
    }

    /** As on the image itself: for each weight, over the positions at which its input is not zero. */
    @ParameterizedTest
    @MethodSource("convolutions")
    void weightGradient_byWeight_isTheDefinitionsSum(Convolution conv) {
        Example example = new Example(conv);
        SparseColumns columns = new SparseColumns(conv.filterSize(), conv.outPositions());
        columns.append(0, 0, Float.NaN); // of an image before
        conv.byWeight(example.entriesOfX(), columns);
        float[][] dw = new float[conv.filters()][conv.filterSize()];
        float[] row = new float[conv.filters()];
        for (int k = 0; k < conv.filterSize(); k++) {
            Arrays.fill(row, 0);
            columns.addScaled(k, example.g, row, conv.filters());
            for (int f = 0; f < conv.filters(); f++) {
                dw[f][k] = row[f];
            }
        }

        TestMaps.assertClose(dw, example.weightGradient(), TOLERANCE);
    }
}
