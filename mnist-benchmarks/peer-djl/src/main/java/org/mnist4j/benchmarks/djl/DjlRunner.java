package org.mnist4j.benchmarks.djl;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.mnist4j.benchmarks.Job;
import org.mnist4j.benchmarks.Measurement;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.TrainTest;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.random.RandomStream;

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
        TrainTest images = job.load();
        ImageDataset train = images.train();
        ImageDataset test = images.test();
        Engine engine = Engine.getEngine("PyTorch");
        engine.setRandomSeed((int) job.seed());
        String version = Engine.class.getPackage().getSpecificationVersion() + " on libtorch " + engine.getVersion();
        Measurement measurement = new Measurement("djl", version, job.threads());
        ExperimentConfig experiment = job.experiment();
        boolean maps = DjlNetwork.takesMaps(experiment);
        try (Model model = Model.newInstance(experiment.name(), "PyTorch")) {
            Block network = DjlNetwork.of(experiment);
            model.setBlock(network);
            try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(DjlNetwork.optimizer(experiment)))) {
                trainer.initialize(shape(maps, job.batch()));
                requireParameters(network, experiment);
                fit(trainer, job, pixels(trainer.getManager(), maps, train), train, measurement);
                NDArray testPixels = pixels(trainer.getManager(), maps, test);
                measurement.evaluate(
                        job.evaluations(),
                        () -> probabilities(trainer, testPixels, job.imagesPerPrediction()),
                        probabilities -> Predictions.of(test.classNames(), test.labels(), probabilities));
            }
        }
        System.out.println(measurement.toJson());
    }

    private static void requireParameters(Block network, ExperimentConfig experiment) {
        long ours = experiment.summary().parameters();
        if (DjlNetwork.parameters(network) != ours) {
            throw new IllegalStateException(
                    "DJL's network has " + DjlNetwork.parameters(network) + " parameters, this library's " + ours);
        }
    }

    private static void fit(Trainer trainer, Job job, NDArray x, ImageDataset train, Measurement measurement) {
        NDArray y = trainer.getManager().create(train.labels());
        long begin = System.nanoTime();
        for (int epoch = 1; epoch <= job.epochs(); epoch++) {
            long epochBegin = System.nanoTime();
            int[] order = RandomStream.of(job.seed(), "shuffle", epoch).permutation(train.size());
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

    private static Shape shape(boolean maps, int images) {
        return maps ? new Shape(images, 1, SIDE, SIDE) : new Shape(images, FEATURES);
    }

    private static NDArray pixels(NDManager manager, boolean maps, ImageDataset images) {
        float[] pixels = new float[images.size() * FEATURES];
        for (int i = 0; i < images.size(); i++) {
            images.copyPixels(i, pixels, i * FEATURES);
        }
        return manager.create(pixels, shape(maps, images.size()));
    }
}
