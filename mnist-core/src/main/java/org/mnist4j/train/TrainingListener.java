package org.mnist4j.train;

/**
 * Watches a training run. Listeners are called on the training thread, one after the other, with plain values; they
 * cannot change the run, but an exception thrown by one ends it. What a listener hears of is in the checkpoint already, if
 * one is due then.
 */
public interface TrainingListener {

    /** Called once, before the first batch. */
    default void onTrainingStart(TrainingStart start) {}

    /** Called once, after {@link #onTrainingStart}, if the run goes on from a checkpoint. */
    default void onResume(ResumePoint point) {}

    /** Called after each step. */
    default void onBatchEnd(BatchMetrics batch) {}

    /** Called after each epoch. */
    default void onEpochEnd(EpochMetrics epoch) {}

    /** Called once, after the last epoch; not called for a run that fails. */
    default void onTrainingEnd(TrainingResult result) {}
}
