package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlyphOutlinesTest {

    // Advance width and glyph box as the tables hmtx and glyf of DejaVu 2.37 state them, y turned downwards.
    @ParameterizedTest
    @CsvSource({
        "H, false, 1540, 201, -1493, 1339, 0",
        "o, false, 1253, 113, -1147, 1141, 29",
        "8, false, 1303, 139, -1520, 1163, 29",
        "g, false, 1300, 113, -1147, 1114, 426",
        "%, false, 1946, 113, -1520, 1833, 29",
        "Ä, false, 1401, 16, -1870, 1384, 0",
        "✗, false, 1716, 241, -1500, 1436, 18",
        "o, true, 1407, 88, -1147, 1319, 29",
        "g, true, 1466, 92, -1145, 1294, 442",
        "→, true, 1716, 117, -1105, 1616, -179",
    })
    void glyph_hasTheFontsAdvanceAndBox(
            String character, boolean bold, double advance, double left, double top, double right, double bottom) {
        Rectangle2D box = exactBounds(character, bold);

        assertThat(GlyphOutlines.width(character, GlyphOutlines.UNITS_PER_EM, bold))
                .isEqualTo(advance);
        // Two units: where a curve bulges between its points, rounded to whole units.
        assertThat(box.getMinX()).isCloseTo(left, within(2.0));
        assertThat(box.getMinY()).isCloseTo(top, within(2.0));
        assertThat(box.getMaxX()).isCloseTo(right, within(2.0));
        assertThat(box.getMaxY()).isCloseTo(bottom, within(2.0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void table_holdsEveryCharacterOfTheFigures(boolean bold) {
        double box = exactBounds("\u3042", bold).getWidth();
        String signs = "–—·×→…✓✗≥≤±äéß~łŽğΩάжЖёїҐ";

        assertThat(signs.codePoints().mapToObj(Character::toString))
                .allSatisfy(
                        sign -> assertThat(exactBounds(sign, bold).getWidth()).isNotEqualTo(box));
        assertThat("!0Az~".codePoints().mapToObj(Character::toString))
                .allSatisfy(
                        sign -> assertThat(exactBounds(sign, bold).getWidth()).isNotEqualTo(box));
    }

    @Test
    void unknownCharacter_isABoxOneEmWide() {
        assertThat(GlyphOutlines.width("\u3042", 10, false)).isEqualTo(10);
        // 160..1888 of 2048 units across, at 10 pixels per em.
        Rectangle2D box = GlyphOutlines.outline("\u3042", 10, false, 0, 0).getBounds2D();
        assertThat(box.getMinX()).isCloseTo(0.78, within(0.01));
        assertThat(box.getMaxX()).isCloseTo(9.22, within(0.01));
    }

    @Test
    void fit_cutsLongTextAtAnEllipsis() {
        String text = "Ankle boot";

        assertThat(GlyphOutlines.fit(text, 12, false, 100)).isEqualTo(text);
        String cut = GlyphOutlines.fit(text, 12, false, 50);
        assertThat(cut).isEqualTo("Ankle…");
        assertThat(GlyphOutlines.width(cut, 12, false)).isLessThanOrEqualTo(50);
        assertThat(GlyphOutlines.fit(text, 12, false, 1)).isEqualTo("…");
    }

    private static Rectangle2D exactBounds(String character, boolean bold) {
        // Flattened, because the bounds of a curve would be those of its control points.
        Path2D.Double flat = new Path2D.Double();
        flat.append(
                GlyphOutlines.outline(character, GlyphOutlines.UNITS_PER_EM, bold, 0, 0)
                        .getPathIterator(null, 0.1),
                false);
        return flat.getBounds2D();
    }
}
