package org.mnist4j.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mnist4j.kernel.KernelChoice;
import org.mnist4j.train.Kernels;

/** With the module on the path and the option, which this module's tests have. */
class VectorKernelsTest {

    @Test
    void vectors_areNamed_andNothingFasterIsAdvised() {
        assertThat(Kernels.fmaIsEmulated()).isFalse();
        assertThat(Kernels.name()).isEqualTo(new VectorSums().name()).matches("vector, (64|128|256|512) bits");
        assertThat(Kernels.advice()).isEmpty();
    }

    /** Two seconds later at most, or more where the compiler is busy. */
    @Test
    @Timeout(120)
    void vectors_areAtWorkOnceTheyAreCompiled() throws InterruptedException {
        assertThat(Kernels.atWork()).isIn("plain", Kernels.name());
        KernelChoice.prepare();
        while (Kernels.atWork().equals("plain")) {
            Thread.sleep(50);
        }
        assertThat(Kernels.atWork()).isEqualTo(Kernels.name());
    }
}
