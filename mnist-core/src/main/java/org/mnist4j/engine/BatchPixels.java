package org.mnist4j.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.augment.Augmenter;
import org.mnist4j.data.augment.Workspace;

/**
 * The pixels of a training step: the data set's own, or augmented ones.
 *
 * <p>Images of the next batch can be augmented ahead, in tasks beside other work. Such an image is used only if it is
 * the requested one, of the same data set and epoch; any other is computed on demand. As each is a pure function of
 * seed, epoch and image, the bits are the same either way.
 */
final class BatchPixels {

    private static final int IMAGES_PER_TASK = 4;
    private static final int NONE = -1;

    private final Augmenter augmenter;
    private final int batchSize;
    private final Workspace[] workspaces; // [workers]
    private final byte[][] originals; // [workers][pixels]
    private final byte[][] ahead; // [batchSize][pixels]
    private final int[] aheadImages; // [batchSize], the image of each, or NONE

    // The current batch, and what was augmented ahead: written between phases, read by the workers.
    private @Nullable ImageDataset images;
    private int[] order = {};
    private int from;
    private int to;
    private int epoch;
    private @Nullable ImageDataset aheadOf;
    private int aheadEpoch;

    BatchPixels(ExperimentConfig config, int workers) {
        this.augmenter = config.augmenter();
        this.batchSize = config.training().batchSize();
        boolean none = augmenter.isIdentity();
        int pixels = config.input().size();
        this.workspaces = new Workspace[none ? 0 : workers];
        Arrays.setAll(workspaces, worker -> augmenter.newWorkspace());
        this.originals = new byte[workspaces.length][pixels];
        this.ahead = new byte[none ? 0 : batchSize][pixels];
        this.aheadImages = new int[ahead.length];
    }

    /** Begins the batch of the images {@code order[from]} to {@code order[to - 1]}. */
    void begin(ImageDataset newImages, int[] newOrder, int newFrom, int newTo, int newEpoch) {
        images = newImages;
        order = newOrder;
        from = newFrom;
        to = newTo;
        epoch = newEpoch;
    }

    /** Writes the pixels of the batch's image {@code b}, 0..255; workers may request different images at once. */
    void copy(int b, int worker, byte[] target) {
        ImageDataset source = source();
        int image = image(b);
        if (augmenter.isIdentity()) {
            source.copyPixels(image, target, 0);
        } else if (aheadOf == source && aheadEpoch == epoch && aheadImages[b] == image) {
            System.arraycopy(ahead[b], 0, target, 0, target.length);
        } else {
            augment(source, image, worker, target);
        }
    }

    /** The class of the batch's image {@code b}. */
    int label(int b) {
        return source().label(image(b));
    }

    /** The index in the training set of the batch's image {@code b}. */
    int image(int b) {
        return order[from + b];
    }

    /** The epoch of the batch, from 1. */
    int epoch() {
        return epoch;
    }

    /**
     * Begins to augment the next batch of the epoch, once the pixels of this one are no longer needed.
     *
     * @return the number of tasks, for {@link #augmentAhead}; 0 if there is nothing to do
     */
    int beginAhead() {
        if (augmenter.isIdentity()) {
            return 0;
        }
        aheadOf = images;
        aheadEpoch = epoch;
        Arrays.fill(aheadImages, NONE);
        return (nextSize() + IMAGES_PER_TASK - 1) / IMAGES_PER_TASK;
    }

    private int nextSize() {
        return Math.min(batchSize, order.length - to);
    }

    void augmentAhead(int task, int worker) {
        ImageDataset source = source();
        int end = Math.min(nextSize(), (task + 1) * IMAGES_PER_TASK);
        for (int b = task * IMAGES_PER_TASK; b < end; b++) {
            int image = order[to + b];
            augment(source, image, worker, ahead[b]);
            aheadImages[b] = image;
        }
    }

    private void augment(ImageDataset source, int image, int worker, byte[] target) {
        byte[] original = originals[worker];
        source.copyPixels(image, original, 0);
        augmenter.apply(original, epoch, image, target, workspaces[worker]);
    }

    private ImageDataset source() {
        ImageDataset source = images;
        if (source == null) {
            throw new IllegalStateException("no batch has begun");
        }
        return source;
    }
}
