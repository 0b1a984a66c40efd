package org.mnist4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.onnx.GraphWriter.integer;
import static org.mnist4j.onnx.GraphWriter.integers;
import static org.mnist4j.onnx.GraphWriter.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.Layers;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.TestNetworks;

/** Graphs in the ways of Keras' and other exporters: ONNX Runtime and the imported model predict the same. */
class ForeignGraphTest {

    private static final ImageShape COLOURS = ImageShape.of(10, 8, 3);
    private static final ElementType FLOAT = ElementType.FLOAT;

    @TempDir
    Path folder;

    private static ProtoMessage text(String name, String value) {
        return new ProtoMessage().text(1, name).text(4, value).varint(20, 3);
    }

    /** What the graph gives for images, channels first or last, against what the imported model predicts. */
    private Model check(TestGraph graph, ImageShape shape, boolean channelsFirst, InputScaling scaling, int... sides)
            throws IOException {
        byte[] onnx = graph.toBytes();
        Path file = Files.write(folder.resolve("graph.onnx"), onnx);
        OnnxImport with = OnnxImport.of(file).image(shape);
        Model model = (scaling.equals(InputScaling.bytes()) ? with : with.scaling(scaling)).read();
        ImageDataset images =
                shape.channels() == 1 ? TestNetworks.digits(100) : TestNetworks.images(shape, model.classNames(), 100);
        float[][] theirs = OnnxRuntime.run(onnx, values(images, channelsFirst, scaling), batch(images.size(), sides));
        assertThat(OnnxRuntime.difference(probabilities(theirs), model.predict(images)))
                .isLessThan(1e-5);
        return model;
    }

    private Model check(TestGraph graph, InputScaling scaling, int... sides) throws IOException {
        return check(graph, TestNetworks.DIGIT, true, scaling, sides);
    }

    private static long[] batch(int size, int... sides) {
        long[] all = new long[sides.length + 1];
        all[0] = size;
        for (int a = 0; a < sides.length; a++) {
            all[a + 1] = sides[a];
        }
        return all;
    }

    private static float[] values(ImageDataset images, boolean channelsFirst, InputScaling scaling) {
        ImageShape shape = images.shape();
        int positions = shape.height() * shape.width();
        float[] values = new float[images.size() * shape.size()];
        for (int i = 0; i < images.size(); i++) {
            byte[] pixels = images.pixels(i);
            for (int p = 0; p < pixels.length; p++) {
                int channel = p % shape.channels();
                int at = channelsFirst ? channel * positions + p / shape.channels() : p;
                double unit = (pixels[p] & 0xFF) / 255.0;
                values[i * shape.size() + at] = (float) ((unit - scaling.mean(channel)) / scaling.deviation(channel));
            }
        }
        return values;
    }

    /** Softmax, which changes nothing that is its own or its logarithm's outcome already. */
    private static float[][] probabilities(float[][] outputs) {
        float[][] all = new float[outputs.length][outputs[0].length];
        for (int i = 0; i < all.length; i++) {
            double sum = 0;
            boolean areProbabilities = true;
            double total = 0;
            for (float output : outputs[i]) {
                sum += Math.exp(output);
                total += output;
                areProbabilities &= output >= 0;
            }
            areProbabilities &= Math.abs(total - 1) < 1e-4;
            for (int c = 0; c < all[i].length; c++) {
                all[i][c] = areProbabilities ? outputs[i][c] : (float) (Math.exp(outputs[i][c]) / sum);
            }
        }
        return all;
    }

    private static TestGraph conv(TestGraph graph, int filters, int channels, int kernel, ProtoMessage... attributes) {
        return graph.then(
                "Conv", List.of(graph.random(filters, channels, kernel, kernel), graph.random(filters)), attributes);
    }

    private static TestGraph dense(TestGraph graph, int inputs, int units) {
        return graph.then("MatMul", List.of(graph.random(inputs, units))).then("Add", List.of(graph.random(units)));
    }

