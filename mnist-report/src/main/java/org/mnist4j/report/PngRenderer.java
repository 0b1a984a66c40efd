package org.mnist4j.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.mnist4j.report.Mark.Point;
import org.mnist4j.report.Mark.Stroke;

/** Draws a figure with Java2D and encodes it as PNG; touches no font, no screen and no temporary file. */
final class PngRenderer {
    private final Graphics2D graphics;

    private PngRenderer(Graphics2D graphics) {
        this.graphics = graphics;
    }

    static byte[] render(Figure figure, int scale) {
        int width = figure.width() * scale;
        int height = figure.height() * scale;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setColor(new Color(Palette.PAPER));
            graphics.fillRect(0, 0, width, height);
            graphics.scale(scale, scale);
            PngRenderer renderer = new PngRenderer(graphics);
            figure.marks().forEach(renderer::mark);
        } finally {
            graphics.dispose();
        }
        return encode(image);
    }

    /** A picture alone, one PNG pixel for each of its pixels. */
    static byte[] encode(Pixels pixels) {
        return encode(image(pixels));
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
            polyline(polyline);
        } else if (mark instanceof Mark.Text text) {
            text(text);
        } else if (mark instanceof Mark.Picture picture) {
            picture(picture);
        } else if (mark instanceof Mark.Group group) {
            group.marks().forEach(this::mark);
        }
    }

    private void polyline(Mark.Polyline polyline) {
        if (polyline.points().size() < 2) {
            return;
        }
        Path2D.Double path = new Path2D.Double();
        Point first = polyline.points().get(0);
        path.moveTo(first.x(), first.y());
        for (Point point : polyline.points().subList(1, polyline.points().size())) {
            path.lineTo(point.x(), point.y());
        }
        paint(path, Mark.NO_FILL, polyline.stroke());
    }

    private void text(Mark.Text text) {
        Path2D outline =
                GlyphOutlines.outline(text.text(), text.size(), text.bold(), text.x() + text.offset(), text.y());
        AffineTransform turn = AffineTransform.getRotateInstance(Math.toRadians(text.degrees()), text.x(), text.y());
        paint(turn.createTransformedShape(outline), text.colour(), Stroke.NONE);
    }

    private void picture(Mark.Picture picture) {
        AffineTransform place = AffineTransform.getTranslateInstance(picture.x(), picture.y());
        place.scale(
                picture.width() / picture.pixels().width(),
                picture.height() / picture.pixels().height());
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.drawImage(image(picture.pixels()), place, null);
    }

    private void paint(Shape shape, int fill, Stroke stroke) {
        if (fill != Mark.NO_FILL) {
            graphics.setColor(new Color(fill));
            graphics.fill(shape);
        }
        if (stroke.isVisible()) {
            graphics.setColor(new Color(stroke.colour()));
            graphics.setStroke(java2d(stroke));
            graphics.draw(shape);
        }
    }

    private static BasicStroke java2d(Stroke stroke) {
        float width = (float) stroke.width();
        List<Double> dashes = stroke.dashes();
        if (dashes.isEmpty()) {
            return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 4);
        }
        float[] lengths = new float[dashes.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = dashes.get(i).floatValue();
        }
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 4, lengths, 0);
    }

    private static BufferedImage image(Pixels pixels) {
        int type = pixels.isGrey() ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), type);
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                if (pixels.isGrey()) {
                    // Through the raster, because setRGB would convert to a linear grey and change the value.
                    image.getRaster().setSample(x, y, 0, pixels.rgb(x, y) & 0xff);
                } else {
                    image.setRGB(x, y, pixels.rgb(x, y));
                }
            }
        }
        return image;
    }

    private static byte[] encode(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Not ImageIO.write, which would make a cache file in the system's temporary folder.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(image);
        } catch (IOException e) {
            throw new UncheckedIOException("encoding a PNG in memory failed", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
