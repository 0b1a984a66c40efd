package org.mnist4j.report;

import java.util.List;

/** An element of a {@link Figure}; lengths are in the figure's pixels, x to the right, y down. */
sealed interface Mark {

    /** The {@code fill} of an unfilled shape. */
    int NO_FILL = -1;

    /** The point of a text that its position refers to. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    record Point(double x, double y) {}

    /** A line's style; {@code dashes} are lengths on, off, on, ..., empty for a solid line. */
    record Stroke(int colour, double width, List<Double> dashes) {
        static final Stroke NONE = new Stroke(0, 0, List.of());

        public Stroke {
            dashes = List.copyOf(dashes);
        }

        static Stroke solid(int colour, double width) {
            return new Stroke(colour, width, List.of());
        }

        static Stroke dashed(int colour, double width, double on, double off) {
            return new Stroke(colour, width, List.of(on, off));
        }

        boolean isVisible() {
            return width > 0;
        }
    }

    record Rectangle(double x, double y, double width, double height, int fill, Stroke stroke) implements Mark {}

    record Circle(double x, double y, double radius, int fill, Stroke stroke) implements Mark {}

    record Polyline(List<Point> points, Stroke stroke) implements Mark {
        public Polyline {
            points = List.copyOf(points);
        }
    }

    /**
     * A line of text.
     *
     * @param y the baseline
     * @param size pixels per em
     * @param degrees clockwise rotation about (x, y)
     * @param plain what a PNG shows where there is no font for the text, such as a class's index instead of its name
     */
    record Text(
            double x,
            double y,
            String text,
            double size,
            boolean bold,
            Anchor anchor,
            int colour,
            double degrees,
            String plain)
            implements Mark {

        Text orElse(String newPlain) {
            return new Text(x, y, text, size, bold, anchor, colour, degrees, newPlain);
        }

        /** Where the text starts on its baseline, relative to x and before rotation. */
        double offset() {
            return switch (anchor) {
                case START -> 0;
                case MIDDLE -> -length() / 2;
                case END -> -length();
            };
        }

        double length() {
            return GlyphOutlines.width(text, size, bold);
        }
    }

    /** Pixels drawn as sharp squares at every scale. */
    record Picture(double x, double y, double width, double height, Pixels pixels) implements Mark {}

    /** A group of marks; the SVG shows {@code tooltip} when the pointer is over it. */
    record Group(String tooltip, List<Mark> marks) implements Mark {
        public Group {
            marks = List.copyOf(marks);
        }
    }
}
