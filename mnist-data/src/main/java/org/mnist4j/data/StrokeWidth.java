package org.mnist4j.data;

import org.mnist4j.data.stroke.Ink;

/**
 * The mean width of strokes: in one of width {@code w} the distances to its edge are spread evenly from 0 to {@code w / 2}, so that
 * four times their mean is the width.
 */
final class StrokeWidth {

    private StrokeWidth() {}

    /** Returns the width in cells; 0 if there is no ink. */
    static double of(Ink ink) {
        int[] depths = ink.squaredDepths();
        double sum = 0;
        int count = 0;
        for (int squared : depths) {
            if (squared > 0) {
                // From the middle of a cell to the edge of the next, which is half a cell nearer than its middle.
                sum += Math.sqrt(squared) - 0.5;
                count++;
            }
        }
        return count == 0 ? 0 : 4 * sum / count;
    }
}
