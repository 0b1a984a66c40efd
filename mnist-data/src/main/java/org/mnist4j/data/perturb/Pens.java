package org.mnist4j.data.perturb;

import org.mnist4j.data.stroke.Pen;
import org.mnist4j.data.stroke.Strokes;
import org.mnist4j.random.RandomStream;

/** The digit drawn again along its centre lines, by straight lines of constant width between points, as with a mouse. */
final class Pens {

    private static final double[] THIN = {3, 2.5, 2, 1.5, 1};
    private static final double[] THICK = {3, 3.5, 4, 5, 6};

    private Pens() {}

    static Effect.Severities thin(Picture image, RandomStream random) {
        return redrawn(image, THIN);
    }

    static Effect.Severities thick(Picture image, RandomStream random) {
        return redrawn(image, THICK);
    }

    private static Effect.Severities redrawn(Picture image, double[] widths) {
        Strokes strokes = Strokes.of(image.pixels, image.height, image.width);
        return severity -> {
            byte[] drawn =
                    Pen.ofWidth(Effect.of(widths, severity) * image.unit()).draw(strokes, image.height, image.width);
            return Picture.of(drawn, image.height, image.width);
        };
    }
}
