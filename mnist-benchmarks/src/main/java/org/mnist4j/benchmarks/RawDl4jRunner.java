package org.mnist4j.benchmarks;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.TrainTest;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.random.RandomStream;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Does the job as a user of Deeplearning4j writes it: its own network, updater and {@code fit}, batch by batch. How many
 * threads it computes on is up to {@code OMP_NUM_THREADS}.
 */
public final class RawDl4jRunner {

    private static final int SIDE = 28;
    private static final int FEATURES = SIDE * SIDE;
    private static final int CLASSES = 10;

    private RawDl4jRunner() {}

    /** Prints the measurement of a {@link Job}. */
    public static void main(String[] arguments) {
        Job job = Job.parse(arguments);
        String version = Measurement.mavenVersion(MultiLayerNetwork.class, "org.deeplearning4j/deeplearning4j-nn");
        Measurement measurement = new Measurement("dl4j", version, job.threads());
        TrainTest images = job.load();
        ImageDataset train = images.train();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(job));
        network.init();
        long begin = System.nanoTime();
        for (int epoch = 1; epoch <= job.epochs(); epoch++) {
            long epochBegin = System.nanoTime();
            int[] order = RandomStream.of(job.seed(), "shuffle", epoch).permutation(train.size());
            for (int from = 0; from < order.length; from += job.batch()) {
                int to = Math.min(order.length, from + job.batch());
                try (INDArray x = pixels(train, order, from, to);
                        INDArray y = labels(train, order, from, to)) {
                    network.fit(x, y);
                }
                measurement.batchDone();
            }
            measurement.epoch(Measurement.secondsSince(epochBegin));
        }
        measurement.training(Measurement.secondsSince(begin));
        ImageDataset test = images.test();
        List<INDArray> testPixels = pieces(test, job.imagesPerPrediction());
        measurement.evaluate(
                job.evaluations(),
                () -> probabilities(network, testPixels),
                probabilities -> Predictions.of(test.classNames(), test.labels(), probabilities));
        System.out.println(measurement.toJson());
    }

    static MultiLayerConfiguration configuration(Job job) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(job.seed())
                .updater(new Adam(0.001))
                .weightInit(WeightInit.UNIFORM) // within ±1/sqrt(inputs); biases start at zero
                .list();
        if (job.named() == Network.CONV) {
            // Rows of pixels are taken as 28x28 maps; the numbers of inputs and the flattening follow from it.
            layers.setInputType(InputType.convolutionalFlat(SIDE, SIDE, 1));
            layers.layer(convolution(Network.FIRST_FILTERS)).layer(pooling());
            layers.layer(convolution(Network.SECOND_FILTERS)).layer(pooling());
        }
        return layers.layer(new DenseLayer.Builder()
                        .nIn(job.named() == Network.CONV ? Network.FLAT : FEATURES)
                        .nOut(job.hidden())
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(job.hidden())
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
    }

    private static ConvolutionLayer convolution(int filters) {
        return new ConvolutionLayer.Builder(Network.KERNEL, Network.KERNEL)
                .nOut(filters)
                .activation(Activation.RELU)
                .build();
    }

    private static SubsamplingLayer pooling() {
        return new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(Network.POOL, Network.POOL)
                .stride(Network.POOL, Network.POOL)
                .build();
    }

    private static List<INDArray> pieces(ImageDataset images, int size) {
        int[] order = IntStream.range(0, images.size()).toArray();
        List<INDArray> pieces = new ArrayList<>();
        for (int from = 0; from < order.length; from += size) {
            pieces.add(pixels(images, order, from, Math.min(order.length, from + size)));
        }
        return pieces;
    }

    private static float[] probabilities(MultiLayerNetwork network, List<INDArray> pieces) {
        FloatBuffer all = FloatBuffer.allocate(
                pieces.stream().mapToInt(piece -> (int) piece.size(0) * CLASSES).sum());
        for (INDArray piece : pieces) {
            all.put(network.output(piece).ravel().toFloatVector());
        }
        return all.array();
    }

    private static INDArray pixels(ImageDataset images, int[] order, int from, int to) {
        float[] batch = new float[(to - from) * FEATURES];
        for (int i = from; i < to; i++) {
            images.copyPixels(order[i], batch, (i - from) * FEATURES);
        }
        return Nd4j.create(batch, to - from, FEATURES);
    }

    private static INDArray labels(ImageDataset images, int[] order, int from, int to) {
        float[] oneHot = new float[(to - from) * CLASSES];
        for (int i = from; i < to; i++) {
            oneHot[(i - from) * CLASSES + images.label(order[i])] = 1;
        }
        return Nd4j.create(oneHot, to - from, CLASSES);
    }
}
