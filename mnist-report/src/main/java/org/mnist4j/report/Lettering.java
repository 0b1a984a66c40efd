package org.mnist4j.report;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the text of a PNG figure into shapes: by the library's own letters, by a font where they lack a character, and where there is
 * no such font either, by other words, which {@link #note()} explains.
 */
final class Lettering {

    private static final String UNKNOWN = "?";

    private final FontOutlines fonts;
    private boolean numbered;
    private boolean marked;

    Lettering(FontOutlines fonts) {
        this.fonts = fonts;
    }

    /** The text at its place in the figure. */
    Path2D shape(Mark.Text text) {
        if (GlyphOutlines.covers(text.text())) {
            Path2D own =
                    GlyphOutlines.outline(text.text(), text.size(), text.bold(), text.x() + text.offset(), text.y());
            return new Path2D.Double(own, turn(text));
        }
        FontOutlines.Line line = line(text);
        double length = line.advance();
        double start =
                switch (text.anchor()) {
                    case START -> 0;
                    case MIDDLE -> -length / 2;
                    case END -> -length;
                };
        AffineTransform place = turn(text);
        place.translate(text.x() + start, text.y());
        return new Path2D.Double(line.outline(), place);
    }

    private static AffineTransform turn(Mark.Text text) {
        return AffineTransform.getRotateInstance(Math.toRadians(text.degrees()), text.x(), text.y());
    }

    private FontOutlines.Line line(Mark.Text text) {
        Optional<FontOutlines.Line> line = line(text.text(), text);
        if (line.isPresent()) {
            return within(text.length(), line.get());
        }
        Optional<FontOutlines.Line> plain =
                text.plain().equals(text.text()) ? Optional.empty() : line(text.plain(), text);
        if (plain.isPresent()) {
            numbered = true;
            return plain.get();
        }
        marked = true;
        StringBuilder readable = new StringBuilder();
        for (String part : parts(text.plain())) {
            readable.append(line(part, text).isPresent() ? part : UNKNOWN);
        }
        return line(readable.toString(), text).orElseThrow();
    }

    /** The layout was made with estimated widths: what is longer is condensed. */
    private static FontOutlines.Line within(double room, FontOutlines.Line line) {
        double share = room / line.advance();
        return share >= 1
                ? line
                : new FontOutlines.Line(
                        AffineTransform.getScaleInstance(share, 1).createTransformedShape(line.outline()), room);
    }

    private Optional<FontOutlines.Line> line(String text, Mark.Text style) {
        Path2D.Double shape = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double pen = 0;
        for (String part : parts(text)) {
            if (GlyphOutlines.covers(part)) {
                shape.append(GlyphOutlines.outline(part, style.size(), style.bold(), pen, 0), false);
                pen += GlyphOutlines.width(part, style.size(), style.bold());
                continue;
            }
            Optional<FontOutlines.Line> line = fonts.line(part, style.size(), style.bold());
            if (line.isEmpty()) {
                return Optional.empty();
            }
            shape.append(line.get().outline().getPathIterator(AffineTransform.getTranslateInstance(pen, 0)), false);
            pen += line.get().advance();
        }
        return Optional.of(new FontOutlines.Line(shape, pen));
    }

    /** Splits a text where words of the library's own letters meet words that need a font. */
    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        // Accents that follow their letter, as in names of files from macOS, become one letter with it.
        for (String word : Normalizer.normalize(text, Normalizer.Form.NFC).split("(?<= )|(?= )")) {
            int last = parts.size() - 1;
            boolean own = GlyphOutlines.covers(word);
            if (last >= 0 && own == GlyphOutlines.covers(parts.get(last))) {
                parts.set(last, parts.get(last) + word);
            } else if (last >= 1 && !own && parts.get(last).equals(" ") && !GlyphOutlines.covers(parts.get(last - 1))) {
                // One piece, for in some scripts the first word stands at the right.
                parts.set(last - 1, parts.get(last - 1) + " " + word);
                parts.remove(last);
            } else {
                parts.add(word);
            }
        }
        return parts;
    }

    /** What to say below the figure, if anything was written in other words; else empty. */
    String note() {
        String numbers = "#0, #1, ... are the classes by index: there is no font here for their names.";
        String marks = UNKNOWN + " stands for letters for which there is no font here.";
        String advice = " Name a font file with -D" + FigureFont.PROPERTY + "=FILE.";
        if (numbered) {
            return (marked ? numbers + " " + marks : numbers) + advice;
        }
        return marked ? marks + advice : "";
    }
}
