package org.mnist4j.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mnist4j.data.ImageShape;

class ErasureTest {

    /** The black rectangle of a white image after erasing. */
    private record Hole(int top, int bottom, int left, int right, int pixels) {

        static Hole of(ImageShape shape, byte[] image) {
            Hole hole = new Hole(shape.height(), -1, shape.width(), -1, 0);
            for (int i = 0; i < image.length; i += shape.channels()) {
                int y = i / shape.channels() / shape.width();
                int x = i / shape.channels() % shape.width();
                for (int c = 1; c < shape.channels(); c++) {
                    assertThat(image[i + c]).isEqualTo(image[i]);
                }
                if (image[i] == 0) {
                    hole = new Hole(
                            Math.min(hole.top, y),
                            Math.max(hole.bottom, y),
                            Math.min(hole.left, x),
                            Math.max(hole.right, x),
                            hole.pixels + 1);
                }
            }
            return hole;
        }

        int height() {
            return bottom - top + 1;
        }

        int width() {
            return right - left + 1;
        }
    }

    private static Hole erased(ImageShape shape, Augmenter augmenter, int image) {
        byte[] pixels = new byte[shape.size()];
        Arrays.fill(pixels, (byte) 255);
        augmenter.apply(pixels, 1, image, pixels, augmenter.newWorkspace());
        return Hole.of(shape, pixels);
    }

    @Test
    void hole_isARectangleWithinTheImage_ofTheGivenAreaAndShape() {
        ImageShape shape = ImageShape.of(40, 30, 3);
        Augmenter augmenter =
                Augmenter.builder(shape, 3).randomErasing(1, 0.05, 0.2).build();
        boolean[] touched = new boolean[4];
        double areas = 0;
        double tall = 0;
        int images = 2000;
        for (int image = 0; image < images; image++) {
            Hole hole = erased(shape, augmenter, image);
            assertThat(hole.pixels).isEqualTo(hole.height() * hole.width());
            // A side of length l is rounded by up to 1/2, so an area by up to (height + width + 1/2) / 2.
            double slack = (hole.height() + hole.width() + 0.5) / 2;
            assertThat((double) hole.pixels).isBetween(0.05 * 1200 - slack, 0.2 * 1200 + slack);
            assertThat(hole.height() + 0.5).isGreaterThan(0.3 * (hole.width() - 0.5));
            assertThat(hole.width() + 0.5).isGreaterThan(0.3 * (hole.height() - 0.5));
            touched[0] |= hole.top == 0;
            touched[1] |= hole.bottom == 39;
            touched[2] |= hole.left == 0;
            touched[3] |= hole.right == 29;
            areas += hole.pixels / 1200.0;
            tall += hole.height() > hole.width() ? 1 : hole.height() == hole.width() ? 0.5 : 0;
        }
        assertThat(touched).containsOnly(true);
        // Uniform in [0.05, 0.2]: standard deviation 0.043, standard error of the mean 0.001; that of a fair coin is
        // 0.011.
        assertThat(areas / images).isCloseTo(0.125, within(0.005));
        assertThat(tall / images).isCloseTo(0.5, within(0.05));
    }

    @Test
    void holes_comeWithTheirProbability() {
        ImageShape shape = ImageShape.of(28, 28, 1);
        Augmenter augmenter =
                Augmenter.builder(shape, 3).randomErasing(0.25, 0.02, 0.4).build();
        int holes = 0;
        for (int image = 0; image < 4000; image++) {
            holes += erased(shape, augmenter, image).pixels > 0 ? 1 : 0;
        }
        // 1000 are expected, with a standard deviation of 27.
        assertThat(holes).isBetween(870, 1130);
    }

    @Test
    void wholeImage_canBeErased_andSidesAreClipped() {
        ImageShape shape = ImageShape.of(2, 50, 1);
        Augmenter augmenter = Augmenter.builder(shape, 3).randomErasing(1, 1, 1).build();
        for (int image = 0; image < 100; image++) {
            Hole hole = erased(shape, augmenter, image);
            // 100 pixels with a height of at least sqrt(0.3 * 100) = 5.5, clipped to the image's 2.
            assertThat(hole.height()).isEqualTo(2);
            assertThat(hole.width()).isBetween(5, 18);
        }
    }
}
