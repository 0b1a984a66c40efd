package org.mnist4j.data.perturb;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.random.RandomStream;

/**
 * A family of perturbations of digits, each in five severities: 1, hardly visible, to 5. For light ink on black in greyscale, as
 * MNIST's; lengths are for images of 28 by 28 pixels and grow with the shorter side of others.
 *
 * <p>The result is a pure function of the seed, the image's index, its pixels and the severity, with the same bits on every
 * machine: random numbers come from {@code RandomStream.of(seed, "perturb-" + id, image)}. The severities of one image differ in
 * strength only: the same line, shifted direction or noise grows.
 *
 * <p>Sources: Castro et al., "Morpho-MNIST: Quantitative assessment and diagnostics for representation learning", JMLR 2019; Mu and
 * Gilmer, "MNIST-C: A robustness benchmark for computer vision", 2019; Hendrycks and Dietterich, "Benchmarking neural network
 * robustness to common corruptions and perturbations", ICLR 2019. {@code docs/robustness.md} has each formula with its severities.
 */
public enum Perturbation {
    /** Strokes eroded by 20% to 80% of their mean width, but to no less than 1.25 pixels. Morpho-MNIST. */
    THINNING("thinning", Shapes::thinning),
    /** Strokes dilated by 30% to 150% of their mean width. Morpho-MNIST. */
    THICKENING("thickening", Shapes::thickening),
    /** A part of a stroke enlarged. Morpho-MNIST. */
    SWELLING("swelling", Shapes::swelling),
    /** One to five cuts across strokes. Morpho-MNIST. */
    FRACTURES("fractures", Shapes::fractures),
    /** Drawn again with a pen of 3 to 1 pixels, as with a mouse. */
    THIN_PEN("thinPen", Pens::thin),
    /** Drawn again with a pen of 3 to 6 pixels, as with a felt pen. */
    THICK_PEN("thickPen", Pens::thick),
    /** Sheared along rows by 0.2 to 1. MNIST-C. */
    SHEAR("shear", Warps::shear),
    /** Reduced to 90% to 50%. MNIST-C. */
    SCALE("scale", Warps::scale),
    /** Rotated by 0.2 to 1 radians. MNIST-C. */
    ROTATE("rotate", Warps::rotate),
    /** Shifted by 1 to 5 pixels along both axes. MNIST-C. */
    TRANSLATE("translate", Warps::translate),
    /** Normal noise with a standard deviation of 0.08 to 0.38 of white. MNIST-C. */
    GAUSSIAN_NOISE("gaussianNoise", Noises::gaussian),
    /** Poisson noise of 60 to 3 photons in white. MNIST-C. */
    SHOT_NOISE("shotNoise", Noises::shot),
    /** 3% to 27% of the pixels black or white. MNIST-C. */
    IMPULSE_NOISE("impulseNoise", Noises::impulse),
    /** Blurred with a standard deviation of 0.5 to 2.5 pixels. MNIST-C's families. */
    GAUSSIAN_BLUR("gaussianBlur", Blurs::gaussian),
    /** Smeared along a line of 3 to 11 pixels. MNIST-C. */
    MOTION_BLUR("motionBlur", Blurs::motion),
    /** 0.1 to 0.5 of white added. MNIST-C. */
    BRIGHTNESS("brightness", Tones::brightness),
    /** Contrast reduced to 40% to 5%. ImageNet-C. */
    CONTRAST("contrast", Tones::contrast),
    /** Three to seven columns at both sides inverted. MNIST-C. */
    STRIPE("stripe", Overlays::stripe),
    /** Blots over 5% to 33% of the image. MNIST-C. */
    SPATTER("spatter", Overlays::spatter),
    /** One to five dotted lines. MNIST-C. */
    DOTTED_LINE("dottedLine", Overlays::dottedLine),
    /** One to five zigzag lines. MNIST-C. */
    ZIGZAG("zigzag", Overlays::zigzag),
    /** Clouds before the digit. ImageNet-C and MNIST-C. */
    FOG("fog", Lights::fog),
    /** Light that falls by 10% to 60% across the paper. */
    UNEVEN_LIGHT("unevenLight", Lights::unevenLight),
    /** Fibres of the paper that take 15% to 75% of its light. */
    PAPER_TEXTURE("paperTexture", Lights::paperTexture),
    /** Ruled lines on the paper, one pixel in seven, 20% to 80% dark. */
    RULED_LINES("ruledLines", Overlays::ruledLines),
    /** JPEG at a quality of 25 to 7. MNIST-C's families. */
    JPEG("jpeg", JpegBlocks::jpeg);

