package org.mnist4j.data.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.mnist4j.data.ImageShape;
import org.mnist4j.random.RandomStream;

/**
 * Transforms images at random: shifts, rotates, scales, shears, distorts, mirrors and partly erases them, changes their
 * strokes, sharpness and contrast, and adds noise and lines. The result is a pure function of the seed, the epoch, the image's index and its pixels. It does not depend on the thread or on
 * previous calls, and is bit-identical on every machine.
 *
 * <p>Operations are applied in the order in which they were added. Each draws from a separate stream,
 * {@code RandomStream.of(seed, "augment", epoch, image, k)} with {@code k} its position from 0, so that changing one
 * operation does not change the random numbers of the others. Adjacent {@link Builder#affine affine} and
 * {@link Builder#elastic elastic} operations are composed into one resampling, which blurs only once: every pixel of
 * the result is interpolated bilinearly at one point of the source, where everything outside the image is 0, and
 * rounded to the nearest integer. All channels are transformed alike.
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
     * Returns a builder without operations; its augmenter would not change images.
     *
     * @param shape the shape of every image
     * @param seed the seed of all random numbers
     */
    public static Builder builder(ImageShape shape, long seed) {
        return new Builder(shape, seed);
    }

    /** Returns the shape of the input and output images. */
    public ImageShape shape() {
        return shape;
    }

    /** Returns whether there are no operations, so that images are unchanged. */
    public boolean isIdentity() {
        return steps.isEmpty();
    }

    /** Returns a new workspace for the intermediate results of one thread. */
    public Workspace newWorkspace() {
        return new Workspace(shape);
    }

    /**
     * Writes the augmented image for an epoch; allocates nothing.
     *
     * @param pixels {@code [height * width * channels]} unsigned bytes, row by row, channels last
     * @param epoch the epoch, from 1 in training
     * @param image the image's index in its data set
     * @param target receives the result in the same layout; may be {@code pixels}
     * @param workspace from {@link #newWorkspace()} of an augmenter of the same shape, not used by another thread at
     *     the same time
     * @throws IllegalArgumentException if the length of an array or the workspace does not match the shape
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

    /** Returns a description such as {@code Augmenter[28x28x1, 2 steps]}. */
    @Override
    public String toString() {
        return "Augmenter[" + shape + ", " + steps.size() + (steps.size() == 1 ? " step]" : " steps]");
    }

    /** Collects operations, in order. */
    public static final class Builder {
        private final ImageShape shape;
        private final long seed;
        private final List<Step> steps = new ArrayList<>();
        private final List<Warp> warps = new ArrayList<>(); // collected since the last step
        private int operations;

        private Builder(ImageShape shape, long seed) {
            this.shape = Objects.requireNonNull(shape, "shape");
            this.seed = seed;
        }

        /**
         * Shifts, rotates, scales and shears about the image's centre, each by an amount uniform within plus or minus
         * its limit. The image is sheared first, then scaled, rotated and shifted: with {@code s} the scale, {@code t}
         * the angle and {@code k} the tangent of the shear angle, a point at {@code (x, y)} from the centre, y pointing
         * down, maps to
         *
         * <pre>
         * x' = s ( cos t (x + k y) + sin t y) + shiftX
         * y' = s (-sin t (x + k y) + cos t y) + shiftY
         * </pre>
         *
         * @param maxShift pixels in each direction, 0 to 4096
         * @param maxRotation degrees in each direction, 0 to 180
         * @param maxScale the factor is within 1 - maxScale and 1 + maxScale; 0 to 0.9
         * @param maxShear the largest slant of vertical lines in degrees, in each direction, 0 to 60
         * @throws IllegalArgumentException if a limit is out of its range, or all are 0
         */
        public Builder affine(double maxShift, double maxRotation, double maxScale, double maxShear) {
            warps.add(new AffineWarp(shape, operations++, maxShift, maxRotation, maxScale, maxShear));
            return this;
        }

        /**
         * Applies an elastic distortion: pixels are moved by a smoothed field of random displacements.
         *
         * <p>Source: Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual
         * document analysis", ICDAR 2003. For each direction, a number uniform in (-1, 1) is drawn per pixel. The
         * numbers are convolved with a Gaussian of standard deviation {@code sigma}, whose weights sum to 1 and are
         * truncated at {@code 3 sigma}, with zeros outside the image, and multiplied by {@code alpha}. Away from the
         * border the displacement has a standard deviation of {@code alpha / (2 sigma sqrt(3 pi))} pixels, if sigma is
         * half a pixel or more.
         *
         * @param alpha strength in pixels, greater than 0, at most 100,000
         * @param sigma smoothness in pixels, greater than 0, at most 100
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Builder elastic(double alpha, double sigma) {
            warps.add(new ElasticWarp(shape, operations++, alpha, sigma));
            return this;
        }

        /**
         * Flips the image horizontally with a given probability: the pixel in column x comes from column {@code width -
         * 1 - x}. For images whose class does not change in a mirror, unlike most digits and letters.
         *
         * @param probability the probability of a flip, greater than 0, at most 1
         * @throws IllegalArgumentException if it is out of its range
         */
        public Builder horizontalFlip(double probability) {
            endResample();
            steps.add(new Flip(shape, operations++, probability));
            return this;
        }

        /**
         * Sets a random rectangle to black with a given probability.
         *
         * <p>Source: Zhong, Zheng, Kang, Li and Yang, "Random erasing data augmentation", AAAI 2020. The rectangle's
         * share of the image's area is uniform in [minArea, maxArea]; the logarithm of its height over its width is
         * uniform between those of 0.3 and 1 / 0.3; sides are rounded to whole pixels and clipped to those of the
         * image; its position is uniform among those within the image.
         *
         * @param probability the probability of erasing a rectangle, greater than 0, at most 1
         * @param minArea smallest share of the image's area, greater than 0, at most 1
         * @param maxArea largest share of the image's area, minArea to 1
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Builder randomErasing(double probability, double minArea, double maxArea) {
            endResample();
            steps.add(new Erasure(shape, operations++, probability, minArea, maxArea));
            return this;
        }

        /**
         * Makes the strokes of light ink on a dark ground thinner or thicker by a random factor, with a given
         * probability.
         *
         * <p>The image is dilated by a disc of radius {@code r}, or for negative {@code r} eroded, that is, its negative
         * is dilated:
         *
         * <pre>
         * r = (factor - 1) w / 2           w = 2 area / outline, the mean width of the strokes
         * new(p) = max over q of image(q) min(1, max(0, r + 1 - |p - q|))
         * </pre>
         *
         * where {@code area} is the sum of the levels and {@code outline} the sum of the lengths of the gradient by
         * differences to the next pixel. Pixels outside the image are ignored, and {@code r} is at most 8 pixels.
         *
         * <p>Source: Castro, Tan, Kainz, Konukoglu and Glocker, "Morpho-MNIST: quantitative assessment and diagnostics
         * for representation learning", JMLR 2019, which thins and thickens by a share of the mean width in the same way.
         *
         * @param probability the probability of changing an image, greater than 0, at most 1
         * @param minFactor smallest factor of the width, 0.1 to 10
         * @param maxFactor largest factor, minFactor to 10; the factor's logarithm is uniform between theirs
         * @throws IllegalArgumentException if a value is out of its range, or both factors are 1
         */
        public Builder strokeWidth(double probability, double minFactor, double maxFactor) {
            endResample();
            steps.add(new StrokeWidth(shape, operations++, probability, minFactor, maxFactor));
            return this;
        }

        /**
         * Redraws light ink on a dark ground with a round pen of constant width, as in a paint program, with a given
         * probability.
         *
         * <p>Ink is what has at least half of the image's brightest level. It is thinned to lines of one pixel (Zhang and
         * Suen, "A fast parallel algorithm for thinning digital patterns", CACM 1984), and a pixel at distance {@code d}
         * from the next pixel of a line becomes {@code 255 min(1, max(0, (width + 1) / 2 - d))}: with a width of 1 that
         * is the line itself. All channels become equal.
         *
         * @param probability the probability of redrawing an image, greater than 0, at most 1
         * @param minWidth smallest width of the pen in pixels, 1 to 16
         * @param maxWidth largest width, minWidth to 16; the width is uniform between them
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Builder redraw(double probability, double minWidth, double maxWidth) {
            endResample();
            steps.add(new Redrawing(shape, operations++, probability, minWidth, maxWidth));
            return this;
        }

        /**
         * Adds independent noise to every value, with a given probability: {@code new = image + 255 s z}, rounded and
         * limited to 0..255, with {@code s} uniform in [0, maxSigma) for the image and {@code z} the sum of four uniform
         * numbers, shifted and scaled to a mean of 0 and a standard deviation of 1, which is nearly normal.
         *
         * @param probability the probability of changing an image, greater than 0, at most 1
         * @param maxSigma largest standard deviation as a share of the range from black to white, greater than 0, at
         *     most 1
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Builder noise(double probability, double maxSigma) {
            endResample();
            steps.add(new Noise(operations++, probability, maxSigma));
            return this;
        }

        /**
         * Convolves the image with a Gaussian, with a given probability. Its standard deviation is {@code k maxSigma /
         * 16} with {@code k} a uniform integer from 1 to 16; its weights are as for {@link #elastic}, with zeros outside
         * the image.
         *
         * @param probability the probability of changing an image, greater than 0, at most 1
         * @param maxSigma largest standard deviation in pixels, greater than 0, at most 100
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Builder blur(double probability, double maxSigma) {
            endResample();
            steps.add(new Blur(shape, operations++, probability, maxSigma));
            return this;
        }

        /**
         * Changes contrast and brightness, with a given probability: {@code new = 127.5 + f (image - 127.5) + 255 b},
         * rounded and limited to 0..255, with the logarithm of {@code f} uniform between those of {@code 1 / maxFactor}
         * and {@code maxFactor}, and {@code b} uniform within plus or minus {@code maxBrightness}.
         *
         * @param probability the probability of changing an image, greater than 0, at most 1
         * @param maxFactor largest factor of the contrast, 1 to 100
         * @param maxBrightness limit of the shift as a share of the range from black to white, 0 to 1
         * @throws IllegalArgumentException if a value is out of its range, or they change nothing
         */
        public Builder contrast(double probability, double maxFactor, double maxBrightness) {
            endResample();
            steps.add(new Contrast(operations++, probability, maxFactor, maxBrightness));
            return this;
        }

        /**
         * Draws parallel lines, as on ruled paper, with a given probability. Their level is uniform in (0, maxLevel] of
         * white; they are within a slope of 0.1 of horizontal or, as likely, of vertical; their distance is uniform
         * between {@code minSpacing} and the image's longer side, and their place is random. A pixel at distance
         * {@code d} from the next line becomes at least {@code level max(0, 1 - d)}.
         *
         * @param probability the probability of drawing lines, greater than 0, at most 1
         * @param maxLevel the brightest level as a share of white, greater than 0, at most 1
         * @param minSpacing the least distance of two lines in pixels, 2 to 4096
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Builder lines(double probability, double maxLevel, double minSpacing) {
            endResample();
            steps.add(new Lines(shape, operations++, probability, maxLevel, minSpacing));
            return this;
        }

        /** Returns the augmenter. */
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
