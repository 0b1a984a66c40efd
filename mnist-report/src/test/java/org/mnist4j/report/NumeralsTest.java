package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class NumeralsTest {

    @Test
    void numbers_areTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Numerals.count(1_234_567)).isEqualTo("1,234,567");
            assertThat(Numerals.precisePercent(0.97714)).isEqualTo("97.71%");
            assertThat(Numerals.score(0.5)).isEqualTo("0.5000");
            assertThat(Markup.number(12.5)).isEqualTo("12.5");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void probability_neverReadsAsCertainUnlessItIs() {
        assertThat(Numerals.probability(0.99999)).isEqualTo(">99.9%");
        assertThat(Numerals.probability(0.9994)).isEqualTo("99.9%");
        assertThat(Numerals.probability(1)).isEqualTo("100.0%");
        assertThat(Numerals.probability(1e-9)).isEqualTo("<0.1%");
        assertThat(Numerals.probability(0)).isEqualTo("0.0%");
    }

    @Test
    void undefined_isADash() {
        assertThat(Numerals.percent(Double.NaN)).isEqualTo("–");
    }

    @Test
    void veryLargeAndVeryFineNumbers_areScientific() {
        assertThat(Numerals.decimals(1.25e20, 4, "")).isEqualTo("1.3e+20");
        assertThat(Numerals.decimals(2e-9, 9, "")).isEqualTo("2.0e-09");
        assertThat(Numerals.decimals(9_999_999, 1, " s")).isEqualTo("9999999.0 s");
    }

    @Test
    void oneImage_isSingular() {
        assertThat(Numerals.images(1)).isEqualTo("1 image");
        assertThat(Numerals.images(0)).isEqualTo("0 images");
    }

    @Test
    void lengths_haveTwoDecimalsAtMost_andNoExponent() {
        assertThat(Markup.number(1.0 / 3)).isEqualTo("0.33");
        assertThat(Markup.number(-0.001)).isEqualTo("0");
        assertThat(Markup.number(1e7)).isEqualTo("10000000");
        assertThat(Markup.number(100)).isEqualTo("100");
    }

    @Test
    void escape_coversMarkupAndWhatXmlForbids() {
        assertThat(Markup.escape("<a href=\"x\">'&'</a>"))
                .isEqualTo("&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
        assertThat(Markup.escape("a\u0000b\ud800c\uffff😀")).isEqualTo("a\ufffdb\ufffdc\ufffd😀");
    }

    @Test
    void pValues_neverReadAsZero() {
        assertThat(Numerals.pValue(1)).isEqualTo("1");
        assertThat(Numerals.pValue(0.0376)).isEqualTo("0.0376");
        assertThat(Numerals.pValue(0.00001)).isEqualTo("1.0e-05");
    }

    @Test
    void differences_haveASign() {
        assertThat(Numerals.difference(0.25)).isEqualTo("+0.2500");
        assertThat(Numerals.difference(-0.25)).isEqualTo("-0.2500");
        assertThat(Numerals.difference(0)).isEqualTo("0.0000");
        assertThat(Numerals.difference(Double.NaN)).isEqualTo("–");
    }

    @Test
    void roundShares_haveNoMoreDigitsThanTheyNeed() {
        assertThat(Numerals.shortPercent(0.95)).isEqualTo("95%");
        assertThat(Numerals.shortPercent(0.995)).isEqualTo("99.5%");
        assertThat(Numerals.shortPercent(0.9)).isEqualTo("90%");
    }
}
