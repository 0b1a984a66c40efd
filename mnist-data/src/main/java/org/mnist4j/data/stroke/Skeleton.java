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

    private Skeleton() {}

    /** Returns the skeleton, in a grid of the same size. */
    public static Ink of(Ink ink) {
        Thinning thinning = new Thinning(ink.height(), ink.width());
        boolean[] cells = new boolean[(ink.height() + 2) * (ink.width() + 2)];
        for (int y = 0; y < ink.height(); y++) {
            for (int x = 0; x < ink.width(); x++) {
                cells[thinning.at(y, x)] = ink.at(y, x);
            }
        }
        thinning.apply(cells, new int[2 * ink.height() * ink.width()]);
        boolean[] lines = new boolean[ink.height() * ink.width()];
        for (int y = 0; y < ink.height(); y++) {
            System.arraycopy(cells, thinning.at(y, 0), lines, y * ink.width(), ink.width());
        }
        return Ink.owning(ink.height(), ink.width(), lines);
    }
}
