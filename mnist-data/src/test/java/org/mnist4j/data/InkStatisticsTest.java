package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mnist4j.data.InkStatistics.Background;
import org.mnist4j.data.InkStatistics.Centring;
import org.mnist4j.data.InkStatistics.Spread;

class InkStatisticsTest {

    private static final ImageDataset TEST = Mnist.loadTest();

    /** The first test images, each changed. */
    private static ImageDataset changed(int count, ImageShape shape, UnaryOperator<GreyImage> change) {
        byte[] pixels = new byte[count * shape.size()];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = TEST.label(i);
            byte[] image = change.apply(GreyImage.plane(TEST.pixels(i), TEST.shape(), 0))
                    .toBytes();
            System.arraycopy(image, 0, pixels, i * shape.size(), image.length);
        }
        return ImageDataset.of("changed", shape, TEST.classNames(), pixels, labels);
    }

    /** A digit whose longer side is 26 pixels, in the middle. */
    private static GreyImage filling(GreyImage digit) {
        GreyImage ink = digit.croppedTo(InkStatistics.INK);
        double scale = 26.0 / Math.max(ink.height(), ink.width());
        int height = (int) Math.round(ink.height() * scale);
        int width = (int) Math.round(ink.width() * scale);
        return ink.scaled(10 * height, 10 * width)
                .scaled(height, width)
                .placed(28, 28, (28 - height) / 2, (28 - width) / 2);
    }

    @Test
    void mnist_isAsTheConstantSays() {
        InkStatistics measured = InkStatistics.of(Mnist.load().train());
        InkStatistics constant = InkStatistics.MNIST;

        assertThat(measured.strokes()).isTrue();
        assertThat(measured.background()).isEqualTo(Background.DARK);
        assertThat(measured.centring()).isEqualTo(Centring.MASS);
        assertThat(measured.extent().median()).isEqualTo(20);
        assertThat(measured.extent().least()).isBetween(18.0, 20.0);
        assertThat(measured.strokeWidth().low())
                .isCloseTo(constant.strokeWidth().low(), within(0.1));
        assertThat(measured.strokeWidth().median())
                .isCloseTo(constant.strokeWidth().median(), within(0.1));
        assertThat(measured.strokeWidth().high())
                .isCloseTo(constant.strokeWidth().high(), within(0.1));
        Spread slant = constant.slant().orElseThrow();
        assertThat(measured.slant()).hasValueSatisfying(of -> {
            assertThat(of.low()).isCloseTo(slant.low(), within(0.04));
            assertThat(of.median()).isCloseTo(slant.median(), within(0.04));
            assertThat(of.high()).isCloseTo(slant.high(), within(0.04));
            assertThat(of.least()).isBetween(slant.least(), slant.low());
            assertThat(of.most()).isBetween(slant.high(), slant.most());
        });
        assertThat(measured.down()).isCloseTo(constant.down(), within(0.05));
        assertThat(measured.across()).isCloseTo(constant.across(), within(0.05));
        assertThat(measured.offCentre()).isLessThanOrEqualTo(constant.offCentre());
    }

    @Test
    void embeddedMnist_knowsWhatWouldBeMeasured() {
        ImageDataset train = Mnist.loadTrain();

        assertThat(InkStatistics.of(train)).isSameAs(EmbeddedMnist.TRAINING_INK);
        assertThat(new InkMeasurement(train).statistics()).isEqualTo(EmbeddedMnist.TRAINING_INK);
    }

    @Test
    void digitsThatFill26Pixels_makePicturesFill26Pixels() {
        InkStatistics measured = InkStatistics.of(changed(300, TEST.shape(), InkStatisticsTest::filling));

        assertThat(measured.strokes()).isTrue();
        assertThat(measured.extent().median()).isEqualTo(26);
        assertThat(measured.centring()).isEqualTo(Centring.BOX);
        assertThat(measured.offCentre()).isLessThanOrEqualTo(1);
        GreyImage original = filling(GreyImage.plane(TEST.pixels(301), TEST.shape(), 0));
        byte[] large = original.enlarged(280, 280).toBytes();
        DigitImage asIs = DigitImage.ofGrey(original.toBytes(), 28, 28, TEST.shape(), measured);
        DigitImage scaled = DigitImage.ofGrey(large, 280, 280, TEST.shape(), measured);
        assertThat(asIs.steps()).isEmpty();
        assertThat(asIs.pixels()).isEqualTo(original.toBytes());
        assertThat(InkBox.of(GreyImage.plane(scaled.pixels(), TEST.shape(), 0), 32)
                        .extent())
                .isBetween(25, 26);
        // To MNIST's model, the same small picture does not look like its training images.
        assertThat(DigitImage.ofGrey(original.toBytes(), 28, 28, TEST.shape()).steps())
                .contains("centred by mass in 28x28");
    }

    @Test
    void darkDigits_makePicturesDark() {
        InkStatistics measured = InkStatistics.of(changed(300, TEST.shape(), GreyImage::inverted));

        assertThat(measured.background()).isEqualTo(Background.LIGHT);
        assertThat(measured.extent().median()).isEqualTo(20);
        byte[] dark =
                GreyImage.plane(TEST.pixels(0), TEST.shape(), 0).inverted().toBytes();
        assertThat(DigitImage.ofGrey(dark, 28, 28, TEST.shape(), measured).steps())
                .isEmpty();
        assertThat(DigitImage.ofGrey(TEST.pixels(0), 28, 28, TEST.shape(), measured)
                        .pixels())
                .isEqualTo(dark);
        byte[] large = GreyImage.plane(TEST.pixels(0), TEST.shape(), 0)
                .enlarged(280, 280)
                .toBytes();
        assertThat(DigitImage.ofGrey(large, 280, 280, TEST.shape(), measured).pixels()[0])
                .isEqualTo((byte) 255);
    }

    @Test
    void otherSizes_arePreparedToo() {
        ImageShape shape = ImageShape.of(40, 32, 1);
        InkStatistics measured = InkStatistics.of(changed(200, shape, digit -> digit.placed(40, 32, 6, 2)));

        assertThat(measured.strokes()).isTrue();
        assertThat(measured.down()).isCloseTo(0.5, within(0.1));
        assertThat(DigitImage.ofGrey(TEST.pixels(0), 28, 28, shape, measured).pixels())
                .hasSize(40 * 32)
                .isNotEqualTo(new byte[40 * 32]);
    }

    @Test
    void inkThatSpansTheImages_isOnlyScaled() {
        InkStatistics measured = InkStatistics.of(changed(100, TEST.shape(), digit -> {
            GreyImage ink = digit.croppedTo(InkStatistics.INK);
            return ink.scaled(28, 28);
        }));

        assertThat(measured.strokes()).isFalse();
        DigitImage image = DigitImage.ofGrey(TEST.pixels(0), 28, 28, TEST.shape(), measured);
        assertThat(image.steps()).isEmpty();
        assertThat(image.pixels()).isEqualTo(TEST.pixels(0));
    }

    @Test
    void unknownImages_areMnistsFor28x28x1_orNotKnown() {
        assertThat(InkStatistics.assumed(TEST.shape())).isEqualTo(InkStatistics.MNIST);
        assertThat(InkStatistics.assumed(ImageShape.of(28, 28, 3))).isEqualTo(InkStatistics.NONE);
        assertThat(InkStatistics.NONE.strokes()).isFalse();
    }

    @Test
    void numbersOutOfRange_areRefused() {
        assertThatThrownBy(() -> new Spread(1, 2, 1, 3, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rising order, was 1.0, 2.0, 1.0");
        assertThatThrownBy(() -> new Spread(Double.NEGATIVE_INFINITY, 2, 2, 3, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("five finite numbers in rising order, was -Infinity");
        InkStatistics mnist = InkStatistics.MNIST;
        for (double bad : List.of(-1.0, Double.NaN, Double.POSITIVE_INFINITY)) {
            assertThatThrownBy(() -> new InkStatistics(
                            Background.DARK,
                            true,
                            mnist.extent(),
                            mnist.strokeWidth(),
                            mnist.slant(),
                            Centring.MASS,
                            0,
                            0,
                            bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("offCentre");
        }
        assertThatThrownBy(() -> new InkStatistics(
                        Background.VARIED,
                        true,
                        mnist.extent(),
                        mnist.strokeWidth(),
                        mnist.slant(),
                        Centring.MASS,
                        0,
                        0,
                        0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("strokes need a dark or light background");
        for (List<Spread> lengths : List.of(
                List.of(new Spread(-1, 20, 20, 20, 20), mnist.strokeWidth()),
                List.of(mnist.extent(), new Spread(-1, 2, 2, 2, 2)))) {
            assertThatThrownBy(() -> new InkStatistics(
                            Background.DARK,
                            true,
                            lengths.get(0),
                            lengths.get(1),
                            mnist.slant(),
                            Centring.MASS,
                            0,
                            0,
                            0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("extent and strokeWidth must be 0 or more, was ");
        }
        assertThatThrownBy(() -> DigitImage.ofGrey(TEST.pixels(0), 28, 28, ImageShape.of(12, 12, 1), mnist))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is larger than images of 12x12x1");
    }
}
