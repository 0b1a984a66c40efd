package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MouseDrawingTest {

    private static final List<MouseDrawing> ALL = MouseDrawing.all();

    @Test
    void drawings_areAtLeastSixtyWithSixOrMoreOfEachDigitAndDistinctNames() {
        assertThat(ALL).hasSizeGreaterThanOrEqualTo(60);
        assertThat(ALL.stream().collect(Collectors.groupingBy(MouseDrawing::label, Collectors.counting())))
                .hasSize(10)
                .allSatisfy((label, count) -> assertThat(count).isGreaterThanOrEqualTo(6));
        assertThat(ALL.stream().map(MouseDrawing::toString)).doesNotHaveDuplicates();
    }

    @Test
    void straightStroke_coversItsLengthTimesThePensWidth() {
        MouseDrawing line = new MouseDrawing(
                1, "line", 100, 10, true, List.of(List.of(new double[] {20, 50}, new double[] {80, 50})));
        double ink = 0;
        for (byte pixel : line.pixels()) {
            ink += (pixel & 0xFF) / 255.0;
        }
        // A rectangle of 60 x 10 with a half disc of radius 5 at each end; antialiasing is within one part in a
        // hundred.
        assertThat(ink).isBetween(0.99 * (600 + Math.PI * 25), 1.01 * (600 + Math.PI * 25));
    }
}
