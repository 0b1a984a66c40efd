package org.mnist4j.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Split;
import org.mnist4j.engine.Engines;
import org.mnist4j.engine.TrainingEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains the network of an experiment. A trainer is immutable and reusable, from any number of threads; every call of
 * {@code fit} starts from the seed.
 *
 * <p>In each epoch the training images are shuffled by the seed and the epoch, and divided into batches; a smaller last
 * batch is trained on too. The trained parameters are a function of the configuration and the data.
 */
public final class Trainer {

    /** The maximum for {@link #threads(int)}. */
    public static final int MAX_THREADS = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    private final ExperimentConfig config;
    private final List<TrainingListener> listeners;
    private final int threads;
    private final @Nullable Checkpoints checkpoints;
    private final int pauseAfter;

    private Trainer(
            ExperimentConfig config,
            List<TrainingListener> listeners,
            int threads,
            @Nullable Checkpoints checkpoints,
            int pauseAfter) {
        this.config = config;
        this.listeners = listeners;
        this.threads = threads;
        this.checkpoints = checkpoints;
        this.pauseAfter = pauseAfter;
    }

    /** Creates a trainer for an experiment. */
    public static Trainer of(ExperimentConfig config) {
        return new Trainer(
                config,
                List.of(),
                Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()),
                null,
                Integer.MAX_VALUE);
    }

    /** Returns this trainer with an additional listener. */
    public Trainer listener(TrainingListener listener) {
        List<TrainingListener> more = new ArrayList<>(listeners);
        more.add(listener);
        return new Trainer(config, List.copyOf(more), threads, checkpoints, pauseAfter);
    }

    /**
     * Returns this trainer with another number of threads; the default is one per processor. The result does not depend
     * on it.
     *
     * @throws IllegalArgumentException if the number is not between 1 and {@link #MAX_THREADS}
     */
    public Trainer threads(int newThreads) {
        if (newThreads < 1 || newThreads > MAX_THREADS) {
            throw new IllegalArgumentException("threads must be 1 to " + MAX_THREADS + ", was " + newThreads);
        }
        return new Trainer(config, listeners, newThreads, checkpoints, pauseAfter);
    }

    /**
     * Returns this trainer with checkpoints, from which {@link #resume(Path, ImageDataset)} continues. The trained
     * model does not depend on them.
     */
    public Trainer checkpoints(Checkpoints newCheckpoints) {
        return new Trainer(config, listeners, threads, newCheckpoints, pauseAfter);
    }

    /**
     * Returns this trainer that pauses after an epoch, unless training ends before. The result has the model of that
     * epoch and {@link StopReason#PAUSED}; learning rates are those of a training of all epochs. {@link #resume(Path,
     * ImageDataset)}, by a trainer that pauses later or not at all, continues from the checkpoint of that epoch: to the same bits as
     * if there had been no pause.
     *
     * @param epoch the last epoch before the pause, from 1
     * @throws IllegalArgumentException if it is less than 1
     */
    public Trainer pauseAfter(int epoch) {
        if (epoch < 1) {
            throw new IllegalArgumentException("the epoch to pause after must be at least 1, was " + epoch);
        }
        return new Trainer(config, listeners, threads, checkpoints, epoch);
    }

    /**
     * Trains on all images or, with a {@code validationFraction}, on all but the held-out images of {@code
     * train.stratifiedSplit(validationFraction, seed)}, on which the model is validated after each epoch.
     *
     * @throws DataMismatchException if the shape or the number of classes differs from the configuration, there are
     *     too few images to hold one out, or the dl4j engine would have to normalize the units of a last batch of one
     *     image
     * @throws TrainingDivergedException if the loss becomes NaN or infinite
     * @throws TrainingInterruptedException if the calling thread is interrupted, before the next batch
     * @throws CheckpointException if this trainer has checkpoints, and their folder already contains some, is in use or
     *     cannot be written
     * @throws org.mnist4j.spi.EngineUnavailableException if the engine's libraries are missing or cannot be loaded
     */
    public TrainingResult fit(ImageDataset train) {
        requireFits(train);
        if (!holdsOutImages()) {
            return begin(train, null);
        }
        Split split = split(train);
        return begin(split.train(), split.validation());
    }

    /**
     * Trains on all images of the first data set and measures loss and accuracy on the second after each epoch, instead
     * of holding images out by a {@code validationFraction}. Without early stopping, the trained model does not depend
     * on the validation set.
     *
     * @throws DataMismatchException if the shape or the number of classes differs from the configuration, the two
     *     data sets have different class names, or the dl4j engine would have to normalize the units of a last batch of
     *     one image
     * @throws TrainingDivergedException if the loss becomes NaN or infinite
     * @throws TrainingInterruptedException if the calling thread is interrupted, before the next batch
     * @throws CheckpointException if this trainer has checkpoints, and their folder already contains some, is in use or
     *     cannot be written
     * @throws org.mnist4j.spi.EngineUnavailableException if the engine's libraries are missing or cannot be loaded
     */
    public TrainingResult fit(ImageDataset train, ImageDataset validation) {
        requireComparable(train, validation);
        return begin(train, validation);
    }

    /**
     * Resumes an interrupted run from its newest intact checkpoint and completes it. Model and history are
     * bit-identical to those of an uninterrupted run, except for the seconds, which add up the time of each process up
     * to the checkpoint from which the next one resumed. For a complete run, returns the same result again. A run that
     * was stopped before its first checkpoint is begun anew; no listener's {@code onResume} is called then.
     *
     * <p>Continues to write checkpoints to the same folder, as often as set by {@link #checkpoints(Checkpoints)}; by
     * default after each epoch.
     *
     * @param folder the folder with the run's checkpoints
     * @param train the images with which the run was started
     * @throws CheckpointException if no run was begun in the folder, none of its checkpoints is intact, it belongs to a different experiment or different
     *     images, or the folder is in use or cannot be written
     * @throws IllegalArgumentException if this trainer's checkpoints are in a different folder, the images do not fit the
     *     configuration, or the checkpoint is beyond the epoch after which this trainer pauses
     * @throws TrainingDivergedException if the loss becomes NaN or infinite
     * @throws TrainingInterruptedException if the calling thread is interrupted, before the next batch
     * @throws org.mnist4j.spi.EngineUnavailableException if the engine's libraries are missing or cannot be loaded
     */
    public TrainingResult resume(Path folder, ImageDataset train) {
        requireFits(train);
        if (!holdsOutImages()) {
            return resumeRun(folder, train, null);
        }
        Split split = split(train);
        return resumeRun(folder, split.train(), split.validation());
    }

    /**
     * Like {@link #resume(Path, ImageDataset)}, for a run that was started with a validation set.
     *
     * @param validation the validation set with which the run was started
     */
    public TrainingResult resume(Path folder, ImageDataset train, ImageDataset validation) {
        requireComparable(train, validation);
        return resumeRun(folder, train, validation);
    }

    /**
     * Trains a complete run on, from its last checkpoint to this trainer's number of epochs. Model and history are
     * bit-identical to those of one run of that many epochs; the seconds add up.
     *
     * <p>Where that cannot be, the run is refused: if it was stopped early, or if its learning rates depend on the number of
     * epochs, as those of {@code cosine} and {@code oneCycle} do. Averages of the weights and early stopping go on. The
     * checkpoint is only read; this trainer's checkpoints, if it has any, go to their own folder.
     *
     * @param checkpoint the last checkpoint of a run whose configuration differs from this trainer's only in having fewer
     *     epochs, such as {@code training-state.safetensors} of a run directory
     * @param train the images with which the run was trained
     * @throws CheckpointException if the file is not an intact checkpoint, its run cannot be continued with this
     *     configuration and these images, or as in {@link #fit(ImageDataset)}
     * @throws IllegalArgumentException if the images do not fit the configuration
     * @throws TrainingDivergedException if the loss becomes NaN or infinite
     * @throws TrainingInterruptedException if the calling thread is interrupted, before the next batch
     * @throws org.mnist4j.spi.EngineUnavailableException if the engine's libraries are missing or cannot be loaded
     */
    public TrainingResult continueFrom(Path checkpoint, ImageDataset train) {
        requireFits(train);
        if (!holdsOutImages()) {
            return continueRun(checkpoint, train, null);
        }
        Split split = split(train);
        return continueRun(checkpoint, split.train(), split.validation());
    }

    /**
     * Like {@link #continueFrom(Path, ImageDataset)}, for a run that was trained with a validation set.
     *
     * @param validation the validation set of the run
     */
    public TrainingResult continueFrom(Path checkpoint, ImageDataset train, ImageDataset validation) {
        requireFits(train);
        requireComparable(train, validation);
        return continueRun(checkpoint, train, validation);
    }

    private TrainingResult continueRun(Path file, ImageDataset train, @Nullable ImageDataset validation) {
        Continuation continuation = new Continuation(file, CheckpointFile.read(file));
        Checkpoint from = continuation.to(config);
        continuation.requireSameImages(train, validation);
        if (checkpoints != null) {
            CheckpointFile.requireReadable(checkpoints.folder(), config);
        }
        try (@Nullable CheckpointFolder folder = checkpoints == null ? null : CheckpointFolder.begin(checkpoints);
                TrainingEngine engine = Engines.open(config, threads, from.state())) {
            continuation.requireSameEngine(engine);
            if (folder != null) {
                folder.write(from); // from here on it is an ordinary run, which can be resumed
            }
            return run(train, validation, engine, folder, from.progress(), from.memory());
        }
    }

    private boolean holdsOutImages() {
        return config.training().validationFraction() > 0;
    }

    private Split split(ImageDataset train) {
        if (train.size() < 2) {
            throw new DataMismatchException("training.validationFraction is "
                    + config.training().validationFraction() + ", data set " + train.name() + " has only "
                    + train.size() + " training image; give more images, or set validationFraction to 0");
        }
        return train.stratifiedSplit(config.training().validationFraction(), config.seed());
    }

    private TrainingResult begin(ImageDataset train, @Nullable ImageDataset validation) {
        requireFits(train);
        if (checkpoints != null) {
            CheckpointFile.requireReadable(checkpoints.folder(), config);
        }
        try (@Nullable CheckpointFolder folder = checkpoints == null ? null : CheckpointFolder.begin(checkpoints);
                TrainingEngine engine = Engines.open(config, threads)) {
            if (folder != null) {
                folder.keep(BegunRun.of(config, train, validation));
            }
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
        int done = from.history().size();
        if (done > pauseAfter || done == pauseAfter && from.batch() > 0) {
            throw new IllegalArgumentException(
                    "cannot pause after epoch " + pauseAfter + ", the checkpoint to resume from"
                            + " is beyond it, at epoch " + (from.batch() > 0 ? done + 1 : done)
                            + "; pause later, or begin a new run");
        }
        return new TrainingRun(config, train, validation, listeners, threads, engine, folder, from, memory, pauseAfter)
                .run();
    }

    private TrainingResult resumeRun(Path path, ImageDataset train, @Nullable ImageDataset validation) {
        requireFits(train);
        Checkpoints settings = checkpoints == null ? Checkpoints.in(path) : checkpoints;
        if (!settings.folder()
                .toAbsolutePath()
                .normalize()
                .equals(path.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException("cannot resume from " + path + ", this trainer's checkpoints are in "
                    + settings.folder() + "; use the same folder for both");
        }
        try (CheckpointFolder folder = CheckpointFolder.reopen(settings)) {
            BegunRun here = BegunRun.of(config, train, validation);
            Optional<BegunRun> begun = folder.begunRun();
            if (begun.isPresent()) {
                new CheckpointMatch(path.resolve(BegunRun.FILE), begun.get()).requireSameRun(here);
                LOG.info("{} contains no checkpoint of this run yet; beginning it anew", path);
                try (TrainingEngine engine = Engines.open(config, threads)) {
                    folder.keep(here);
                    return run(train, validation, engine, folder, TrainingProgress.START, EpochMemory.NONE);
                }
            }
            Checkpoint checkpoint = folder.readNewest();
            CheckpointMatch match = new CheckpointMatch(folder.newest().orElse(path), BegunRun.of(checkpoint));
            match.requireSameRun(here);
            try (TrainingEngine engine = Engines.open(config, threads, checkpoint.state())) {
                match.requireSameEngine(checkpoint.engine(), engine);
                return run(train, validation, engine, folder, checkpoint.progress(), checkpoint.memory());
            }
        }
    }

    private void requireComparable(ImageDataset train, ImageDataset validation) {
        requireFits(validation);
        if (!validation.classNames().equals(train.classNames())) {
            throw new DataMismatchException("the training classes are " + train.classNames()
                    + ", the validation classes " + validation.classNames() + "; they must be the same");
        }
    }

    /**
     * Checks that images have the shape and the number of classes of the configuration, as {@link #fit} and
     * {@link #resume} do first.
     *
     * @throws DataMismatchException if they do not
     */
    public void requireFits(ImageDataset images) {
        if (!images.shape().equals(config.input())) {
            throw new DataMismatchException("input is " + config.input() + ", data set " + images.name() + " has "
                    + images.shape() + " images; set input to the data set's shape");
        }
        if (images.classes() != config.classes()) {
            throw new DataMismatchException("classes is " + config.classes() + ", data set " + images.name() + " has "
                    + images.classes() + "; set classes to the data set's number");
        }
    }

    @Override
    public String toString() {
        return "Trainer[" + config + ", " + threads + (threads == 1 ? " thread" : " threads")
                + (checkpoints == null ? "" : ", " + checkpoints) + "]";
    }
}
