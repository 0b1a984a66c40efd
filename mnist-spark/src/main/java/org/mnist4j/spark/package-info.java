/** Sweeps on Apache Spark. Start at {@link org.mnist4j.spark.SparkTrialExecutor}. */
@NullMarked
package org.mnist4j.spark;

import org.jspecify.annotations.NullMarked;
