package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PaletteTest {

    @Test
    void ramp_getsDarkerAtEveryLevel_soItReadsInGrey_andLighterOnDarkPaper() {
        for (int level = 1; level <= Palette.LEVELS; level++) {
            int shade = Palette.level(level);
            int before = Palette.level(level - 1);
            assertThat(Palette.luminance(shade)).isLessThan(Palette.luminance(before));
            assertThat(Palette.luminance(onDark(shade))).isGreaterThan(Palette.luminance(onDark(before)));
        }
    }

    @Test
    void text_isReadableOnEveryShade_onLightAndOnDarkPaper() {
        for (int level = 0; level <= Palette.LEVELS; level++) {
            int shade = Palette.level(level);
            int ink = Palette.textOn(shade);
            // 4.5:1 is what WCAG 2 asks of text (level AA).
            assertThat(Palette.contrast(ink, shade)).isGreaterThan(4.5);
            assertThat(Palette.contrast(onDark(ink), onDark(shade))).isGreaterThan(4.5);
        }
    }

    @Test
    void ramp_takesTheNearestLevel() {
        assertThat(Palette.ramp(0)).isEqualTo(Palette.level(0));
        assertThat(Palette.ramp(0.5)).isEqualTo(Palette.level(16));
        assertThat(Palette.ramp(0.515)).isEqualTo(Palette.level(16));
        assertThat(Palette.ramp(0.516)).isEqualTo(Palette.level(17));
        assertThat(Palette.ramp(7)).isEqualTo(Palette.level(32));
    }

    @Test
    void diverging_fallsInLightnessToBothSidesOfWhite() {
        for (int percent = 1; percent <= 100; percent++) {
            double inner = (percent - 1) / 100.0;
            double outer = percent / 100.0;
            for (int side : new int[] {-1, 1}) {
                assertThat(Palette.luminance(Palette.diverging(side * outer)))
                        .isLessThan(Palette.luminance(Palette.diverging(side * inner)));
            }
        }
        assertThat(Palette.luminance(Palette.diverging(0))).isGreaterThan(0.95);
    }

    @Test
    void everyColour_hasItsOwnPlaceOnDarkPaper() {
        assertThat(Palette.darkColours()).hasSize(9 + Palette.LEVELS + 1);
        assertThat(Palette.darkColours().values()).doesNotHaveDuplicates();
    }

    @Test
    void inks_areReadableOnPaper() {
        for (int ink : new int[] {Palette.INK, Palette.MUTED, Palette.ACCENT, Palette.WRONG}) {
            assertThat(Palette.contrast(ink, Palette.PAPER)).isGreaterThan(4.5);
            assertThat(Palette.contrast(onDark(ink), onDark(Palette.PAPER))).isGreaterThan(4.5);
        }
        assertThat(Palette.contrast(Palette.MUTED, Palette.FAINT)).isGreaterThan(4.5);
        assertThat(Palette.contrast(onDark(Palette.MUTED), onDark(Palette.FAINT)))
                .isGreaterThan(4.5);
    }

    @Test
    void styleSheetsInks_areReadableOnItsPapers() {
        for (Map<String, Integer> theme : themes()) {
            assertThat(theme).hasSize(8);
            for (String ink : List.of("ink", "muted", "accent", "wrong")) {
                for (String paper : List.of("page", "card", "faint")) {
                    assertThat(Palette.contrast(theme.get(ink), theme.get(paper)))
                            .as("%s on %s of %s", ink, paper, theme)
                            .isGreaterThan(4.5);
                }
            }
        }
    }

    @Test
    void contrast_ofBlackAndWhite_is21() {
        assertThat(Palette.contrast(0x000000, 0xffffff)).isCloseTo(21, within(1e-9));
        assertThat(Palette.luminance(0xff0000)).isCloseTo(0.2126, within(1e-9));
    }

    private static int onDark(int colour) {
        return Palette.darkColours().get(colour);
    }

    /** The colours of the style sheet's first two themes, light and dark, by name; print has a third. */
    private static List<Map<String, Integer>> themes() {
        Pattern colour = Pattern.compile("--(\\w+): #(\\p{XDigit}{6});");
        List<Map<String, Integer>> themes = Pattern.compile(":root \\{(.*?)\\}", Pattern.DOTALL)
                .matcher(styleSheet())
                .results()
                .limit(2)
                .map(theme -> colour.matcher(theme.group(1))
                        .results()
                        .collect(Collectors.toMap(one -> one.group(1), one -> Integer.parseInt(one.group(2), 16))))
                .toList();
        assertThat(themes).hasSize(2);
        return themes;
    }

    private static String styleSheet() {
        try {
            return Files.readString(Path.of("src/main/resources/org/mnist4j/report/report.css"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void hex_hasSixDigits() {
        assertThat(Palette.hex(0x0b5fa5)).isEqualTo("#0b5fa5");
    }
}
