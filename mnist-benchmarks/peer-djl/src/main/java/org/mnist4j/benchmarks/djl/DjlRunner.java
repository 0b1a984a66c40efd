package org.mnist4j.benchmarks.djl;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.mnist4j.benchmarks.Job;
import org.mnist4j.benchmarks.Measurement;
import org.mnist4j.benchmarks.Network;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.random.RandomStream;
import org.mnist4j.metrics.Predictions;

/** Does the job with DJL's trainer over one array of all pixels, batches gathered from it by index. */
public final class DjlRunner {

    private static final int SIDE = 28;
    private static final int FEATURES = SIDE * SIDE;
    private static final int CLASSES = 10;

    private DjlRunner() {}

    /** Prints the measurement of a {@link Job}. */
    public static void main(String[] arguments) {
        Job job = Job.parse(arguments);
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        if (job.threads() > 0) {
            System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(job.threads()));
        }
        Mnist mnist = Mnist.load();
        ImageDataset train = job.select(mnist.train());
        ImageDataset test = mnist.test();
        Engine engine = Engine.getEngine("PyTorch");
        engine.setRandomSeed(42);
        String version = Engine.class.getPackage().getSpecificationVersion() + " on libtorch " + engine.getVersion();
        Measurement measurement = new Measurement("djl", version, job.threads());
        try (Model model = Model.newInstance(job.named().name(), "PyTorch")) {
            model.setBlock(network(job));
            try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(Optimizer.adam()
                            .optLearningRateTracker(Tracker.fixed(0.001f))
                            .build()))) {
                trainer.initialize(shape(job.named(), job.batch()));
                fit(trainer, job, train, measurement);
                NDArray testPixels = pixels(trainer.getManager(), job.named(), test);
                measurement.evaluate(
                        job.evaluations(),
                        () -> probabilities(trainer, testPixels, job.imagesPerPrediction()),
                        probabilities -> Predictions.of(test.classNames(), test.labels(), probabilities));
            }
        }
        System.out.println(measurement.toJson());
    }

    private static void fit(Trainer trainer, Job job, ImageDataset train, Measurement measurement) {
        NDArray x = pixels(trainer.getManager(), job.named(), train);
        NDArray y = trainer.getManager().create(train.labels());
        long begin = System.nanoTime();
        for (int epoch = 1; epoch <= job.epochs(); epoch++) {
            long epochBegin = System.nanoTime();
            int[] order = RandomStream.of(42, "shuffle", epoch).permutation(train.size());
            for (int from = 0; from < order.length; from += job.batch()) {
                int to = Math.min(order.length, from + job.batch());
                step(trainer, x, y, Arrays.copyOfRange(order, from, to));
                measurement.batchDone();
            }
            measurement.epoch(Measurement.secondsSince(epochBegin));
        }
        measurement.training(Measurement.secondsSince(begin));
    }

    /** The manager of one batch frees what its operations allocate. */
    private static void step(Trainer trainer, NDArray x, NDArray y, int[] chosen) {
        try (NDManager batch = trainer.getManager().newSubManager()) {
            NDIndex rows = new NDIndex("{}", batch.create(chosen));
            NDArray data = x.get(batch, rows);
            NDArray labels = y.get(batch, rows);
            try (GradientCollector gradients = trainer.newGradientCollector()) {
                NDList output = trainer.forward(new NDList(data));
                gradients.backward(trainer.getLoss().evaluate(new NDList(labels), output));
            }
            trainer.step();
        }
    }

    private static float[] probabilities(Trainer trainer, NDArray pixels, int imagesPerCall) {
        int images = (int) pixels.getShape().get(0);
        FloatBuffer all = FloatBuffer.allocate(images * CLASSES);
        for (int from = 0; from < images; from += imagesPerCall) {
            try (NDManager scope = trainer.getManager().newSubManager()) {
                NDArray input =
                        pixels.get(scope, new NDIndex().addSliceDim(from, Math.min(images, from + imagesPerCall)));
                NDArray logits = trainer.evaluate(new NDList(input)).singletonOrThrow();
                all.put(logits.softmax(1).toFloatArray());
            }
        }
        return all.array();
    }

    private static Block network(Job job) {
        SequentialBlock network = new SequentialBlock();
        if (job.named() == Network.CONV) {
            Shape window = new Shape(Network.POOL, Network.POOL);
            network.add(convolution(1, Network.FIRST_FILTERS))
                    .add(Activation::relu)
                    .add(Pool.maxPool2dBlock(window, window))
                    .add(convolution(Network.FIRST_FILTERS, Network.SECOND_FILTERS))
                    .add(Activation::relu)
                    .add(Pool.maxPool2dBlock(window, window))
                    .add(Blocks.batchFlattenBlock());
        }
        return network.add(linear(job.named() == Network.CONV ? Network.FLAT : FEATURES, job.hidden()))
                .add(Activation::relu)
                .add(linear(job.hidden(), CLASSES));
    }

    private static Block convolution(int channels, int filters) {
        return uniform(
                Conv2d.builder()
                        .setKernelShape(new Shape(Network.KERNEL, Network.KERNEL))
                        .setFilters(filters)
                        .build(),
                channels * Network.KERNEL * Network.KERNEL);
    }

    private static Block linear(int inputs, int units) {
        return uniform(Linear.builder().setUnits(units).build(), inputs);
    }

    /** Weights and biases within ±1/sqrt(inputs). */
    private static Block uniform(Block layer, int inputs) {
        UniformInitializer initializer = new UniformInitializer((float) (1 / Math.sqrt(inputs)));
        layer.setInitializer(initializer, Parameter.Type.WEIGHT);
        layer.setInitializer(initializer, Parameter.Type.BIAS);
        return layer;
    }

    private static Shape shape(Network network, int images) {
        return network == Network.CONV ? new Shape(images, 1, SIDE, SIDE) : new Shape(images, FEATURES);
    }

    private static NDArray pixels(NDManager manager, Network network, ImageDataset images) {
        float[] pixels = new float[images.size() * FEATURES];
        for (int i = 0; i < images.size(); i++) {
            images.copyPixels(i, pixels, i * FEATURES);
        }
        return manager.create(pixels, shape(network, images.size()));
    }
}
