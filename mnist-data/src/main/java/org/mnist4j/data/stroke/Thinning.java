package org.mnist4j.data.stroke;

/**
 * Thins ink to lines one cell wide; immutable, and allocates nothing. {@link Skeleton} says how.
 *
 * <p>The grid of {@code [height][width]} cells is surrounded by a frame of paper: {@code [height + 2][width + 2]}, row by row.
 */
public final class Thinning {

    // By the eight neighbours as bits: the one above, then clockwise.
    private static final boolean[] BORDER = new boolean[256];
    private static final boolean[] FIRST_PASS = new boolean[256];
    private static final boolean[] SECOND_PASS = new boolean[256];
    private static final boolean[] STEP = new boolean[256];
    private static final boolean[] CORNER = new boolean[256];

    static {
        for (int neighbours = 0; neighbours < 256; neighbours++) {
            BORDER[neighbours] = isBorder(neighbours);
            FIRST_PASS[neighbours] = BORDER[neighbours] && facesAway(neighbours);
            SECOND_PASS[neighbours] = BORDER[neighbours] && facesAway(turned(neighbours, 4));
            for (int turn = 0; turn < 8; turn += 2) {
                STEP[neighbours] |= (turned(neighbours, turn) & 0b01110111) == 0b00000101;
            }
            int sides = Integer.bitCount(neighbours & 0b01010101);
            CORNER[neighbours] = sides >= 2 && sides < 4 && parts(neighbours) == 1;
        }
    }

    private final int height;
    private final int width;
    private final int stride;

    /** Returns the thinning of grids of a size. */
    public Thinning(int height, int width) {
        this.height = height;
        this.width = width;
        this.stride = width + 2;
    }

    /** Returns the place of a cell in the framed grid. */
    public int at(int row, int column) {
        return (row + 1) * stride + column + 1;
    }

    /**
     * Leaves the centre lines of the ink.
     *
     * @param cells {@code [height + 2][width + 2]}, true where there is ink, false in the frame
     * @param places {@code [2 * height * width]}, overwritten
     * @return the number of cells that are left; their places are at the beginning of {@code places}, row by row
     */
    public int apply(boolean[] cells, int[] places) {
        int ink = 0;
        for (int row = 0; row < height; row++) {
            for (int place = at(row, 0); place < at(row, width); place++) {
                if (cells[place]) {
                    places[ink++] = place;
                }
            }
        }
        int before;
        do {
            ink = deleteInOrder(STEP, cells, places, ink);
            before = ink;
            ink = pass(FIRST_PASS, cells, places, ink);
            ink = pass(SECOND_PASS, cells, places, ink);
        } while (ink < before);
        return deleteInOrder(CORNER, cells, places, ink);
    }

    /** Marks cells, then deletes those of them that are still on the border when their turn comes. */
    private int pass(boolean[] goes, boolean[] cells, int[] places, int ink) {
        int first = height * width;
        int marked = first;
        for (int k = 0; k < ink; k++) {
            if (goes[neighbours(cells, places[k])]) {
                places[marked++] = places[k];
            }
        }
        if (marked == first) {
            return ink;
        }
        for (int k = first; k < marked; k++) {
            if (BORDER[neighbours(cells, places[k])]) {
                cells[places[k]] = false;
            }
        }
        int left = 0;
        for (int k = 0; k < ink; k++) {
            places[left] = places[k];
            left += cells[places[k]] ? 1 : 0;
        }
        return left;
    }

    private int deleteInOrder(boolean[] goes, boolean[] cells, int[] places, int ink) {
        int left = 0;
        for (int k = 0; k < ink; k++) {
            if (goes[neighbours(cells, places[k])]) {
                cells[places[k]] = false;
            } else {
                places[left++] = places[k];
            }
        }
        return left;
    }

    private int neighbours(boolean[] cells, int place) {
        int above = place - stride;
        int below = place + stride;
        return (cells[above] ? 1 : 0)
                | (cells[above + 1] ? 2 : 0)
                | (cells[place + 1] ? 4 : 0)
                | (cells[below + 1] ? 8 : 0)
                | (cells[below] ? 16 : 0)
                | (cells[below - 1] ? 32 : 0)
                | (cells[place - 1] ? 64 : 0)
                | (cells[above - 1] ? 128 : 0);
    }

    private static int turned(int neighbours, int by) {
        return (neighbours >>> by | neighbours << 8 - by) & 0xFF;
    }

    /** Conditions (a) and (b) of the paper: 2 to 6 neighbours, in one run around the cell. */
    private static boolean isBorder(int neighbours) {
        int number = Integer.bitCount(neighbours);
        return number >= 2 && number <= 6 && Integer.bitCount(neighbours & ~turned(neighbours, 7)) == 1;
    }

    /** Conditions (c) and (d); after half a turn, (c') and (d'). */
    private static boolean facesAway(int neighbours) {
        boolean above = (neighbours & 1) != 0;
        boolean right = (neighbours & 4) != 0;
        boolean below = (neighbours & 16) != 0;
        boolean left = (neighbours & 64) != 0;
        return !(above && right && below) && !(right && below && left);
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
