package org.mnist4j.train;

import java.util.Optional;
import org.mnist4j.data.DatasetIdentity;

/**
 * What a training run was done with, besides its configuration.
 *
 * @param training the images it learned from
 * @param validation the images it was measured on after each epoch; empty without them
 * @param threads how many threads it was given; the parameters do not depend on it
 * @param blasCore the processor type for which the {@code dl4j} engine's native code chose its kernels, on which its last bits
 *     depend; {@code not used} for the {@code java} engine, {@code unknown} if it cannot be determined
 */
public record TrainingConditions(
        DatasetIdentity training, Optional<DatasetIdentity> validation, int threads, String blasCore) {}
