package org.mnist4j.engine;

import org.jspecify.annotations.Nullable;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.spi.TrainingBatch;

/** One training step's images as another module's engine takes them: scaled, with their targets and dropout factors. */
final class ProvidedBatch implements TrainingBatch {

    private final BatchPixels source;
    private final LabelSmoothing smoothing;
    private final @Nullable DropoutMask[] masks; // [layers], of the dropout layers
    private final int features;
    private final int classes;
    private final byte[] image; // [features]
    private final float[] pixels; // [batchSize][features]
    private final float[] targets; // [batchSize][classes]
    private int size;

    ProvidedBatch(ExperimentConfig config, LabelSmoothing smoothing) {
        this.source = new BatchPixels(config, 1);
        this.smoothing = smoothing;
        this.masks = new DropoutMask[config.layers().size()];
        for (int layer = 0; layer < masks.length; layer++) {
            if (config.layers().get(layer) instanceof Dropout dropout) {
                masks[layer] = new DropoutMask(config.seed(), layer, dropout.rate());
            }
        }
        this.features = config.input().size();
        this.classes = config.classes();
        this.image = new byte[features];
        this.pixels = new float[config.training().batchSize() * features];
        this.targets = new float[config.training().batchSize() * classes];
    }

    /** Reads the images {@code order[from]} to {@code order[to - 1]}. */
    void begin(ImageDataset images, int[] order, int from, int to, int epoch) {
        size = to - from;
        source.begin(images, order, from, to, epoch);
        for (int i = 0; i < size; i++) {
            source.copy(i, 0, image);
            for (int k = 0; k < features; k++) {
                pixels[i * features + k] = (image[k] & 0xFF) / 255f;
            }
            for (int k = 0; k < classes; k++) {
                targets[i * classes + k] = smoothing.target(k, label(i));
            }
        }
    }

    /** The class of the batch's image {@code i}. */
    int label(int i) {
        return source.label(i);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public float[] pixels() {
        return pixels;
    }

    @Override
    public float[] targets() {
        return targets;
    }

    @Override
    public void dropoutFactors(int layer, int i, float[] factors) {
        DropoutMask mask = masks[layer];
        if (mask == null) {
            throw new IllegalArgumentException("layers[" + layer + "] is no dropout");
        }
        mask.fill(source.epoch(), source.image(i), 0, factors, factors.length);
    }
}
