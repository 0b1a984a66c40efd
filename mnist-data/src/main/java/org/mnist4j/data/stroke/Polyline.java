package org.mnist4j.data.stroke;

/** Points that straight lines connect, in pixels from the centre of the upper left one; immutable. */
public final class Polyline {

    private final double[] x;
    private final double[] y;

    private Polyline(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /**
     * Returns a line through points.
     *
     * @param x one or more, copied
     * @param y as many
     */
    public static Polyline of(double[] x, double[] y) {
        if (x.length == 0 || x.length != y.length) {
            throw new IllegalArgumentException(
                    "a polyline has one or more points, as many x as y; was " + x.length + " x and " + y.length + " y");
        }
        return new Polyline(x.clone(), y.clone());
    }

    /** The number of points, 1 or more. */
    public int size() {
        return x.length;
    }

    /** Columns from the centre of the left one. */
    public double x(int i) {
        return x[i];
    }

    /** Rows from the centre of the upper one. */
    public double y(int i) {
        return y[i];
    }

    /** The same line in an image enlarged {@code factor} times. */
    Polyline scaledBy(double factor) {
        double[] scaledX = new double[x.length];
        double[] scaledY = new double[y.length];
        for (int i = 0; i < x.length; i++) {
            scaledX[i] = (x[i] + 0.5) * factor - 0.5;
            scaledY[i] = (y[i] + 0.5) * factor - 0.5;
        }
        return new Polyline(scaledX, scaledY);
    }
}
