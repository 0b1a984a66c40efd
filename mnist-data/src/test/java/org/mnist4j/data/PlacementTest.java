package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mnist4j.data.InkStatistics.Background;
import org.mnist4j.data.InkStatistics.Centring;

class PlacementTest {

    private static final ImageShape SHAPE = ImageShape.of(28, 28, 1);

    private static Placement by(Centring centring, double down, double across) {
        InkStatistics mnist = InkStatistics.MNIST;
        return new Placement(
                SHAPE,
                new InkStatistics(
                        Background.DARK,
                        true,
                        mnist.extent(),
                        mnist.strokeWidth(),
                        mnist.slant(),
                        centring,
                        down,
                        across,
                        0.75));
    }

    /** A box of 10 columns and 20 rows: 255 in the first column, 100 in the others. */
    private static GreyImage heavyAtItsLeft() {
        float[] values = new float[200];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 10 == 0 ? 255 : 100;
        }
        return GreyImage.of(20, 10, values);
    }

    @Test
    void centreOfMass_isWhereThatOfMnistIs() {
        GreyImage placed = by(Centring.MASS, 0.5, 0.5).of(heavyAtItsLeft());

        // (255 * 0.5 + 100 * (1.5 + ... + 9.5)) / (255 + 900) = 4.396 from the left of the box; 14.5 - 4.396 = 10.104.
        assertThat(InkBox.of(placed, 1)).isEqualTo(new InkBox(5, 10, 24, 19));
    }

    @Test
    void middleOfTheBox_isWhereThatOfTheTrainingImagesIs() {
        GreyImage placed = by(Centring.BOX, 0, -2).of(heavyAtItsLeft());

        assertThat(InkBox.of(placed, 1)).isEqualTo(new InkBox(4, 7, 23, 16));
        assertThat(by(Centring.BOX, 0, -2).distance(placed)).isZero();
        assertThat(by(Centring.BOX, 1, 1).distance(placed)).isEqualTo(3);
    }

    @Test
    void ink_neverLeavesThePicture() {
        assertThat(InkBox.of(by(Centring.BOX, 20, -20).of(heavyAtItsLeft()), 1)).isEqualTo(new InkBox(8, 0, 27, 9));
    }
}
