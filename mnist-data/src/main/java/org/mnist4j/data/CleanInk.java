package org.mnist4j.data;

import java.util.Arrays;
import java.util.List;
import org.mnist4j.data.stroke.Ink;

/**
 * Finds the ink of a picture: from any picture with one digit or several to strokes, light on black, with nothing else.
 *
 * <ol>
 *   <li>A picture with a side of more than 512 pixels is scaled down to that, by area averaging.
 *   <li>{@link ScanFrame}: the edge of a scan is cut off.
 *   <li>{@link Paper}: a picture of dark ink is inverted; the background is subtracted.
 *   <li>{@link Otsu}: what is lighter than the threshold is ink; but the threshold is at least six times as far from the ink image's
 *       median as the upper quartile, as noise of the paper is below that.
 *   <li>{@link RuledLines} and {@link Specks} are removed.
 *   <li>The contrast is stretched: half of the ink becomes 255. The soft edge of strokes is kept, which is all pixels at most a
 *       sixteenth of the ink's height from it, and the rest becomes 0.
 * </ol>
 */
final class CleanInk {

    private static final int MOST_SIDE = 512;
    private static final int NOISE = 6;
    private static final double MOST_THRESHOLD = 192;
    private static final int SOFT = 16;

    private final GreyImage image;
    private final double threshold;

    private final PixelBox sheet; // where the image is in the reduced picture
    private final double down; // rows of the picture per row of the reduced one
    private final double across;

    private CleanInk(GreyImage image, double threshold, GreyImage picture, GreyImage reduced) {
        this.image = image;
        this.threshold = threshold;
        this.sheet = ScanFrame.sheet(reduced);
        this.down = (double) picture.height() / reduced.height();
        this.across = (double) picture.width() / reduced.width();
    }

    /** The ink with its soft edge, on black. */
    GreyImage image() {
        return image;
    }

    /** The least value of ink; there is at least one pixel with it. */
    double threshold() {
        return threshold;
    }

    /** Returns where a box of the image is in the picture that was cleaned, rounded to whole pixels outwards. */
    PixelBox inPicture(PixelBox box) {
        int left = (int) ((sheet.left() + box.left()) * across);
        int top = (int) ((sheet.top() + box.top()) * down);
        int right = (int) Math.ceil((sheet.left() + box.left() + box.width()) * across);
        int bottom = (int) Math.ceil((sheet.top() + box.top() + box.height()) * down);
        return new PixelBox(left, top, right - left, bottom - top);
    }

    static CleanInk of(GreyImage picture, List<String> steps) {
        GreyImage reduced = reduced(picture);
        GreyImage sheet = ScanFrame.removed(reduced);
        if (sheet != reduced) {
            steps.add("dark or light edge cut off");
        }
        boolean inverted = Paper.isLight(sheet);
        if (inverted) {
            steps.add(
                    Paper.of(sheet).isEven()
                            ? "inverted, since the border is light (mean " + Math.round(sheet.borderMean()) + ")"
                            : "inverted, since the strokes are dark");
        }
        GreyImage ink = ink(inverted ? sheet.inverted() : sheet, inverted, steps);
        double threshold = Math.max(Otsu.threshold(ink), noise(ink));
        Ink all = ink.ink(threshold);
        Ink written = RuledLines.removed(all);
        if (written != all) {
            steps.add("ruled lines removed");
        }
        Ink kept = Specks.removed(written);
        if (kept != written) {
            steps.add("specks removed");
        }
        Ink near = kept.dilated(Math.max(1, InkBox.of(GreyImage.of(kept), 1).height() / SOFT));
        GreyImage alone =
                ink.cut(0, 0, ink.height(), ink.width(), (y, x) -> all.at(y, x) ? kept.at(y, x) : near.at(y, x));
        double white = median(alone, kept);
        return new CleanInk(alone.stretched(0, white), threshold * 255 / white, picture, reduced);
    }

    private static double median(GreyImage image, Ink ink) {
        float[] values = new float[ink.count()];
        int count = 0;
        for (int y = 0; y < ink.height(); y++) {
            for (int x = 0; x < ink.width(); x++) {
                if (ink.at(y, x)) {
                    values[count++] = image.value(y, x);
                }
            }
        }
        Arrays.sort(values);
        return values[count / 2];
    }

    private static GreyImage reduced(GreyImage picture) {
        int longer = Math.max(picture.height(), picture.width());
        if (longer <= MOST_SIDE) {
            return picture;
        }
        double scale = (double) MOST_SIDE / longer;
        return picture.scaled(Math.max(1, (int) Math.round(picture.height() * scale)), Math.max(1, (int)
                Math.round(picture.width() * scale)));
    }

    /** The ink, with the lightest at 255. */
    private static GreyImage ink(GreyImage light, boolean inverted, List<String> steps) {
        Paper paper = Paper.of(light);
        GreyImage ink = paper.ink(inverted);
        double most = ink.max();
        if (most == 0) {
            // Nothing stands out from the background, such as of a smooth slope from dark to light.
            return stretched(light);
        }
        if (!paper.isEven()) {
            steps.add("uneven background removed");
        } else if (paper.tone() > 0 || most < 255) {
            double from = light.max() <= paper.tone() ? 0 : paper.tone();
            steps.add("contrast stretched from " + Math.round(from) + ".." + Math.round(from + most) + " to 0..255");
        }
        return most == 255 ? ink : ink.stretched(0, most);
    }

    private static GreyImage stretched(GreyImage light) {
        float[] sorted = light.sorted();
        float least = sorted[0];
        float most = sorted[sorted.length - 1];
        return most > least ? light.stretched(least, most) : light.mapped(value -> 255);
    }

    /** A value that the noise of the paper does not reach, at most 192. */
    private static double noise(GreyImage ink) {
        float[] sorted = ink.sorted();
        double median = sorted[sorted.length / 2];
        double quartile = sorted[sorted.length / 4 * 3];
        return Math.min(MOST_THRESHOLD, median + NOISE * (quartile - median));
    }
}
