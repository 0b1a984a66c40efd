package org.mnist4j.train;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.FieldDifference;
import org.mnist4j.config.Patience;
import org.mnist4j.config.TrainingConfig;
import org.mnist4j.train.CheckpointException.Reason;

/**
 * Makes the last checkpoint of a complete run one of a run with more epochs, where the longer run would have come to the same
 * state.
 */
final class Continuation {

    private static final String EPOCHS = "training.epochs";

    private Continuation() {}

    /**
     * The state of the complete run as one of a longer run.
     *
     * @param file where the checkpoint was read, for messages
     * @throws CheckpointException with {@link Reason#OTHER_CONFIG} if the longer run would not have come to this state
     */
    static Checkpoint of(Path file, Checkpoint done, ExperimentConfig config) {
        List<FieldDifference> differences = FieldDifference.between(done.config(), config).stream()
                .filter(difference -> !difference.path().equals(EPOCHS))
                .toList();
        if (!differences.isEmpty()) {
            throw refused(
                    file,
                    "belongs to a different experiment: " + CheckpointMatch.text(differences, "checkpoint")
                            + "; only the number of epochs may differ");
        }
        int epochs = done.progress().history().size();
        TrainingConfig training = done.config().training();
        if (hasStoppedEarly(training, done.memory())) {
            throw refused(
                    file,
                    "belongs to a run that early stopping ended after " + epochs(epochs)
                            + ", where a run of more epochs ends too; start a new run with more patience");
        }
        if (epochs < training.epochs()) {
            throw refused(
                    file,
                    "belongs to a run that is not complete, with " + epochs + " of " + epochs(training.epochs())
                            + " done; resume that run first");
        }
        if (config.training().epochs() <= epochs) {
            throw refused(
                    file,
                    "belongs to a run of " + epochs(epochs) + ", and " + EPOCHS + ", the number of epochs in all, is "
                            + config.training().epochs() + "; set it to more than " + epochs);
        }
        OptionalInt other = epochWithAnotherRate(training, config.training(), epochs, done.batchesPerEpoch());
        if (other.isPresent()) {
            throw refused(
                    file,
                    "cannot be continued exactly: the learning rate depends on the number of epochs ("
                            + training.schedule() + "), and in a run of "
                            + epochs(config.training().epochs())
                            + " it is another one from epoch " + other.getAsInt()
                            + " on; train from the beginning");
        }
        return new Checkpoint(
                config, done.train(), done.validation(), done.engine(), done.progress(), done.state(), done.memory());
    }

    private static boolean hasStoppedEarly(TrainingConfig training, EpochMemory memory) {
        return training.earlyStopping() instanceof Patience rule && new BestEpochs(rule, memory).shouldStop();
    }

    /** The first epoch that has another learning rate in the second training; empty if the first {@code epochs} are equal. */
    static OptionalInt epochWithAnotherRate(TrainingConfig first, TrainingConfig second, int epochs, int batches) {
        for (long step = 0; step < (long) epochs * batches; step++) {
            if (first.learningRate(step, batches) != second.learningRate(step, batches)) {
                return OptionalInt.of((int) (step / batches) + 1);
            }
        }
        return OptionalInt.empty();
    }

    private static String epochs(int count) {
        return count + (count == 1 ? " epoch" : " epochs");
    }

    private static CheckpointException refused(Path file, String message) {
        return new CheckpointException(file, Reason.OTHER_CONFIG, message);
    }
}