    /** The number of severities; they are 1 to {@value}. */
    public static final int SEVERITIES = 5;

    private final String id;
    private final Effect effect;

    Perturbation(String id, Effect effect) {
        this.id = id;
        this.effect = effect;
    }

    /** The name in reports and files, such as {@code gaussianNoise}. */
    public String id() {
        return id;
    }

    /**
     * Returns one image in all severities.
     *
     * @param pixels {@code [height][width]}, unsigned bytes
     * @param shape the image's shape, of one channel
     * @param seed the same seed gives the same result
     * @param image the image's index in its data set
     * @return {@code [5][height * width]}, from severity 1
     * @throws IllegalArgumentException if the shape has several channels, or another size than the pixels
     */
    public List<byte[]> apply(byte[] pixels, ImageShape shape, long seed, int image) {
        requireGrey(shape);
        if (pixels.length != shape.size()) {
            throw new IllegalArgumentException("pixels: expected " + shape.size() + " bytes, as images of " + shape
                    + " have, was " + pixels.length);
        }
        Effect.Severities severities = effect.on(
                Picture.of(pixels.clone(), shape.height(), shape.width()),
                RandomStream.of(seed, "perturb-" + id, image));
        List<byte[]> results = new ArrayList<>();
        for (int severity = 1; severity <= SEVERITIES; severity++) {
            results.add(severities.at(severity).pixels.clone());
        }
        return results;
    }

    /**
     * Returns a data set in all severities, with the same labels, computed on the threads of the common pool.
     *
     * @param images of one channel
     * @param seed the same seed gives the same result
     * @return five data sets from severity 1, {@code name()-thinning-1} to {@code name()-thinning-5}
     * @throws IllegalArgumentException if the images have several channels
     */
    public List<ImageDataset> apply(ImageDataset images, long seed) {
        return apply(images, seed, IntStream.range(0, images.size()).toArray());
    }

    /**
     * Like {@link #apply(ImageDataset, long)}, for a part of the images; each is perturbed as in the whole data set.
     *
     * @param indices at least one, each 0 to {@code images.size() - 1}
     */
    public List<ImageDataset> apply(ImageDataset images, long seed, int... indices) {
        ImageShape shape = images.shape();
        requireGrey(shape);
        byte[][] pixels = new byte[SEVERITIES][Math.multiplyExact(indices.length, shape.size())];
        IntStream.range(0, indices.length).parallel().forEach(k -> {
            List<byte[]> severities = apply(images.pixels(indices[k]), shape, seed, indices[k]);
            for (int s = 0; s < SEVERITIES; s++) {
                System.arraycopy(severities.get(s), 0, pixels[s], k * shape.size(), shape.size());
            }
        });
        int[] labels = IntStream.of(indices).map(images::label).toArray();
        List<ImageDataset> results = new ArrayList<>();
        for (int s = 0; s < SEVERITIES; s++) {
            String name = images.name() + "-" + id + "-" + (s + 1);
            results.add(ImageDataset.of(name, shape, images.classNames(), pixels[s], labels));
        }
        return results;
    }

    private void requireGrey(ImageShape shape) {
        Objects.requireNonNull(shape, "shape");
        if (shape.channels() != 1) {
            throw new IllegalArgumentException("perturbations are defined for images of one channel, not for " + shape
                    + "; convert them to greyscale");
        }
    }
}
