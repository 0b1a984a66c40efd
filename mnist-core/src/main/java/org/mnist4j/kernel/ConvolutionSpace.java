package org.mnist4j.kernel;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One thread's scratch space for a convolution, for one image at a time. */
public final class ConvolutionSpace {

    final SparseMaps input;
    final PaddedMaps padded; // the input
    final SumBlock block;
    final int[] windowOffsets; // in padded maps, of a window's values from the first
    final Planes planes; // of the padded input
    final SparseMaps gradient;
    final float[][] windows; // [outPositions][padded filterSize]; the first also of the gradient w.r.t. the input
    final SparseColumns columns; // of the gradient
    final float[] transposed; // [filters][some outputs], the gradient
    final PaddedMaps inputGradient;
    final PaddedMaps spread; // the gradient, at the distance of the windows
    final Planes spreadPlanes;
    final @Nullable TapGradient taps; // for few channels

    /** For the forward pass only. */
    public static ConvolutionSpace forPrediction(Convolution conv) {
        return new ConvolutionSpace(conv, false, false);
    }

    /** @param needsInputGradient whether the gradient with respect to the input is needed */
    public static ConvolutionSpace forTraining(Convolution conv, boolean needsInputGradient) {
        return new ConvolutionSpace(conv, true, needsInputGradient);
    }

    private ConvolutionSpace(Convolution conv, boolean training, boolean needsInputGradient) {
        int kernel = conv.kernel();
        int positions = training ? conv.outPositions() : 0;
        int rows = Math.max(conv.height() + conv.top(), (conv.outHeight() - 1) * conv.stride() + kernel);
        int width = Math.max(conv.width() + conv.left(), (conv.outWidth() - 1) * conv.stride() + kernel);
        input = new SparseMaps(conv.height(), conv.width(), conv.channels());
        padded = new PaddedMaps(conv.width(), conv.channels(), rows, width, conv.top(), conv.left(), 1);
        gradient = new SparseMaps(training ? conv.outHeight() : 0, conv.outWidth(), conv.filters());
        windows = new float[positions][WeightedSums.padded(conv.filterSize())];
        columns = new SparseColumns(conv.filters(), positions);
        transposed = new float[conv.filters() * Math.min(positions, Convolution.OUTPUTS_AT_A_TIME + conv.outWidth())];
        block = new SumBlock(0, Math.max(conv.filterSize(), Math.max(conv.filters(), conv.channels())));
        int row = kernel * conv.channels();
        windowOffsets = IntStream.range(0, conv.filterSize())
                .map(k -> k / row * padded.rowSize + k % row)
                .toArray();
        planes = new Planes(padded, kernel, conv.stride(), conv.outHeight(), conv.outWidth(), conv.filters());
        int gradientRows = needsInputGradient ? rows : 0;
        inputGradient = new PaddedMaps(conv.width(), conv.channels(), gradientRows, width, conv.top(), conv.left(), 1);
        spread = new PaddedMaps(
                conv.outWidth(),
                conv.filters(),
                needsInputGradient ? conv.height() + kernel - 1 : 0,
                conv.width() + kernel - 1,
                kernel - 1 - conv.top(),
                kernel - 1 - conv.left(),
                conv.stride());
        int gradientHeight = needsInputGradient ? conv.height() : 0;
        spreadPlanes = new Planes(spread, kernel, 1, gradientHeight, conv.width(), conv.channels());
        taps = training && conv.hasShortRows() ? new TapGradient(conv) : null;
    }
}
