package org.mnist4j.train;

import java.nio.file.Path;

/**
 * The point at which an interrupted run resumes.
 *
 * @param checkpoint the checkpoint file
 * @param history the completed epochs
 * @param batchesDone the number of batches already done in the next epoch
 */
public record ResumePoint(Path checkpoint, TrainingHistory history, int batchesDone) {}
