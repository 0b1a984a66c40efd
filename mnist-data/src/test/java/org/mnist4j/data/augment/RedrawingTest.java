package org.mnist4j.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.stroke.Ink;
import org.mnist4j.data.stroke.Skeleton;

class RedrawingTest {

    private static final ImageDataset IMAGES = Mnist.loadTest().take(200);

    private static byte[] redrawn(ImageShape shape, double width, byte[] pixels, int image) {
        Augmenter augmenter =
                Augmenter.builder(shape, 3).redraw(1, width, width).build();
        byte[] target = new byte[pixels.length];
        augmenter.apply(pixels, 1, image, target, augmenter.newWorkspace());
        return target;
    }

    /** The centre lines of what is at least half as bright as the brightest pixel. */
    private static Ink lines(byte[] pixels) {
        int brightest = 0;
        for (byte pixel : pixels) {
            brightest = Math.max(brightest, pixel & 0xFF);
        }
        return Skeleton.of(Ink.of(pixels, 28, 28, 1, (brightest + 1) / 2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.3, 2, 3.5, 7})
    void digits_haveStrokesOfThePensWidth_aroundTheirCentreLines(double width) {
        for (int image = 0; image < IMAGES.size(); image++) {
            Ink lines = lines(IMAGES.pixels(image));
            byte[] actual = redrawn(IMAGES.shape(), width, IMAGES.pixels(image), image);
            for (int i = 0; i < 784; i++) {
                double nearest = Double.POSITIVE_INFINITY;
                for (int y = 0; y < 28; y++) {
                    for (int x = 0; x < 28; x++) {
                        if (lines.at(y, x)) {
                            nearest = Math.min(nearest, Math.hypot(y - i / 28, x - i % 28));
                        }
                    }
                }
                double share = Math.min(1, Math.max(0, (width + 1) / 2 - nearest));
                assertThat(actual[i] & 0xFF).isEqualTo((int) (255 * share + 0.5));
            }
        }
    }

    @Test
    void faintBar_isDrawnInWhite() {
        byte[] pixels = new byte[9 * 9];
        for (int row = 1; row < 8; row++) {
            Arrays.fill(pixels, 9 * row + 3, 9 * row + 6, (byte) 40);
        }

        byte[] actual = redrawn(ImageShape.of(9, 9, 1), 1, pixels, 0);

        byte[] expected = new byte[9 * 9];
        for (int row = 2; row < 8; row++) {
            expected[9 * row + 4] = (byte) 255;
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void blackImage_staysBlack() {
        assertThat(redrawn(IMAGES.shape(), 3, new byte[784], 0)).isEqualTo(new byte[784]);
    }

    @Test
    void width_coversItsRange_andImagesAreRedrawnWithTheirProbability() {
        Augmenter augmenter =
                Augmenter.builder(IMAGES.shape(), 3).redraw(0.25, 1, 5).build();
        Workspace workspace = augmenter.newWorkspace();
        byte[] pixels = IMAGES.pixels(0);
        int ofLines = lines(pixels).count();
        int redrawn = 0;
        double thinnest = Double.POSITIVE_INFINITY;
        double thickest = 0;
        byte[] target = new byte[784];
        for (int image = 0; image < 4000; image++) {
            augmenter.apply(pixels, 1, image, target, workspace);
            if (!Arrays.equals(target, pixels)) {
                redrawn++;
                double area = 0;
                for (byte pixel : target) {
                    area += (pixel & 0xFF) / 255.0;
                }
                thinnest = Math.min(thinnest, area / ofLines);
                thickest = Math.max(thickest, area / ofLines);
            }
        }
        // 1000 are expected, with a standard deviation of 27. The area over the length of a line is about the width.
        assertThat(redrawn).isBetween(870, 1130);
        assertThat(thinnest).isBetween(1.0, 1.1);
        assertThat(thickest).isBetween(4.0, 6.0);
    }
}
