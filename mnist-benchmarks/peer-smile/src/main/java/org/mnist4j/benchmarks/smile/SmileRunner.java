package org.mnist4j.benchmarks.smile;

import java.util.Arrays;
import org.mnist4j.benchmarks.Job;
import org.mnist4j.benchmarks.Measurement;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.RandomStream;
import org.mnist4j.metrics.Predictions;
import smile.base.mlp.Layer;
import smile.base.mlp.OutputFunction;
import smile.classification.MLP;
import smile.math.TimeFunction;

/**
 * Does the job as far as Smile's multilayer perceptron can: it computes in doubles, image by image, and has RMSProp but
 * not Adam, and an initialiser of its own.
 */
public final class SmileRunner {

    private static final int CLASSES = 10;

    private SmileRunner() {}

    /** Prints the measurement of a {@link Job}. */
    public static void main(String[] arguments) {
        Job job = Job.parse(arguments);
        Mnist mnist = Mnist.load();
        ImageDataset train = job.select(mnist.train());
        ImageDataset test = mnist.test();
        double[][] x = pixels(train);
        int[] y = train.labels();
        Measurement measurement =
                new Measurement("smile", MLP.class.getPackage().getImplementationVersion(), job.threads());
        MLP network = new MLP(
                Layer.input(train.shape().size()),
                Layer.rectifier(job.hidden()),
                Layer.mle(CLASSES, OutputFunction.SOFTMAX));
        network.setLearningRate(TimeFunction.constant(0.001));
        network.setRMSProp(0.999, 1e-8);
        long begin = System.nanoTime();
        for (int epoch = 1; epoch <= job.epochs(); epoch++) {
            long epochBegin = System.nanoTime();
            int[] order = RandomStream.of(42, "shuffle", epoch).permutation(y.length);
            for (int from = 0; from < order.length; from += job.batch()) {
                int[] chosen = Arrays.copyOfRange(order, from, Math.min(order.length, from + job.batch()));
                network.update(
                        Arrays.stream(chosen).mapToObj(i -> x[i]).toArray(double[][]::new),
                        Arrays.stream(chosen).map(i -> y[i]).toArray());
                measurement.batchDone();
            }
            measurement.epoch(Measurement.secondsSince(epochBegin));
        }
        measurement.training(Measurement.secondsSince(begin));
        double[][] testPixels = pixels(test);
        measurement.evaluate(
                () -> probabilities(network, testPixels),
                probabilities -> Predictions.of(test.classNames(), test.labels(), probabilities));
        System.out.println(measurement.toJson());
    }

    private static float[] probabilities(MLP network, double[][] x) {
        float[] probabilities = new float[x.length * CLASSES];
        double[] posteriors = new double[CLASSES];
        for (int i = 0; i < x.length; i++) {
            network.predict(x[i], posteriors);
            for (int c = 0; c < CLASSES; c++) {
                probabilities[i * CLASSES + c] = (float) posteriors[c];
            }
        }
        return probabilities;
    }

    private static double[][] pixels(ImageDataset images) {
        float[] row = new float[images.shape().size()];
        double[][] pixels = new double[images.size()][row.length];
        for (int i = 0; i < pixels.length; i++) {
            images.copyPixels(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                pixels[i][j] = row[j];
            }
        }
        return pixels;
    }
}
