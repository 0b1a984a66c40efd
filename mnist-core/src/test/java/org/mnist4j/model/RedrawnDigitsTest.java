package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.random.RandomStream;
import org.mnist4j.train.Trainer;

/** The seed experiment's model still recognizes digits of the test set that are redrawn as a user might submit them. */
class RedrawnDigitsTest {

    private static final int DIGITS = 300;
    private static final double KEPT = 0.95;

    private static Mnist mnist;
    private static Model model;

    /**
     * The scale is in new pixels per old pixel; the thickness is the number of old pixels by which the ink grows on
     * every side.
     */
    enum Redrawing {
        AS_IT_IS(1, 0, Place.KEPT, false),
        SCALED_UP(6, 0, Place.KEPT, false),
        SHIFTED(1, 0, Place.ON_A_LARGER_SHEET, false),
        SHIFTED_WITHIN_28X28(1, 0, Place.ON_ITS_OWN_SHEET, false),
        THICKENED(6, 0.5, Place.KEPT, false),
        INVERTED(1, 0, Place.KEPT, true),
        SHIFTED_WITHIN_28X28_AND_INVERTED(1, 0, Place.ON_ITS_OWN_SHEET, true),
        SCALED_UP_AND_SHIFTED(7, 0, Place.ON_A_LARGER_SHEET, false),
        ALL_AT_ONCE(6, 0.5, Place.ON_A_LARGER_SHEET, true);

        private enum Place {
            KEPT,
            ON_ITS_OWN_SHEET,
            ON_A_LARGER_SHEET
        }

        private final int scale;
        private final double thickness;
        private final Place place;
        private final boolean inverted;

        Redrawing(int scale, double thickness, Place place, boolean inverted) {
            this.scale = scale;
            this.thickness = thickness;
            this.place = place;
            this.inverted = inverted;
        }

        DigitImage draw(ImageDataset images, int index) {
            Drawing drawing = Drawing.enlarged(images.pixels(index), scale).thickened(thickness * scale);
            RandomStream places = RandomStream.of(1, "redrawn", index);
            drawing = switch (place) {
                case KEPT -> drawing;
                case ON_ITS_OWN_SHEET -> drawing.movedInside(places);
                case ON_A_LARGER_SHEET ->
                    drawing.placed(places.nextInt(20 * scale), places.nextInt(20 * scale), 28 * scale + 20 * scale);
            };
            return (inverted ? drawing.inverted() : drawing).toDigit();
        }
    }

    @BeforeAll
    static void train() {
        mnist = Mnist.load();
        model = Trainer.of(ExperimentConfig.preset("seed")).fit(mnist.train()).model();
    }

    @ParameterizedTest
    @EnumSource
    void redrawnDigits_areStillRecognized(Redrawing redrawing) {
        int right = 0;
        for (int i = 0; i < DIGITS; i++) {
            DigitImage digit = redrawing.draw(mnist.test(), i * 10);
            right += model.predict(digit.pixels()).predicted() == mnist.test().label(i * 10) ? 1 : 0;
        }

        assertThat(right / (double) DIGITS).isGreaterThanOrEqualTo(KEPT);
    }
}
