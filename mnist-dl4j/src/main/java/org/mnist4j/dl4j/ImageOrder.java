package org.mnist4j.dl4j;

import java.util.List;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.data.ImageShape;

/**
 * The order of an image's values: channels last in this library, {@code [height][width][channels]}, channels first in
 * Deeplearning4j, {@code [channels][height][width]}.
 */
final class ImageOrder {

    private final int channels;
    private final int area;

    ImageOrder(ImageShape shape) {
        this.channels = shape.channels();
        this.area = shape.height() * shape.width();
    }

    /** The place of a value, counted channels first, in an image of channels last. */
    int lastFromFirst(int index) {
        return index % area * channels + index / area;
    }

    /**
     * Reorders, in a network that takes vectors of pixels, all values that belong to single pixels: of the first dense layer,
     * and of batch normalization before it.
     *
     * @param values the network's parameters, in the order and layout of {@code config.summary().tensors()}
     * @param toFirst whether to go from channels last to channels first, or back
     */
    static float[] reorder(ExperimentConfig config, float[] values, boolean toFirst) {
        ImageOrder order = new ImageOrder(config.input());
        float[] reordered = values.clone();
        if (order.channels == 1 || Dl4jNetwork.takesMaps(config)) {
            return reordered;
        }
        int pixels = config.input().size();
        List<TensorSpec> tensors = config.summary().tensors();
        int offset = 0;
        for (TensorSpec tensor : tensors) {
            boolean isMatrix = tensor.shape().size() == 2;
            int rows = isMatrix ? tensor.shape().get(0) : 1;
            for (int row = 0; row < rows; row++, offset += pixels) {
                for (int first = 0; first < pixels; first++) {
                    int last = order.lastFromFirst(first);
                    reordered[offset + (toFirst ? first : last)] = values[offset + (toFirst ? last : first)];
                }
            }
            if (isMatrix) {
                break;
            }
        }
        return reordered;
    }
}