    @Test
    void kerasPerceptron_hasImagesWithoutChannels() throws IOException {
        TestGraph graph = TestGraph.of(13, FLOAT, 28, 28);
        graph.then("Reshape", List.of(graph.integers(-1, 784)));
        dense(dense(graph, 784, 16).then("Relu"), 16, 10).then("Softmax");

        Model model = check(graph, InputScaling.unit(), 28, 28);

        assertThat(model.config().layers()).containsExactly(Layers.dense(16));
    }

    @Test
    void kerasConvolutions_areFlattenedChannelsLast() throws IOException {
        TestGraph graph = TestGraph.of(13, FLOAT, 28, 28, 1);
        graph.then("Transpose", integers("perm", 0, 3, 1, 2));
        conv(graph, 6, 1, 3, text("auto_pad", "SAME_UPPER"), integers("strides", 2, 2))
                .then("Relu");
        graph.then("MaxPool", integers("kernel_shape", 2, 2), integers("strides", 2, 2), text("auto_pad", "VALID"));
        conv(graph, 4, 6, 3).then("Tanh").then("Transpose", integers("perm", 0, 2, 3, 1));
        graph.then("Reshape", List.of(graph.integers(-1, 5 * 5 * 4)));
        dense(graph, 100, 10).then("Softmax", integer("axis", -1));

        check(graph, TestNetworks.DIGIT, false, InputScaling.symmetric(), 28, 28, 1);
    }

    @Test
    void kerasTransposeOfOneChannel_isAReshape() throws IOException {
        TestGraph graph = TestGraph.of(11, FLOAT, 28, 28, 1);
        graph.then("Reshape", List.of(graph.integers(-1, 1, 28, 28)));
        conv(graph, 4, 1, 4, text("auto_pad", "SAME_LOWER")).then("Sigmoid");
        graph.then("Transpose", integers("perm", 0, 2, 3, 1))
                .then("ReduceMean", integers("axes", 1, 2), integer("keepdims", 0));
        dense(graph, 4, 10);

        check(graph, TestNetworks.DIGIT, false, InputScaling.unit(), 28, 28, 1);
    }

    @Test
    void rescalingInTheGraph_isFound() throws IOException {
        TestGraph graph = TestGraph.of(13, FLOAT, 28, 28, 1);
        graph.then("Mul", List.of(graph.floats(new float[] {1 / 127.5f})));
        graph.then("Add", List.of(graph.floats(new float[] {-1})));
        graph.then("Transpose", integers("perm", 0, 3, 1, 2));
        conv(graph, 3, 1, 3, text("auto_pad", "SAME_UPPER")); // whose zeros are not black
        graph.then("Add", List.of(graph.random(1, 3, 1, 1))).then("Relu").then("Flatten");
        dense(graph, 3 * 28 * 28, 10);

        check(graph, TestNetworks.DIGIT, false, InputScaling.bytes(), 28, 28, 1);
    }

    @Test
    void meanAndDeviationOfEachChannel_areOneLayer() throws IOException {
        TestGraph graph = TestGraph.of(13, FLOAT, 3, 10, 8);
        graph.then("Div", List.of(graph.floats(new float[] {255})));
        graph.then("Sub", List.of(graph.floats(new float[] {0.4f, 0.5f, 0.6f}, 1, 3, 1, 1)));
        graph.then("Div", List.of(graph.floats(new float[] {0.2f, 0.25f, 0.3f}, 3, 1, 1)));
        graph.then("Flatten");
        dense(dense(graph, 240, 12).then("LeakyRelu", real("alpha", 0.01)), 12, 10);

        Model model = check(graph, COLOURS, true, InputScaling.bytes(), 3, 10, 8);

        assertThat(model.config().layers()).hasSize(2);
    }

    @Test
    void givenMeansOfEachChannel_areThoseOfTheInput() throws IOException {
        TestGraph graph = TestGraph.of(13, FLOAT, 10, 8, 3);
        graph.then("Transpose", integers("perm", 0, 3, 1, 2));
        conv(graph, 4, 3, 3, integers("pads", 1, 1, 1, 1))
                .then("Relu")
                .then("GlobalAveragePool")
                .then("Flatten");
        dense(graph, 4, 10);

        check(graph, COLOURS, false, new InputScaling(List.of(0.4, 0.5, 0.6), List.of(0.2, 0.25, 0.3)), 10, 8, 3);
    }

