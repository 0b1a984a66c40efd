package org.mnist4j.data.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.stroke.Ink;
import org.mnist4j.data.stroke.Skeleton;

class ShapesTest {

    private static final ImageDataset DIGITS = Mnist.load().test().take(100);

    /** A bar of 4 by 16 pixels; its outline in cells is exact. */
    private static final byte[] BAR = Pictures.white(Pictures.of(0), 6, 12, 21, 15);

    /** Parts of ink that are connected at sides and corners, from a flood of each. */
    private static int parts(byte[] pixels, int threshold) {
        boolean[] left = Ink.of(pixels, 28, 28, 4, threshold).cells();
        int parts = 0;
        for (int start = 0; start < left.length; start++) {
            if (left[start]) {
                parts++;
                flood(left, start);
            }
        }
        return parts;
    }

    private static void flood(boolean[] left, int start) {
        int[] stack = new int[left.length];
        int size = 0;
        stack[size++] = start;
        left[start] = false;
        while (size > 0) {
            int cell = stack[--size];
            for (int k = 0; k < 9; k++) {
                int y = cell / 112 + k / 3 - 1;
                int x = cell % 112 + k % 3 - 1;
                if (y >= 0 && y < 112 && x >= 0 && x < 112 && left[y * 112 + x]) {
                    left[y * 112 + x] = false;
                    stack[size++] = y * 112 + x;
                }
            }
        }
    }

    @Test
    void thinnedBar_losesItsShareOfWidth() {
        double width = Pictures.sum(Pictures.white(Pictures.of(0), 13, 12, 13, 15));
        byte[] thinner = Pictures.perturbed(Perturbation.THINNING, 3, BAR);

        double left = 0;
        for (int x = 0; x < 28; x++) {
            left += Pictures.at(thinner, 13, x);
        }
        assertThat(left).isCloseTo(width / 2, within(0.5));
    }

    @Test
    void thickenedBar_gainsItsShareOfWidth() {
        byte[] thicker = Pictures.perturbed(Perturbation.THICKENING, 3, BAR);

        double width = 0;
        for (int x = 0; x < 28; x++) {
            width += Pictures.at(thicker, 13, x);
        }
        assertThat(width).isCloseTo(4 * 1.9, within(0.75));
    }

    @Test
    void thinnedDigits_stayConnectedAndInsideTheirInk() {
        for (int i = 0; i < DIGITS.size(); i++) {
            byte[] pixels = DIGITS.pixels(i);
            Ink ink = Ink.of(pixels, 28, 28);
            double before = Pictures.sum(ink.toGrey(4));
            int partsBefore = parts(ink.toGrey(4), 40);
            for (byte[] thinner : Perturbation.THINNING.apply(pixels, Pictures.SHAPE, 1, i)) {
                assertThat(Pictures.sum(thinner)).as("image %d", i).isLessThanOrEqualTo(before + 2);
                before = Pictures.sum(thinner);
                assertThat(parts(thinner, 40)).as("parts of image %d", i).isLessThanOrEqualTo(partsBefore);
            }
        }
    }

    @Test
    void thickenedDigits_grow() {
        for (int i = 0; i < DIGITS.size(); i++) {
            double before = 0;
            for (byte[] thicker : Perturbation.THICKENING.apply(DIGITS.pixels(i), Pictures.SHAPE, 1, i)) {
                assertThat(Pictures.sum(thicker)).isGreaterThan(before);
                before = Pictures.sum(thicker);
            }
        }
    }

    @Test
    void swelling_addsInkNearOnePlaceOnly() {
        for (int i = 0; i < DIGITS.size(); i++) {
            byte[] pixels = DIGITS.pixels(i);
            byte[] swollen =
                    Perturbation.SWELLING.apply(pixels, Pictures.SHAPE, 1, i).get(0);

            double changed = 0;
            double centreX = 0;
            double centreY = 0;
            for (int k = 0; k < 784; k++) {
                if (swollen[k] != pixels[k]) {
                    changed++;
                    centreX += k % 28;
                    centreY += k / 28;
                }
            }
            // Radius 4 sqrt(width) / 2 with widths below 7.
            for (int k = 0; k < 784; k++) {
                if (swollen[k] != pixels[k]) {
                    double toX = k % 28 - centreX / changed;
                    double toY = k / 28 - centreY / changed;
                    assertThat(toX * toX + toY * toY).isLessThan(4 * 5.3 * 5.3);
                }
            }
        }
    }

    @Test
    void fracturesOfABar_cutIt() {
        for (int severity = 1; severity <= 5; severity++) {
            List<Integer> parts = new java.util.ArrayList<>();
            for (int i = 0; i < 30; i++) {
                byte[] cut =
                        Perturbation.FRACTURES.apply(BAR, Pictures.SHAPE, 1, i).get(severity - 1);
                parts.add(parts(cut, 128));
                assertThat(Pictures.sum(cut)).isLessThan(Pictures.sum(BAR));
            }
            int most = severity + 1;
            assertThat(parts).allSatisfy(p -> assertThat(p).isBetween(2, most));
        }
    }

    @Test
    void fractures_runAcrossAStrokeThatIsNotUpright() {
        byte[] row = Pictures.white(Pictures.of(0), 12, 4, 15, 23);
        for (int i = 0; i < 30; i++) {
            assertThat(parts(
                            Perturbation.FRACTURES
                                    .apply(row, Pictures.SHAPE, 1, i)
                                    .get(0),
                            128))
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"THIN_PEN", "THICK_PEN"})
    void penStrokes_haveTheirWidth(Perturbation pen) {
        double[] widths =
                pen == Perturbation.THIN_PEN ? new double[] {3, 2.5, 2, 1.5, 1} : new double[] {3, 3.5, 4, 5, 6};
        List<byte[]> redrawn = pen.apply(BAR, Pictures.SHAPE, 1, 0);

        for (int s = 0; s < 5; s++) {
            double width = 0;
            for (int x = 0; x < 28; x++) {
                width += Pictures.at(redrawn.get(s), 13, x);
            }
            assertThat(width).isCloseTo(widths[s], within(0.3));
        }
    }

    @Test
    void morphologyOfABar_isItsOwn() {
        Morphology shape = Morphology.of(Picture.of(BAR, 28, 28));

        assertThat(shape.scale).isEqualTo(4);
        // Near its ends the centre line bends to the corners, where the bar is thinner.
        assertThat(shape.meanWidth / 4).isCloseTo(4, within(0.6));
        assertThat(shape.lines()).hasSize(Skeleton.of(Ink.of(BAR, 28, 28)).count());
    }

    @ParameterizedTest
    @EnumSource(names = {"THINNING", "THICKENING", "SWELLING", "FRACTURES", "THIN_PEN", "THICK_PEN"})
    void blackImage_staysBlack(Perturbation family) {
        assertThat(family.apply(Pictures.of(0), Pictures.SHAPE, 1, 0))
                .allSatisfy(image -> assertThat(image).containsOnly((byte) 0));
    }
}
