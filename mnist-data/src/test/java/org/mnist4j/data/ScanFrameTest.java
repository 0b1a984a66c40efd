package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScanFrameTest {

    private static Sheet digit() {
        return Sheet.of(100, 80, 200).box(30, 35, 40, 6, 60);
    }

    @Test
    void blackEdge_isCutOff_withItsSoftRow() {
        Sheet framed = digit().box(0, 0, 8, 80, 10).box(0, 0, 100, 5, 10).box(93, 0, 7, 80, 10);

        GreyImage rest = ScanFrame.removed(framed.image());

        assertThat(rest.height()).isEqualTo(100 - 9 - 8);
        assertThat(rest.width()).isEqualTo(80 - 6);
        assertThat(rest.value(0, 0)).isEqualTo(200);
        assertThat(framed.prepared().pixels()).isEqualTo(digit().prepared().pixels());
        assertThat(framed.prepared().steps()).first().isEqualTo("dark or light edge cut off");
    }

    @Test
    void whiteMarginAroundABlackBoard_isCutOff() {
        GreyImage board = Sheet.of(60, 60, 255)
                .box(10, 10, 40, 40, 0)
                .box(20, 28, 20, 3, 255)
                .image();

        GreyImage rest = ScanFrame.removed(board);

        assertThat(rest.height()).isEqualTo(38);
        assertThat(rest.borderMean()).isZero();
    }

    @Test
    void emptyMarginOfADigit_isNoFrame() {
        GreyImage dark = digit().image();
        GreyImage closeCrop = Sheet.of(28, 28, 0).box(2, 10, 24, 8, 255).image();

        assertThat(ScanFrame.removed(dark)).isSameAs(dark);
        assertThat(ScanFrame.removed(closeCrop)).isSameAs(closeCrop);
    }

    @Test
    void frameAroundNothing_stays() {
        GreyImage empty = Sheet.of(60, 60, 10).box(10, 10, 40, 40, 200).image();

        assertThat(ScanFrame.removed(empty)).isSameAs(empty);
    }
}
