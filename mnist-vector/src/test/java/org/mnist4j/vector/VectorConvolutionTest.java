package org.mnist4j.vector;

import org.mnist4j.kernel.ConvolutionContract;

/** Convolutions with the Vector API: the same bits as by the plain kernels. */
class VectorConvolutionTest extends ConvolutionContract {

    VectorConvolutionTest() {
        super(new VectorSums());
    }
}
