package org.mnist4j.train;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.FieldDifference;
import org.mnist4j.config.Patience;
import org.mnist4j.config.TrainingConfig;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.engine.TrainingEngine;
import org.mnist4j.train.CheckpointException.Reason;

/**
 * Makes the last checkpoint of a complete run one of a run with more epochs, where the longer run would have come to the same
 * state.
 */
final class Continuation {

    private static final String EPOCHS = "training.epochs";

    private final Path file;
    private final Checkpoint done;

    /** @param file where the checkpoint was read, for messages */
    Continuation(Path file, Checkpoint done) {
        this.file = file;
        this.done = done;
    }

    /**
     * The state of the complete run as one of a longer run.
     *
     * @throws CheckpointException with {@link Reason#OTHER_CONFIG} if the longer run would not have come to this state
     */
    Checkpoint to(ExperimentConfig config) {
        requireOnlyOtherEpochs(config);
        requireComplete();
        requireMoreEpochs(config);
        return new Checkpoint(
                config, done.train(), done.validation(), done.engine(), done.progress(), done.state(), done.memory());
    }

    private void requireOnlyOtherEpochs(ExperimentConfig config) {
        String differences = FieldDifference.between(done.config(), config).stream()
                .filter(one -> !one.path().equals(EPOCHS))
                .map(one -> one.path() + " is " + one.first().orElse("missing") + " in the checkpoint and "
                        + one.second().orElse("missing") + " in this configuration")
                .collect(Collectors.joining(", "));
        if (!differences.isEmpty()) {
            throw refused(
                    Reason.OTHER_CONFIG,
                    "belongs to a different experiment: " + differences + "; only the number of epochs may differ");
        }
    }

    private void requireComplete() {
        int epochs = done.progress().history().size();
        TrainingConfig training = done.config().training();
        if (training.earlyStopping() instanceof Patience rule && new BestEpochs(rule, done.memory()).shouldStop()) {
            throw refused(
                    Reason.OTHER_CONFIG,
                    "belongs to a run that early stopping ended after " + epochs(epochs)
                            + ", where a run of more epochs ends too; start a new run with more patience");
        }
        if (epochs < training.epochs()) {
            throw refused(
                    Reason.OTHER_CONFIG,
                    "belongs to a run that is not complete, with " + epochs + " of " + epochs(training.epochs())
                            + " done; resume that run first");
        }
    }

    private void requireMoreEpochs(ExperimentConfig config) {
        TrainingConfig before = done.config().training();
        TrainingConfig after = config.training();
        if (after.epochs() <= before.epochs()) {
            throw refused(
                    Reason.OTHER_CONFIG,
                    "belongs to a run of " + epochs(before.epochs()) + ", and " + EPOCHS
                            + ", the number of epochs in all, is " + after.epochs() + "; set it to more than "
                            + before.epochs());
        }
        OptionalInt other = epochWithAnotherRate(before, after, done.batchesPerEpoch());
        if (other.isPresent()) {
            throw refused(
                    Reason.OTHER_CONFIG,
                    "cannot be continued exactly: the learning rate depends on the number of epochs ("
                            + before.schedule() + "), and in a run of " + epochs(after.epochs())
                            + " it is another one from epoch " + other.getAsInt() + " on; train from the beginning");
        }
    }

    /** The first epoch of a training that has another learning rate in a longer one. */
    private static OptionalInt epochWithAnotherRate(TrainingConfig before, TrainingConfig after, int batches) {
        for (long step = 0; step < (long) before.epochs() * batches; step++) {
            if (before.learningRate(step, batches) != after.learningRate(step, batches)) {
                return OptionalInt.of((int) (step / batches) + 1);
            }
        }
        return OptionalInt.empty();
    }

    /** Compares the images, but not the names of the data sets. */
    void requireSameImages(ImageDataset train, @Nullable ImageDataset validation) {
        requireSame("training", Optional.of(done.train()), Optional.of(train));
        requireSame("validation", done.validation(), Optional.ofNullable(validation));
    }

    private void requireSame(String which, Optional<DatasetIdentity> there, Optional<ImageDataset> images) {
        Optional<DatasetIdentity> here = images.map(DatasetIdentity::of);
        if (!there.map(DatasetIdentity::fingerprint).equals(here.map(DatasetIdentity::fingerprint))) {
            throw refused(
                    Reason.OTHER_DATA,
                    "belongs to a run on different images: its " + which + " set is "
                            + there.map(DatasetIdentity::toString).orElse("none") + ", yours is "
                            + here.map(DatasetIdentity::toString).orElse("none") + "; continue with the same images");
        }
    }

    /** Rejects a checkpoint of an engine that this release would not choose. */
    void requireSameEngine(TrainingEngine engine) {
        if (!done.engine().equals(engine.name())) {
            throw refused(
                    Reason.VERSION,
                    "was trained with engine " + done.engine() + ", this library would use " + engine.name()
                            + "; continue with the release that wrote it");
        }
    }

    private static String epochs(int count) {
        return count + (count == 1 ? " epoch" : " epochs");
    }

    private CheckpointException refused(Reason reason, String message) {
        return new CheckpointException(file, reason, message);
    }
}
