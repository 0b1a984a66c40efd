/**
 * Sweeps and scoring on Apache Spark. Start at {@link org.mnist4j.spark.SparkTrialExecutor} for sweeps, and at
 * {@link org.mnist4j.spark.SparkScoring} for images in a DataFrame.
 *
 * <p>What is sent to executors, {@code TrialTask} and {@code ScoringTask}, is apart from what runs on the driver.
 */
@NullMarked
package org.mnist4j.spark;

import org.jspecify.annotations.NullMarked;
