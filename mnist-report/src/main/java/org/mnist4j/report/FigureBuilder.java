package org.mnist4j.report;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.report.Mark.Anchor;
import org.mnist4j.report.Mark.Point;
import org.mnist4j.report.Mark.Stroke;

/** Collects the marks of a figure from back to front. */
final class FigureBuilder {
    /** Text sizes of all figures, in pixels per em. */
    static final double TITLE = 15;

    static final double BODY = 12;
    static final double SMALL = 11;

    private final List<Mark> marks = new ArrayList<>();

    FigureBuilder add(Mark mark) {
        marks.add(mark);
        return this;
    }

    FigureBuilder fill(double x, double y, double width, double height, int colour) {
        return add(new Mark.Rectangle(x, y, width, height, colour, Stroke.NONE));
    }

    FigureBuilder frame(double x, double y, double width, double height, Stroke stroke) {
        return add(new Mark.Rectangle(x, y, width, height, Mark.NO_FILL, stroke));
    }

    FigureBuilder line(double x1, double y1, double x2, double y2, Stroke stroke) {
        return add(new Mark.Polyline(List.of(new Point(x1, y1), new Point(x2, y2)), stroke));
    }

    FigureBuilder circle(double x, double y, double radius, int fill, Stroke stroke) {
        return add(new Mark.Circle(x, y, radius, fill, stroke));
    }

    FigureBuilder text(double x, double y, String text, double size, Anchor anchor, int colour) {
        return add(new Mark.Text(x, y, text, size, false, anchor, colour, 0, text));
    }

    FigureBuilder bold(double x, double y, String text, double size, Anchor anchor, int colour) {
        return add(new Mark.Text(x, y, text, size, true, anchor, colour, 0, text));
    }

    FigureBuilder turned(double x, double y, String text, double size, Anchor anchor, int colour, double degrees) {
        return add(new Mark.Text(x, y, text, size, false, anchor, colour, degrees, text));
    }

    /** Says what a PNG shows instead of the text that was added last, where there is no font for it. */
    FigureBuilder orElse(String plain) {
        int last = marks.size() - 1;
        marks.set(last, ((Mark.Text) marks.get(last)).orElse(plain));
        return this;
    }

    /** The index of a class, for where there is no font for its name. */
    static String number(int clazz) {
        return "#" + clazz;
    }

    /** Adds the current marks of {@code part} in front. */
    FigureBuilder addAll(FigureBuilder part) {
        marks.addAll(part.marks);
        return this;
    }

    /** Adds the current marks of {@code part} as one group with a tooltip. */
    FigureBuilder group(String tooltip, FigureBuilder part) {
        return add(new Mark.Group(tooltip, part.marks));
    }

    Figure build(double width, double height, String title) {
        return new Figure((int) Math.ceil(width), (int) Math.ceil(height), title, marks);
    }
}
