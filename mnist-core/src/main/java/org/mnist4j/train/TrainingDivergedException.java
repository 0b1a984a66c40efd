package org.mnist4j.train;

/** The loss became NaN or infinite; the run produces no model. */
public final class TrainingDivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int epoch;
    private final int batch;
    private final double loss;

    TrainingDivergedException(int epoch, int batch, double loss) {
        super("the loss became " + loss + " in epoch " + epoch + ", batch " + batch
                + "; lower training.optimizer.learningRate");
        this.epoch = epoch;
        this.batch = batch;
        this.loss = loss;
    }

    /** Returns the epoch, from 1. */
    public int epoch() {
        return epoch;
    }

    /** Returns the batch within the epoch, from 1. */
    public int batch() {
        return batch;
    }

    /** Returns the non-finite loss. */
    public double loss() {
        return loss;
    }
}
