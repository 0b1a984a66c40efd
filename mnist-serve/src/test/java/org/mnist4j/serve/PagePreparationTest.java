package org.mnist4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.TestNetworks;

/** The page and {@link DigitImage} prepare a drawing to the same pixels; for the hundred of profile {@code browser} too. */
class PagePreparationTest {

    private static final ImageShape MNIST = ImageShape.of(28, 28, 1);
    private static final PageModules PAGE = new PageModules();

    @AfterAll
    static void close() {
        PAGE.close();
    }

    private static void assertAgreement(TestDrawing drawing, ImageShape shape) {
        byte[] ofPage = PAGE.prepare(drawing.pixels(), drawing.height(), drawing.width(), shape);

        assertThat(ofPage)
                .as(drawing.name())
                .containsExactly(DigitImage.ofGrey(drawing.pixels(), drawing.height(), drawing.width(), shape)
                        .pixels());
    }

    static Stream<TestDrawing> drawings() {
        return TestDrawing.all().stream();
    }

    @ParameterizedTest
    @MethodSource("drawings")
    void drawing_isPreparedToTheSamePixels(TestDrawing drawing) {
        assertAgreement(drawing, MNIST);
    }

    static List<ImageShape> otherShapes() {
        return List.of(
                ImageShape.of(28, 28, 3), ImageShape.of(32, 20, 1), ImageShape.of(9, 50, 3), ImageShape.of(1, 1, 1));
    }

    @ParameterizedTest
    @MethodSource("otherShapes")
    void otherShape_isScaled(ImageShape shape) {
        TestDrawing.all().stream().limit(3).forEach(drawing -> assertAgreement(drawing, shape));
    }

    @Test
    void testImages_stayAsTheyAre() {
        IntStream.range(0, 20).forEach(i -> {
            byte[] pixels = TestNetworks.digits(20).pixels(i);
            assertThat(PAGE.prepare(pixels, 28, 28, MNIST)).containsExactly(pixels);
        });
    }

    @Test
    void strokes_areDrawnAsThePageDrawsThem() {
        byte[] pixels = PAGE.draw(0.1, "[[0.5, 0.2], [0.5, 0.8]]");

        assertThat(pixels).hasSize(140 * 140);
        assertThat(pixels[70 * 140 + 70]).isEqualTo((byte) 255);
        assertThat(pixels[70 * 140 + 20]).isZero();
        assertThat(PAGE.prepare(pixels, 140, 140, MNIST))
                .containsExactly(DigitImage.ofGrey(pixels, 140, 140, MNIST).pixels());
    }

    @Test
    void oneColour_isNothing() {
        assertThat(PAGE.prepare(new byte[100], 10, 10, MNIST)).isEmpty();
    }
}
