package org.mnist4j.data;

import java.util.List;
import java.util.Locale;
import org.mnist4j.data.InkStatistics.Spread;

/**
 * How much ink leans, in columns to the right per row up: the tangent of the angle from the vertical. It is the slope of the line that fits the
 * ink's columns to its rows with the least squares, {@code -covariance(x, y) / variance(y)}, each pixel weighted with its value.
 *
 * <p>A digit that leans more than those of the middle 80% of the training images is sheared to the nearest slant that is not: its rows
 * are moved along, about the centre of mass, with linear interpolation.
 */
final class Slant {

    /** Ink that lies flatter, 63 degrees from the vertical, is no digit that leans but a bar, whose slant says nothing. */
    private static final double MOST = 2;

    private Slant() {}

    /** Returns the slant of values of at least {@link InkStatistics#INK}; 0 if they are in one row, or there are none. */
    static double of(GreyImage image) {
        double mass = 0;
        double rows = 0;
        double columns = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                double ink = ink(image, y, x);
                mass += ink;
                rows += ink * y;
                columns += ink * x;
            }
        }
        double middleRow = rows / mass;
        double middleColumn = columns / mass;
        double covariance = 0;
        double variance = 0;
        for (int y = 0; y < image.height(); y++) {
            double down = y - middleRow;
            for (int x = 0; x < image.width(); x++) {
                double ink = ink(image, y, x);
                covariance += ink * (x - middleColumn) * down;
                variance += ink * down * down;
            }
        }
        return variance > 0 ? -covariance / variance : 0;
    }

    private static double ink(GreyImage image, int y, int x) {
        float value = image.value(y, x);
        return value >= InkStatistics.INK ? value : 0;
    }

    /**
     * Returns a digit as slanted as the training images', or the digit itself if it is, if it lies too flat to tell, or if its lines are so faint
     * that nothing would be left of them.
     *
     * @param threshold the least value of ink
     * @param training the slants of the training images
     */
    static GreyImage fitted(GreyImage digit, double threshold, Spread training, List<String> steps) {
        double slant = of(digit);
        double wanted = Math.max(training.low(), Math.min(training.high(), slant));
        if (wanted == slant || Math.abs(slant) > MOST) {
            return digit;
        }
        GreyImage sheared = sheared(digit, wanted - slant);
        if (sheared.max() < threshold) {
            return digit;
        }
        boolean right = slant > 0;
        steps.add(String.format(
                Locale.ROOT,
                "slant to the %s changed from %d to %d degrees",
                right ? "right" : "left",
                degrees(right ? slant : -slant),
                degrees(right ? wanted : -wanted)));
        return sheared;
    }

    private static long degrees(double slant) {
        return Math.round(StrictMath.toDegrees(StrictMath.atan(slant)));
    }

    /** Returns a sheet as high, and as wide as it takes, on which ink leans by so many columns per row more. */
    static GreyImage sheared(GreyImage image, double more) {
        double centre = image.centreOfMass();
        double top = more * (centre - 0.5); // columns to the right by which the first row moves
        double bottom = more * (centre - (image.height() - 0.5));
        int before = (int) Math.ceil(Math.max(0, -Math.min(top, bottom)));
        int after = (int) Math.ceil(Math.max(0, Math.max(top, bottom)));
        int width = before + image.width() + after + 1;
        float[] values = new float[image.height() * width];
        for (int y = 0; y < image.height(); y++) {
            double shift = before + more * (centre - (y + 0.5));
            int whole = (int) shift;
            double share = shift - whole;
            for (int x = 0; x <= image.width(); x++) {
                double here = x < image.width() ? image.value(y, x) : 0;
                double left = x > 0 ? image.value(y, x - 1) : 0;
                if (here != 0 || left != 0) {
                    values[y * width + whole + x] = (float) (here + (left - here) * share);
                }
            }
        }
        return GreyImage.of(image.height(), width, values);
    }
}
