/** Kernels on the JDK's Vector API; exports nothing. */
module org.mnist4j.vector {
    requires org.mnist4j.core;
    requires jdk.incubator.vector;
    requires static org.jspecify;

    provides org.mnist4j.kernel.WeightedSums with
            org.mnist4j.vector.VectorSums;
}
