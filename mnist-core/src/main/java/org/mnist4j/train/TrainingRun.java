package org.mnist4j.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Patience;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.InkStatistics;
import org.mnist4j.engine.EngineState;
import org.mnist4j.engine.TrainingEngine;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.model.Model;
import org.mnist4j.spi.BatchOrder;

/** The training loop of one run, from the start or a checkpoint to the end or a pause. */
final class TrainingRun {

    private final ExperimentConfig config;
    private final ImageDataset train;
    private final @Nullable ImageDataset validation;
    private final List<TrainingListener> listeners;
    private final int threads;
    private final TrainingEngine engine;
    private final @Nullable CheckpointFolder checkpoints;
    private final TrainingProgress from;
    private final ModelWeights weights;
    private final @Nullable BestEpochs bestEpochs; // null without early stopping
    private final int epochs;
    private final int lastEpoch; // before the end or the pause
    private final int batches; // per epoch
    private final long begin = System.nanoTime();

    private final List<EpochMetrics> history;
    private int batch; // batches done in the current epoch
    private double lossSum;
    private long correct;
    private double secondsBeforeEpoch;

    TrainingRun(
            ExperimentConfig config,
            ImageDataset train,
            @Nullable ImageDataset validation,
            List<TrainingListener> listeners,
            int threads,
            TrainingEngine engine,
            @Nullable CheckpointFolder checkpoints,
            TrainingProgress from,
            EpochMemory memory,
            int pauseAfter) {
        this.config = config;
        this.train = train;
        this.validation = validation;
        this.listeners = listeners;
        this.threads = threads;
        this.engine = engine;
        this.checkpoints = checkpoints;
        this.from = from;
        this.weights = new ModelWeights(config, engine, train, threads, memory);
        this.bestEpochs = config.training().earlyStopping() instanceof Patience rule && validation != null
                ? new BestEpochs(rule, memory)
                : null;
        this.epochs = config.training().epochs();
        this.lastEpoch = Math.min(epochs, pauseAfter);
        int batchSize = config.training().batchSize();
        this.batches = (train.size() + batchSize - 1) / batchSize;
        this.history = new ArrayList<>(from.history());
        this.batch = from.batch();
        this.lossSum = from.lossSum();
        this.correct = from.correct();
        this.secondsBeforeEpoch = from.seconds() - from.epochSeconds();
    }

    TrainingResult run() {
        // Fails now for class names that a model does not accept, instead of after the last epoch.
        Model.of(config, train.classNames(), engine.parameters());
        requireWholeBatches();
        TrainingStart start = new TrainingStart(
                config, train.size(), validation == null ? 0 : validation.size(), batches, engine.name());
        listeners.forEach(listener -> listener.onTrainingStart(start));
        if (checkpoints != null && checkpoints.newest().isPresent()) {
            ResumePoint point =
                    new ResumePoint(checkpoints.newest().get(), new TrainingHistory(from.history()), from.batch());
            listeners.forEach(listener -> listener.onResume(point));
        }
        while (!isComplete()) {
            runEpoch(history.size() + 1);
        }
        TrainingResult result = result();
        listeners.forEach(listener -> listener.onTrainingEnd(result));
        return result;
    }

    private void requireWholeBatches() {
        int lastBatch = train.size() - (batches - 1) * config.training().batchSize();
        if (lastBatch < engine.smallestBatch()) {
            throw new DataMismatchException("the last batch of an epoch, " + train.size()
                    + " training images in batches of " + config.training().batchSize() + ", has " + lastBatch
                    + ", but engine " + engine.name() + " needs at least " + engine.smallestBatch()
                    + " images for this network; use engine \"java\", or another training.batchSize");
        }
    }

    private boolean isComplete() {
        return history.size() == lastEpoch || stopsEarly();
    }

    private boolean stopsEarly() {
        return bestEpochs != null && bestEpochs.shouldStop();
    }

    private StopReason stopReason() {
        if (history.size() == epochs) {
            return StopReason.EPOCHS_DONE;
        }
        return stopsEarly() ? StopReason.EARLY_STOPPED : StopReason.PAUSED;
    }

    private TrainingResult result() {
        boolean restores = bestEpochs != null && bestEpochs.restoresBest();
        int epoch = restores ? bestEpochs.bestEpoch() : history.size();
        Model trained = model(restores ? bestEpochs.best() : weights.current(), epoch);
        requireFiniteOutputs(trained, epoch);
        Model model = trained.withProvenance(Provenance.of(engine.name(), train, history.subList(0, epoch)))
                .withInkStatistics(InkStatistics.of(train));
        TrainingConditions conditions = new TrainingConditions(
                DatasetIdentity.of(train),
                Optional.ofNullable(validation).map(DatasetIdentity::of),
                threads,
                engine.blasCore());
        return new TrainingResult(
                config,
                model,
                new TrainingHistory(history),
                stopReason(),
                bestEpochs == null ? OptionalInt.empty() : OptionalInt.of(bestEpochs.bestEpoch()),
                train.size(),
                engine.name(),
                seconds(),
                conditions);
    }

