package org.mnist4j.cli;

import java.io.PrintWriter;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Patience;
import org.mnist4j.data.TrainTest;
import org.mnist4j.train.ResumePoint;
import org.mnist4j.train.StopReason;
import org.mnist4j.train.TrainingListener;
import org.mnist4j.train.TrainingResult;
import org.mnist4j.train.TrainingStart;

/** Prints what is trained on which data, and where a run resumes. */
final class RunLines implements TrainingListener {

    private final PrintWriter err;
    private final TrainTest images;
    private int epochs;
    private int batches;

    RunLines(PrintWriter err, TrainTest images) {
        this.err = err;
        this.images = images;
    }

    @Override
    public void onTrainingStart(TrainingStart start) {
        ExperimentConfig config = start.config();
        epochs = config.training().epochs();
        batches = start.batchesPerEpoch();
        err.println(config.name() + ", seed " + config.seed() + ": trained on "
                + images.train().name() + " (" + start.trainingImages() + " images"
                + (start.validationImages() == 0 ? "" : ", " + start.validationImages() + " held out for validation")
                + "), evaluated on " + images.test().name() + " ("
                + images.test().size() + ")");
        err.println();
        err.println(config.summary().toText());
    }

    @Override
    public void onResume(ResumePoint point) {
        int epoch = point.history().epochs().size() + 1;
        String where = epoch > epochs
                ? "after the last epoch"
                : "in epoch " + epoch + "/" + epochs + " at batch " + (point.batchesDone() + 1) + "/" + batches;
        err.println("resumed " + where + " from " + point.checkpoint());
    }

    @Override
    public void onTrainingEnd(TrainingResult result) {
        result.bestEpoch().ifPresent(best -> {
            boolean early = result.stopReason() == StopReason.EARLY_STOPPED;
            err.println((early ? "stopped early; " : "") + "epoch " + best + " was the best by "
                    + ((Patience) result.config().training().earlyStopping())
                            .metric()
                            .jsonName());
        });
        err.println();
    }
}
