package org.mnist4j.kernel;

/** The kernels in plain Java. */
class WeightedSumsTest extends WeightedSumsContract {

    WeightedSumsTest() {
        super(new PlainSums());
    }
}
