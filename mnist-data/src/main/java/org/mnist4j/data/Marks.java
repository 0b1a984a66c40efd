package org.mnist4j.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The separate marks of a picture, such as the digits of a number, each a group of connected pixels.
 *
 * <p>A group that is at least half as high as the highest one is a mark of its own, unless it lies beside or above another with
 * hardly a gap; what is smaller and near a mark, such as the bar of a 5, belongs to it, and the rest is taken for dirt.
 */
final class Marks {

    /** Pictures are searched in cells, at most so many along a side; a cell has ink if one of its pixels has. */
    private static final int MOST_CELLS = 512;

    private static final double LEAST_HEIGHT = 0.5;
    private static final double LEAST_GAP = 0.08; // of the height of the highest group, between columns
    private static final double LEAST_ROW_GAP = 0.25; // between rows; a broken 8 or 5 has smaller ones

    private final GreyImage image;
    private final double threshold;
    private final int cell; // pixels along a side
    private final int height;
    private final int width;
    private final int[] groups; // [height][width], the group of a cell from 1, or 0

    /** A box of cells with its groups; the last row and column are included. */
    private static final class Box {
        private final List<Integer> groups = new ArrayList<>();
        private int top;
        private int left;
        private int bottom;
        private int right;

        Box(int group, int y, int x) {
            groups.add(group);
            top = y;
            bottom = y;
            left = x;
            right = x;
        }

        void add(int y, int x) {
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            left = Math.min(left, x);
            right = Math.max(right, x);
        }

        void add(Box other) {
            groups.addAll(other.groups);
            add(other.top, other.left);
            add(other.bottom, other.right);
        }

        int height() {
            return bottom - top + 1;
        }

        /** The number of empty columns between two boxes; negative if they overlap. */
        int columnsTo(Box other) {
            return Math.max(other.left - right, left - other.right) - 1;
        }

        int rowsTo(Box other) {
            return Math.max(other.top - bottom, top - other.bottom) - 1;
        }

        double distance(Box other) {
            return Math.hypot(Math.max(0, columnsTo(other)), Math.max(0, rowsTo(other)));
        }
    }

    private final List<Box> boxes;

    private Marks(GreyImage image, double threshold) {
        this.image = image;
        this.threshold = threshold;
        this.cell = Math.max(1, (Math.max(image.height(), image.width()) + MOST_CELLS - 1) / MOST_CELLS);
        this.height = (image.height() + cell - 1) / cell;
        this.width = (image.width() + cell - 1) / cell;
        this.groups = new int[height * width];
        this.boxes = marks(groups());
    }

    /** Searches the ink of a picture. */
    static Marks of(CleanInk ink) {
        return new Marks(ink.image(), ink.threshold());
    }

    int count() {
        return boxes.size();
    }

    /** Whether the marks are side by side, and not one below the other. */
    boolean areInOneRow() {
        int highest = highest(boxes);
        return boxes.stream()
                .allMatch(a -> boxes.stream().allMatch(b -> a == b || a.columnsTo(b) >= gap(highest, LEAST_GAP)));
    }

    /** Returns each mark alone, with an edge around it, from left to right. */
    List<GreyImage> each() {
        List<GreyImage> each = new ArrayList<>();
        for (int k = 0; k < boxes.size(); k++) {
            Box box = boxes.get(k);
            // For the fading edge of the strokes, but not that of a neighbour's.
            int edge = gap(highest(boxes), LEAST_GAP);
            int left = k == 0 ? edge : Math.min(edge, (boxes.get(k - 1).columnsTo(box) + 1) / 2);
            int right = k == boxes.size() - 1 ? edge : Math.min(edge, box.columnsTo(boxes.get(k + 1)) / 2);
            each.add(alone(box, box.top - edge, box.left - left, box.bottom + edge, box.right + right));
        }
        return each;
    }

    /** Returns where each mark's ink is, from left to right. */
    List<PixelBox> places() {
        return boxes.stream().map(this::place).toList();
    }

