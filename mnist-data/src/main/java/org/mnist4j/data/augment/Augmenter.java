package org.mnist4j.data.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.RandomStream;

/**
 * Changes images at random: moved, turned, stretched, bent, mirrored, partly erased. What comes out is a pure function of the seed,
 * the epoch, the image's index and its pixels: neither the thread nor what was asked before matters, and the bits are the
 * same on every machine.
 *
 * <p>Operations are applied in the order in which they were added. Each draws from a stream of its own, {@code
 * RandomStream.of(seed, "augment", epoch, image, k)} with {@code k} its place from 0, so that changing one leaves the
 * others' random numbers as they were. Neighbouring {@link Builder#affine affine} and {@link Builder#elastic elastic}
 * operations are one resampling, which blurs once: every pixel of the result looks up one place of the source, bilinearly,
 * where everything outside the image is 0, and is rounded to the nearest whole number. All channels move together.
 *
 * <p>Instances are immutable and may be shared between threads; a {@link Workspace} belongs to one thread at a time.
 */
public final class Augmenter {

    private final ImageShape shape;
    private final RandomStream root;
    private final List<Step> steps;

    private Augmenter(ImageShape shape, long seed, List<Step> steps) {
        this.shape = shape;
        this.root = RandomStream.of(seed, "augment");
        this.steps = steps;
    }

    /**
     * A builder without operations, which would leave images as they are.
     *
     * @param shape the shape of every image
     * @param seed the root of all its randomness
     */
    public static Builder builder(ImageShape shape, long seed) {
        return new Builder(shape, seed);
    }

    /** The shape of the images that come in and go out. */
    public ImageShape shape() {
        return shape;
    }

    /** Whether it has no operation, so that images stay as they are. */
    public boolean isIdentity() {
        return steps.isEmpty();
    }

    /** New room for one thread's intermediate results. */
    public Workspace newWorkspace() {
        return new Workspace(shape);
    }

    /**
     * Writes what an image looks like in an epoch; allocates nothing.
     *
     * @param pixels {@code [height * width * channels]} unsigned bytes, row by row, channels last
     * @param epoch the epoch, from 1 in training
     * @param image the image's index in its data set
     * @param target takes as many bytes in the same layout; may be {@code pixels}
     * @param workspace of {@link #newWorkspace()} of an augmenter of the same shape, used by nobody else meanwhile
     * @throws IllegalArgumentException if an array's length or the workspace is of another shape
     */
    public void apply(byte[] pixels, int epoch, int image, byte[] target, Workspace workspace) {
        requireLength("pixels", pixels);
        requireLength("target", target);
        if (!workspace.shape.equals(shape)) {
            throw new IllegalArgumentException("workspace: expected one for images of " + shape + ", was one for "
                    + workspace.shape + "; take newWorkspace() of this augmenter");
        }
        workspace.begin(root, epoch, image);
        System.arraycopy(pixels, 0, target, 0, pixels.length);
        for (int i = 0; i < steps.size(); i++) {
            steps.get(i).apply(target, workspace);
        }
    }

    private void requireLength(String name, byte[] array) {
        if (array.length != shape.size()) {
            throw new IllegalArgumentException(name + ": expected " + shape.size() + " bytes, as images of " + shape
                    + " have, was " + array.length);
        }
    }

    /** As in {@code Augmenter[28x28x1, 2 steps]}. */
    @Override
    public String toString() {
        return "Augmenter[" + shape + ", " + steps.size() + (steps.size() == 1 ? " step]" : " steps]");
    }

    /** Collects operations, in order. */
    public static final class Builder {
        private final ImageShape shape;
        private final long seed;
        private final List<Step> steps = new ArrayList<>();
        private final List<Warp> warps = new ArrayList<>(); // those since the last step
        private int operations;

        private Builder(ImageShape shape, long seed) {
            this.shape = Objects.requireNonNull(shape, "shape");
            this.seed = seed;
        }

        /**
         * Shifts, rotates, scales and shears about the image's centre, each by an amount uniform within plus or minus its
         * limit. The picture is sheared first, then scaled, rotated and shifted: with {@code s} the scale, {@code t} the
         * angle and {@code k} the tangent of the shear angle, a point at {@code (x, y)} from the centre, y downwards, goes
         * to
         *
         * <pre>
         * x' = s ( cos t (x + k y) + sin t y) + shiftX
         * y' = s (-sin t (x + k y) + cos t y) + shiftY
         * </pre>
         *
         * @param maxShift pixels each way, 0 to 4096
         * @param maxRotation degrees each way, 0 to 180
         * @param maxScale the factor is within 1 - maxScale and 1 + maxScale; 0 to 0.9
         * @param maxShear degrees by which upright lines lean at most each way, 0 to 60
         * @throws IllegalArgumentException if a limit is out of its range, or all are 0
         */
        public Builder affine(double maxShift, double maxRotation, double maxScale, double maxShear) {
            warps.add(new AffineWarp(shape, operations++, maxShift, maxRotation, maxScale, maxShear));
            return this;
        }

        /**
         * Bends the image as rubber: every pixel is moved by a field of random displacements, smoothed.
         *
         * <p>Source: Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual
         * document analysis", ICDAR 2003. For each direction every pixel draws a number uniform in (-1, 1); these are
         * convolved with a Gaussian of standard deviation {@code sigma} whose weights sum to 1, cut off beyond {@code 3
         * sigma}, with zeros outside the image; and multiplied by {@code alpha}. Away from the border the displacement has
         * a standard deviation of {@code alpha / (2 sigma sqrt(3 pi))} pixels, if sigma is half a pixel or more.
         *
         * @param alpha strength in pixels, above 0 to 100,000
         * @param sigma smoothness in pixels, above 0 to 100
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Builder elastic(double alpha, double sigma) {
            warps.add(new ElasticWarp(shape, operations++, alpha, sigma));
            return this;
        }

        /**
         * Swaps left and right with some probability: the pixel in column x comes from column {@code width - 1 - x}. For
         * pictures that mean the same in a mirror; most digits and letters do not.
         *
         * @param probability of an image's being mirrored, above 0 to 1
         * @throws IllegalArgumentException if it is out of its range
         */
        public Builder horizontalFlip(double probability) {
            endResample();
            steps.add(new Flip(shape, operations++, probability));
            return this;
        }

        /**
         * Makes a rectangle black with some probability.
         *
         * <p>Source: Zhong, Zheng, Kang, Li and Yang, "Random erasing data augmentation", AAAI 2020. The rectangle's share
         * of the image's area is uniform in [minArea, maxArea]; the logarithm of its height over its width is uniform
         * between those of 0.3 and 1 / 0.3; sides are rounded to whole pixels and cut to the image's; its place is uniform
         * among those within the image.
         *
         * @param probability of erasing anything, above 0 to 1
         * @param minArea smallest share of the image's area, above 0 to 1
         * @param maxArea largest share, minArea to 1
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Builder randomErasing(double probability, double minArea, double maxArea) {
            endResample();
            steps.add(new Erasure(shape, operations++, probability, minArea, maxArea));
            return this;
        }

        /** The augmenter. */
        public Augmenter build() {
            endResample();
            return new Augmenter(shape, seed, List.copyOf(steps));
        }

        private void endResample() {
            if (!warps.isEmpty()) {
                steps.add(new Resample(shape, List.copyOf(warps)));
                warps.clear();
            }
        }
    }
}
