package org.mnist4j.engine;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.config.Activation;
import org.mnist4j.config.AvgPool2d;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.Dense;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Flatten;
import org.mnist4j.config.GlobalAvgPool;
import org.mnist4j.config.Layer;
import org.mnist4j.config.MaxPool2d;
import org.mnist4j.data.ImageShape;
import org.mnist4j.engine.LinearLayer.LinearShape;
import org.mnist4j.kernel.Convolution;
import org.mnist4j.kernel.Pooling;

/** Builds the engine's layers from a configuration, from input to output. */
final class JavaNetwork {

    private final ExperimentConfig config;
    private final BatchPixels pixels;
    private final EngineState state;
    private final int batchSize;
    private final int shards;
    private final int workers;
    private final ParameterUpdate update;
    private final NetworkLayer.Slots mapSlots;
    private final List<NetworkLayer> layers = new ArrayList<>();
    private int height; // of the last layer's feature maps; 0 for a vector
    private int width;
    private int offset; // of the next layer's tensors in the flat layout

    JavaNetwork(
            ExperimentConfig config,
            BatchPixels pixels,
            EngineState state,
            int imagesPerShard,
            int workers,
            ParameterUpdate update) {
        this.config = config;
        this.pixels = pixels;
        this.state = state;
        this.batchSize = config.training().batchSize();
        this.shards = (batchSize + imagesPerShard - 1) / imagesPerShard;
        this.workers = workers;
        this.update = update;
        // Batch normalization needs the forward pass of all images before the first backward pass.
        boolean perImage = config.layers().stream().anyMatch(BatchNorm.class::isInstance);
        this.mapSlots = perImage
                ? NetworkLayer.Slots.perImage(batchSize)
                : NetworkLayer.Slots.perWorker(workers, imagesPerShard);
    }

    /** Returns the layers in order; the output layer is last. */
    List<NetworkLayer> build() {
        List<Layer> configured = config.layers();
        List<DropoutMask> onPixels = new ArrayList<>();
        boolean flattened = false;
        int first = 0;
        while (first < configured.size() && actsOnPixels(configured.get(first))) {
            if (configured.get(first) instanceof Dropout dropout) {
                onPixels.add(new DropoutMask(config.seed(), first, dropout.rate()));
            } else {
                flattened = true;
            }
            first++;
        }
        if (first == configured.size()) {
            addPixelLayer(config.classes(), Activation.IDENTITY, onPixels);
            return layers;
        }
        if (configured.get(first) instanceof Dense dense) {
            addPixelLayer(dense.units(), dense.activation(), onPixels);
            first++;
        } else {
            addPixelMaps(flattened, onPixels);
        }
        for (int i = first; i < configured.size(); i++) {
            add(i);
        }
        addHidden(config.classes(), Activation.IDENTITY);
        return layers;
    }

    private static boolean actsOnPixels(Layer layer) {
        return layer instanceof Dropout || layer instanceof Flatten;
    }

    /** Adds a dense layer, or the output layer, directly on the pixels. */
    private void addPixelLayer(int units, Activation activation, List<DropoutMask> dropouts) {
        LinearShape shape = new LinearShape(config.input().size(), units, activation, offset);
        layers.add(new PixelLayer(shape, dropouts, pixels, state, batchSize, update));
        offset += (shape.inputs() + 1) * units;
    }

    private void addPixelMaps(boolean flattened, List<DropoutMask> dropouts) {
        ImageShape input = config.input();
        if (flattened) {
            layers.add(new PixelMaps(1, input.size(), NetworkLayer.Slots.perImage(batchSize)));
        } else {
            layers.add(new PixelMaps(input.height() * input.width(), input.channels(), mapSlots));
            height = input.height();
            width = input.width();
        }
        dropouts.forEach(mask -> layers.add(new DropoutLayer(last(), mask, pixels)));
    }

    private NetworkLayer last() {
        return layers.get(layers.size() - 1);
    }

    private void add(int index) {
        Layer layer = config.layers().get(index);
        if (layer instanceof Dense dense) {
            addHidden(dense.units(), dense.activation());
        } else if (layer instanceof Conv2d conv) {
            addConvolution(conv, index);
        } else if (layer instanceof MaxPool2d pool) {
            addPooling(pool.window(), pool.stride(), true, activationDeferredTo(index));
        } else if (layer instanceof AvgPool2d pool) {
            addPooling(pool.window(), pool.stride(), false, Activation.IDENTITY);
        } else if (layer instanceof BatchNorm norm) {
            layers.add(new BatchNormLayer(last(), norm, offset, state, batchSize, update));
            offset += 4 * last().channels;
        } else if (layer instanceof GlobalAvgPool) {
            layers.add(new GlobalPoolLayer(last(), batchSize));
            height = 0;
        } else if (layer instanceof Flatten) {
            flatten();
        } else if (layer instanceof Dropout dropout) {
            layers.add(new DropoutLayer(last(), new DropoutMask(config.seed(), index, dropout.rate()), pixels));
        }
    }

    private void addHidden(int units, Activation activation) {
        flatten();
        LinearShape shape = new LinearShape(last().channels, units, activation, offset);
        layers.add(new HiddenLayer(last(), shape, state, batchSize, update));
        offset += (shape.inputs() + 1) * units;
    }

    private void flatten() {
        if (height > 0) {
            layers.add(new FlattenLayer(last(), batchSize));
            height = 0;
        }
    }

    private void addConvolution(Conv2d layer, int index) {
        Convolution conv = Convolution.of(layer, height, width, last().channels);
        MaxPool2d pool = index + 1 < config.layers().size() && config.layers().get(index + 1) instanceof MaxPool2d next
                ? next
                : null;
        Activation own = pool == null ? layer.activation() : Activation.IDENTITY;
        boolean nonOverlapping = pool != null && pool.stride() >= pool.window();
        layers.add(new ConvLayer(last(), conv, own, nonOverlapping, offset, state, shards, workers, update));
        offset += (conv.filterSize() + 1) * conv.filters();
        height = conv.outHeight();
        width = conv.outWidth();
    }

    /** Returns the activation that the convolution before the max pooling at {@code index} leaves to it. */
    private Activation activationDeferredTo(int index) {
        return index > 0 && config.layers().get(index - 1) instanceof Conv2d conv
                ? conv.activation()
                : Activation.IDENTITY;
    }

    private void addPooling(int window, int stride, boolean max, Activation activation) {
        Pooling pooling = Pooling.of(max, height, width, last().channels, window, stride);
        layers.add(new PoolLayer(last(), pooling, activation));
        height = pooling.outHeight();
        width = pooling.outWidth();
    }
}
