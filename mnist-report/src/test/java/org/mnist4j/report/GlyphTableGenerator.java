package org.mnist4j.report;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes the glyph tables of {@link GlyphOutlines} from a font file; run by hand when the set of characters changes.
 *
 * <p>Arguments: the font file, the table to write. Needs a JDK with fonts, which the tables themselves exist to avoid.
 */
final class GlyphTableGenerator {
    private static final String SIGNS =
            "\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2190\u2192\u2212\u2248\u2264\u2265\u2713\u2717\ufffd";

    private GlyphTableGenerator() {}

    public static void main(String[] arguments) throws IOException, FontFormatException {
        Font font = Font.createFont(Font.TRUETYPE_FONT, Path.of(arguments[0]).toFile())
                .deriveFont((float) GlyphOutlines.UNITS_PER_EM);
        StringBuilder table = new StringBuilder();
        table.append("# ").append(font.getFontName(Locale.ROOT));
        table.append(": outlines of a subset, ").append(GlyphOutlines.UNITS_PER_EM);
        table.append(" units per em, y down, each pair relative to the one before; licence in FONT-LICENSE.txt.\n");
        table.append("# Each line: code point, advance, then m x y, l x y, q cx cy x y, z.\n");
        codePoints().forEach(codePoint -> table.append(line(font, codePoint)));
        Files.writeString(Path.of(arguments[1]), table, StandardCharsets.UTF_8);
    }

    private static IntStream codePoints() {
        IntStream ascii = IntStream.rangeClosed(0x20, 0x7e);
        IntStream latin = IntStream.rangeClosed(0xa0, 0x17f);
        IntStream greek = IntStream.rangeClosed(0x386, 0x3ce).filter(Character::isDefined);
        IntStream cyrillic = IntStream.concat(IntStream.rangeClosed(0x400, 0x45f), IntStream.rangeClosed(0x490, 0x491));
        return Stream.of(ascii, latin, greek, cyrillic, SIGNS.codePoints()).flatMapToInt(part -> part);
    }

    private static String line(Font font, int codePoint) {
        if (!font.canDisplay(codePoint)) {
            throw new IllegalArgumentException(font.getFontName(Locale.ROOT) + " has no glyph for U+" + hex(codePoint));
        }
        FontRenderContext context = new FontRenderContext(new AffineTransform(), true, true);
        GlyphVector glyph = font.createGlyphVector(context, Character.toString(codePoint));
        StringBuilder line = new StringBuilder(hex(codePoint));
        line.append(' ').append(Math.round(glyph.getGlyphMetrics(0).getAdvanceX()));
        double[] point = new double[6];
        int x = 0;
        int y = 0;
        for (PathIterator path = glyph.getOutline().getPathIterator(null); !path.isDone(); path.next()) {
            int segment = path.currentSegment(point);
            int pairs;
            switch (segment) {
                case PathIterator.SEG_MOVETO -> {
                    line.append(" m");
                    pairs = 1;
                }
                case PathIterator.SEG_LINETO -> {
                    line.append(" l");
                    pairs = 1;
                }
                case PathIterator.SEG_QUADTO -> {
                    line.append(" q");
                    pairs = 2;
                }
                case PathIterator.SEG_CLOSE -> {
                    line.append(" z");
                    pairs = 0;
                }
                default -> throw new IllegalArgumentException("a TrueType outline has no segment of kind " + segment);
            }
            for (int i = 0; i < pairs; i++) {
                int fromX = x;
                int fromY = y;
                x = (int) Math.round(point[2 * i]);
                y = (int) Math.round(point[2 * i + 1]);
                line.append(' ').append(x - fromX).append(' ').append(y - fromY);
            }
        }
        return line.append('\n').toString();
    }

    private static String hex(int codePoint) {
        return String.format(Locale.ROOT, "%04x", codePoint);
    }
}
