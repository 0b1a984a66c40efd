package org.mnist4j.data.stroke;

/** Grids of ink as text: {@code #} is ink. */
final class Drawn {

    private Drawn() {}

    static Ink ink(String... rows) {
        boolean[] cells = new boolean[rows.length * rows[0].length()];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[0].length(); x++) {
                cells[y * rows[0].length() + x] = rows[y].charAt(x) == '#';
            }
        }
        return Ink.of(rows.length, rows[0].length(), cells);
    }

    static String[] text(Ink ink) {
        String[] rows = new String[ink.height()];
        for (int y = 0; y < rows.length; y++) {
            StringBuilder row = new StringBuilder();
            for (int x = 0; x < ink.width(); x++) {
                row.append(ink.at(y, x) ? '#' : '.');
            }
            rows[y] = row.toString();
        }
        return rows;
    }

    /** The number of connected parts: ink joined at sides and corners, or paper joined at sides, with that beyond the grid. */
    static int parts(Ink ink, boolean ofInk) {
        int height = ink.height() + 2;
        int width = ink.width() + 2;
        boolean[] seen = new boolean[height * width];
        int parts = 0;
        for (int start = 0; start < seen.length; start++) {
            if (!seen[start] && ink.at(start / width - 1, start % width - 1) == ofInk) {
                parts++;
                int[] stack = new int[8 * seen.length];
                int size = 1;
                stack[0] = start;
                seen[start] = true;
                while (size > 0) {
                    int cell = stack[--size];
                    for (int dy = -1; dy <= 1; dy++) {
                        for (int dx = -1; dx <= 1; dx++) {
                            int y = cell / width + dy;
                            int x = cell % width + dx;
                            boolean joined = ofInk || dy == 0 || dx == 0;
                            if (joined
                                    && y >= 0
                                    && y < height
                                    && x >= 0
                                    && x < width
                                    && !seen[y * width + x]
                                    && ink.at(y - 1, x - 1) == ofInk) {
                                seen[y * width + x] = true;
                                stack[size++] = y * width + x;
                            }
                        }
                    }
                }
            }
        }
        return parts;
    }
}
