package org.mnist4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.RandomStream;
import org.mnist4j.engine.Engines;
import org.mnist4j.engine.TrainingEngine;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.model.Model;

/**
 * Runs an experiment. A trainer is an immutable value: it can be used again and from several threads, and every call of
 * {@code fit} starts from the seed.
 *
 * <p>The batches of an epoch are a permutation of the training images that depends on the seed and the epoch only; a
 * smaller last batch is trained on too. The parameters that come out are a function of the configuration and the data.
 */
public final class Trainer {

    /** The largest number that {@link #threads(int)} takes. */
    public static final int MAX_THREADS = 256;

    private final ExperimentConfig config;
    private final List<TrainingListener> listeners;
    private final int threads;

    private Trainer(ExperimentConfig config, List<TrainingListener> listeners, int threads) {
        this.config = config;
        this.listeners = listeners;
        this.threads = threads;
    }

    /** A trainer for an experiment. */
    public static Trainer of(ExperimentConfig config) {
        return new Trainer(
                config, List.of(), Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    /** This trainer with one more listener. */
    public Trainer listener(TrainingListener listener) {
        List<TrainingListener> more = new ArrayList<>(listeners);
        more.add(listener);
        return new Trainer(config, List.copyOf(more), threads);
    }

    /**
     * This trainer with another number of threads; by default there is one per processor. The result does not depend on
     * it.
     *
     * @throws IllegalArgumentException if the number is not within 1 and {@link #MAX_THREADS}
     */
    public Trainer threads(int newThreads) {
        if (newThreads < 1 || newThreads > MAX_THREADS) {
            throw new IllegalArgumentException("threads must be 1 to " + MAX_THREADS + ", was " + newThreads);
        }
        return new Trainer(config, listeners, newThreads);
    }

    /**
     * Trains on all images.
     *
     * @throws IllegalArgumentException if the images' shape or number of classes is not the configuration's
     * @throws TrainingDivergedException if the loss becomes NaN or infinite
     * @throws TrainingInterruptedException if the calling thread is interrupted, within one batch
     * @throws org.mnist4j.engine.EngineUnavailableException if the engine's libraries are missing or cannot be loaded
     */
    public TrainingResult fit(ImageDataset train) {
        return fitOn(train, null);
    }

    /**
     * Trains on all images of the first data set and measures loss and accuracy on the second after each epoch; the
     * second changes nothing in the model that comes out.
     *
     * @throws IllegalArgumentException if the images' shape or classes are not the configuration's, or the two data sets
     *     name their classes differently
     * @throws TrainingDivergedException if the loss becomes NaN or infinite
     * @throws TrainingInterruptedException if the calling thread is interrupted, within one batch
     * @throws org.mnist4j.engine.EngineUnavailableException if the engine's libraries are missing or cannot be loaded
     */
    public TrainingResult fit(ImageDataset train, ImageDataset validation) {
        requireFits(validation);
        if (!validation.classNames().equals(train.classNames())) {
            throw new IllegalArgumentException("the training classes are " + train.classNames()
                    + ", the validation classes " + validation.classNames() + "; they must be the same");
        }
        return fitOn(train, validation);
    }

    private TrainingResult fitOn(ImageDataset train, @Nullable ImageDataset validation) {
        requireFits(train);
        int batchSize = config.training().batchSize();
        int batches = (train.size() + batchSize - 1) / batchSize;
        try (TrainingEngine engine = Engines.open(config, threads)) {
            // Class names that no model takes fail here, not after the last epoch.
            Model.of(config, train.classNames(), engine.parameters());
            TrainingStart start = new TrainingStart(
                    config, train.size(), validation == null ? 0 : validation.size(), batches, engine.name());
            listeners.forEach(listener -> listener.onTrainingStart(start));
            long begin = System.nanoTime();
            List<EpochMetrics> epochs = new ArrayList<>();
            for (int epoch = 1; epoch <= config.training().epochs(); epoch++) {
                EpochMetrics metrics = runEpoch(engine, train, validation, epoch, batches);
                epochs.add(metrics);
                listeners.forEach(listener -> listener.onEpochEnd(metrics));
            }
            double seconds = secondsSince(begin);
            Model model = model(engine, train, config.training().epochs(), batches)
                    .withProvenance(Provenance.of(engine.name(), train, epochs));
            TrainingConditions conditions = new TrainingConditions(
                    DatasetIdentity.of(train),
                    Optional.ofNullable(validation).map(DatasetIdentity::of),
                    threads,
                    engine.blasCore());
            TrainingResult result = new TrainingResult(
                    config, model, new TrainingHistory(epochs), train.size(), engine.name(), seconds, conditions);
            listeners.forEach(listener -> listener.onTrainingEnd(result));
            return result;
        }
    }

    private EpochMetrics runEpoch(
            TrainingEngine engine, ImageDataset train, @Nullable ImageDataset validation, int epoch, int batches) {
        long begin = System.nanoTime();
        int batchSize = config.training().batchSize();
        int[] order = batchOrder(train.size(), epoch);
        double lossSum = 0;
        long correct = 0;
        for (int batch = 1; batch <= batches; batch++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new TrainingInterruptedException(epoch, batch);
            }
            int from = (batch - 1) * batchSize;
            int to = Math.min(order.length, from + batchSize);
            double loss = engine.step(train, order, from, to, epoch);
            if (!Double.isFinite(loss)) {
                throw new TrainingDivergedException(epoch, batch, loss);
            }
            lossSum += loss * (to - from);
            correct += engine.correct();
            if (!listeners.isEmpty()) {
                BatchMetrics metrics = new BatchMetrics(epoch, batch, batches, to - from, loss);
                listeners.forEach(listener -> listener.onBatchEnd(metrics));
            }
        }
        OptionalDouble validationLoss = OptionalDouble.empty();
        OptionalDouble validationAccuracy = OptionalDouble.empty();
        if (validation != null) {
            EvaluationReport report = evaluate(model(engine, train, epoch, batches), validation, epoch, batches);
            validationLoss = OptionalDouble.of(report.logLoss());
            validationAccuracy = OptionalDouble.of(report.accuracy());
        }
        return new EpochMetrics(
                epoch,
                lossSum / train.size(),
                (double) correct / train.size(),
                validationLoss,
                validationAccuracy,
                secondsSince(begin));
    }

    /** The model after an epoch; its last step, whose loss nobody has measured yet, may have left no numbers. */
    private Model model(TrainingEngine engine, ImageDataset train, int epoch, int batches) {
        float[] parameters = engine.parameters();
        for (float parameter : parameters) {
            if (!Float.isFinite(parameter)) {
                throw new TrainingDivergedException(epoch, batches, Double.NaN);
            }
        }
        return Model.of(config, train.classNames(), parameters);
    }

    private static EvaluationReport evaluate(Model model, ImageDataset images, int epoch, int batches) {
        try {
            return model.evaluate(images);
        } catch (ArithmeticException overflow) {
            throw new TrainingDivergedException(epoch, batches, Double.NaN);
        }
    }

    /** The order in which an epoch, from 1, sees the images: a function of seed and epoch alone. */
    private int[] batchOrder(int images, int epoch) {
        return RandomStream.of(config.seed(), "shuffle", epoch).permutation(images);
    }

    private void requireFits(ImageDataset images) {
        if (!images.shape().equals(config.input())) {
            throw new IllegalArgumentException("input is " + config.input() + ", data set " + images.name() + " has "
                    + images.shape() + " images; set input to the data set's shape");
        }
        if (images.classes() != config.classes()) {
            throw new IllegalArgumentException("classes is " + config.classes() + ", data set " + images.name()
                    + " has " + images.classes() + "; set classes to the data set's number");
        }
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
