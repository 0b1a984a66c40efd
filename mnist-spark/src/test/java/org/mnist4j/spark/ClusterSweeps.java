package org.mnist4j.spark;

import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Optimizers.adam;
import static org.mnist4j.config.Optimizers.sgd;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.mnist4j.config.Activation;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.sweep.Sweep;
import org.mnist4j.sweep.SweepData;

/** The sweep of the cluster tests, and a driver of its own process that runs it. */
final class ClusterSweeps {

    static final int SEEDS = Integer.getInteger("mnist4j.spark.seeds", 3);
    static final int TRIALS = 3 * SEEDS;
    private static final int EPOCHS = Integer.getInteger("mnist4j.spark.epochs", 40);
    private static final int IMAGES = 1000;

    /** What executors read for themselves: the driver's images, and too many. */
    static final SweepDataSource SAME_IMAGES = () -> heldOut(IMAGES);

    static final SweepDataSource OTHER_IMAGES = () -> heldOut(IMAGES + 100);

    private ClusterSweeps() {}

    /** One of the settings diverges: a failure is an outcome, there as here. */
    static Sweep sweep() {
        return Sweep.over(ExperimentConfig.preset("seed").toBuilder()
                        .layers(dense(16).activation(Activation.IDENTITY), dense(16))
                        .epochs(EPOCHS)
                        .batchSize(50)
                        .build())
                .grid("training.optimizer", adam(0.001), sgd(10).momentum(0.9), sgd(0.01))
                .seeds(LongStream.rangeClosed(1, SEEDS).toArray());
    }

    static ImageDataset images() {
        return Mnist.loadTrain().take(IMAGES);
    }

    private static SweepData heldOut(int images) {
        return SweepData.holdOut(Mnist.loadTrain().take(images), sweep().config());
    }

    /** Runs the sweep on the cluster that the system properties describe, and prints a line per outcome. */
    public static void main(String[] folder) {
        SparkContext context = new SparkContext(new SparkConf());
        sweep().directory(Path.of(folder[0]))
                .executor(SparkTrialExecutor.on(context))
                .listener(outcome ->
                        System.out.println("finished " + outcome.trial().number()))
                .run(images());
        context.stop();
    }
}
