package org.mnist4j.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.augment.Augmenter.Builder;
import org.mnist4j.random.RandomStream;

/** Compares affine and elastic operations, alone and combined, with {@link ReferenceWarp}. */
class WarpTest {

    private static final long SEED = 11;
    private static final ImageShape DIGIT = ImageShape.of(28, 28, 1);

    private static byte[] noise(ImageShape shape, int image) {
        RandomStream random = RandomStream.of(5, "pixels", image);
        byte[] pixels = new byte[shape.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextLong();
        }
        return pixels;
    }

    private static byte[] augmented(Augmenter augmenter, byte[] pixels, int epoch, int image) {
        byte[] target = new byte[pixels.length];
        augmenter.apply(pixels, epoch, image, target, augmenter.newWorkspace());
        return target;
    }

    /** Operations by their parameters: four for affine, two for elastic. */
    static Stream<Arguments> operationsAndShapes() {
        List<List<double[]>> operations = List.of(
                List.of(new double[] {3, 0, 0, 0}),
                List.of(new double[] {0, 180, 0, 0}),
                List.of(new double[] {0, 0, 0.9, 0}),
                List.of(new double[] {0, 0, 0, 60}),
                List.of(new double[] {2, 15, 0.2, 10}),
                List.of(new double[] {34, 4}),
                List.of(new double[] {8, 0.4}),
                List.of(new double[] {300, 12.5}),
                List.of(new double[] {2, 15, 0.2, 10}, new double[] {34, 4}),
                List.of(new double[] {34, 4}, new double[] {2, 15, 0.2, 10}),
                List.of(new double[] {20, 3}, new double[] {34, 4}, new double[] {1, 5, 0, 0}));
        List<ImageShape> shapes =
                List.of(DIGIT, ImageShape.of(9, 14, 3), ImageShape.of(7, 3, 1), ImageShape.of(1, 1, 4));
        return operations.stream().flatMap(list -> shapes.stream().map(shape -> Arguments.of(list, shape)));
    }

    @ParameterizedTest
    @MethodSource("operationsAndShapes")
    void everyPixel_isTheDefinitionsInDouble_roundedToTheNearest(List<double[]> operations, ImageShape shape) {
        Builder builder = Augmenter.builder(shape, SEED);
        for (double[] o : operations) {
            if (o.length == 4) {
                builder.affine(o[0], o[1], o[2], o[3]);
            } else {
                builder.elastic(o[0], o[1]);
            }
        }
        Augmenter augmenter = builder.build();
        for (int image = 0; image < 3; image++) {
            ReferenceWarp reference = new ReferenceWarp(shape, SEED, 2, image);
            for (double[] o : operations) {
                if (o.length == 4) {
                    reference.affine(o[0], o[1], o[2], o[3]);
                } else {
                    reference.elastic(o[0], o[1]);
                }
            }
            byte[] pixels = noise(shape, image);

            byte[] actual = augmented(augmenter, pixels, 2, image);

            double[] expected = reference.apply(pixels);
            for (int i = 0; i < actual.length; i++) {
                // Float coordinates up to 300 have errors of up to 2e-5; adjacent pixels differ by up to 255.
                assertThat((double) (actual[i] & 0xFF))
                        .as("pixel %d of image %d", i, image)
                        .isCloseTo(expected[i], within(0.5 + 0.02));
            }
        }
    }

    @Test
    void displacements_areTheNoiseConvolvedInTwoDimensions() {
        for (double sigma : new double[] {0.3, 1, 4, 15}) {
            ImageShape shape = ImageShape.of(23, 17, 1);
            Workspace workspace = new Workspace(shape);
            workspace.begin(RandomStream.of(SEED, "augment"), 4, 9);
            new ElasticWarp(shape, 1, 50, sigma).drawField(workspace);

            double[][][] expected = new ReferenceWarp(shape, SEED, 4, 9).field(50, sigma, 1);

            for (int y = 0; y < 23; y++) {
                for (int x = 0; x < 17; x++) {
                    // Sums of up to 400 floats below 50.
                    assertThat((double) workspace.smoothedByRow[y][x]).isCloseTo(expected[0][y][x], within(5e-5));
                    assertThat((double) workspace.smoothedByRow[y][17 + x]).isCloseTo(expected[1][y][x], within(5e-5));
                }
            }
        }
    }

