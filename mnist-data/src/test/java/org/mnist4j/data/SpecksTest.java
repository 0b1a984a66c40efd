package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mnist4j.data.stroke.Ink;

class SpecksTest {

    /** A stroke, and above it a bar with a gap, like a broken 5. */
    private static Sheet broken() {
        return Sheet.of(100, 100, 0).box(40, 40, 40, 6, 255).box(30, 44, 5, 20, 255);
    }

    private static Ink ink(Sheet sheet) {
        return sheet.image().ink(128);
    }

    @Test
    void speck_isRemoved_andTheBarOfABrokenFiveStays() {
        Ink rest = Specks.removed(ink(broken().box(5, 5, 2, 3, 255)));

        assertThat(rest.cells()).isEqualTo(ink(broken()).cells());
    }

    @Test
    void whatReachesInFromOutside_isRemoved() {
        Ink rest = Specks.removed(ink(broken().box(0, 90, 60, 10, 255)));

        assertThat(rest.cells()).isEqualTo(ink(broken()).cells());
    }

    @Test
    void digitThatTouchesTheEdge_stays() {
        Sheet digit = Sheet.of(28, 28, 0).box(0, 8, 28, 5, 255).box(0, 20, 28, 5, 255);

        assertThat(Specks.removed(ink(digit)).count()).isEqualTo(2 * 28 * 5);
    }

    @Test
    void nothingToRemove_isTheSame() {
        Ink ink = ink(broken());

        assertThat(Specks.removed(ink)).isSameAs(ink);
    }
}
