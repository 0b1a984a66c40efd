package org.mnist4j.report;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * The letters of the PNG figures and the widths of all text, from a table of outlines (a subset of DejaVu Sans): Latin, Greek and
 * Cyrillic.
 *
 * <p>The JDK's own fonts are deliberately not used: requesting one fails on a server without fontconfig, and the result
 * depends on the machine. A character missing from the table counts as a box one em wide; {@link Lettering} finds another
 * way to draw it.
 */
final class GlyphOutlines {
    static final int UNITS_PER_EM = 2048;

    /** Above and below the baseline, in em, enough for accents and descenders. */
    static final double ASCENT = 0.93;

    static final double DESCENT = 0.24;

    private static final GlyphOutlines REGULAR = read("dejavu-sans.glyphs");
    private static final GlyphOutlines BOLD = read("dejavu-sans-bold.glyphs");
    private static final Glyph UNKNOWN = new Glyph(UNITS_PER_EM, box());

    private final Map<Integer, Glyph> glyphs;

    private record Glyph(int advance, Path2D.Double outline) {}

    private GlyphOutlines(Map<Integer, Glyph> glyphs) {
        this.glyphs = glyphs;
    }

    /** Whether the table has all characters of a text. */
    static boolean covers(String text) {
        return text.codePoints().allMatch(REGULAR.glyphs::containsKey);
    }

    /** The length of a line of text in pixels, without kerning. */
    static double width(String text, double size, boolean bold) {
        GlyphOutlines face = face(bold);
        return text.codePoints().mapToLong(c -> face.glyph(c).advance()).sum() * size / UNITS_PER_EM;
    }

    /** The text's filled shape, starting at (x, y) on its baseline. */
    static Path2D outline(String text, double size, boolean bold, double x, double y) {
        GlyphOutlines face = face(bold);
        Path2D.Double line = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double scale = size / UNITS_PER_EM;
        double pen = x;
        for (int codePoint : text.codePoints().toArray()) {
            Glyph glyph = face.glyph(codePoint);
            line.append(glyph.outline().getPathIterator(new AffineTransform(scale, 0, 0, scale, pen, y)), false);
            pen += glyph.advance() * scale;
        }
        return line;
    }

    /** The text, or the longest prefix that fits with an ellipsis. */
    static String fit(String text, double size, boolean bold, double width) {
        if (width(text, size, bold) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0) {
            end = text.offsetByCodePoints(end, -1);
            String shorter = text.substring(0, end).stripTrailing() + "…";
            if (width(shorter, size, bold) <= width) {
                return shorter;
            }
        }
        return "…";
    }

    /** The box around a text, rotated with it. */
    static Rectangle2D bounds(Mark.Text text) {
        Rectangle2D straight = new Rectangle2D.Double(
                text.x() + text.offset(),
                text.y() - ASCENT * text.size(),
                text.length(),
                (ASCENT + DESCENT) * text.size());
        return AffineTransform.getRotateInstance(Math.toRadians(text.degrees()), text.x(), text.y())
                .createTransformedShape(straight)
                .getBounds2D();
    }

    private static GlyphOutlines face(boolean bold) {
        return bold ? BOLD : REGULAR;
    }

    private Glyph glyph(int codePoint) {
        return glyphs.getOrDefault(codePoint, UNKNOWN);
    }

    private static Path2D.Double box() {
        Path2D.Double box = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        // The inner rectangle has the opposite direction, so that it is a hole under the non-zero rule too.
        box.append(new Rectangle2D.Double(160, -1480, 1728, 1680), false);
        box.moveTo(300, -1340);
        box.lineTo(300, 60);
        box.lineTo(1748, 60);
        box.lineTo(1748, -1340);
        box.closePath();
        return box;
    }

    private static GlyphOutlines read(String resource) {
        Map<Integer, Glyph> glyphs = new HashMap<>();
        try (InputStream in = GlyphOutlines.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("mnist-report's jar lacks its resource " + resource);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    StringTokenizer tokens = new StringTokenizer(line);
                    int codePoint = Integer.parseInt(tokens.nextToken(), 16);
                    glyphs.put(codePoint, new Glyph(next(tokens), path(tokens)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + resource, e);
        }
        return new GlyphOutlines(Map.copyOf(glyphs));
    }

    private static Path2D.Double path(StringTokenizer tokens) {
        Path2D.Double path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        int x = 0;
        int y = 0;
        while (tokens.hasMoreTokens()) {
            String step = tokens.nextToken();
            if (step.equals("z")) {
                path.closePath();
                continue;
            }
            x += next(tokens);
            y += next(tokens);
            switch (step) {
                case "m" -> path.moveTo(x, y);
                case "l" -> path.lineTo(x, y);
                case "q" -> {
                    int controlX = x;
                    int controlY = y;
                    x += next(tokens);
                    y += next(tokens);
                    path.quadTo(controlX, controlY, x, y);
                }
                default -> throw new IllegalStateException("a glyph table has no step named " + step);
            }
        }
        return path;
    }

    private static int next(StringTokenizer tokens) {
        return Integer.parseInt(tokens.nextToken());
    }
}
