package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.train.Trainer;

/** The seed experiment's model recognizes digits drawn with other pens, and on paper that is not clean; see docs/pictures.md. */
class PhotographedDigitsTest {

    private static final int DIGITS = 20;
    private static final int LEAST_RIGHT = 17;

    private static ImageDataset test;
    private static Model model;

    @BeforeAll
    static void train() {
        Mnist mnist = Mnist.load();
        test = mnist.test();
        model = Trainer.of(ExperimentConfig.preset("seed")).fit(mnist.train()).model();
    }

    static boolean isRight(Model model, PhotographedDigits kind, ImageDataset digits, int index) {
        byte[] picture = kind.picture(digits.pixels(index), index);
        DigitImage image = DigitImage.ofGrey(picture, kind.side(), kind.side(), model.input(), model.inkStatistics());
        return model.predict(image.pixels()).predicted() == digits.label(index);
    }

    @ParameterizedTest
    @EnumSource
    void pictures_areRecognized(PhotographedDigits kind) {
        int right = 0;
        for (int i = 0; i < DIGITS; i++) {
            right += isRight(model, kind, test, 97 * i) ? 1 : 0;
        }

        assertThat(right).isGreaterThanOrEqualTo(LEAST_RIGHT);
    }
}
