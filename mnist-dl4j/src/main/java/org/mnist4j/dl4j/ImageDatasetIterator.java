package org.mnist4j.dl4j;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.spi.BatchOrder;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An {@link ImageDataset} for Deeplearning4j's {@code fit} and {@code evaluate}: batches of pixels scaled to [0, 1] with
 * one-hot labels. The last batch of an epoch may be smaller.
 *
 * <p>Features have the shape {@code [n][channels][height][width]}, or after {@link #flat()} {@code [n][channels * height *
 * width]}, in the same order. Labels have the shape {@code [n][classes]}. Pixels need no further scaler: Deeplearning4j's
 * {@code ImagePreProcessingScaler} would divide by 255 once more.
 *
 * <p>Images come in the data set's order, or after {@link #shuffled(long)} in the order in which {@code Trainer} takes them
 * with the same seed: epoch by epoch, from 1, another permutation. {@link #reset()} starts the next epoch; before the first
 * image of an epoch it changes nothing. {@code fit} and {@code evaluate} reset an iterator that is at its end.
 *
 * <p>{@link #flat()} and {@link #shuffled(long)} return a new iterator, at the beginning of its first epoch and without a
 * preprocessor. An iterator belongs to one thread. It cannot be serialized.
 */
public final class ImageDatasetIterator implements DataSetIterator {

    private static final long serialVersionUID = 1L;

    private final transient ImageDataset images;
    private final int batchSize;
    private final boolean flat;
    private final transient OptionalLong seed;
    private final transient ImageOrder order;
    private transient int[] epochOrder = {}; // [images], of a shuffled epoch that has begun
    private transient @Nullable DataSetPreProcessor preProcessor;
    private long epoch = 1;
    private int taken; // images of this epoch

    ImageDatasetIterator(ImageDataset images, int batchSize, boolean flat, OptionalLong seed) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be 1 or more, was " + batchSize);
        }
        this.images = images;
        this.batchSize = batchSize;
        this.flat = flat;
        this.seed = seed;
        this.order = new ImageOrder(images.shape());
    }

    /** This iterator with images as vectors, {@code [n][channels * height * width]}, as {@code convolutionalFlat} takes them. */
    public ImageDatasetIterator flat() {
        return new ImageDatasetIterator(images, batchSize, true, seed);
    }

    /** This iterator with another order of the images in each epoch: that of {@code Trainer} with the same seed. */
    public ImageDatasetIterator shuffled(long newSeed) {
        return new ImageDatasetIterator(images, batchSize, flat, OptionalLong.of(newSeed));
    }

    @Override
    public boolean hasNext() {
        return taken < images.size();
    }

    /**
     * The next batch.
     *
     * @throws NoSuchElementException if the epoch is over
     */
    @Override
    public DataSet next() {
        return next(batchSize);
    }

    /**
     * The next images, as many as there are, up to a number.
     *
     * @param num 1 or more
     * @throws NoSuchElementException if the epoch is over
     * @throws IllegalArgumentException if the number is below 1
     */
    @Override
    public DataSet next(int num) {
        if (num < 1) {
            throw new IllegalArgumentException("a batch has 1 or more images, not " + num);
        }
        if (!hasNext()) {
            throw new NoSuchElementException("all " + images.size() + " images were taken; reset() starts over");
        }
        if (taken == 0 && seed.isPresent()) {
            epochOrder = BatchOrder.of(seed.getAsLong(), epoch, images.size());
        }
        int size = Math.min(num, images.size() - taken);
        DataSet batch = batch(size);
        taken += size;
        DataSetPreProcessor current = preProcessor;
        if (current != null) {
            current.preProcess(batch);
            batch.markAsPreProcessed();
        }
        return batch;
    }

    private DataSet batch(int size) {
        ImageShape shape = images.shape();
        int values = shape.size();
        int classes = images.classes();
        float[] pixels = new float[size * values];
        float[] labels = new float[size * classes];
        float[] image = new float[values];
        for (int i = 0; i < size; i++) {
            int index = seed.isPresent() ? epochOrder[taken + i] : taken + i;
            images.copyPixels(index, image, 0);
            for (int v = 0; v < values; v++) {
                pixels[i * values + v] = image[order.lastFromFirst(v)];
            }
            labels[i * classes + images.label(index)] = 1;
        }
        long[] featureShape =
                flat ? new long[] {size, values} : new long[] {size, shape.channels(), shape.height(), shape.width()};
        INDArray features = Nd4j.create(pixels, featureShape, 'c');
        DataSet batch = new DataSet(features, Nd4j.create(labels, new long[] {size, classes}, 'c'));
        batch.setLabelNames(getLabels());
        return batch;
    }

    /** Values of one image, {@code channels * height * width}. */
    @Override
    public int inputColumns() {
        return images.shape().size();
    }

    /** The number of classes. */
    @Override
    public int totalOutcomes() {
        return images.classes();
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    /** False: the images are in memory, and a thread that fetches them ahead would gain nothing. */
    @Override
    public boolean asyncSupported() {
        return false;
    }

    /** Starts the next epoch, or does nothing if no image of this one was taken. */
    @Override
    public void reset() {
        if (taken > 0) {
            taken = 0;
            epoch++;
        }
    }

    @Override
    public int batch() {
        return batchSize;
    }

    /** @param newPreProcessor applied to each batch; null for none */
    @Override
    public void setPreProcessor(@Nullable DataSetPreProcessor newPreProcessor) {
        preProcessor = newPreProcessor;
    }

    @Override
    public @Nullable DataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    /** The class names, in the order of the labels. */
    @Override
    public List<String> getLabels() {
        return images.classNames();
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("an iterator over " + images);
    }

    /** As in {@code mnist-train: 60000 images 28x28x1, 10 classes, in batches of 128, epoch 1}. */
    @Override
    public String toString() {
        return images + ", in batches of " + batchSize + (flat ? ", flat" : "")
                + (seed.isPresent() ? ", shuffled by seed " + seed.getAsLong() : "") + ", epoch " + epoch;
    }
}
