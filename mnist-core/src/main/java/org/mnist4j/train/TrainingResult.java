package org.mnist4j.train;

import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.model.Model;

/**
 * What a finished run leaves.
 *
 * @param config the experiment that was run
 * @param model the trained network
 * @param history what each epoch measured
 * @param trainingImages images it was trained on
 * @param engine the engine that did the arithmetic
 * @param trainingSeconds wall-clock time from the first batch to the last, validation included
 * @param conditions which data, how many threads, which native kernels
 */
public record TrainingResult(
        ExperimentConfig config,
        Model model,
        TrainingHistory history,
        int trainingImages,
        String engine,
        double trainingSeconds,
        TrainingConditions conditions) {}
