package org.mnist4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.InkStatistics;
import org.mnist4j.data.InkStatistics.Background;
import org.mnist4j.data.InkStatistics.Centring;
import org.mnist4j.data.InkStatistics.Spread;
import org.mnist4j.model.TestNetworks;

/** The page and {@link DigitImage} prepare a drawing to the same pixels; for the hundred of profile {@code browser} too. */
class PagePreparationTest {

    /** Dark on light paper, larger and thicker than MNIST's, and centred by their box. */
    static final InkStatistics DARK_DIGITS = new InkStatistics(
            Background.LIGHT,
            true,
            new Spread(20, 24, 26, 26, 28),
            new Spread(1, 2, 3, 4, 8),
            Optional.empty(),
            Centring.BOX,
            -0.25,
            0.1,
            1);

    private static final ImageShape MNIST = ImageShape.of(28, 28, 1);
    /** An interpreter takes a second for each. */
    private static final int DRAWINGS = 12;

    private static final PageModules PAGE = new PageModules();

    @AfterAll
    static void close() {
        PAGE.close();
    }

    private static byte[] prepared(byte[] pixels, int height, int width, ImageShape shape) {
        return PAGE.prepare(pixels, height, width, shape, InkStatistics.assumed(shape));
    }

    private static void assertAgreement(TestDrawing drawing, ImageShape shape) {
        byte[] ofPage = prepared(drawing.pixels(), drawing.height(), drawing.width(), shape);

        assertThat(ofPage)
                .as(drawing.name())
                .containsExactly(DigitImage.ofGrey(drawing.pixels(), drawing.height(), drawing.width(), shape)
                        .pixels());
    }

    static Stream<TestDrawing> drawings() {
        return TestDrawing.all().stream().limit(DRAWINGS);
    }

    @ParameterizedTest
    @MethodSource("drawings")
    void drawing_isPreparedToTheSamePixels(TestDrawing drawing) {
        assertAgreement(drawing, MNIST);
    }

    @Test
    void drawings_leanToBothSides() {
        List<String> steps = drawings()
                .flatMap(drawing ->
                        DigitImage.ofGrey(drawing.pixels(), drawing.height(), drawing.width(), MNIST).steps().stream())
                .toList();

        assertThat(steps).anyMatch(step -> step.startsWith("slant to the left changed from "));
        assertThat(steps).anyMatch(step -> step.startsWith("slant to the right changed from "));
    }

    @Test
    void trainingImagesWhoseSlantIsNotKnown_leaveItAsItIs() {
        InkStatistics mnist = InkStatistics.MNIST;
        InkStatistics withoutSlant = new InkStatistics(
                mnist.background(),
                mnist.strokes(),
                mnist.extent(),
                mnist.strokeWidth(),
                Optional.empty(),
                mnist.centring(),
                mnist.down(),
                mnist.across(),
                mnist.offCentre());
        TestDrawing leaning = TestDrawing.all().get(3);

        DigitImage image = DigitImage.ofGrey(leaning.pixels(), leaning.height(), leaning.width(), MNIST, withoutSlant);

        assertThat(image.steps()).noneMatch(step -> step.startsWith("slant"));
        assertThat(PAGE.prepare(leaning.pixels(), leaning.height(), leaning.width(), MNIST, withoutSlant))
                .containsExactly(image.pixels())
                .isNotEqualTo(prepared(leaning.pixels(), leaning.height(), leaning.width(), MNIST));
    }

    static List<ImageShape> otherShapes() {
        return List.of(
                ImageShape.of(28, 28, 3), ImageShape.of(32, 20, 1), ImageShape.of(9, 50, 3), ImageShape.of(1, 1, 1));
    }

    @ParameterizedTest
    @MethodSource("otherShapes")
    void otherShape_isScaled(ImageShape shape) {
        TestDrawing.all().stream().limit(2).forEach(drawing -> assertAgreement(drawing, shape));
    }

    @Test
    void otherTrainingImages_decideHow() {
        TestDrawing.all().stream()
                .limit(3)
                .forEach(drawing -> assertThat(
                                PAGE.prepare(drawing.pixels(), drawing.height(), drawing.width(), MNIST, DARK_DIGITS))
                        .as(drawing.name())
                        .containsExactly(DigitImage.ofGrey(
                                        drawing.pixels(), drawing.height(), drawing.width(), MNIST, DARK_DIGITS)
                                .pixels()));
    }

    @Test
    void testImages_stayAsTheyAre() {
        IntStream.range(0, 5).forEach(i -> {
            byte[] pixels = TestNetworks.digits(5).pixels(i);
            assertThat(prepared(pixels, 28, 28, MNIST)).containsExactly(pixels);
        });
    }

    @Test
    void strokes_areDrawnAsThePageDrawsThem() {
        byte[] pixels = PAGE.draw(0.1, "[[0.5, 0.2], [0.5, 0.8]]");

        assertThat(pixels).hasSize(140 * 140);
        assertThat(pixels[70 * 140 + 70]).isEqualTo((byte) 255);
        assertThat(pixels[70 * 140 + 20]).isZero();
        assertThat(prepared(pixels, 140, 140, MNIST))
                .containsExactly(DigitImage.ofGrey(pixels, 140, 140, MNIST).pixels());
    }

    @Test
    void oneColour_isNothing() {
        assertThat(prepared(new byte[100], 10, 10, MNIST)).isEmpty();
    }
}
