package org.mnist4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException.Reason;
import org.mnist4j.data.InkStatistics.Background;
import org.mnist4j.data.InkStatistics.Centring;

/**
 * A picture of one digit, from an image file or a drawing, prepared to look like a model's training images; immutable.
 *
 * <p>{@link InkStatistics} tell what the training images look like: MNIST's for {@code 28x28x1} unless others are given. If they show strokes, in one
 * channel, these steps are applied where needed, and {@link #steps()} lists them:
 *
 * <ol>
 *   <li>Transparency is blended over white, or over black if nothing is visible on white. Colour becomes Rec. 601 luma.
 *   <li>A picture of the model's size that already looks like the training images is used unchanged, or only inverted: its background is even,
 *       the extent of its ink and its place are those of the training images (at most 2 pixels less or 1 more, and within 0.25 pixels), and its strokes are
 *       not half as thin or twice as thick. All images of MNIST are.
 *   <li>The black edge of a scan or the margin of a screenshot is cut off. Dark ink is inverted. An uneven background is removed: light that falls
 *       off, shadow, vignette. Ink is what is above Otsu's threshold; ruled lines and specks are removed, and the contrast is stretched.
 *   <li>The digit is scaled so that the longer side of its box is that of the training images, 20 pixels for MNIST. Before that it is sheared
 *       if it leans more to one side than the middle 80% of the training images, and its strokes are made thicker or thinner if they would
 *       not be as thick as those of the middle 80%.
 *   <li>Its centre of mass, or of its box, is moved to where that of the training images is, rounded to whole pixels and without
 *       cutting off any of it: for MNIST, to the middle of pixel (14, 14) of 28x28.
 * </ol>
 *
 * <p>Pictures for any other model are only scaled, by area averaging. Rotation is not corrected: a picture should show one
 * upright digit, larger than anything else in it. {@link PixelImage} describes the supported files and the conversion of their samples.
 */
public final class DigitImage {

