package org.mnist4j.data.stroke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;

class StrokesTest {

    private static Strokes line(double fromX, double fromY, double toX, double toY) {
        return Strokes.of(List.of(Polyline.of(new double[] {fromX, toX}, new double[] {fromY, toY})));
    }

    @Test
    void penOfOnePixel_alongARow_fillsIt() {
        byte[] image = Pen.ofWidth(1).draw(line(1, 1, 3, 1), 3, 5);

        byte on = (byte) 255;
        assertThat(image).containsExactly(0, 0, 0, 0, 0, 0, on, on, on, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void penBetweenRows_sharesItsInk() {
        byte[] image = Pen.ofWidth(1).draw(line(0, 0.5, 2, 0.5), 2, 3);

        assertThat(image).containsOnly((byte) 128);
    }

    @Test
    void widthThatIsNone_isRejected() {
        assertThatThrownBy(() -> Pen.ofWidth(0)).hasMessage("width: expected more than 0 pixels, was 0.0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 3, 4})
    void ink_isLengthTimesWidth(double width) {
        byte[] image = Pen.ofWidth(width).draw(line(10, 20, 40, 35), 60, 60);

        double sum = 0;
        for (byte pixel : image) {
            sum += (pixel & 0xFF) / 255.0;
        }
        double length = Math.sqrt(30 * 30 + 15 * 15);
        assertThat(sum).isCloseTo(width * length + Math.PI * width * width / 4, within(1.5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 3, 4, 5})
    void drawnLine_isFoundAgain(double width) {
        byte[] image = Pen.ofWidth(width).draw(line(5, 5, 22, 15), 28, 28);

        Strokes found = Strokes.of(image, 28, 28);

        assertThat(found.lines()).hasSize(1);
        Polyline line = found.lines().get(0);
        assertThat(line.size()).isBetween(7, 12);
        for (int i = 0; i < line.size(); i++) {
            double across = (line.y(i) - 5) * 17 - (line.x(i) - 5) * 10;
            assertThat(across / Math.sqrt(389)).isCloseTo(0, within(i == 0 || i == line.size() - 1 ? 1 : 0.6));
        }
    }

    @Test
    void twoTimesLarger_isInTheSamePlace() {
        Strokes larger = line(0, 0, 27, 13.5).scaledBy(2);

        Polyline line = larger.lines().get(0);
        assertThat(line.x(0)).isEqualTo(0.5);
        assertThat(line.x(1)).isEqualTo(54.5);
        assertThat(line.y(1)).isEqualTo(27.5);
    }

    @Test
    void blackImage_hasNoStrokes() {
        assertThat(Strokes.of(new byte[784], 28, 28).lines()).isEmpty();
    }

    @Test
    void everyDigit_isDrawnAgainNearItsInk() {
        ImageDataset digits = Mnist.load().test().take(500);
        for (int i = 0; i < digits.size(); i++) {
            Ink ink = Ink.of(digits.pixels(i), 28, 28, 1, 128);
            byte[] drawn = Pen.ofWidth(1).draw(Strokes.of(digits.pixels(i), 28, 28), 28, 28);

            Ink again = Ink.of(drawn, 28, 28, 1, 128);

            assertThat(again.count()).as("image %d", i).isPositive();
            assertThat(ink.dilated(1).or(again).count())
                    .as("image %d", i)
                    .isEqualTo(ink.dilated(1).count());
            // Nothing is lost: all ink lies within the reach of a thick pen.
            assertThat(again.dilated(6).or(ink).count())
                    .as("image %d", i)
                    .isEqualTo(again.dilated(6).count());
        }
    }
}