    @Test
    void displacementsAwayFromTheBorder_haveMeanZeroAndTheDocumentedDeviation() {
        ImageShape shape = ImageShape.of(40, 40, 1);
        ElasticWarp warp = new ElasticWarp(shape, 0, 34, 4);
        Workspace workspace = new Workspace(shape);
        double sum = 0;
        double squares = 0;
        double products = 0;
        int images = 4000;
        for (int image = 0; image < images; image++) {
            workspace.begin(RandomStream.of(1, "augment"), 1, image);
            warp.drawField(workspace);
            double alongX = workspace.smoothedByRow[20][20];
            double alongY = workspace.smoothedByRow[20][40 + 20];
            sum += alongX + alongY;
            squares += alongX * alongX + alongY * alongY;
            products += alongX * alongY;
        }
        double deviation = 34 / (2 * 4 * Math.sqrt(3 * Math.PI));
        // For 8000 values, the standard error of the mean is 0.016 pixels, of the standard deviation 0.8%, of the
        // correlation 0.016.
        assertThat(sum / (2 * images)).isCloseTo(0, within(0.07));
        assertThat(Math.sqrt(squares / (2 * images))).isCloseTo(deviation, within(0.04 * deviation));
        assertThat(products / (images * deviation * deviation)).isCloseTo(0, within(0.07));
    }

    /** Bilinear interpolation preserves the centre of mass as long as nothing leaves the image. */
    @Test
    void shift_movesTheCentreOfMass_uniformlyWithinItsLimit() {
        Augmenter augmenter = Augmenter.builder(DIGIT, SEED).affine(3, 0, 0, 0).build();
        byte[] square = new byte[DIGIT.size()];
        for (int y = 11; y < 17; y++) {
            for (int x = 11; x < 17; x++) {
                square[y * 28 + x] = (byte) 200;
            }
        }
        int images = 2000;
        double sum = 0;
        double squares = 0;
        for (int image = 0; image < images; image++) {
            byte[] moved = augmented(augmenter, square, 1, image);
            double mass = 0;
            double moment = 0;
            for (int i = 0; i < moved.length; i++) {
                mass += moved[i] & 0xFF;
                moment += (moved[i] & 0xFF) * (i % 28);
            }
            double shift = moment / mass - 13.5;
            assertThat(shift).isBetween(-3.01, 3.01);
            sum += shift;
            squares += shift * shift;
        }
        // Uniform in [-3, 3]: standard deviation sqrt(3), so the standard error of the mean is 0.039; the variance is 3
        // +- 0.06.
        assertThat(sum / images).isCloseTo(0, within(0.16));
        assertThat(squares / images).isCloseTo(3, within(0.25));
    }

    @Test
    void affineWithinAMillionthOfAPixel_isTheIdentity() {
        Augmenter augmenter =
                Augmenter.builder(DIGIT, SEED).affine(1e-6, 1e-6, 1e-8, 1e-6).build();
        byte[] pixels = noise(DIGIT, 0);

        assertThat(augmented(augmenter, pixels, 1, 0)).isEqualTo(pixels);
    }

    @Test
    void elasticFirst_samplesItsFieldBetweenPixels_andAtPixelsGivesTheSameBits() {
        ElasticWarp warp = new ElasticWarp(DIGIT, 0, 34, 4);
        Workspace atPixels = new Workspace(DIGIT);
        atPixels.begin(RandomStream.of(1, "augment"), 1, 0);
        Workspace points = new Workspace(DIGIT);
        points.begin(RandomStream.of(1, "augment"), 1, 0);
        for (int i = 0; i < 784; i++) {
            points.x[i] = i % 28;
            points.y[i] = i / 28;
        }

        warp.mapPixels(atPixels);
        warp.mapPoints(points);

        assertThat(points.x).isEqualTo(atPixels.x);
        assertThat(points.y).isEqualTo(atPixels.y);
    }
}
