package org.mnist4j.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Formats numbers for people, independently of the locale. */
final class Numerals {
    private Numerals() {}

    /** For example {@code 10,000}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** For example {@code 1 image} and {@code 2 images}. */
    static String images(long value) {
        return count(value) + (value == 1 ? " image" : " images");
    }

    /** A share in 0..1 with one decimal, such as {@code 97.7%}; a dash if undefined. */
    static String percent(double share) {
        return decimals(100 * share, 1, "%");
    }

    /** A share in 0..1 with two decimals, such as {@code 97.71%}; a dash if undefined. */
    static String precisePercent(double share) {
        return decimals(100 * share, 2, "%");
    }

    /** A round share such as a confidence, with as few digits as it needs: {@code 95%}, {@code 99.5%}. */
    static String shortPercent(double share) {
        return new BigDecimal(100 * share)
                        .setScale(4, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }

    /** A model's probability: as {@link #percent}, but never rounded to 100.0% or 0.0%. */
    static String probability(double probability) {
        if (probability < 1 && probability >= 0.9995) {
            return ">99.9%";
        }
        if (probability > 0 && probability < 0.0005) {
            return "<0.1%";
        }
        return percent(probability);
    }

    /** A p-value with four decimals, or two significant digits if that would be 0.0000. */
    static String pValue(double p) {
        if (p == 1) {
            return "1";
        }
        return p >= 0.0001 ? score(p) : String.format(Locale.ROOT, "%.1e", p);
    }

    /** A difference of scores in -1..1 with its sign, such as {@code +0.0066}; a dash if undefined. */
    static String difference(double value) {
        return (value > 0 ? "+" : "") + score(value);
    }

    /** A score in 0..1 with four decimals, such as {@code 0.9769}; a dash if undefined. */
    static String score(double value) {
        return decimals(value, 4, "");
    }

    /** For example {@code 0.0457}; {@code 1.2e+20} if there would be too many digits, a dash if undefined. */
    static String decimals(double value, int digits, String unit) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        boolean readable = Math.abs(value) < 1e7 && digits <= 7;
        return String.format(Locale.ROOT, readable ? "%." + digits + "f" : "%.1e", value) + unit;
    }
}