    @Test
    void coloursFlattenedChannelByChannel_areReordered() throws IOException {
        TestGraph graph = TestGraph.of(13, FLOAT, 3, 10, 8).then("Flatten");
        dense(dense(graph, 240, 12).then("Relu"), 12, 10);

        Model model = check(graph, COLOURS, true, InputScaling.unit(), 3, 10, 8);

        assertThat(model.config().layers()).containsExactly(Layers.dense(12));
    }

    @Test
    void coloursNormalizedFlat_areReordered() throws IOException {
        TestGraph graph = TestGraph.of(13, FLOAT, 3, 10, 8).then("Flatten");
        float[] variances = new float[240];
        Arrays.fill(variances, 0.7f);
        graph.then(
                "BatchNormalization",
                List.of(graph.random(240), graph.random(240), graph.random(240), graph.floats(variances, 240)));
        dense(graph.then("Tanh"), 240, 10);

        check(graph, COLOURS, true, InputScaling.unit(), 3, 10, 8);
    }

    @Test
    void unevenPaddingAndKernels_areEmbedded() throws IOException {
        TestGraph graph = TestGraph.of(13, FLOAT, 1, 28, 28);
        conv(graph, 3, 1, 3, integers("pads", 0, 0, 1, 1), integers("strides", 2, 2))
                .then("Relu");
        graph.then(
                "Conv",
                List.of(graph.random(4, 3, 3, 5), graph.random(4)),
                integers("kernel_shape", 3, 5),
                integers("pads", 1, 2, 1, 2));
        conv(graph, 4, 4, 3, integers("pads", 2, 2, 2, 2), integers("dilations", 2, 2), integers("strides", 3, 3));
        dense(graph.then("Tanh").then("Flatten"), 4 * 5 * 5, 10);

        check(graph, InputScaling.unit(), 1, 28, 28);
    }

    @Test
    void softmaxRegression_hasNoHiddenLayer() throws IOException {
        TestGraph graph = TestGraph.of(13, FLOAT, 1, 28, 28).then("Flatten");
        graph.then("Gemm", List.of(graph.random(784, 10)));

        Model model = check(graph, InputScaling.unit(), 1, 28, 28);

        assertThat(model.config().layers()).containsExactly(Layers.flatten());
    }

    @Test
    void vectorOfPixels_isTheGivenImage() throws IOException {
        TestGraph graph = TestGraph.of(13, FLOAT, 784);
        String turned = graph.node("Transpose", graph.random(12, 784), List.of());
        graph.then("MatMul", List.of(turned)).then("Relu");
        dense(graph, 12, 10).then("LogSoftmax");

        check(graph, InputScaling.unit(), 784);
    }

    @Test
    void shapeOfTheBatch_isComputedInTheGraph() throws IOException {
        TestGraph graph = TestGraph.of(9, FLOAT, 1, 28, 28);
        conv(graph, 2, 1, 5, integers("strides", 3, 3)).then("Relu");
        String shape = graph.node("Shape", graph.last(), List.of());
        String batch = graph.node("Slice", shape, List.of(), integers("starts", 0), integers("ends", 1));
        String sides = graph.node("Gather", shape, List.of(graph.integers(2)));
        String area = graph.node("Mul", sides, List.of(graph.node("Gather", shape, List.of(graph.integers(-1)))));
        String all = graph.node("Mul", area, List.of(graph.integers(2)));
        String target = graph.node(
                "Concat", batch, List.of(graph.node("Cast", all, List.of(), integer("to", 7))), integer("axis", 0));
        graph.then("Reshape", List.of(target))
                .then("Dropout", real("ratio", 0.5))
                .then("Identity");
        dense(graph, 128, 10).then("Softmax", integer("axis", 1)).then("Identity");

        check(graph, InputScaling.standardized(0.1, 0.4), 1, 28, 28);
    }

    @Test
    void activationWithoutALayer_getsOneOfItsOwn() throws IOException {
        TestGraph graph = TestGraph.of(13, FLOAT, 1, 28, 28).then("Tanh");
        graph.then("AveragePool", integers("kernel_shape", 4, 4), integers("strides", 4, 4))
                .then("Sigmoid");
        dense(graph.then("Relu").then("Flatten").then("Tanh"), 49, 10).then("Tanh");

        check(graph, InputScaling.symmetric(), 1, 28, 28);
    }