    private static final ImageShape MNIST = ImageShape.of(28, 28, 1);
    private static final int BLACK = 0;
    private static final double BLACK_ENOUGH = 8;
    private static final double LARGER = 1;
    private static final double SMALLER =
            2; // as 1 of 3,000 images of MNIST is smaller than 20, few or none of those measured are
    private static final double PLACE_MARGIN = 0.25;
    private static final double STROKE_MARGIN = 2;
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
        return read(file, shape, InkStatistics.assumed(shape));
    }

    /**
     * Reads a picture and prepares it like a model's training images.
     *
     * @param file a PNG, JPEG, GIF or BMP file
     * @param shape the model's input shape; 1 channel for greyscale or 3 for colour
     * @param like the ink of the model's training images
     * @throws IllegalArgumentException if the shape has neither 1 nor 3 channels, or is smaller than the ink
     * @throws DataFormatException if the file cannot be read, is not a supported image, or has only one colour
     */
    public static DigitImage read(Path file, ImageShape shape, InkStatistics like) {
        requireFits(shape, like);
        List<String> steps = new ArrayList<>();
        return shaped(planes(file, shape.channels(), steps), shape, like, steps);
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
        return ofEncoded(encoded, source, shape, InkStatistics.assumed(shape));
    }

    /**
     * As {@link #ofEncoded(byte[], String, ImageShape)}, and prepares the picture like a model's training images.
     *
     * @param encoded the bytes of a PNG, JPEG, GIF or BMP file
     * @param source where they were found, for messages
     * @param shape the model's input shape; 1 channel for greyscale or 3 for colour
     * @param like the ink of the model's training images
     * @throws IllegalArgumentException if the shape has neither 1 nor 3 channels, or is smaller than the ink
     * @throws DataFormatException if the bytes are not a supported image, or it has only one colour
     */
    public static DigitImage ofEncoded(byte[] encoded, String source, ImageShape shape, InkStatistics like) {
        requireFits(shape, like);
        List<String> steps = new ArrayList<>();
        Samples samples = PixelImage.samples(source, encoded);
        return shaped(planes(source, samples, shape.channels(), steps), shape, like, steps);
    }

    /**
     * Reads a picture of several digits in one row, such as a number, and preprocesses each for {@code 28x28x1}.
     *
     * <p>A digit is a group of connected pixels of ink at least half as high as the highest group, with the smaller groups near it. Digits
     * are told apart by a gap of at least 8% of the highest one's height; those that touch are taken for one.
     *
     * @param file a PNG, JPEG, GIF or BMP file
     * @return the digits from left to right, at least one
     * @throws DataFormatException if the file cannot be read, is not a supported image, has only one colour, or shows digits in several
     *     rows
     */
    public static List<DigitImage> readSeveral(Path file) {
        return readSeveral(file, MNIST, InkStatistics.MNIST);
    }

    /**
     * As {@link #readSeveral(Path)}, and prepares each digit like a model's training images.
     *
     * @param file a PNG, JPEG, GIF or BMP file
     * @param shape the model's input shape, with 1 channel
     * @param like the ink of the model's training images, which show strokes
     * @return the digits from left to right, at least one
     * @throws IllegalArgumentException if the shape has more than 1 channel or is smaller than the ink, or the images show no strokes
     * @throws DataFormatException as {@link #readSeveral(Path)}
     */
    public static List<DigitImage> readSeveral(Path file, ImageShape shape, InkStatistics like) {
        requireFits(shape, like);
        if (shape.channels() != 1 || !like.strokes()) {
            throw new IllegalArgumentException("only digits drawn with strokes, in 1 channel, can be told apart; the"
                    + " model's images of " + shape + " are others");
        }
        List<String> steps = new ArrayList<>();
        GreyImage picture = planes(file, 1, steps)[0];
        if (isLike(picture, shape, like)) {
            return List.of(unchanged(picture, shape, like, steps));
        }
        CleanInk clean = CleanInk.of(picture, steps);
        Marks marks = Marks.of(clean);
        if (!marks.areInOneRow()) {
            throw new DataFormatException(
                    Reason.IMAGE_UNSUPPORTED,
                    file.toString(),
                    "digits side by side in one row",
                    marks.count() + " separate marks, some of them one below the other",
                    "cut the picture into rows");
        }
        if (marks.count() < 2) {
            return List.of(fitted(clean, marks, shape, like, steps));
        }
        List<DigitImage> digits = new ArrayList<>();
        for (GreyImage mark : marks.each()) {
            List<String> own = new ArrayList<>(steps);
            own.add("mark " + (digits.size() + 1) + " of " + marks.count());
            PixelBox box = clean.inPicture(marks.places().get(digits.size()));
            digits.add(fitted(mark, clean.threshold(), 1, shape, like, own).at(box));
        }
        return List.copyOf(digits);
    }

    private DigitImage at(PixelBox place) {
        return new DigitImage(shape, pixels, steps, marks, place);
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
        return ofGrey(pixels, height, width, shape, InkStatistics.assumed(shape));
    }

    /**
     * As {@link #ofGrey(byte[], int, int, ImageShape)}, and prepares the picture like a model's training images.
     *
     * @param pixels {@code [height * width]}, row by row, each byte an unsigned 0..255; copied
     * @param height rows, 1 to 4096
     * @param width columns, 1 to 4096
     * @param shape the model's input shape; 1 channel for greyscale or 3 for colour
     * @param like the ink of the model's training images
     * @throws IllegalArgumentException as {@link #ofGrey(byte[], int, int, ImageShape)}, and if the shape is smaller than the ink
     * @throws DataFormatException for the reason {@code EMPTY_DATA} if all pixels have the same value
     */
    public static DigitImage ofGrey(byte[] pixels, int height, int width, ImageShape shape, InkStatistics like) {
        requireFits(shape, like);
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
        return shaped(planes, shape, like, new ArrayList<>());
    }

    private static void requireFits(ImageShape shape, InkStatistics like) {
        ImageShape.requireReadable(shape.channels());
        if (like.extent().median() > Math.max(shape.height(), shape.width())) {
            throw new IllegalArgumentException("the ink of the training images, "
                    + like.extent().median() + " pixels on its longer side, is larger than images of " + shape);
        }
    }

    private static DigitImage shaped(GreyImage[] planes, ImageShape shape, InkStatistics like, List<String> steps) {
        if (shape.channels() > 1 || !like.strokes()) {
            return onlyScaled(planes, shape, like, steps);
        }
        if (isLike(planes[0], shape, like)) {
            return unchanged(planes[0], shape, like, steps);
        }
        CleanInk clean = CleanInk.of(planes[0], steps);
        return fitted(clean, Marks.of(clean), shape, like, steps);
    }

    private static DigitImage onlyScaled(GreyImage[] planes, ImageShape shape, InkStatistics like, List<String> steps) {
        boolean light = like.background() == Background.LIGHT;
        if (like.background() != Background.VARIED && planes[0].borderMean() > 127 != light) {
            steps.add("inverted, as the training images have a " + (light ? "light" : "dark") + " border");
            planes[0] = planes[0].inverted();
        }
        if (planes[0].height() != shape.height() || planes[0].width() != shape.width()) {
            steps.add("scaled from " + planes[0] + " to " + size(shape.width(), shape.height()) + " pixels");
        }
        for (int c = 0; c < planes.length; c++) {
            planes[c] = planes[c].scaled(shape.height(), shape.width());
        }
        return new DigitImage(shape, interleaved(planes, shape), steps, 1);
    }

    /** Whether a picture looks like the training images already, or would if it were inverted. */
    private static boolean isLike(GreyImage picture, ImageShape shape, InkStatistics like) {
        if (picture.height() != shape.height() || picture.width() != shape.width()) {
            return false;
        }
        GreyImage light = picture.borderMean() > 127 ? picture.inverted() : picture;
        Paper paper = Paper.of(light);
        double most = light.max();
        if (most < InkStatistics.INK || !paper.isEven() || paper.tone() > BLACK_ENOUGH) {
            return false;
        }
        int extent = InkBox.of(light, InkStatistics.INK).extent();
        if (extent < like.extent().least() - SMALLER
                || extent > like.extent().most() + LARGER
                || new Placement(shape, like).distance(light) > like.offCentre() + PLACE_MARGIN) {
            return false;
        }
        double strokeWidth = DigitFit.strokeWidth(light.stretched(0, most));
        return strokeWidth >= like.strokeWidth().least() / STROKE_MARGIN
                && strokeWidth <= like.strokeWidth().most() * STROKE_MARGIN;
    }

    private static DigitImage unchanged(GreyImage picture, ImageShape shape, InkStatistics like, List<String> steps) {
        double border = picture.borderMean();
        boolean light = border > 127;
        if (light == (like.background() == Background.LIGHT)) {
            return new DigitImage(shape, picture.toBytes(), steps, 1);
        }
        steps.add("inverted, since the border is " + (light ? "light" : "dark") + " (mean " + Math.round(border) + ")");
        return new DigitImage(shape, picture.inverted().toBytes(), steps, 1);
    }

    private static DigitImage fitted(
            CleanInk clean, Marks marks, ImageShape shape, InkStatistics like, List<String> steps) {
        if (marks.count() > 1) {
            steps.add(marks.count() + " separate marks taken for one digit");
            return fitted(clean.image(), clean.threshold(), marks.count(), shape, like, steps);
        }
        GreyImage digit = marks.each().get(0);
        if (digit.ink(clean.threshold()).count()
                < clean.image().ink(clean.threshold()).count()) {
            steps.add("small marks far from the digit removed");
        }
        return fitted(digit, clean.threshold(), 1, shape, like, steps);
    }

    private static DigitImage fitted(
            GreyImage ink, double threshold, int marks, ImageShape shape, InkStatistics like, List<String> steps) {
        GreyImage digit = DigitFit.of(ink, threshold, shape, like, steps);
        GreyImage placed = new Placement(shape, like).of(digit);
        steps.add("centred by " + (like.centring() == Centring.MASS ? "mass" : "its box") + " in "
                + size(shape.width(), shape.height()));
        if (like.background() == Background.LIGHT) {
            steps.add("inverted, as the training images are dark on light");
            placed = placed.inverted();
        }
        return new DigitImage(shape, placed.toBytes(), steps, marks);
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
