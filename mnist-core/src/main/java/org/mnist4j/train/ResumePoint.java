package org.mnist4j.train;

import java.nio.file.Path;

/**
 * Where a run goes on that was stopped.
 *
 * @param checkpoint the file that holds the run's state
 * @param history the epochs that are complete, as the run measured them
 * @param batchesDone batches that are done of the epoch after those
 */
public record ResumePoint(Path checkpoint, TrainingHistory history, int batchesDone) {}
