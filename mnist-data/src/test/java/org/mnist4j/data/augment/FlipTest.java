package org.mnist4j.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;

class FlipTest {

    private static byte[] flipped(ImageShape shape, double probability, byte[] pixels, int image) {
        Augmenter augmenter =
                Augmenter.builder(shape, 3).horizontalFlip(probability).build();
        byte[] target = new byte[pixels.length];
        augmenter.apply(pixels, 1, image, target, augmenter.newWorkspace());
        return target;
    }

    @Test
    void columns_areReversed_andRowsAndChannelsStay() {
        for (ImageShape shape :
                new ImageShape[] {ImageShape.of(3, 4, 1), ImageShape.of(2, 5, 3), ImageShape.of(4, 1, 2)}) {
            byte[] pixels = new byte[shape.size()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) (7 * i + 1);
            }

            byte[] actual = flipped(shape, 1, pixels, 0);

            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    for (int c = 0; c < shape.channels(); c++) {
                        int mirrored = (y * shape.width() + shape.width() - 1 - x) * shape.channels() + c;
                        assertThat(actual[(y * shape.width() + x) * shape.channels() + c])
                                .as("%s row %d column %d channel %d", shape, y, x, c)
                                .isEqualTo(pixels[mirrored]);
                    }
                }
            }
            assertThat(flipped(shape, 1, actual, 1)).isEqualTo(pixels);
        }
    }

    @Test
    void digits_areMirroredWithTheirProbability_andOtherwiseUntouched() {
        ImageDataset images = Mnist.loadTest();
        int mirrored = 0;
        int symmetric = 0;
        for (int image = 0; image < 4000; image++) {
            byte[] pixels = images.pixels(image);
            byte[] mirror = flipped(images.shape(), 1, pixels, image);
            byte[] actual = flipped(images.shape(), 0.25, pixels, image);
            if (Arrays.equals(mirror, pixels)) {
                symmetric++;
            } else if (Arrays.equals(actual, mirror)) {
                mirrored++;
            } else {
                assertThat(actual).isEqualTo(pixels);
            }
        }
        assertThat(symmetric).isLessThan(40);
        // 1000 are expected, with a standard deviation of 27.
        assertThat(mirrored).isBetween(870, 1130);
    }
}
