package org.mnist4j.kernel;

/** Convolutions by the plain kernels. */
class ConvolutionTest extends ConvolutionContract {

    ConvolutionTest() {
        super(new PlainSums());
    }
}
