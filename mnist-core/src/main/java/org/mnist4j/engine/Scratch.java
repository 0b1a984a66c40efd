package org.mnist4j.engine;

import org.mnist4j.kernel.Products;
import org.mnist4j.kernel.SparseColumns;

/** One worker's scratch buffers; their contents do not outlive a task. */
final class Scratch {

    final int worker;
    final byte[] pixels;
    final float[] row;
    final float[] factors;
    final Products products;
    final float[][] sums; // [rows of a dense layer's task][widest row]
    final float[][] columns; // [rows of a dense layer's task][batchSize]
    final SparseColumns imagesOfPixel;

    /**
     * @param worker the worker's index
     * @param pixels the number of bytes of one image
     * @param widest the largest number of inputs or outputs of any layer
     * @param batchSize the number of images per batch
     */
    Scratch(int worker, int pixels, int widest, int batchSize) {
        this.worker = worker;
        this.pixels = new byte[pixels];
        this.row = new float[widest];
        this.factors = new float[widest];
        this.products = new Products(Math.max(widest, batchSize), widest);
        this.sums = new float[HiddenLayer.ROWS_PER_TASK][widest];
        this.columns = new float[HiddenLayer.ROWS_PER_TASK][batchSize];
        this.imagesOfPixel = new SparseColumns(PixelLayer.PIXELS_PER_TASK, batchSize);
    }
}
