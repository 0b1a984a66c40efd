package org.mnist4j.data.stroke;

import java.util.List;

/** The lines of a drawing without their width; immutable. */
public final class Strokes {

    /** Pixels of an image of 28 by 28 from one point of a line to the next, as a mouse that is moved quickly reports them. */
    private static final double STEP = 2;

    /** A side branch shorter than so many such pixels is an artefact of the skeleton; Morpho-MNIST prunes as much. */
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
     * Returns the centre lines of a light drawing on black, as polylines with a point about every two pixels: the {@link Skeleton} of
     * its ink, in cells of a quarter pixel, without side branches shorter than two pixels. In images of other sizes than 28 by 28
     * these lengths grow with the shorter side.
     *
     * @param grey {@code [height][width]}, unsigned bytes
     * @return no lines if the image is black
     */
    public static Strokes of(byte[] grey, int height, int width) {
        int scale = Ink.scale(height, width);
        return ofSkeleton(Skeleton.of(Ink.of(grey, height, width)), scale, Math.min(height, width) / 28.0);
    }

    /**
     * Returns the lines of a skeleton.
     *
     * @param scale cells per pixel
     * @param unit pixels of the image per pixel of an image of 28 by 28
     */
    public static Strokes ofSkeleton(Ink skeleton, int scale, double unit) {
        return of(SkeletonPaths.of(skeleton, SPUR * unit * scale).stream()
                .map(path -> path.toPolyline(scale, STEP * unit * scale))
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
