package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.mnist4j.random.RandomStream;

class PaperTest {

    /** A stroke of ink that takes 7 tenths of the light of the paper. */
    private static Sheet lit(IntBinaryOperator light) {
        return Sheet.of(120, 120, (y, x) -> {
            int paper = light.applyAsInt(y, x);
            return y >= 30 && y < 90 && x >= 55 && x < 65 ? paper * 3 / 10 : paper;
        });
    }

    @Test
    void evenPaper_isSubtracted() {
        Paper paper = Paper.of(Sheet.of(20, 20, 55).box(5, 9, 10, 2, 195).image());

        assertThat(paper.isEven()).isTrue();
        assertThat(paper.tone()).isEqualTo(55);
        assertThat(paper.ink(true).value(0, 0)).isZero();
        assertThat(paper.ink(true).value(6, 9)).isEqualTo(140);
    }

    @Test
    void lightThatFallsOff_isNoInk_andInkIsAsDarkEverywhere() {
        Sheet sheet = lit((y, x) -> 240 - x);

        GreyImage ink = Paper.of(sheet.image().inverted()).ink(true);

        assertThat(Paper.isLight(sheet.image())).isTrue();
        assertThat(Paper.of(sheet.image()).isEven()).isFalse();
        assertThat(ink.value(60, 10)).isCloseTo(0, within(4f));
        assertThat(ink.value(60, 90)).isCloseTo(0, within(4f));
        // The opening's window ends at the border, where the darkest sixth of the slope remains.
        assertThat(ink.value(60, 119)).isBetween(0f, 40f);
        assertThat(ink.value(60, 60)).isCloseTo(0.7f * 255, within(6f));
    }

    @Test
    void edgeOfAShadow_isNoInk() {
        Sheet sheet = lit((y, x) -> y > 50 + x / 10 ? 130 : 220);

        GreyImage ink = Paper.of(sheet.image().inverted()).ink(true);

        assertThat(ink.value(20, 20)).isCloseTo(0, within(4f));
        assertThat(ink.value(110, 20)).isCloseTo(0, within(4f));
        assertThat(ink.value(40, 60)).isCloseTo(0.7f * 255, within(6f));
        assertThat(ink.value(80, 60)).isCloseTo(0.7f * 255, within(6f));
    }

    @Test
    void darkCorners_areNotMistakenForABlackboard() {
        Sheet paper = lit((y, x) -> 220 - ((y - 60) * (y - 60) + (x - 60) * (x - 60)) / 50);
        Sheet board = Sheet.of(120, 120, (y, x) -> {
            int light = 100 - ((y - 60) * (y - 60) + (x - 60) * (x - 60)) / 100;
            return y >= 30 && y < 90 && x >= 55 && x < 65 ? light + 80 : light;
        });

        assertThat(Paper.isLight(paper.image())).isTrue();
        assertThat(Paper.isLight(board.image())).isFalse();
    }

    @Test
    void noise_isSmoothed() {
        RandomStream random = RandomStream.of(1, "paper");
        Sheet sheet =
                Sheet.of(100, 100, (y, x) -> 200 + random.nextInt(61) - 30).box(20, 45, 60, 10, 40);

        byte[] noisy = sheet.prepared().pixels();
        byte[] clean =
                Sheet.of(100, 100, 200).box(20, 45, 60, 10, 40).prepared().pixels();
        int difference = 0;
        for (int i = 0; i < clean.length; i++) {
            difference += Math.abs((noisy[i] & 0xFF) - (clean[i] & 0xFF));
        }
        assertThat(difference / 784.0).isLessThan(8);
        assertThat(noisy[0]).isZero();
    }
}
