package org.mnist4j.kernel;

import java.util.stream.IntStream;

/** One thread's scratch space for a convolution, for one image at a time. */
public final class ConvolutionSpace {

    final SparseMaps input;
    final PaddedMaps padded; // the input
    final PaddedMaps inputGradient;
    final float[] window;
    final Background background;
    final SparseMaps gradient;
    final PaddedMaps spread; // the gradient, at the distance of the windows
    final float[][] windows; // [outPositions][padded filterSize]
    final SparseColumns columns;
    final int[] inputPositions;
    final SumBlock block;

    /** For the forward pass only. */
    public static ConvolutionSpace forPrediction(Convolution conv) {
        return new ConvolutionSpace(conv, false, false);
    }

    /** @param onImage whether the input is the image itself, so that no gradient with respect to it is needed */
    public static ConvolutionSpace forTraining(Convolution conv, boolean onImage) {
        return new ConvolutionSpace(conv, true, onImage);
    }

    private ConvolutionSpace(Convolution conv, boolean training, boolean onImage) {
        int kernel = conv.kernel();
        input = new SparseMaps(conv.height(), conv.width(), conv.channels());
        int rows = Math.max(conv.height() + conv.top(), (conv.outHeight() - 1) * conv.stride() + kernel);
        int columnsOfX = Math.max(conv.width() + conv.left(), (conv.outWidth() - 1) * conv.stride() + kernel);
        padded = new PaddedMaps(conv.width(), conv.channels(), rows, columnsOfX, conv.top(), conv.left(), 1);
        int rowsOfGradient = training && !onImage ? rows : 0;
        inputGradient =
                new PaddedMaps(conv.width(), conv.channels(), rowsOfGradient, columnsOfX, conv.top(), conv.left(), 1);
        window = new float[conv.filterSize()];
        background = new Background(conv);
        boolean backward = training && !onImage;
        gradient = new SparseMaps(backward ? conv.outHeight() : 0, conv.outWidth(), conv.filters());
        spread = new PaddedMaps(
                conv.outWidth(),
                conv.filters(),
                backward ? conv.height() + kernel - 1 : 0,
                conv.width() + kernel - 1,
                kernel - 1 - conv.top(),
                kernel - 1 - conv.left(),
                conv.stride());
        windows = new float[backward ? conv.outPositions() : 0][WeightedSums.padded(conv.filterSize())];
        columns = new SparseColumns(onImage ? conv.filterSize() : conv.filters(), training ? conv.outPositions() : 0);
        inputPositions =
                IntStream.range(0, backward ? conv.height() * conv.width() : 0).toArray();
        block = new SumBlock(0, Math.max(conv.filterSize(), Math.max(conv.filters(), conv.channels())));
    }

    /** The entries of an image's gradient, for a pooling that computes them. */
    public SparseMaps gradient() {
        return gradient;
    }
}
