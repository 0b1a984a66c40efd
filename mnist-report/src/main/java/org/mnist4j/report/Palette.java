package org.mnist4j.report;

import java.util.Locale;

/**
 * The figures' colours, 0xRRGGBB: paper, ink in a few greys, one accent, and one signal for what is wrong.
 *
 * <p>Blue and vermilion stay apart for every common kind of colour blindness (Okabe and Ito, 2008), and nothing is said
 * by colour alone.
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

    /** One hue, from near white to dark, lightness falling at every step, so that it reads in grey as well. */
    private static final int[] RAMP = {0xeef4fa, 0xcfe1f1, 0x9cc5e3, 0x5b9ccb, 0x2a70ae, 0x0c4279};

    private Palette() {}

    /** The sequential colour for a value in 0..1. */
    static int ramp(double value) {
        double position = Math.min(1, Math.max(0, value)) * (RAMP.length - 1);
        int lower = Math.min((int) position, RAMP.length - 2);
        return mix(RAMP[lower], RAMP[lower + 1], position - lower);
    }

    /** White or ink, whichever has the higher contrast on the background. */
    static int textOn(int background) {
        return contrast(PAPER, background) > contrast(INK, background) ? PAPER : INK;
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

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    /** The colour {@code share} of the way from one to another, channel by channel. */
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
