package org.mnist4j.data;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.data.stroke.Ink;

/**
 * Ink that belongs to no digit: specks, and what reaches into the picture from outside.
 *
 * <p>Of the groups of connected pixels, the largest that does not touch the edge of the picture, or else the largest, is the digit's main part. A
 * group is a speck if its longer side is less than an eighth of the main part's and its area less than 3%. It comes from outside if it touches
 * the edge while the main part does not, and is farther from it than a tenth of its longer side.
 */
final class Specks {

    private static final int SHORT = 8; // one in so many
    private static final double SMALL = 0.03;
    private static final double NEAR = 0.1;
    private static final double MAIN = 0.25;

    private final Ink ink;
    private final int[] groups; // [height][width], from 1, or 0
    private final List<Group> found = new ArrayList<>();

    private static final class Group {
        private int top = Integer.MAX_VALUE;
        private int left = Integer.MAX_VALUE;
        private int bottom = -1;
        private int right = -1;
        private int area;

        int side() {
            return Math.max(bottom - top, right - left) + 1;
        }

        int distance(Group other) {
            int columns = Math.max(other.left - right, left - other.right) - 1;
            int rows = Math.max(other.top - bottom, top - other.bottom) - 1;
            return Math.max(0, Math.max(columns, rows));
        }
    }

    private Specks(Ink ink) {
        this.ink = ink;
        this.groups = new int[ink.height() * ink.width()];
    }

    /** Returns the ink without specks, or the ink itself. */
    static Ink removed(Ink ink) {
        Specks specks = new Specks(ink);
        specks.find();
        if (specks.found.size() < 2) {
            return ink;
        }
        boolean[] kept = specks.kept();
        boolean[] cells = new boolean[specks.groups.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = kept[specks.groups[i]];
        }
        Ink rest = Ink.of(ink.height(), ink.width(), cells);
        return rest.count() == ink.count() ? ink : rest;
    }

    private boolean touches(Group group) {
        return group.top == 0 || group.left == 0 || group.bottom == ink.height() - 1 || group.right == ink.width() - 1;
    }

    private boolean[] kept() {
        Group largest = found.get(0);
        Group inner = null;
        for (Group group : found) {
            if (group.area > largest.area) {
                largest = group;
            }
            if (!touches(group) && (inner == null || group.area > inner.area)) {
                inner = group;
            }
        }
        Group main = inner != null && inner.area >= MAIN * largest.area ? inner : largest;
        boolean[] kept = new boolean[found.size() + 1];
        for (int k = 0; k < found.size(); k++) {
            Group group = found.get(k);
            boolean speck = group.side() * SHORT < main.side() && group.area < SMALL * main.area;
            boolean outside = touches(group) && !touches(main) && group.distance(main) > NEAR * main.side();
            kept[k + 1] = group == main || !speck && !outside;
        }
        return kept;
    }

    private void find() {
        int width = ink.width();
        int[] waiting = new int[groups.length];
        for (int start = 0; start < groups.length; start++) {
            if (groups[start] != 0 || !ink.at(start / width, start % width)) {
                continue;
            }
            Group group = new Group();
            found.add(group);
            int count = 0;
            waiting[count++] = start;
            groups[start] = found.size();
            while (count > 0) {
                int at = waiting[--count];
                int row = at / width;
                int column = at % width;
                group.area++;
                group.top = Math.min(group.top, row);
                group.bottom = Math.max(group.bottom, row);
                group.left = Math.min(group.left, column);
                group.right = Math.max(group.right, column);
                for (int y = Math.max(0, row - 1); y <= Math.min(ink.height() - 1, row + 1); y++) {
                    for (int x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
                        int next = y * width + x;
                        if (groups[next] == 0 && ink.at(y, x)) {
                            groups[next] = found.size();
                            waiting[count++] = next;
                        }
                    }
                }
            }
        }
    }
}
