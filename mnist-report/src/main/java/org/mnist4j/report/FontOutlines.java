package org.mnist4j.report;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shapes of text beyond {@link GlyphOutlines}, where there is a font for it. */
@FunctionalInterface
interface FontOutlines {

    /**
     * A shape that starts at (0, 0) on its baseline.
     *
     * @param advance its length in pixels
     */
    record Line(Shape outline, double advance) {}

    /** The text; empty if some of its characters cannot be drawn. */
    Optional<Line> line(String text, double size, boolean bold);

    /** From this font, or else from those that the JDK finds, of which there may be none. */
    static FontOutlines of(@Nullable FigureFont named) {
        return (text, size, bold) -> {
            Optional<Line> line = named == null ? Optional.empty() : line(named.font(), text, size, bold);
            return line.isPresent() ? line : foundByJava(text, size, bold);
        };
    }

    private static Optional<Line> foundByJava(String text, double size, boolean bold) {
        try {
            // A logical font stands for all fonts of the system, as far as the JDK knows them. It needs no display.
            return line(new Font(Font.SANS_SERIF, Font.PLAIN, 1), text, size, bold);
        } catch (LinkageError | InternalError | RuntimeException e) {
            // On a server without fontconfig, libfreetype or any font, even asking for one fails.
            return Optional.empty();
        }
    }

    private static Optional<Line> line(Font font, String text, double size, boolean bold) {
        if (font.canDisplayUpTo(text) != -1) {
            return Optional.empty();
        }
        FontRenderContext exact = new FontRenderContext(new AffineTransform(), true, true);
        TextLayout layout = new TextLayout(text, font.deriveFont(bold ? Font.BOLD : Font.PLAIN, (float) size), exact);
        Shape outline = layout.getOutline(null);
        // Letters that are pictures, such as emoji, have no outline.
        return outline.getBounds2D().isEmpty() ? Optional.empty() : Optional.of(new Line(outline, layout.getAdvance()));
    }
}
