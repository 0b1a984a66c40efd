package org.mnist4j.data.perturb;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.data.stroke.Ink;
import org.mnist4j.data.stroke.Pen;
import org.mnist4j.data.stroke.Polyline;
import org.mnist4j.data.stroke.Strokes;
import org.mnist4j.random.RandomStream;

/** The perturbations of Morpho-MNIST, which change the shape of strokes. */
final class Shapes {

    private static final double[] THINNER = {0.2, 0.35, 0.5, 0.65, 0.8
    }; // of the mean stroke width; Morpho-MNIST has 0.7
    private static final double[] THICKER = {0.3, 0.6, 0.9, 1.2, 1.5}; // Morpho-MNIST has 1
    private static final double LEAST_WIDTH = 1.25;
    private static final double EDGE = 0.5; // from the centre of a cell to its side
    private static final double[] SWELLINGS = {4, 5.5, 7, 8.5, 10}; // Morpho-MNIST has 7
    private static final double[] FRACTURES = {1, 2, 3, 4, 5}; // Morpho-MNIST has 3
    private static final double FRACTURE_WIDTH = 1.5;
    private static final double FRACTURE_REACH = 0.5; // beyond the edges of the stroke
    private static final double FROM_ENDS = 2;

    private Shapes() {}

    /** Erosion with a disc. Along its centre a line of 1.25 pixels is left, so that nothing falls apart. */
    static Effect.Severities thinning(Picture image, RandomStream random) {
        Morphology shape = Morphology.of(image);
        if (shape.isEmpty()) {
            return severity -> image;
        }
        Ink core = shape.skeleton
                .dilated(LEAST_WIDTH * image.unit() * shape.scale / 2 - EDGE)
                .and(shape.ink);
        return severity -> {
            Ink eroded = shape.ink.eroded(Effect.of(THINNER, severity) * shape.meanWidth / 2 + EDGE);
            return Picture.of(eroded.or(core).toGrey(shape.scale), image.height, image.width);
        };
    }

    /** Dilation with a disc. */
    static Effect.Severities thickening(Picture image, RandomStream random) {
        Morphology shape = Morphology.of(image);
        if (shape.isEmpty()) {
            return severity -> image;
        }
        return severity -> {
            Ink dilated = shape.ink.dilated(Effect.of(THICKER, severity) * shape.meanWidth / 2 + EDGE);
            return Picture.of(dilated.toGrey(shape.scale), image.height, image.width);
        };
    }

    /** Enlarges what is near a random place of the centre lines: the source is nearer to it by the square of d / R. */
    static Effect.Severities swelling(Picture image, RandomStream random) {
        Morphology shape = Morphology.of(image);
        if (shape.isEmpty()) {
            return severity -> image;
        }
        int cell = shape.lines()[random.nextInt(shape.lines().length)];
        double centreX = shape.x(cell);
        double centreY = shape.y(cell);
        double unit = image.unit();
        double meanWidth = shape.meanWidth / shape.scale / unit;
        return severity -> {
            double radius = Effect.of(SWELLINGS, severity) * Math.sqrt(meanWidth) / 2 * unit;
            return image.with((y, x) -> {
                double toX = x - centreX;
                double toY = y - centreY;
                double nearer = Math.min(1, (toX * toX + toY * toY) / (radius * radius));
                return image.between(centreY + nearer * toY, centreX + nearer * toX);
            });
        };
    }

    /** Cuts across the strokes at random places of the centre lines, away from their ends where possible. */
    static Effect.Severities fractures(Picture image, RandomStream random) {
        Morphology shape = Morphology.of(image);
        if (shape.isEmpty()) {
            return severity -> image;
        }
        int[] places = shape.awayFromEnds(FROM_ENDS * image.unit() * shape.scale);
        List<Polyline> cuts = new ArrayList<>();
        for (int k = 0; k < FRACTURES.length; k++) {
            cuts.add(shape.across(places[random.nextInt(places.length)], FRACTURE_REACH * image.unit()));
        }
        return severity -> {
            Strokes first = Strokes.of(cuts.subList(0, (int) Effect.of(FRACTURES, severity)));
            byte[] cut = Pen.ofWidth(FRACTURE_WIDTH * image.unit()).draw(first, image.height, image.width);
            return image.with((y, x) -> image.at(y, x) * (255 - (cut[y * image.width + x] & 0xFF)) / 255);
        };
    }
}
