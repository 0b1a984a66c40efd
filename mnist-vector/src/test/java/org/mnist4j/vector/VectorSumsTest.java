package org.mnist4j.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mnist4j.kernel.WeightedSums;
import org.mnist4j.kernel.WeightedSumsContract;

/** The same bits as by the rule, and the choice of these kernels where the Vector API is there. */
class VectorSumsTest extends WeightedSumsContract {

    VectorSumsTest() {
        super(new VectorSums());
    }

    @Test
    void kernels_areChosen_onceTheyAreCompiled() throws InterruptedException {
        SameBitsTest.awaitVectorKernels();

        assertThat(WeightedSums.current().name()).startsWith("vector");
    }
}
