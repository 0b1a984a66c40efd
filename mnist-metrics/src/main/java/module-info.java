/** Confusion matrix, evaluation report, intervals, calibration, and tests between models. */
module org.mnist4j.metrics {
    requires static transitive org.jspecify;

    exports org.mnist4j.metrics;
}
