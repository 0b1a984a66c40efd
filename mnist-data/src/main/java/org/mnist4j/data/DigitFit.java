package org.mnist4j.data;

import java.util.List;
import java.util.Locale;
import org.mnist4j.data.InkStatistics.Spread;
import org.mnist4j.data.stroke.Ink;

/**
 * Scales a digit to the training images' extent, with the slant and the stroke width of theirs.
 *
 * <p>{@link Slant} comes first. Then the digit is scaled by area averaging so that the longer side of its box is the median extent. If its strokes would then be thinner or
 * thicker than those of the middle 80% of the training images, it is drawn anew before, in cells of an eighth of a pixel: its ink is dilated or
 * eroded by a disc of half the difference to the nearest width that is not, and is scaled so that the result has the extent.
 */
final class DigitFit {

    private static final int CELLS = 8; // along a pixel's side
    private static final int MOST_CELLS = 512; // along the digit's longer side
    private static final double BLOB = 2;
    private static final double HALF = 127.5;

    private final double threshold; // of ink
    private final GreyImage core; // the digit in the picture's pixels
    private final double extent; // the digit's longer side in the model's pixels
    private final int cells;
    private final double scale; // cells per pixel of the picture
    private final double strokeWidth; // in the model's pixels

    private DigitFit(GreyImage clean, double threshold, double extent) {
        this.threshold = threshold;
        this.core = clean.croppedTo(threshold);
        this.extent = extent;
        this.cells = (int) Math.max(1, Math.min(CELLS, MOST_CELLS / extent));
        this.scale = cells * extent / longer();
        this.strokeWidth = StrokeWidth.of(inCells(scale, 0)) / cells;
    }

    /** Returns a digit without anything around it, not larger than the shape. */
    static GreyImage of(GreyImage clean, double threshold, ImageShape shape, InkStatistics like, List<String> steps) {
        double least = Math.min(threshold, InkStatistics.INK);
        GreyImage leaning = like.slant()
                .map(slants -> Slant.fitted(clean, threshold, slants, steps))
                .orElse(clean);
        DigitFit fit = new DigitFit(leaning, threshold, like.extent().median());
        GreyImage digit = fit.redrawn(leaning.croppedTo(least), like.strokeWidth(), steps);
        double scale = Math.min(
                like.extent().median() / Math.max(digit.height(), digit.width()),
                Math.min((double) shape.height() / digit.height(), (double) shape.width() / digit.width()));
        GreyImage scaled = digit.scaled(atLeastOne(digit.height() * scale), atLeastOne(digit.width() * scale));
        steps.add("digit of " + clean.croppedTo(least) + " pixels scaled to " + scaled);
        return scaled;
    }

    /** Returns the mean width of the strokes of an image whose lightest value is 255, in its pixels. */
    static double strokeWidth(GreyImage ink) {
        return new DigitFit(ink, HALF, InkBox.of(ink, HALF).extent()).strokeWidth;
    }

    private int longer() {
        return Math.max(core.height(), core.width());
    }

    private static int atLeastOne(double length) {
        return Math.max(1, (int) Math.round(length));
    }

    private GreyImage redrawn(GreyImage original, Spread training, List<String> steps) {
        double wanted = Math.max(training.low(), Math.min(training.high(), strokeWidth));
        if (wanted == strokeWidth || extent < BLOB * Math.max(wanted, strokeWidth)) {
            return original;
        }
        double thick = strokeWidth * cells / scale; // in the picture's pixels
        // The extent grows and shrinks with the strokes: longer * fitted + (wanted * cells - thick * fitted) = extent *
        // cells.
        double fitted = cells * (extent - wanted) / (longer() - thick);
        fitted = Math.max(scale / 2, Math.min(2 * scale, fitted));
        double radius = (wanted * cells - thick * fitted) / 2;
        int edge = (int) Math.ceil(Math.max(0, radius)) + 1;
        Ink ink = inCells(fitted, edge);
        Ink redrawn = radius > 0 ? ink.dilated(radius) : ink.eroded(-radius);
        if (redrawn.count() == 0) {
            return original;
        }
        steps.add(String.format(
                Locale.ROOT,
                "strokes made %s, from %.1f to %.1f pixels",
                wanted > strokeWidth ? "thicker" : "thinner",
                strokeWidth,
                wanted));
        return GreyImage.of(redrawn).croppedTo(HALF);
    }

    /** The ink in cells, with paper around it. */
    private Ink inCells(double cellsPerPixel, int edge) {
        GreyImage sheet = core.padded(1);
        int height = atLeastOne(sheet.height() * cellsPerPixel);
        int width = atLeastOne(sheet.width() * cellsPerPixel);
        GreyImage fine = cellsPerPixel >= 1 ? sheet.enlarged(height, width) : sheet.scaled(height, width);
        return fine.padded(edge).ink(threshold);
    }
}
