package org.mnist4j.benchmarks;

import java.util.function.Function;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.TrainTest;
import org.mnist4j.kernel.WeightedSums;
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
                "mnist4j-" + job.experiment().training().engine().jsonName(),
                Measurement.mavenVersion(Trainer.class, "org.mnist4j/mnist-core"),
                job.threads());
        TrainTest images = job.load();
        ImageDataset train = images.train();
        Trainer trainer = Trainer.of(job.experiment()).listener(new TrainingListener() {
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
        if (job.experiment().training().engine() != EngineChoice.DL4J) {
            measurement.computedBy("kernels " + WeightedSums.current().name());
        }
        measurement.evaluate(job.evaluations(), () -> model.predict(images.test()), Function.identity());
        return measurement;
    }
}