    private void runEpoch(int epoch) {
        int[] order = BatchOrder.of(config.seed(), epoch, train.size());
        if (batch == 0) {
            secondsBeforeEpoch = seconds();
        }
        while (batch < batches) {
            if (Thread.currentThread().isInterrupted()) {
                throw new TrainingInterruptedException(epoch, batch + 1, saveBeforeStopping());
            }
            runBatch(order, epoch);
        }
        EpochMetrics metrics = measure(epoch);
        history.add(metrics);
        batch = 0;
        lossSum = 0;
        correct = 0;
        if (checkpoints != null && (isComplete() || checkpoints.settings().isDueAfterEpoch(epoch, batches))) {
            save(checkpoints);
        }
        listeners.forEach(listener -> listener.onEpochEnd(metrics));
    }

    private void runBatch(int[] order, int epoch) {
        int batchSize = config.training().batchSize();
        int first = batch * batchSize;
        int last = Math.min(order.length, first + batchSize);
        double loss = engine.step(train, order, first, last, epoch);
        batch++;
        if (!Double.isFinite(loss)) {
            throw new TrainingDivergedException(epoch, batch, loss);
        }
        lossSum += loss * (last - first);
        correct += engine.correct();
        // After the last batch of an epoch, the checkpoint is written with the epoch's metrics.
        if (checkpoints != null && batch < batches && checkpoints.settings().isDueAfterBatch(batch)) {
            save(checkpoints);
        }
        if (!listeners.isEmpty()) {
            BatchMetrics metrics = new BatchMetrics(epoch, batch, batches, last - first, loss);
            listeners.forEach(listener -> listener.onBatchEnd(metrics));
        }
    }

    private EpochMetrics measure(int epoch) {
        weights.epochEnded();
        OptionalDouble validationLoss = OptionalDouble.empty();
        OptionalDouble validationAccuracy = OptionalDouble.empty();
        if (validation != null) {
            float[] parameters = weights.current();
            EvaluationReport report = evaluate(model(parameters, epoch), validation, epoch);
            if (bestEpochs != null) {
                bestEpochs.epochEnded(report, parameters);
            }
            validationLoss = OptionalDouble.of(report.logLoss());
            validationAccuracy = OptionalDouble.of(report.accuracy());
        }
        return new EpochMetrics(
                epoch,
                lossSum / train.size(),
                (double) correct / train.size(),
                validationLoss,
                validationAccuracy,
                seconds() - secondsBeforeEpoch);
    }

    /** Returns a checkpoint with all steps so far; null without checkpoints or before the first step. */
    private @Nullable Path saveBeforeStopping() {
        if (checkpoints == null) {
            return null;
        }
        long steps = progress().steps(batches);
        if (steps > 0 && !checkpoints.has(steps)) {
            save(checkpoints);
        }
        return checkpoints.newest().orElse(null);
    }

    private void save(CheckpointFolder folder) {
        EngineState state = engine.state();
        // A divergence that the loss does not show yet must not replace a usable checkpoint.
        requireFinite(state.parameters(), batch == 0 ? history.size() : history.size() + 1);
        folder.write(new Checkpoint(
                config,
                DatasetIdentity.of(train),
                Optional.ofNullable(validation).map(DatasetIdentity::of),
                engine.name(),
                progress(),
                state,
                memory()));
    }

    private EpochMemory memory() {
        return bestEpochs == null
                ? new EpochMemory(weights.lastEpochs(), List.of(), new float[0])
                : new EpochMemory(weights.lastEpochs(), bestEpochs.scores(), bestEpochs.best());
    }

    private TrainingProgress progress() {
        double seconds = seconds();
        double epochSeconds = batch == 0 ? 0 : seconds - secondsBeforeEpoch;
        return new TrainingProgress(history, batch, lossSum, correct, epochSeconds, seconds);
    }

    /** Wall-clock time of the run so far, without work of earlier processes after their last checkpoint. */
    private double seconds() {
        return from.seconds() + (System.nanoTime() - begin) / 1e9;
    }

    /** Creates the model after an epoch, unless the last step, whose loss is not measured yet, has diverged. */
    private Model model(float[] parameters, int epoch) {
        requireFinite(parameters, epoch);
        return Model.of(config, train.classNames(), parameters);
    }

    private void requireFinite(float[] parameters, int epoch) {
        for (float parameter : parameters) {
            if (!Float.isFinite(parameter)) {
                throw new TrainingDivergedException(epoch, batch == 0 ? batches : batch, Double.NaN);
            }
        }
    }

    /** The last step is measured by nothing else: its parameters may be finite but too large to compute with. */
    private void requireFiniteOutputs(Model model, int epoch) {
        evaluate(model, train.take(Math.min(train.size(), config.training().batchSize())), epoch);
    }

    private EvaluationReport evaluate(Model model, ImageDataset images, int epoch) {
        try {
            return model.evaluate(images);
        } catch (ArithmeticException overflow) {
            throw new TrainingDivergedException(epoch, batches, Double.NaN);
        }
    }
}
