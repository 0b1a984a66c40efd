package org.mnist4j.cli;

import java.nio.file.Path;
import org.mnist4j.config.TrainingConfig;
import org.mnist4j.run.Run;
import org.mnist4j.run.RunDirectory;
import org.mnist4j.run.RunManifest;
import org.mnist4j.train.StopReason;

/** The state of a complete run from which {@code train --continue} goes on. */
final class ContinuedTraining {

    private ContinuedTraining() {}

    /** Refuses a run without a state, and says why it has none. */
    static Path state(Run run) {
        return run.trainingState()
                .orElseThrow(() -> new CommandException(
                        ExitCode.USAGE,
                        run.directory() + " cannot be continued: " + why(run.manifest())
                                + "; train from the beginning with --config "
                                + run.directory().resolve(RunDirectory.EXPERIMENT)));
    }

    private static String why(RunManifest manifest) {
        TrainingConfig training = manifest.config().training();
        int images = manifest.data().training().images();
        if (manifest.stopReason().filter(StopReason.EARLY_STOPPED::equals).isPresent()) {
            return "early stopping ended it, and a run of more epochs would end there too";
        }
        if (training.learningRatesDependOnEpochs((images + training.batchSize() - 1) / training.batchSize())) {
            return "its learning rates depend on the number of epochs (" + training.schedule()
                    + "), so that a longer run has others from the start";
        }
        return "it has no " + RunDirectory.TRAINING_STATE
                + ", for it was trained with --no-state or --no-checkpoints, or by an earlier version";
    }
}
