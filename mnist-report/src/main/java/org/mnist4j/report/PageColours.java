package org.mnist4j.report;

import java.util.Map;

/** The figures' colours as a style sheet: the shades of table cells, and the dark counterpart of every colour. */
final class PageColours {
    private static final String DARK = "@media screen and (prefers-color-scheme: dark) {\n";

    private PageColours() {}

    /** The style class of a confusion matrix's cell with this share. */
    static String shade(double share) {
        int colour = ConfusionMatrixFigure.shade(share);
        for (int level = 0; level <= Palette.LEVELS; level++) {
            if (Palette.level(level) == colour) {
                return "s" + level;
            }
        }
        throw new IllegalStateException("no level has the shade of " + share);
    }

    /** Table cells are shaded by class; figures are matched by their colour attributes. */
    static String css() {
        Map<Integer, Integer> dark = Palette.darkColours();
        StringBuilder css = new StringBuilder();
        StringBuilder onDark = new StringBuilder(DARK);
        for (int level = 0; level <= Palette.LEVELS; level++) {
            int shade = Palette.level(level);
            int ink = Palette.textOn(shade);
            cell(css, level, shade, ink);
            cell(onDark, level, dark.get(shade), dark.get(ink));
        }
        dark.forEach((light, darker) -> {
            onDark.append("svg [fill=\"").append(Palette.hex(light)).append("\"] { fill: ");
            onDark.append(Palette.hex(darker)).append("; }\n");
            onDark.append("svg [stroke=\"").append(Palette.hex(light)).append("\"] { stroke: ");
            onDark.append(Palette.hex(darker)).append("; }\n");
        });
        return css.append(onDark).append("}\n").toString();
    }

    private static void cell(StringBuilder css, int level, int shade, int ink) {
        css.append(".s").append(level).append(" { background: ").append(Palette.hex(shade));
        css.append("; color: ").append(Palette.hex(ink)).append("; }\n");
    }
}
