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
        double sum = 0;
        int count = 0;
        for (int y = 0; y < ink.height(); y++) {
            for (int x = 0; x < ink.width(); x++) {
                if (ink.at(y, x)) {
                    // From the middle of a cell to the edge of the next, which is half a cell nearer than its middle.
                    sum += Math.sqrt(ink.squaredDepth(y, x)) - 0.5;
                    count++;
                }
            }
        }
        return count == 0 ? 0 : 4 * sum / count;
    }
}
