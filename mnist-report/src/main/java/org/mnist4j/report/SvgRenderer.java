package org.mnist4j.report;

import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.mnist4j.report.Mark.Anchor;
import org.mnist4j.report.Mark.Stroke;

/** Renders a figure as SVG 1.1. */
final class SvgRenderer {
    private final StringBuilder svg = new StringBuilder();

    private SvgRenderer() {}

    static String render(Figure figure) {
        SvgRenderer renderer = new SvgRenderer();
        renderer.figure(figure);
        return renderer.svg.toString();
    }

    private void figure(Figure figure) {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
        attribute("aria-label", figure.title());
        attribute("width", figure.width());
        attribute("height", figure.height());
        svg.append(" viewBox=\"0 0 ").append(figure.width()).append(' ').append(figure.height());
        // Kerning is off because the layout was measured without it.
        svg.append("\" font-family=\"'DejaVu Sans', system-ui, sans-serif\" style=\"font-kerning:none\">\n");
        svg.append("<title>").append(Markup.escape(figure.title())).append("</title>\n");
        svg.append("<rect width=\"100%\" height=\"100%\"");
        attribute("fill", Palette.hex(Palette.PAPER));
        svg.append("/>\n");
        figure.marks().forEach(this::mark);
        svg.append("</svg>\n");
    }

    private void mark(Mark mark) {
        if (mark instanceof Mark.Rectangle rectangle) {
            rectangle(rectangle);
        } else if (mark instanceof Mark.Circle circle) {
            circle(circle);
        } else if (mark instanceof Mark.Polyline polyline) {
            polyline(polyline);
        } else if (mark instanceof Mark.Text text) {
            text(text);
        } else if (mark instanceof Mark.Picture picture) {
            picture(picture);
        } else if (mark instanceof Mark.Group group) {
            group(group);
        }
    }

    private void rectangle(Mark.Rectangle rectangle) {
        svg.append("<rect");
        attribute("x", rectangle.x());
        attribute("y", rectangle.y());
        attribute("width", rectangle.width());
        attribute("height", rectangle.height());
        paint(rectangle.fill(), rectangle.stroke());
        svg.append("/>\n");
    }

    private void circle(Mark.Circle circle) {
        svg.append("<circle");
        attribute("cx", circle.x());
        attribute("cy", circle.y());
        attribute("r", circle.radius());
        paint(circle.fill(), circle.stroke());
        svg.append("/>\n");
    }

    private void polyline(Mark.Polyline polyline) {
        svg.append("<polyline");
        attribute(
                "points",
                polyline.points().stream()
                        .map(p -> Markup.number(p.x()) + "," + Markup.number(p.y()))
                        .collect(Collectors.joining(" ")));
        paint(Mark.NO_FILL, polyline.stroke());
        svg.append("/>\n");
    }

    private void text(Mark.Text text) {
        svg.append("<text");
        attribute("x", text.x());
        attribute("y", text.y());
        attribute("font-size", text.size());
        if (text.bold()) {
            attribute("font-weight", "bold");
        }
        if (text.anchor() != Anchor.START) {
            attribute("text-anchor", text.anchor() == Anchor.MIDDLE ? "middle" : "end");
        }
        attribute("fill", Palette.hex(text.colour()));
        if (text.degrees() != 0) {
            attribute(
                    "transform",
                    "rotate(" + Markup.number(text.degrees()) + " " + Markup.number(text.x()) + " "
                            + Markup.number(text.y()) + ")");
        }
        svg.append('>').append(Markup.escape(text.text())).append("</text>\n");
    }

    private void picture(Mark.Picture picture) {
        svg.append("<image");
        attribute("x", picture.x());
        attribute("y", picture.y());
        attribute("width", picture.width());
        attribute("height", picture.height());
        svg.append(" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\"");
        String png = Base64.getEncoder().encodeToString(PngRenderer.encode(picture.pixels()));
        attribute("href", "data:image/png;base64," + png);
        svg.append("/>\n");
    }

    private void group(Mark.Group group) {
        svg.append("<g><title>").append(Markup.escape(group.tooltip())).append("</title>\n");
        group.marks().forEach(this::mark);
        svg.append("</g>\n");
    }

    private void paint(int fill, Stroke stroke) {
        attribute("fill", fill == Mark.NO_FILL ? "none" : Palette.hex(fill));
        if (stroke.isVisible()) {
            attribute("stroke", Palette.hex(stroke.colour()));
            attribute("stroke-width", stroke.width());
            dashes(stroke.dashes());
        }
    }

    private void dashes(List<Double> dashes) {
        if (!dashes.isEmpty()) {
            attribute("stroke-dasharray", dashes.stream().map(Markup::number).collect(Collectors.joining(" ")));
        }
    }

    private void attribute(String name, double value) {
        attribute(name, Markup.number(value));
    }

    private void attribute(String name, String value) {
        svg.append(' ').append(name).append("=\"").append(Markup.escape(value)).append('"');
    }
}
