package org.mnist4j.data.stroke;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The cells of a skeleton in the order of its lines. A line runs between two ends or junctions, or around a ring. Cells that touch
 * only at their corners are neighbours unless a third cell, beside both, connects them.
 */
final class SkeletonPaths {

    private static final int[] DY = {0, 1, 0, -1, 1, 1, -1, -1}; // sides first
    private static final int[] DX = {1, 0, -1, 0, 1, -1, 1, -1};

    private final Ink skeleton;
    private final int width;
    private final int[] degrees; // [height][width], lines that meet in a cell
    private final int[] used; // [height][width], bit k: the way to neighbour k belongs to a path
    private final List<Path> paths = new ArrayList<>();

    /** One line, cell by cell. */
    static final class Path {
        private final List<int[]> cells = new ArrayList<>(); // {y, x}

        private void add(int cell, int width) {
            cells.add(new int[] {cell / width, cell % width});
        }

        private int first(int width) {
            return cells.get(0)[0] * width + cells.get(0)[1];
        }

        private int last(int width) {
            int[] cell = cells.get(cells.size() - 1);
            return cell[0] * width + cell[1];
        }

        /** Cells, the first and the last included. */
        int size() {
            return cells.size();
        }

        /** Takes about every {@code step}-th cell, and both ends. */
        Polyline toPolyline(int scale, double step) {
            int pieces = (int) Math.max(1, Math.rint((cells.size() - 1) / step));
            int points = cells.size() == 1 ? 1 : Math.min(pieces, cells.size() - 1) + 1;
            double[] x = new double[points];
            double[] y = new double[points];
            for (int i = 0; i < points; i++) {
                int[] cell = cells.get(points == 1 ? 0 : i * (cells.size() - 1) / (points - 1));
                y[i] = (cell[0] + 0.5) / scale - 0.5;
                x[i] = (cell[1] + 0.5) / scale - 0.5;
            }
            return Polyline.of(x, y);
        }
    }

    private SkeletonPaths(Ink skeleton) {
        this.skeleton = skeleton;
        this.width = skeleton.width();
        this.degrees = new int[skeleton.height() * width];
        this.used = new int[degrees.length];
    }

    /**
     * Returns the paths of a skeleton, in the order of their first cells.
     *
     * @param spur side branches with fewer cells are left out, the shortest first, while two other lines stay at the junction
     */
    static List<Path> of(Ink skeleton, double spur) {
        SkeletonPaths tracer = new SkeletonPaths(skeleton);
        tracer.trace();
        tracer.prune(spur);
        return tracer.paths;
    }

    private void trace() {
        for (int cell = 0; cell < degrees.length; cell++) {
            if (isInk(cell)) {
                for (int k = 0; k < 8; k++) {
                    degrees[cell] += isNeighbour(cell, k) ? 1 : 0;
                }
            }
        }
        for (int cell = 0; cell < degrees.length; cell++) {
            if (isInk(cell) && degrees[cell] != 2) {
                traceFrom(cell);
            }
        }
        for (int cell = 0; cell < degrees.length; cell++) { // rings
            if (isInk(cell) && degrees[cell] == 2 && used[cell] == 0) {
                traceFrom(cell);
            }
        }
    }

    private void traceFrom(int start) {
        if (degrees[start] == 0) {
            Path dot = new Path();
            dot.add(start, width);
            paths.add(dot);
        }
        for (int k = 0; k < 8; k++) {
            if (isNeighbour(start, k) && (used[start] >> k & 1) == 0) {
                Path path = new Path();
                path.add(start, width);
                int cell = step(start, k, path);
                while (degrees[cell] == 2 && cell != start) {
                    cell = step(cell, unusedWay(cell), path);
                }
                paths.add(path);
            }
        }
    }

    private int step(int cell, int way, Path path) {
        int next = cell + DY[way] * width + DX[way];
        used[cell] |= 1 << way;
        for (int k = 0; k < 8; k++) {
            if (DY[k] == -DY[way] && DX[k] == -DX[way]) {
                used[next] |= 1 << k;
            }
        }
        path.add(next, width);
        return next;
    }

    private int unusedWay(int cell) {
        for (int k = 0; k < 8; k++) {
            if (isNeighbour(cell, k) && (used[cell] >> k & 1) == 0) {
                return k;
            }
        }
        throw new IllegalStateException("a cell between two others has a way on");
    }

    private void prune(double spur) {
        List<Path> shortest = new ArrayList<>(paths);
        shortest.sort(Comparator.comparingInt(Path::size));
        for (Path path : shortest) {
            int end = path.first(width);
            int junction = path.last(width);
            if (degrees[end] > 1) {
                int other = end;
                end = junction;
                junction = other;
            }
            if (path.size() < spur && degrees[end] == 1 && degrees[junction] >= 3) {
                degrees[junction]--;
                paths.remove(path);
            }
        }
    }

    private boolean isInk(int cell) {
        return skeleton.at(cell / width, cell % width);
    }

    private boolean isNeighbour(int cell, int k) {
        int y = cell / width;
        int x = cell % width;
        if (!skeleton.at(y + DY[k], x + DX[k])) {
            return false;
        }
        boolean corner = DY[k] != 0 && DX[k] != 0;
        return !corner || !skeleton.at(y + DY[k], x) && !skeleton.at(y, x + DX[k]);
    }
}
