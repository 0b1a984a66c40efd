package org.mnist4j.train;

/**
 * Observes a training run. Listeners are called on the training thread, one after the other, with plain values. They
 * cannot change the run, but an exception thrown by a listener ends it. If a checkpoint is due, it is written before
 * the listeners are called.
 */
public interface TrainingListener {

    /** Called once, before the first batch. */
    default void onTrainingStart(TrainingStart start) {}

    /** Called once, after {@link #onTrainingStart}, if the run is resumed from a checkpoint. */
    default void onResume(ResumePoint point) {}

    /** Called after each training step. */
    default void onBatchEnd(BatchMetrics batch) {}

    /** Called after each epoch. */
    default void onEpochEnd(EpochMetrics epoch) {}

    /** Called once, after the last epoch; not called if the run fails. */
    default void onTrainingEnd(TrainingResult result) {}
}
