package org.mnist4j.report;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.mnist4j.report.Mark.Point;
import org.mnist4j.report.Mark.Stroke;

/** Draws a figure on a {@link Canvas}; uses only the geometry of AWT, no display. */
final class PngRenderer {
    private final Canvas canvas;
    private final int scale;
    private final AffineTransform toPixels;
    private final Lettering lettering;

    private PngRenderer(Canvas canvas, int scale, Lettering lettering) {
        this.canvas = canvas;
        this.scale = scale;
        this.toPixels = AffineTransform.getScaleInstance(scale, scale);
        this.lettering = lettering;
    }

    static byte[] render(Figure figure, int scale, FontOutlines fonts) {
        Lettering lettering = new Lettering(fonts);
        figure.marks().forEach(mark -> tryLetters(mark, lettering));
        List<Mark> note = NoteStrip.below(figure, lettering.note());
        int width = Math.multiplyExact(figure.width(), scale);
        int height = Math.multiplyExact(figure.height() + NoteStrip.height(note), scale);
        Canvas canvas = new Canvas(width, height, Palette.PAPER);
        PngRenderer renderer = new PngRenderer(canvas, scale, lettering);
        figure.marks().forEach(renderer::mark);
        note.forEach(renderer::mark);
        return PngEncoder.encode(width, height, false, canvas::rgb);
    }

    /** What cannot be written as it is must be known before the size of the picture. */
    private static void tryLetters(Mark mark, Lettering lettering) {
        if (mark instanceof Mark.Text text && !GlyphOutlines.covers(text.text())) {
            lettering.shape(text);
        } else if (mark instanceof Mark.Group group) {
            group.marks().forEach(part -> tryLetters(part, lettering));
        }
    }

    /** An image alone, one PNG pixel per image pixel. */
    static byte[] encode(Pixels pixels) {
        return PngEncoder.encode(pixels.width(), pixels.height(), pixels.isGrey(), pixels::rgb);
    }

    private void mark(Mark mark) {
        if (mark instanceof Mark.Rectangle r) {
            paint(new Rectangle2D.Double(r.x(), r.y(), r.width(), r.height()), r.fill(), r.stroke());
        } else if (mark instanceof Mark.Circle c) {
            double diameter = 2 * c.radius();
            paint(
                    new Ellipse2D.Double(c.x() - c.radius(), c.y() - c.radius(), diameter, diameter),
                    c.fill(),
                    c.stroke());
        } else if (mark instanceof Mark.Polyline polyline) {
            paint(path(polyline.points()), Mark.NO_FILL, polyline.stroke());
        } else if (mark instanceof Mark.Text text) {
            text(text);
        } else if (mark instanceof Mark.Picture picture) {
            picture(picture);
        } else if (mark instanceof Mark.Group group) {
            group.marks().forEach(this::mark);
        }
    }

    private void text(Mark.Text text) {
        paint(lettering.shape(text), text.colour(), Stroke.NONE);
    }

    private void picture(Mark.Picture picture) {
        Pixels pixels = picture.pixels();
        int left = (int) Math.round(picture.x() * scale);
        int top = (int) Math.round(picture.y() * scale);
        int width = (int) Math.round(picture.width() * scale);
        int height = (int) Math.round(picture.height() * scale);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                canvas.set(left + x, top + y, pixels.rgb(x * pixels.width() / width, y * pixels.height() / height));
            }
        }
    }

    private void paint(Shape shape, int fill, Stroke stroke) {
        if (fill != Mark.NO_FILL) {
            canvas.fill(shape, toPixels, fill);
        }
        if (stroke.isVisible()) {
            canvas.fill(pen(stroke).createStrokedShape(shape), toPixels, stroke.colour());
        }
    }

    private static Path2D path(List<Point> points) {
        Path2D.Double path = new Path2D.Double();
        for (int i = 0; i < points.size(); i++) {
            if (i == 0) {
                path.moveTo(points.get(i).x(), points.get(i).y());
            } else {
                path.lineTo(points.get(i).x(), points.get(i).y());
            }
        }
        return path;
    }

    private static BasicStroke pen(Stroke stroke) {
        float width = (float) stroke.width();
        if (stroke.dashes().isEmpty()) {
            return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 4);
        }
        float[] lengths = new float[stroke.dashes().size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = stroke.dashes().get(i).floatValue();
        }
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 4, lengths, 0);
    }
}
