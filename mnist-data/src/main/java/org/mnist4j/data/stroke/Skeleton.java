package org.mnist4j.data.stroke;

/**
 * The centre lines of ink, one cell wide, by Zhang and Suen, "A fast parallel algorithm for thinning digital patterns", CACM 1984.
 *
 * <p>With two changes. The original may delete a square of two by two cells whole: here the cells that a pass marks are deleted in
 * order, and only while that leaves their neighbours connected. And it eats a diagonal of two cells' width from its ends: here the
 * inner corners of its steps are deleted before each pass. At the end, every cell is deleted that has ink at two of its sides
 * and is not needed to connect its neighbours. The skeleton therefore has as many parts and holes as the ink.
 */
public final class Skeleton {

    /** Clockwise from the cell above; P2 to P9 of the paper. */
    private static final int[] DY = {-1, -1, 0, 1, 1, 1, 0, -1};

    private static final int[] DX = {0, 1, 1, 1, 0, -1, -1, -1};

    private final int stride;
    private final boolean[] cells; // with a frame of paper
    private final int[] around = new int[8]; // offsets of the neighbours
    private final int[] alive; // ink that is left, the first count
    private int count;

    private Skeleton(Ink ink) {
        stride = ink.width() + 2;
        cells = new boolean[(ink.height() + 2) * stride];
        alive = new int[ink.count()];
        for (int k = 0; k < 8; k++) {
            around[k] = DY[k] * stride + DX[k];
        }
        for (int y = 0; y < ink.height(); y++) {
            for (int x = 0; x < ink.width(); x++) {
                if (ink.at(y, x)) {
                    int cell = (y + 1) * stride + x + 1;
                    cells[cell] = true;
                    alive[count++] = cell;
                }
            }
        }
    }

    /** Returns the skeleton, in a grid of the same size. */
    public static Ink of(Ink ink) {
        Skeleton skeleton = new Skeleton(ink);
        skeleton.thin();
        skeleton.removeCorners();
        boolean[] lines = new boolean[ink.height() * ink.width()];
        for (int y = 0; y < ink.height(); y++) {
            System.arraycopy(skeleton.cells, (y + 1) * skeleton.stride + 1, lines, y * ink.width(), ink.width());
        }
        return Ink.owning(ink.height(), ink.width(), lines);
    }

    private void thin() {
        int[] marked = new int[count];
        boolean changed = true;
        while (changed) {
            removeSteps();
            changed = pass(0, marked);
            changed |= pass(1, marked);
        }
    }

    /** Deletes from the south-east and north-west corners in a pass of kind 0, from the opposite sides in one of kind 1. */
    private boolean pass(int kind, int[] marked) {
        int marks = 0;
        for (int k = 0; k < count; k++) {
            int neighbours = neighbours(alive[k]);
            if (isBorder(neighbours) && facesAway(neighbours, kind)) {
                marked[marks++] = alive[k];
            }
        }
        int deleted = 0;
        for (int k = 0; k < marks; k++) {
            if (isBorder(neighbours(marked[k]))) {
                cells[marked[k]] = false;
                deleted++;
            }
        }
        if (deleted > 0) {
            dropDeleted();
        }
        return deleted > 0;
    }

    private void dropDeleted() {
        int left = 0;
        for (int k = 0; k < count; k++) {
            if (cells[alive[k]]) {
                alive[left++] = alive[k];
            }
        }
        count = left;
    }

    /** Deletes what is ink at two adjacent sides and nothing between and opposite them: those sides still touch at a corner. */
    private void removeSteps() {
        for (int k = 0; k < count; k++) {
            int neighbours = neighbours(alive[k]);
            for (int turn = 0; turn < 8; turn += 2) {
                int turned = (neighbours >>> turn | neighbours << 8 - turn) & 0xFF;
                if ((turned & 0b01110111) == 0b00000101) {
                    cells[alive[k]] = false;
                }
            }
        }
        dropDeleted();
    }

    private void removeCorners() {
        for (int k = 0; k < count; k++) {
            int neighbours = neighbours(alive[k]);
            int sides = Integer.bitCount(neighbours & 0b01010101);
            if (sides >= 2 && sides < 4 && parts(neighbours) == 1) {
                cells[alive[k]] = false;
            }
        }
    }

    /** Bit k is the neighbour at {@code around[k]}. */
    private int neighbours(int cell) {
        int bits = 0;
        for (int k = 0; k < 8; k++) {
            bits |= cells[cell + around[k]] ? 1 << k : 0;
        }
        return bits;
    }

    /** Conditions (a) and (b) of the paper: 2 to 6 neighbours, in one run around the cell. */
    private static boolean isBorder(int neighbours) {
        int number = Integer.bitCount(neighbours);
        int before = (neighbours << 1 | neighbours >>> 7) & 0xFF;
        return number >= 2 && number <= 6 && Integer.bitCount(neighbours & ~before) == 1;
    }

    /** Conditions (c) and (d), or (c') and (d'), in terms of the cells above, right, below and left. */
    private static boolean facesAway(int neighbours, int kind) {
        boolean above = (neighbours & 1) != 0;
        boolean right = (neighbours & 4) != 0;
        boolean below = (neighbours & 16) != 0;
        boolean left = (neighbours & 64) != 0;
        return kind == 0
                ? !(above && right && below) && !(right && below && left)
                : !(above && right && left) && !(above && below && left);
    }

    /** The number of parts of the neighbours, where those that touch at a corner are connected. */
    private static int parts(int neighbours) {
        int parts = 0;
        for (int k = 0; k < 8; k += 2) {
            boolean side = (neighbours >> k & 1) != 0;
            boolean corner = (neighbours >> k + 1 & 1) != 0;
            boolean nextSide = (neighbours >> (k + 2) % 8 & 1) != 0;
            parts += !side && (corner || nextSide) ? 1 : 0;
        }
        return parts;
    }
}
