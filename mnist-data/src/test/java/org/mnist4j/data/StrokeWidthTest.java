package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.stroke.Ink;
import org.mnist4j.data.stroke.Pen;
import org.mnist4j.data.stroke.Strokes;

class StrokeWidthTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 6, 12})
    void longBar_isAsThickAsItIs(int thick) {
        Ink bar = Sheet.of(400, 30, 0).box(5, 8, 390, thick, 255).image().ink(128);

        assertThat(StrokeWidth.of(bar)).isCloseTo(thick, within(0.03 * thick));
    }

    @Test
    void noInk_isZero() {
        assertThat(StrokeWidth.of(Sheet.of(5, 5, 0).image().ink(128))).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 3, 4})
    void digitsDrawnWithAPen_areAsThickAsThePen(double pen) {
        ImageDataset digits = Mnist.loadTest();
        double sum = 0;
        for (int i = 0; i < 50; i++) {
            byte[] drawn = Pen.ofWidth(pen).draw(Strokes.of(digits.pixels(i), 28, 28), 28, 28);
            sum += DigitFit.strokeWidth(
                    GreyImage.plane(drawn, digits.shape(), 0).stretched(0, 255));
        }

        // Thin lines that miss the pixels' centres fade; where strokes meet, ink is deeper.
        assertThat(sum / 50).isCloseTo(pen, within(0.35));
    }
}
