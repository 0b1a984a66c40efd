/** Experiment configurations, training, thread-safe models and their file format. */
@SuppressWarnings("module") // packages for this library's other modules, which are compiled after this one
module org.mnist4j.core {
    requires transitive org.mnist4j.data;
    requires transitive org.mnist4j.metrics;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.mnist4j.build;
    exports org.mnist4j.config;
    exports org.mnist4j.model;
    exports org.mnist4j.spi;
    exports org.mnist4j.train;
    exports org.mnist4j.kernel to
            org.mnist4j.vector;
    exports org.mnist4j.storage to
            org.mnist4j.cli,
            org.mnist4j.experiments,
            org.mnist4j.onnx,
            org.mnist4j.report,
            org.mnist4j.serve;

    uses org.mnist4j.kernel.WeightedSums;
    uses org.mnist4j.spi.EngineProvider;
}
