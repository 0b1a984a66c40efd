package org.mnist4j.benchmarks;

import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.maxPool2d;
import static org.mnist4j.config.Layers.softmax;
import static org.mnist4j.config.Losses.crossEntropy;
import static org.mnist4j.config.Optimizers.adam;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.mnist4j.config.Activation;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Initializer;
import org.mnist4j.config.Layer;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.model.Model;
import org.mnist4j.train.BatchMetrics;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingListener;

/** Does the job with this library, through the calls that an application makes. */
public final class OursRunner {

    private OursRunner() {}

    /** Prints the measurement of a {@link Job}. */
    public static void main(String[] arguments) {
        Job job = Job.parse(arguments);
        if (job.threads() > 0) {
            // Evaluation runs on the common pool and its caller; training on the trainer's own threads.
            System.setProperty(
                    "java.util.concurrent.ForkJoinPool.common.parallelism", Integer.toString(job.threads() - 1));
        }
        System.out.println(run(job).toJson());
    }

    static Measurement run(Job job) {
        Measurement measurement = new Measurement(
                "mnist4j-" + job.engine(),
                Measurement.mavenVersion(Trainer.class, "org.mnist4j/mnist-core"),
                job.threads());
        Mnist mnist = Mnist.load();
        ImageDataset train = job.select(mnist.train());
        Trainer trainer = Trainer.of(experiment(job)).listener(new TrainingListener() {
            @Override
            public void onBatchEnd(BatchMetrics batch) {
                measurement.batchDone();
            }

            @Override
            public void onEpochEnd(EpochMetrics epoch) {
                measurement.epoch(epoch.seconds());
            }
        });
        if (job.threads() > 0) {
            trainer = trainer.threads(job.threads());
        }
        // The whole call, not the result's trainingSeconds: opening the engine is part of what a user waits for.
        long begin = System.nanoTime();
        Model model = trainer.fit(train).model();
        measurement.training(Measurement.secondsSince(begin));
        measurement.evaluate(job.network().evaluations(), () -> model.predict(mnist.test()), Function.identity());
        return measurement;
    }

    static ExperimentConfig experiment(Job job) {
        return ExperimentConfig.preset("seed").toBuilder()
                .layers(layers(job))
                .output(softmax().init(Initializer.FAN_IN_UNIFORM))
                .loss(crossEntropy())
                .optimizer(adam(0.001))
                .epochs(job.epochs())
                .batchSize(job.batch())
                .engine(EngineChoice.valueOf(job.engine().toUpperCase(Locale.ROOT)))
                .build();
    }

    private static List<Layer> layers(Job job) {
        Layer hidden = dense(job.hidden()).activation(Activation.RELU).init(Initializer.FAN_IN_UNIFORM);
        return switch (job.network()) {
            case DENSE -> List.of(hidden);
            case CONV ->
                List.of(
                        convolution(Network.FIRST_FILTERS),
                        maxPool2d(Network.POOL),
                        convolution(Network.SECOND_FILTERS),
                        maxPool2d(Network.POOL),
                        hidden);
        };
    }

    private static Layer convolution(int filters) {
        return conv2d(filters, Network.KERNEL).activation(Activation.RELU).init(Initializer.FAN_IN_UNIFORM);
    }
}
