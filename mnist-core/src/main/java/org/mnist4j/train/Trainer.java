package org.mnist4j.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Split;
import org.mnist4j.engine.Engines;
import org.mnist4j.engine.TrainingEngine;

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
    private final @Nullable Checkpoints checkpoints;

    private Trainer(
            ExperimentConfig config, List<TrainingListener> listeners, int threads, @Nullable Checkpoints checkpoints) {
        this.config = config;
        this.listeners = listeners;
        this.threads = threads;
        this.checkpoints = checkpoints;
    }

    /** A trainer for an experiment. */
    public static Trainer of(ExperimentConfig config) {
        return new Trainer(
                config, List.of(), Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()), null);
    }

    /** This trainer with one more listener. */
    public Trainer listener(TrainingListener listener) {
        List<TrainingListener> more = new ArrayList<>(listeners);
        more.add(listener);
        return new Trainer(config, List.copyOf(more), threads, checkpoints);
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
        return new Trainer(config, listeners, newThreads, checkpoints);
    }

    /**
     * This trainer writing checkpoints, from which {@link #resume(Path, ImageDataset)} goes on. The model that comes out
     * does not depend on them.
     */
    public Trainer checkpoints(Checkpoints newCheckpoints) {
        return new Trainer(config, listeners, threads, newCheckpoints);
    }

    /**
     * Trains on all images; or, with a {@code validationFraction}, on all but those held out, {@code
     * train.stratifiedSplit(validationFraction, seed)}, on which each epoch is measured.
     *
     * @throws IllegalArgumentException if the images' shape or number of classes is not the configuration's, there are too
     *     few to hold one out, or the dl4j engine would have to normalize the units of a last batch of one image
     * @throws TrainingDivergedException if the loss becomes NaN or infinite
     * @throws TrainingInterruptedException if the calling thread is interrupted, before the next batch
     * @throws CheckpointException if there are to be checkpoints, and their folder holds some already, is in use or cannot
     *     be written
     * @throws org.mnist4j.spi.EngineUnavailableException if the engine's libraries are missing or cannot be loaded
     */
    public TrainingResult fit(ImageDataset train) {
        requireFits(train);
        if (!holdsOut()) {
            return begin(train, null);
        }
        Split split = split(train);
        return begin(split.train(), split.validation());
    }

    /**
     * Trains on all images of the first data set and measures loss and accuracy on the second after each epoch, in place of
     * images held out by a {@code validationFraction}. Without early stopping the second changes nothing in the model that
     * comes out.
     *
     * @throws IllegalArgumentException if the images' shape or classes are not the configuration's, the two data sets name
     *     their classes differently, or the dl4j engine would have to normalize the units of a last batch of one image
     * @throws TrainingDivergedException if the loss becomes NaN or infinite
     * @throws TrainingInterruptedException if the calling thread is interrupted, before the next batch
     * @throws CheckpointException if there are to be checkpoints, and their folder holds some already, is in use or cannot
     *     be written
     * @throws org.mnist4j.spi.EngineUnavailableException if the engine's libraries are missing or cannot be loaded
     */
    public TrainingResult fit(ImageDataset train, ImageDataset validation) {
        requireComparable(train, validation);
        return begin(train, validation);
    }

    /**
     * Goes on with a run that was stopped, from its newest intact checkpoint to its end. The model and the history
     * are those of a run that was never stopped, bit for bit, except for the seconds: those add up what each process took
     * up to the checkpoint that the next one went on from. Of a run that was complete, the result is given again.
     *
     * <p>Goes on writing checkpoints to the same folder, as {@link #checkpoints(Checkpoints)} says, or after each epoch.
     *
     * @param folder where the run's checkpoints are
     * @param train the images the run was begun with
     * @throws CheckpointException if there is no intact checkpoint, it is of another experiment or other images, or the
     *     folder is in use or cannot be written
     * @throws IllegalArgumentException if this trainer's checkpoints are to be in another folder, or the images do not fit
     *     the configuration
     * @throws TrainingDivergedException if the loss becomes NaN or infinite
     * @throws TrainingInterruptedException if the calling thread is interrupted, before the next batch
     * @throws org.mnist4j.spi.EngineUnavailableException if the engine's libraries are missing or cannot be loaded
     */
    public TrainingResult resume(Path folder, ImageDataset train) {
        requireFits(train);
        if (!holdsOut()) {
            return goOn(folder, train, null);
        }
        Split split = split(train);
        return goOn(folder, split.train(), split.validation());
    }

    /**
     * As {@link #resume(Path, ImageDataset)}, for a run that was begun with a validation set.
     *
     * @param validation the images that were measured after each epoch
     */
    public TrainingResult resume(Path folder, ImageDataset train, ImageDataset validation) {
        requireComparable(train, validation);
        return goOn(folder, train, validation);
    }

    private boolean holdsOut() {
        return config.training().validationFraction() > 0;
    }

    private Split split(ImageDataset train) {
        return train.stratifiedSplit(config.training().validationFraction(), config.seed());
    }

    private TrainingResult begin(ImageDataset train, @Nullable ImageDataset validation) {
        requireFits(train);
        try (@Nullable CheckpointFolder folder = checkpoints == null ? null : CheckpointFolder.begin(checkpoints);
                TrainingEngine engine = Engines.open(config, threads)) {
            return run(train, validation, engine, folder, TrainingProgress.START, EpochMemory.NONE);
        }
    }

    private TrainingResult run(
            ImageDataset train,
            @Nullable ImageDataset validation,
            TrainingEngine engine,
            @Nullable CheckpointFolder folder,
            TrainingProgress from,
            EpochMemory memory) {
        return new TrainingRun(config, train, validation, listeners, threads, engine, folder, from, memory).run();
    }

    private TrainingResult goOn(Path path, ImageDataset train, @Nullable ImageDataset validation) {
        requireFits(train);
        Checkpoints settings = checkpoints == null ? Checkpoints.in(path) : checkpoints;
        if (!settings.folder()
                .toAbsolutePath()
                .normalize()
                .equals(path.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException("the run is to be resumed from " + path
                    + ", but this trainer's checkpoints are in " + settings.folder() + "; give both the same folder");
        }
        try (CheckpointFolder folder = CheckpointFolder.reopen(settings)) {
            Checkpoint checkpoint = folder.readNewest();
            folder.requireSameRun(checkpoint, config, train, validation);
            try (TrainingEngine engine = Engines.open(config, threads, checkpoint.state())) {
                folder.requireSameEngine(checkpoint, engine);
                return run(train, validation, engine, folder, checkpoint.progress(), checkpoint.memory());
            }
        }
    }

    private void requireComparable(ImageDataset train, ImageDataset validation) {
        requireFits(validation);
        if (!validation.classNames().equals(train.classNames())) {
            throw new IllegalArgumentException("the training classes are " + train.classNames()
                    + ", the validation classes " + validation.classNames() + "; they must be the same");
        }
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

    @Override
    public String toString() {
        return "Trainer[" + config + ", " + threads + (threads == 1 ? " thread" : " threads")
                + (checkpoints == null ? "" : ", " + checkpoints) + "]";
    }
}
