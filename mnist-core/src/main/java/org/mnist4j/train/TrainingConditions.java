package org.mnist4j.train;

import java.util.Optional;
import org.mnist4j.data.DatasetIdentity;

/**
 * The data and the environment of a training run.
 *
 * @param training the training set
 * @param validation the validation set; empty without one
 * @param threads the number of threads; the parameters do not depend on it
 * @param blasCore the processor type for which the {@code dl4j} engine's native code chose its kernels, on which its
 *     last bits depend; {@code not used} for the {@code java} engine, {@code unknown} if it cannot be determined
 */
public record TrainingConditions(
        DatasetIdentity training, Optional<DatasetIdentity> validation, int threads, String blasCore) {}
