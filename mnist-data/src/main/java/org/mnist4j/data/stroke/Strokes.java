package org.mnist4j.data.stroke;

import java.util.List;

/** The lines of a drawing without their width; immutable. */
public final class Strokes {

    /** Cells per pixel in which centre lines are searched. */
    static final int SCALE = 4;

    /** Half of white, of 0 to 255. */
    private static final int THRESHOLD = 128;

    /** Pixels along a line from one point to the next, as a mouse that is moved quickly reports them. */
    private static final double STEP = 2;

    /** A side branch shorter than so many pixels is an artefact of the skeleton; Morpho-MNIST prunes as much. */
    private static final double SPUR = 2;

    private final List<Polyline> lines;

    private Strokes(List<Polyline> lines) {
        this.lines = lines;
    }

    /** Returns strokes of given lines. */
    public static Strokes of(List<Polyline> lines) {
        return new Strokes(List.copyOf(lines));
    }

    /**
     * Returns the centre lines of a light drawing on black, as polylines with a point every two pixels: the {@link Skeleton} of
     * what is at least half white, in cells of a quarter pixel, without side branches shorter than two pixels.
     *
     * @param grey {@code [height][width]}, unsigned bytes
     * @return no lines if nothing is half white
     */
    public static Strokes of(byte[] grey, int height, int width) {
        Ink lines = Skeleton.of(Ink.of(grey, height, width, SCALE, THRESHOLD));
        return Strokes.of(SkeletonPaths.of(lines, SPUR * SCALE).stream()
                .map(path -> path.toPolyline(SCALE, STEP * SCALE))
                .toList());
    }

    /** The lines. */
    public List<Polyline> lines() {
        return lines;
    }

    /** The same strokes in an image enlarged {@code factor} times. */
    public Strokes scaledBy(double factor) {
        return of(lines.stream().map(line -> line.scaledBy(factor)).toList());
    }
}
