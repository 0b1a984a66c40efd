package org.mnist4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * A picture of one digit, from an image file or a drawing, preprocessed to match a model's training images;
 * immutable.
 *
 * <p>For {@code 28x28x1}, preprocessing follows that of MNIST (LeCun, Cortes and Burges, "The MNIST database of
 * handwritten digits"), and {@link #steps()} lists the steps that were applied:
 *
 * <ol>
 *   <li>Transparency is blended over white, or over black if nothing is visible on white. Colour becomes Rec. 601 luma.
 *   <li>A dark digit on a light background is inverted, that is, if the mean of the border is above 127.
 *   <li>A picture of 28x28 pixels that already has MNIST's form is now used unchanged: the longer side of its ink is 18
 *       to 20 pixels, and its centre of mass is within 0.75 pixels of where the last step would put it, as for all
 *       MNIST images. So is one whose ink spans more than 22 pixels, as in Fashion-MNIST, KMNIST and EMNIST.
 *   <li>The contrast is stretched: the border's median becomes 0 and the brightest pixel 255.
 *   <li>The box around all pixels of at least 32 is scaled to fit 20x20 pixels, by area averaging and keeping its
 *       aspect ratio.
 *   <li>Its centre of mass is moved to the middle of pixel (14, 14) of 28x28, rounded to whole pixels and without
 *       cutting off any of it.
 * </ol>
 *
 * <p>For any other shape the picture is only scaled, by area averaging. Rotation and slant are not corrected, and
 * shadows are not removed: the picture should show one upright digit on an even background. {@link PixelImage}
 * describes the supported files and the conversion of their samples.
 */
public final class DigitImage {

    private static final ImageShape MNIST = ImageShape.of(28, 28, 1);
    private static final int BOX = 20;
    private static final int INK = 32;
    private static final int LEAST_SIDE = 18;
    private static final int MOST_SIDE = 22;
    private static final double OFF_CENTRE = 0.75;
    private static final int BLACK = 0;
    private static final int WHITE = 255;

    private final ImageShape shape;
    private final byte[] pixels;
    private final List<String> steps;
    private final int marks;
    private final @Nullable PixelBox box;

    private DigitImage(ImageShape shape, byte[] pixels, List<String> steps, int marks) {
        this(shape, pixels, steps, marks, null);
    }

    private DigitImage(ImageShape shape, byte[] pixels, List<String> steps, int marks, @Nullable PixelBox box) {
        this.box = box;
        this.shape = shape;
        this.pixels = pixels;
        this.steps = List.copyOf(steps);
        this.marks = marks;
    }

    /**
     * Reads and preprocesses a picture.
     *
     * @param file a PNG, JPEG, GIF or BMP file
     * @param shape the model's input shape; 1 channel for greyscale or 3 for colour
     * @throws IllegalArgumentException if the shape has neither 1 nor 3 channels
     * @throws DataFormatException if the file cannot be read, is not a supported image, or has only one colour
     */
    public static DigitImage read(Path file, ImageShape shape) {
        ImageShape.requireReadable(shape.channels());
        List<String> steps = new ArrayList<>();
        return shaped(planes(file, shape.channels(), steps), shape, steps);
    }

    /**
     * Reads and preprocesses a picture in memory, such as a value of a database, as {@link #read} does that of a file.
     *
     * @param encoded the bytes of a PNG, JPEG, GIF or BMP file
     * @param source where they were found, for messages
     * @param shape the model's input shape; 1 channel for greyscale or 3 for colour
     * @throws IllegalArgumentException if the shape has neither 1 nor 3 channels
     * @throws DataFormatException if the bytes are not a supported image, or it has only one colour
     */
    public static DigitImage ofEncoded(byte[] encoded, String source, ImageShape shape) {
        ImageShape.requireReadable(shape.channels());
        List<String> steps = new ArrayList<>();
        Samples samples = PixelImage.samples(source, encoded);
        return shaped(planes(source, samples, shape.channels(), steps), shape, steps);
    }

    /**
     * Reads a picture of several digits in one row, such as a number, and preprocesses each for {@code 28x28x1}.
     *
     * <p>A digit is a group of connected pixels at least half as high as the highest group, with the smaller groups near it. Digits
     * are told apart by a gap of at least 8% of the highest one's height; those that touch are taken for one.
     *
     * @param file a PNG, JPEG, GIF or BMP file
     * @return the digits from left to right, at least one
     * @throws DataFormatException if the file cannot be read, is not a supported image, has only one colour, or shows digits in several
     *     rows
     */
    public static List<DigitImage> readSeveral(Path file) {
        List<String> steps = new ArrayList<>();
        GreyImage light = lightOnDark(planes(file, 1, steps)[0], steps);
        if (isFinished(light)) {
            return List.of(new DigitImage(MNIST, light.toBytes(), steps, 1));
        }
        GreyImage stretched = stretched(light, steps);
        Marks marks = Marks.of(stretched);
        if (!marks.areInOneRow()) {
            throw new DataFormatException(
                    Reason.IMAGE_UNSUPPORTED,
                    file.toString(),
                    "digits side by side in one row",
                    marks.count() + " separate marks, some of them one below the other",
                    "cut the picture into rows");
        }
        if (marks.count() < 2) {
            return List.of(new DigitImage(MNIST, centred(stretched, steps).toBytes(), steps, 1));
        }
        List<DigitImage> digits = new ArrayList<>();
        for (GreyImage mark : marks.each()) {
            List<String> own = new ArrayList<>(steps);
            own.add("mark " + (digits.size() + 1) + " of " + marks.count());
            PixelBox box = marks.places().get(digits.size());
            digits.add(new DigitImage(MNIST, centred(mark, own).toBytes(), own, 1, box));
        }
        return List.copyOf(digits);
    }

    /**
     * Preprocesses a greyscale picture in memory, such as a drawing; for 3 channels the values are repeated.
     *
     * @param pixels {@code [height * width]}, row by row, each byte an unsigned 0..255; copied
     * @param height rows, 1 to 4096
     * @param width columns, 1 to 4096
     * @param shape the model's input shape; 1 channel for greyscale or 3 for colour
     * @throws IllegalArgumentException if a side is out of its range, the number of pixels is not their product, or the
     *     shape has neither 1 nor 3 channels
     * @throws DataFormatException for the reason {@code EMPTY_DATA} if all pixels have the same value
     */
    public static DigitImage ofGrey(byte[] pixels, int height, int width, ImageShape shape) {
        ImageShape.requireReadable(shape.channels());
        ImageShape picture = ImageShape.of(height, width, 1);
        if (pixels.length != picture.size()) {
            throw new IllegalArgumentException("expected " + picture.size() + " pixels for a picture of "
                    + size(width, height) + ", got " + pixels.length);
        }
        if (isFlat(pixels)) {
            throw oneColourOnly("a drawing of " + size(width, height) + " pixels");
        }
        GreyImage[] planes = new GreyImage[shape.channels()];
        Arrays.fill(planes, GreyImage.plane(pixels, picture, 0));
        return shaped(planes, shape, new ArrayList<>());
    }

    private static DigitImage shaped(GreyImage[] planes, ImageShape shape, List<String> steps) {
        if (shape.equals(MNIST)) {
            return asMnist(planes[0], steps);
        }
        if (planes[0].height() != shape.height() || planes[0].width() != shape.width()) {
            steps.add("scaled from " + planes[0] + " to " + size(shape.width(), shape.height()) + " pixels");
        }
        for (int c = 0; c < planes.length; c++) {
            planes[c] = planes[c].scaled(shape.height(), shape.width());
        }
        return new DigitImage(shape, interleaved(planes, shape), steps, 1);
    }

    /** Returns the height, width and number of channels. */
    public ImageShape shape() {
        return shape;
    }

    /** Returns a copy of the unsigned bytes, {@code [height][width][channels]}, as input to a model. */
    public byte[] pixels() {
        return pixels.clone();
    }

    /**
     * Returns the steps that were applied, one short phrase each, in order; empty if the picture was used unchanged.
     */
    public List<String> steps() {
        return steps;
    }

    /**
     * Returns the number of separate marks that were taken for one digit, 1 or more; more than 1 suggests a picture of several digits,
     * for {@link #readSeveral}. Always 1 for pictures that were only scaled or used unchanged.
     */
    public int marks() {
        return marks;
    }

    /** Returns where the digit's ink is in a picture of several; empty if it is the only one. */
    public Optional<PixelBox> box() {
        return Optional.ofNullable(box);
    }

    @Override
    public String toString() {
        return "DigitImage[" + shape + ", " + steps + "]";
    }

    /** Returns the picture blended over white, or over black if nothing is visible on white. */
    private static byte[] visible(String source, Samples samples, int channels, List<String> steps) {
        byte[] onWhite = samples.toBytes(channels, WHITE);
        byte[] onBlack = samples.toBytes(channels, BLACK);
        boolean transparent = !Arrays.equals(onWhite, onBlack);
        if (!isFlat(onWhite)) {
            if (transparent) {
                steps.add("transparency blended over white");
            }
            return onWhite;
        }
        if (!isFlat(onBlack)) {
            steps.add("transparency blended over black");
            return onBlack;
        }
        throw oneColourOnly(source);
    }

    private static DataFormatException oneColourOnly(String source) {
        return new DataFormatException(
                Reason.EMPTY_DATA, source, "a picture of a digit", "a single colour", "check the picture");
    }

    private static boolean isFlat(byte[] pixels) {
        for (byte pixel : pixels) {
            if (pixel != pixels[0]) {
                return false;
            }
        }
        return true;
    }

    private static DigitImage asMnist(GreyImage original, List<String> steps) {
        GreyImage light = lightOnDark(original, steps);
        if (isFinished(light)) {
            return new DigitImage(MNIST, light.toBytes(), steps, 1);
        }
        GreyImage stretched = stretched(light, steps);
        int marks = Math.max(1, Marks.of(stretched).count());
        if (marks > 1) {
            steps.add(marks + " separate marks taken for one digit");
        }
        return new DigitImage(MNIST, centred(stretched, steps).toBytes(), steps, marks);
    }

    private static GreyImage lightOnDark(GreyImage original, List<String> steps) {
        double border = original.borderMean();
        if (border <= 127) {
            return original;
        }
        steps.add("inverted, since the border is light (mean " + Math.round(border) + ")");
        return original.inverted();
    }

    private static GreyImage stretched(GreyImage image, List<String> steps) {
        double background = image.borderMedian();
        double brightest = image.max();
        if (brightest <= background) {
            // All ink is on the border: there is no darker background to stretch from.
            background = 0;
        }
        if (background == 0 && brightest == 255) {
            return image;
        }
        steps.add("contrast stretched from " + Math.round(background) + ".." + Math.round(brightest) + " to 0..255");
        return image.stretched(background, brightest);
    }

    private static GreyImage centred(GreyImage image, List<String> steps) {
        GreyImage digit = image.croppedTo(INK);
        double scale = (double) BOX / Math.max(digit.height(), digit.width());
        GreyImage scaled = digit.scaled(atLeastOne(digit.height() * scale), atLeastOne(digit.width() * scale));
        steps.add("digit of " + digit + " pixels scaled to " + scaled);
        steps.add("centred by mass in " + size(MNIST.width(), MNIST.height()));
        return scaled.centredByMass(MNIST.height(), MNIST.width());
    }

    /** Whether the picture has the form of MNIST's images, or of data sets that use more of the 28x28 pixels. */
    private static boolean isFinished(GreyImage image) {
        if (image.height() != MNIST.height() || image.width() != MNIST.width() || image.max() < INK) {
            return false;
        }
        GreyImage ink = image.croppedTo(INK);
        int side = Math.max(ink.height(), ink.width());
        return side > MOST_SIDE || side >= LEAST_SIDE && side <= BOX && image.centreOffset() <= OFF_CENTRE;
    }

    private static int atLeastOne(double length) {
        return Math.max(1, (int) Math.round(length));
    }

    private static GreyImage[] planes(Path file, int channels, List<String> steps) {
        return planes(file.toString(), PixelImage.samples(file), channels, steps);
    }

    private static GreyImage[] planes(String source, Samples samples, int channels, List<String> steps) {
        steps.addAll(samples.steps());
        byte[] pixels = visible(source, samples, channels, steps);
        ImageShape shape = samples.shape(channels);
        GreyImage[] planes = new GreyImage[shape.channels()];
        for (int c = 0; c < planes.length; c++) {
            planes[c] = GreyImage.plane(pixels, shape, c);
        }
        return planes;
    }

    private static byte[] interleaved(GreyImage[] planes, ImageShape shape) {
        byte[] interleaved = new byte[shape.size()];
        for (int c = 0; c < planes.length; c++) {
            byte[] plane = planes[c].toBytes();
            for (int i = 0; i < plane.length; i++) {
                interleaved[i * planes.length + c] = plane[i];
            }
        }
        return interleaved;
    }

    private static String size(int width, int height) {
        return width + "x" + height;
    }
}
