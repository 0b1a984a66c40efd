package org.mnist4j.data;

import org.mnist4j.data.stroke.Ink;

/**
 * The lines of ruled and squared paper: thin and straight from one edge of the picture to the other, nearly horizontal or vertical.
 *
 * <p>A line is found where 85% of the columns have ink at it, or beside it by one pixel, for a drift of at most a sixteenth of the width, and it
 * is no thicker than 3% of the picture. A single line must also be thinner than half of the strokes of the rest, or it may be the bar of
 * a 7. Its ink is removed, but not where a stroke crosses it: where the ink is at least 3 pixels higher than the line.
 */
final class RuledLines {

    private static final double LEAST_COVERED = 0.85;
    private static final int MOST_DRIFT = 16; // one in so many columns
    private static final double MOST_THICK = 0.03;
    private static final int LEAST_HIGHER = 3;
    private static final int LEAST_SIDE = 48;

    private final Ink ink;
    private final int height;
    private final int width;
    private final boolean[] rest; // [height][width]
    private int count;
    private int thickest;

    private RuledLines(Ink ink) {
        this.ink = ink;
        this.height = ink.height();
        this.width = ink.width();
        this.rest = ink.cells();
    }

    /** Returns the ink without lines, or the ink itself. */
    static Ink removed(Ink ink) {
        if (Math.min(ink.height(), ink.width()) < LEAST_SIDE) {
            return ink;
        }
        Ink rest = transposed(removedAcross(transposed(removedAcross(ink))));
        return rest.count() == ink.count() ? ink : rest;
    }

    private static Ink transposed(Ink ink) {
        boolean[] cells = new boolean[ink.height() * ink.width()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = ink.at(i % ink.height(), i / ink.height());
        }
        return Ink.of(ink.width(), ink.height(), cells);
    }

    private static Ink removedAcross(Ink ink) {
        if (!reachesColumn(ink, 0) || !reachesColumn(ink, ink.width() - 1)) {
            return ink;
        }
        RuledLines lines = new RuledLines(ink);
        lines.find();
        if (lines.count == 0) {
            return ink;
        }
        Ink rest = Ink.of(ink.height(), ink.width(), lines.rest);
        boolean sure = lines.count > 1 || 2 * lines.thickest < StrokeWidth.of(rest);
        return sure && rest.count() > 0 ? rest : ink;
    }

    private static boolean reachesColumn(Ink ink, int x) {
        for (int y = 0; y < ink.height(); y++) {
            if (ink.at(y, x)) {
                return true;
            }
        }
        return false;
    }

    private void find() {
        int drift = drift();
        int[] covered = covered(drift, 1);
        int highest = (int) Math.ceil(MOST_THICK * height) + 2;
        for (int y = 0; y < height; y++) {
            int from = y;
            while (y < height && covered[y] >= LEAST_COVERED * width) {
                y++;
            }
            if (y > from && y - from <= highest) {
                erase(from - 1, y + 1, drift);
            }
        }
    }

    /** The drift over the whole width for which the ink is in the fewest lines: the sum of the squares of its amounts is largest. */
    private int drift() {
        int most = width / MOST_DRIFT;
        int best = 0;
        long largest = 0;
        for (int drift = -most; drift <= most; drift++) {
            long sum = 0;
            for (int count : covered(drift, 0)) {
                sum += (long) count * count;
            }
            if (sum > largest) {
                largest = sum;
                best = drift;
            }
        }
        return best;
    }

    /** The number of columns that have ink at a line, or beside it within reach, for lines by the row of their middle. */
    private int[] covered(int drift, int reach) {
        int[] covered = new int[height];
        for (int x = 0; x < width; x++) {
            int shift = shift(x, drift);
            for (int y = 0; y < height; y++) {
                boolean hit = false;
                for (int row = y + shift - reach; row <= y + shift + reach; row++) {
                    hit |= ink.at(row, x);
                }
                covered[y] += hit ? 1 : 0;
            }
        }
        return covered;
    }

    private int shift(int x, int drift) {
        return Math.floorDiv((2 * x - width) * drift + width, 2 * width);
    }

    private void erase(int from, int to, int drift) {
        int thick = Math.max(1, to - from - 4); // the rows beside a line are covered too
        count++;
        thickest = Math.max(thickest, thick);
        for (int x = 0; x < width; x++) {
            int shift = shift(x, drift);
            for (int y = Math.max(0, from + shift); y < Math.min(height, to + shift); y++) {
                if (ink.at(y, x) && run(y, x) < thick + LEAST_HIGHER) {
                    rest[y * width + x] = false;
                }
            }
        }
    }

    /** The number of pixels of ink in a column around one of them. */
    private int run(int y, int x) {
        int top = y;
        while (ink.at(top - 1, x)) {
            top--;
        }
        int bottom = y;
        while (ink.at(bottom + 1, x)) {
            bottom++;
        }
        return bottom - top + 1;
    }
}
