package org.mnist4j.engine;

import java.util.Arrays;
import java.util.List;
import org.mnist4j.kernel.Rows;
import org.mnist4j.kernel.SparseColumns;
import org.mnist4j.kernel.SparseVector;
import org.mnist4j.kernel.WeightedSums;

/**
 * A dense layer on the pixels, most of which are zero. It stores its weights as one row per pixel, {@code
 * [inputs][outputs]}, so that the forward pass and the weight gradient add rows for non-zero pixels only. The gradient
 * with respect to the pixels is not needed.
 */
final class PixelLayer extends LinearLayer {

    /** Pixels per update task; not too few, since each task first has to group the images by pixel. */
    static final int PIXELS_PER_TASK = 56;

    private final List<DropoutMask> dropouts; // on the pixels, in order
    private final BatchPixels batch;
    private final float[][] weights; // [inputs][outputs]
    private final ParameterSlots[] rows; // the same arrays, [inputs]
    private final boolean[] seen; // [inputs], whether the pixel was ever non-zero; all true if rows change regardless
    private final SparseVector[] x; // [batchSize]
    private final int[][] starts; // [batchSize][tasks + 1], where each task's pixels start in x

    PixelLayer(
            LinearShape shape,
            List<DropoutMask> dropouts,
            BatchPixels batch,
            EngineState state,
            int batchSize,
            ParameterUpdate update) {
        super(shape, state, batchSize, update);
        this.dropouts = dropouts;
        this.batch = batch;
        this.weights = new float[inputs][outputs];
        Place first = new Place(shape.offset(), outputs, inputs);
        this.rows = ParameterSlots.rows(weights, first, 1, state, update);
        this.seen = new boolean[inputs];
        for (int i = 0; i < inputs; i++) {
            // A row whose moments are all zero can be treated as unseen: its updates change nothing.
            seen[i] = update.changesAll() || hasOptimizerState(rows[i].first) || hasOptimizerState(rows[i].second);
        }
        this.x = new SparseVector[batchSize];
        for (int b = 0; b < batchSize; b++) {
            x[b] = new SparseVector(inputs);
        }
        this.starts = new int[batchSize][pixelTasks() + 1];
    }

    private int pixelTasks() {
        return (inputs + PIXELS_PER_TASK - 1) / PIXELS_PER_TASK;
    }

    /** Runs the forward pass for the image in {@code scratch.pixels}. */
    @Override
    void forward(int b, Scratch scratch) {
        x[b].setFromPixels(scratch.pixels, inputs);
        if (!dropouts.isEmpty()) {
            fillFactors(b, scratch);
            x[b].multiplyBy(scratch.factors);
        }
        findTaskStarts(x[b], starts[b]);
        WeightedSums sums = WeightedSums.current();
        WeightedSums.start(bias.parameters, values[b], outputs);
        Rows.addScaled(sums, weights, x[b], values[b], outputs);
        sums.maps(outputs).apply(activation, y[b], outputs);
    }

    /** Computes the product of all dropout factors for one image, {@code [inputs]}, in {@code scratch.factors}. */
    private void fillFactors(int b, Scratch scratch) {
        dropouts.get(0).fill(batch.epoch(), batch.image(b), 0, scratch.factors, inputs);
        for (int d = 1; d < dropouts.size(); d++) {
            dropouts.get(d).fill(batch.epoch(), batch.image(b), 0, scratch.row, inputs);
            for (int i = 0; i < inputs; i++) {
                scratch.factors[i] *= scratch.row[i];
            }
        }
    }

    private void findTaskStarts(SparseVector entries, int[] start) {
        int k = 0;
        for (int task = 1; task < start.length; task++) {
            int end = task * PIXELS_PER_TASK;
            while (k < entries.count() && entries.index(k) < end) {
                k++;
            }
            start[task] = k;
        }
    }

    @Override
    int updateTasks() {
        return pixelTasks() + 1;
    }

    @Override
    void updateTask(int task, int size, int shards, ParameterUpdate update, Scratch scratch) {
        if (task == pixelTasks()) {
            updateBias(size, update, scratch);
            return;
        }
        int first = task * PIXELS_PER_TASK;
        int last = Math.min(inputs, first + PIXELS_PER_TASK);
        WeightedSums sums = WeightedSums.current();
        SparseColumns images = scratch.imagesOfPixel;
        images.clear();
        for (int b = 0; b < size; b++) {
            images.append(b, x[b], starts[b][task], starts[b][task + 1], first);
        }
        for (int i = first; i < last; i++) {
            // A pixel that was always zero has a zero gradient and zero moments: its update would change nothing.
            seen[i] |= images.count(i - first) > 0;
            if (seen[i]) {
                if (!update.hasGradients()) {
                    Arrays.fill(scratch.row, 0, outputs, 0);
                    images.addScaled(sums, i - first, gradients, scratch.row, outputs);
                }
                update.apply(rows[i], scratch.row);
            }
        }
    }

    /** Whether any value differs from +0; -0 counts, since momentum turns it into +0. */
    private static boolean hasOptimizerState(float[] values) {
        for (float value : values) {
            if (Float.floatToRawIntBits(value) != 0) {
                return true;
            }
        }
        return false;
    }
}