    @Test
    void channelIsAddedByUnsqueeze() throws IOException {
        for (int opset : new int[] {11, 13}) {
            TestGraph graph = TestGraph.of(opset, FLOAT, 28, 28);
            if (opset == 11) {
                graph.then("Unsqueeze", integers("axes", 1));
            } else {
                graph.then("Unsqueeze", List.of(graph.integers(-3)));
            }
            conv(graph, 8, 1, 5, integers("strides", 4, 4)).then("Relu").then("GlobalAveragePool");
            graph.then("Conv", List.of(graph.random(10, 8, 1, 1), graph.random(10)));
            if (opset == 11) {
                graph.then("Squeeze", integers("axes", 2, 3));
            } else {
                graph.then("Squeeze", List.of(graph.integers(-1, -2)));
            }

            check(graph, InputScaling.unit(), 28, 28);
        }
    }

    @Test
    void reversedLogits_areTurnedBack() throws IOException {
        TestGraph graph = TestGraph.of(13, FLOAT, 1, 28, 28).then("Flatten");
        dense(graph, 784, 10).then("Reshape", List.of(graph.integers(0, 2, 5)));
        graph.then("Transpose", integers("perm", 0, 2, 1)).then("Reshape", List.of(graph.integers(0, -1)));

        check(graph, InputScaling.unit(), 1, 28, 28);
    }

    @Test
    void meanImage_isRefusedUnlessItIsLevel() throws IOException {
        TestGraph level = TestGraph.of(13, FLOAT, 1, 28, 28);
        float[] half = new float[784];
        Arrays.fill(half, 0.5f);
        level.then("Sub", List.of(level.floats(half, 28, 28))).then("Flatten");
        check(dense(level, 784, 10), InputScaling.unit(), 1, 28, 28);

        TestGraph graph = TestGraph.of(13, FLOAT, 1, 28, 28);
        graph.then("Sub", List.of(graph.random(1, 28, 28))).then("Flatten");
        Path file =
                Files.write(folder.resolve("graph.onnx"), dense(graph, 784, 10).toBytes());
        assertThatThrownBy(() -> OnnxImport.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("differs within a channel");
    }

    @Test
    void scalingBetweenLayers_isRefused() throws IOException {
        TestGraph graph = TestGraph.of(13, ElementType.UINT8, 28, 28, 1);
        graph.then("Transpose", integers("perm", 0, 3, 1, 2)).then("Cast", integer("to", 1));
        conv(graph, 2, 1, 5).then("MaxPool", integers("kernel_shape", 4, 4), integers("strides", 4, 4));
        graph.then("Mul", List.of(graph.floats(new float[] {1 / 255f})));
        Path file = Files.write(folder.resolve("graph.onnx"), graph.toBytes());

        assertThatThrownBy(() -> OnnxImport.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("(Mul): supported are the scaling of the pixels before the first layer");
    }

    @Test
    void divisionOfTheLogits_isATemperature_andElsewhereRefused() throws IOException {
        for (String end : List.of("Softmax", "Identity")) {
            TestGraph graph = TestGraph.of(13, FLOAT, 28, 28);
            graph.then("Reshape", List.of(graph.integers(-1, 784)));
            dense(dense(graph, 784, 16).then("Relu"), 16, 10);
            graph.then("Div", List.of(graph.floats(new float[] {2.5f}))).then(end);
            check(graph, InputScaling.unit(), 28, 28);
        }

        TestGraph between = dense(
                TestGraph.of(13, ElementType.UINT8, 28, 28, 1)
                        .then("Cast", integer("to", 1))
                        .then("Flatten"),
                784,
                20);
        between.then("Div", List.of(between.floats(new float[] {3}))).then("Relu");
        Path other = Files.write(
                folder.resolve("between.onnx"), dense(between, 20, 10).toBytes());
        assertThatThrownBy(() -> OnnxImport.read(other))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("(Div): supported are the scaling of the pixels before the first layer")
                .hasMessageContaining("and Div of the logits by one number");
    }
}
