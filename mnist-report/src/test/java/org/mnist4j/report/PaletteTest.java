package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PaletteTest {

    @Test
    void ramp_getsDarkerAtEveryStep_soItReadsInGrey() {
        double previous = 2;
        for (int percent = 0; percent <= 100; percent++) {
            double luminance = Palette.luminance(Palette.ramp(percent / 100.0));
            assertThat(luminance).isLessThan(previous);
            previous = luminance;
        }
    }

    @Test
    void text_standsOutOnEveryShade() {
        for (int percent = 0; percent <= 100; percent++) {
            int shade = Palette.ramp(percent / 100.0);
            // 3:1 is what WCAG 2 asks of graphics; the better of two inks is 4.5:1 nearly everywhere.
            assertThat(Palette.contrast(Palette.textOn(shade), shade)).isGreaterThan(3.8);
        }
    }

    @Test
    void inks_areReadableOnPaper() {
        for (int ink : new int[] {Palette.INK, Palette.MUTED, Palette.ACCENT, Palette.WRONG}) {
            assertThat(Palette.contrast(ink, Palette.PAPER)).isGreaterThan(4.5);
        }
    }

    @Test
    void contrast_ofBlackAndWhite_is21() {
        assertThat(Palette.contrast(0x000000, 0xffffff)).isCloseTo(21, within(1e-9));
        assertThat(Palette.luminance(0xff0000)).isCloseTo(0.2126, within(1e-9));
    }

    @Test
    void hex_hasSixDigits() {
        assertThat(Palette.hex(0x0b5fa5)).isEqualTo("#0b5fa5");
    }
}
