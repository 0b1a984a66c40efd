package org.mnist4j.report;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.report.Mark.Anchor;

/** Lines of text below a figure, broken to its width. */
final class NoteStrip {
    private static final int MARGIN = 20;
    private static final int LINE = 16;

    private NoteStrip() {}

    /** The lines; none for an empty note. */
    static List<Mark> below(Figure figure, String note) {
        List<String> lines = new ArrayList<>();
        for (String word : note.isEmpty() ? new String[0] : note.split(" ")) {
            String longer = lines.isEmpty() ? word : lines.get(lines.size() - 1) + " " + word;
            boolean fits = GlyphOutlines.width(longer, FigureBuilder.SMALL, false) <= figure.width() - 2 * MARGIN;
            if (lines.isEmpty() || !fits) {
                lines.add(word);
            } else {
                lines.set(lines.size() - 1, longer);
            }
        }
        List<Mark> marks = new ArrayList<>();
        for (String line : lines) {
            double y = figure.height() + LINE * (marks.size() + 0.7);
            marks.add(new Mark.Text(MARGIN, y, line, FigureBuilder.SMALL, false, Anchor.START, Palette.MUTED, 0, line));
        }
        return marks;
    }

    /** The height to add to the figure, in its pixels. */
    static int height(List<Mark> lines) {
        return lines.isEmpty() ? 0 : LINE * lines.size() + MARGIN / 2;
    }
}