    private PixelBox place(Box box) {
        int top = image.height();
        int left = image.width();
        int bottom = 0;
        int right = 0;
        // Cells may reach over the ink's edge, and over the picture's.
        for (int y = box.top * cell; y < Math.min(image.height(), (box.bottom + 1) * cell); y++) {
            for (int x = box.left * cell; x < Math.min(image.width(), (box.right + 1) * cell); x++) {
                if (image.value(y, x) >= threshold && box.groups.contains(groups[y / cell * width + x / cell])) {
                    top = Math.min(top, y);
                    left = Math.min(left, x);
                    bottom = Math.max(bottom, y);
                    right = Math.max(right, x);
                }
            }
        }
        return new PixelBox(left, top, right - left + 1, bottom - top + 1);
    }

    private GreyImage alone(Box box, int top, int left, int bottom, int right) {
        boolean[] own = new boolean[groups.length + 1];
        box.groups.forEach(group -> own[group] = true);
        return image.cut(
                Math.max(0, top * cell),
                Math.max(0, left * cell),
                Math.min(image.height(), (bottom + 1) * cell),
                Math.min(image.width(), (right + 1) * cell),
                (y, x) -> {
                    int group = groups[y / cell * width + x / cell];
                    return group == 0 || own[group];
                });
    }

    private static int highest(List<Box> boxes) {
        return boxes.stream().mapToInt(Box::height).max().orElse(0);
    }

    private static int gap(int highest, double part) {
        return Math.max(1, (int) Math.ceil(highest * part));
    }

    private static List<Box> marks(List<Box> groups) {
        int highest = highest(groups);
        List<Box> marks = new ArrayList<>();
        List<Box> small = new ArrayList<>();
        for (Box group : groups) {
            (group.height() >= LEAST_HEIGHT * highest ? marks : small).add(group);
        }
        int columns = gap(highest, LEAST_GAP);
        int rows = gap(highest, LEAST_ROW_GAP);
        while (joinTwo(marks, columns, rows)) {
            // Until all are apart: a joined mark may touch others.
        }
        // All are assigned before a mark grows, so that their order does not matter.
        List<Box> nearest = small.stream()
                .map(group -> marks.stream()
                        .min(Comparator.comparingDouble(group::distance))
                        .filter(mark -> mark.distance(group) < rows)
                        .orElse(group))
                .toList();
        for (int i = 0; i < small.size(); i++) {
            if (nearest.get(i) != small.get(i)) {
                nearest.get(i).add(small.get(i));
            }
        }
        marks.sort(Comparator.comparingInt(mark -> mark.left));
        return marks;
    }

    private static boolean joinTwo(List<Box> marks, int columns, int rows) {
        for (int i = 0; i < marks.size(); i++) {
            for (int j = i + 1; j < marks.size(); j++) {
                Box one = marks.get(i);
                Box other = marks.get(j);
                if (one.columnsTo(other) < columns && one.rowsTo(other) < rows) {
                    one.add(other);
                    marks.remove(j);
                    return true;
                }
            }
        }
        return false;
    }

    /** Numbers the groups of connected cells, eight neighbours each, and returns their boxes. */
    private List<Box> groups() {
        boolean[] ink = new boolean[groups.length];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                if (image.value(y, x) >= threshold) {
                    ink[y / cell * width + x / cell] = true;
                }
            }
        }
        List<Box> found = new ArrayList<>();
        int[] waiting = new int[groups.length];
        for (int start = 0; start < ink.length; start++) {
            if (!ink[start] || groups[start] != 0) {
                continue;
            }
            int group = found.size() + 1;
            Box box = new Box(group, start / width, start % width);
            found.add(box);
            int count = 0;
            waiting[count++] = start;
            groups[start] = group;
            while (count > 0) {
                int at = waiting[--count];
                int row = at / width;
                int column = at % width;
                box.add(row, column);
                for (int y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
                    for (int x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
                        int next = y * width + x;
                        if (ink[next] && groups[next] == 0) {
                            groups[next] = group;
                            waiting[count++] = next;
                        }
                    }
                }
            }
        }
        return found;
    }
}
