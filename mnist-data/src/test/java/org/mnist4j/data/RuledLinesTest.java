package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mnist4j.data.stroke.Ink;

class RuledLinesTest {

    private static final int SIDE = 200;

    private static Sheet seven() {
        return Sheet.of(SIDE, SIDE, 0).box(40, 60, 12, 80, 255).box(40, 128, 120, 12, 255);
    }

    private static Ink ink(Sheet sheet) {
        return sheet.image().ink(128);
    }

    @Test
    void lines_areRemoved_andStrokesThatCrossThemStay() {
        Sheet ruled = seven();
        for (int y = 25; y < SIDE; y += 50) {
            ruled.box(y, 0, 2, SIDE, 255);
        }

        Ink rest = RuledLines.removed(ink(ruled));

        assertThat(rest.cells()).isEqualTo(ink(seven()).cells());
    }

    @Test
    void slantingLines_andThoseAcross_areRemoved() {
        Sheet seven = seven();
        Sheet squared = Sheet.of(SIDE, SIDE, (y, x) -> {
            boolean line = Math.floorMod(y - x / 25, 40) < 2 || x % 40 == 20;
            return line ? 255 : (int) seven.image().value(y, x);
        });

        Ink rest = RuledLines.removed(ink(squared));

        assertThat(rest.or(ink(seven)).count()).isLessThan(ink(seven).count() + 200);
        assertThat(rest.and(ink(seven)).count()).isGreaterThan(ink(seven).count() * 97 / 100);
    }

    @Test
    void barOfASevenInACloseCrop_isNoLine() {
        Sheet close = Sheet.of(100, 80, 0).box(0, 0, 6, 80, 255).box(0, 60, 100, 6, 255);

        Ink ink = ink(close);

        assertThat(RuledLines.removed(ink)).isSameAs(ink);
    }

    @Test
    void singleThinLine_isRemoved() {
        Ink rest = RuledLines.removed(ink(seven().box(180, 0, 3, SIDE, 255)));

        assertThat(rest.cells()).isEqualTo(ink(seven()).cells());
    }
}
