package org.mnist4j.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures' colours, 0xRRGGBB: paper, ink in a few greys, one accent, and one signal colour for mistakes.
 *
 * <p>Blue and vermilion are distinguishable with every common kind of colour blindness (Okabe and Ito, 2008), and no
 * information is conveyed by colour alone. Every colour has a counterpart for the dark theme of an HTML report.
 */
final class Palette {
    static final int PAPER = 0xffffff;
    static final int INK = 0x1f2933;
    static final int MUTED = 0x5b6773;
    static final int RULE = 0xd5dbe1;
    static final int LINK = 0xc3cbd3;
    static final int FAINT = 0xf3f5f7;
    static final int ACCENT = 0x0b5fa5;
    static final int WRONG = 0xb93a0b;

    /** The text colour on lighter shades; a softer one would be unreadable on the middle shades. */
    static final int BLACK = 0x000000;

    /** The steps of {@link #ramp}, few enough for a style sheet to list them all. */
    static final int LEVELS = 32;

    private static final int DARK_PAPER = 0x1a2027;

    /** One hue, from near white to dark, with decreasing lightness, so that it also works in greyscale. */
    private static final List<Integer> RAMP = List.of(0xeef4fa, 0xcfe1f1, 0x9cc5e3, 0x5b9ccb, 0x2a70ae, 0x0c4279);

    /** The first level with white text. */
    private static final int TURN = 25;

    /** In the dark theme the ramp gets lighter. It jumps where the text colour changes: no shade there suits both. */
    private static final List<Integer> DARK_RAMP_BELOW = List.of(0x1b3046, 0x1d4872, 0x22639b);

    private static final List<Integer> DARK_RAMP_ABOVE = List.of(0x5ea3dc, 0x97c8f0, 0xc9e4fb);

    /** From vermilion through white to blue, with equal lightness on both sides. */
    private static final List<Integer> DIVERGING =
            List.of(0x8f2a05, 0xc9551f, 0xf0a884, 0xfdfdfd, 0x94bfe3, 0x2f78ba, 0x0a4580);

    private static final Map<Integer, Integer> DARK = dark();

    private Palette() {}

    /** The sequential colour for a value in 0..1, the nearest of {@value #LEVELS} + 1. */
    static int ramp(double value) {
        return level((int) Math.round(Math.min(1, Math.max(0, value)) * LEVELS));
    }

    /** The sequential colour of a level in 0..{@value #LEVELS}. */
    static int level(int level) {
        return along(RAMP, (double) level / LEVELS);
    }

    /** The colour for a value in -1..1: vermilion below 0, white at 0, blue above. */
    static int diverging(double value) {
        return along(DIVERGING, (Math.min(1, Math.max(-1, value)) + 1) / 2);
    }

    /** White or black, whichever has the higher contrast on the background. */
    static int textOn(int background) {
        return contrast(PAPER, background) > contrast(BLACK, background) ? PAPER : BLACK;
    }

    /** Every colour with its counterpart in the dark theme. */
    static Map<Integer, Integer> darkColours() {
        return DARK;
    }

    /** The contrast ratio of two colours, 1..21, as WCAG 2 defines it: (lighter + 0.05) / (darker + 0.05). */
    static double contrast(int one, int other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    /** Relative luminance, 0 (black) to 1 (white), of an sRGB colour as WCAG 2 defines it. */
    static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    /** A colour as SVG and CSS write it, such as {@code #0b5fa5}. */
    static String hex(int rgb) {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }

    private static Map<Integer, Integer> dark() {
        Map<Integer, Integer> dark = new LinkedHashMap<>();
        dark.put(PAPER, DARK_PAPER);
        dark.put(INK, 0xe6eaee);
        dark.put(MUTED, 0xa9b3be);
        dark.put(RULE, 0x36404b);
        dark.put(LINK, 0x4b5763);
        dark.put(FAINT, 0x1e242c);
        dark.put(ACCENT, 0x7db8e8);
        dark.put(WRONG, 0xf59a6c);
        dark.put(BLACK, 0xffffff);
        for (int level = 0; level <= LEVELS; level++) {
            double below = level / (TURN - 1.0);
            double above = (double) (level - TURN) / (LEVELS - TURN);
            dark.put(level(level), level < TURN ? along(DARK_RAMP_BELOW, below) : along(DARK_RAMP_ABOVE, above));
        }
        return dark;
    }

    /** The colour at {@code share}, 0..1, of a gradient with evenly spaced stops. */
    private static int along(List<Integer> stops, double share) {
        double position = share * (stops.size() - 1);
        int lower = Math.min((int) position, stops.size() - 2);
        return mix(stops.get(lower), stops.get(lower + 1), position - lower);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    /** Interpolates linearly between two colours, channel by channel. */
    static int mix(int from, int to, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int start = from >> shift & 0xff;
            int end = to >> shift & 0xff;
            mixed |= (int) Math.round(start + (end - start) * share) << shift;
        }
        return mixed;
    }
}
