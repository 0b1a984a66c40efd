package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.InkStatistics.Spread;
import org.mnist4j.data.stroke.Ink;
import org.mnist4j.data.stroke.Pen;
import org.mnist4j.data.stroke.Strokes;

class SlantTest {

    private static final double THRESHOLD = 128;
    private static final Spread TRAINING = new Spread(-0.5, -0.2, 0.1, 0.4, 0.5);

    /** A line of 100 rows, so many columns wide, that goes to the right by so many columns per row up. */
    private static GreyImage line(double slant, int thick) {
        return Sheet.of(120, 500, (y, x) -> {
                    double left = 250 + slant * (60 - (y + 0.5)) - thick / 2.0;
                    double covered = Math.min(left + thick, x + 1) - Math.max(left, x);
                    return y < 10 || y >= 110 ? 0 : (int) Math.round(255 * Math.max(0, Math.min(1, covered)));
                })
                .image();
    }

    private static GreyImage fitted(GreyImage digit, List<String> steps) {
        return Slant.fitted(digit, THRESHOLD, TRAINING, steps);
    }

    @Test
    void threePixels_haveTheSlantOfTheirLeastSquares() {
        // Columns 1, 0, 0 of rows 0, 1, 2: covariance -1, variance 2, and right going up.
        GreyImage image =
                Sheet.of(3, 2, 0).box(0, 1, 1, 1, 90).box(1, 0, 2, 1, 90).image();

        assertThat(Slant.of(image)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void pixels_countByTheirInk_andPaperDoesNot() {
        // Weights 100, 100, 200: row 1.25, column 0.25; covariance -31.25 - 37.5 - ... = -125, variance 275.
        GreyImage image = Sheet.of(3, 2, 31)
                .box(0, 1, 1, 1, 100)
                .box(1, 0, 1, 1, 100)
                .box(2, 0, 1, 1, 200)
                .image();

        assertThat(Slant.of(image)).isCloseTo(125.0 / 275, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, -0.5, -0.1, 0, 0.2, 0.45, 1.9})
    void line_leansAsItWasDrawn(double slant) {
        assertThat(Slant.of(line(slant, 6))).isCloseTo(slant, within(0.002));
    }

    @Test
    void dotOrOneRowOrNothing_doesNotLean() {
        assertThat(Slant.of(Sheet.of(5, 5, 0).box(2, 2, 1, 1, 255).image())).isZero();
        assertThat(Slant.of(Sheet.of(5, 5, 0).box(2, 0, 1, 5, 255).image())).isZero();
        assertThat(Slant.of(Sheet.of(5, 5, 0).image())).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.4, slant to the right changed from 45 to 22 degrees",
        "0.5, 0.4, slant to the right changed from 27 to 22 degrees",
        "-0.3, -0.2, slant to the left changed from 17 to 11 degrees"
    })
    void lineThatLeansMoreThanTheTrainingImages_leansAsTheyDo(double slant, double expected, String step) {
        List<String> steps = new ArrayList<>();

        GreyImage sheared = fitted(line(slant, 6), steps);

        assertThat(Slant.of(sheared)).isCloseTo(expected, within(0.002));
        assertThat(steps).containsExactly(step);
        assertThat(StrokeWidth.of(sheared.ink(THRESHOLD)))
                .isCloseTo(StrokeWidth.of(line(expected, 6).ink(THRESHOLD)), within(0.2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.19, 0, 0.39})
    void lineThatLeansAsTheTrainingImages_staysAsItIs(double slant) {
        List<String> steps = new ArrayList<>();
        GreyImage line = line(slant, 6);

        assertThat(fitted(line, steps)).isSameAs(line);
        assertThat(steps).isEmpty();
    }

    @Test
    void slantOfTheTrainingImagesOnly_isReachedFromUpright() {
        List<String> steps = new ArrayList<>();

        GreyImage sheared = Slant.fitted(line(-0.1, 6), THRESHOLD, new Spread(0.1, 0.2, 0.3, 0.4, 0.5), steps);

        assertThat(Slant.of(sheared)).isCloseTo(0.2, within(0.002));
        assertThat(steps).containsExactly("slant to the left changed from 6 to -11 degrees");
    }

    @Test
    void inkThatLiesFlat_isNotRaised() {
        List<String> steps = new ArrayList<>();
        GreyImage flat = line(2.1, 6);
        // A minus sign drawn by hand, 3 rows lower at its right end.
        GreyImage minus = Sheet.of(20, 120, (y, x) -> y >= 5 + x / 30 && y < 9 + x / 30 ? 255 : 0)
                .image();

        for (GreyImage image : List.of(flat, minus)) {
            assertThat(fitted(image, steps)).isSameAs(image);
        }
        assertThat(Slant.of(minus)).isLessThan(-10);
        assertThat(steps).isEmpty();
    }

    @Test
    void wave_isHardlyChanged() {
        // A dash of hand, 60 columns by 20 rows, whose mass leans; its ends are all that moves, by a few columns.
        GreyImage wave = Sheet.of(40, 100, 0)
                .box(10, 45, 10, 35, 255)
                .box(20, 20, 10, 45, 255)
                .image();
        List<String> steps = new ArrayList<>();

        GreyImage fitted = fitted(wave, steps);

        assertThat(Slant.of(wave)).isBetween(1.0, 2.0);
        assertThat(steps).hasSize(1);
        assertThat(InkBox.of(fitted, THRESHOLD).width()).isBetween(40, 60);
        assertThat(InkBox.of(fitted, THRESHOLD).height()).isEqualTo(20);
    }

    @Test
    void ink_isNeitherLostNorWidened() {
        GreyImage line = line(-1, 6);

        GreyImage sheared = Slant.sheared(line, 1);

        assertThat(sum(sheared)).isCloseTo(sum(line), within(1.0));
        assertThat(sheared.height()).isEqualTo(line.height());
        assertThat(InkBox.of(sheared, InkStatistics.INK).width()).isBetween(6, 9);
        assertThat(sheared.centreOfMass()).isCloseTo(line.centreOfMass(), within(1e-3));
    }

    private static double sum(GreyImage image) {
        double sum = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                sum += image.value(y, x);
            }
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1.1, -0.7, 0.6, 1})
    void sheet_isAsWideAsTheInkNeeds(double more) {
        // Ink in every corner, where rows move furthest.
        GreyImage full = Sheet.of(31, 7, 200).image();

        GreyImage sheared = Slant.sheared(full, more);

        assertThat(sum(sheared)).isCloseTo(31 * 7 * 200, within(1.0));
        assertThat(Slant.of(sheared)).isCloseTo(more, within(0.01));
    }

    @Test
    void lineOfOnePixel_isNotTornApart() {
        GreyImage line = Sheet.of(200, 200, (y, x) -> y >= 20 && y < 180 && x == 190 - y ? 255 : 0)
                .image();

        GreyImage fitted = Slant.fitted(line, Otsu.threshold(line), TRAINING, new ArrayList<>());

        assertThat(fitted).isNotSameAs(line);
        Ink ink = fitted.ink(Otsu.threshold(line));
        for (int y = 20; y < 180; y++) {
            int cells = 0;
            for (int x = 0; x < fitted.width(); x++) {
                cells += ink.at(y, x) ? 1 : 0;
            }
            assertThat(cells).as("row %d", y).isBetween(1, 2);
        }
    }

    @Test
    void lineOfWhichNothingWouldBeLeft_staysAsItIs() {
        // Half a column to the right in one row and to the left in the other: 255 would become 128 twice.
        GreyImage line =
                Sheet.of(2, 5, 0).box(0, 2, 1, 1, 255).box(1, 1, 1, 1, 255).image();
        List<String> steps = new ArrayList<>();

        assertThat(Slant.fitted(line, 200, new Spread(0, 0, 0, 0, 0), steps)).isSameAs(line);
        assertThat(steps).isEmpty();
    }

    @Test
    void severalMarks_areShearedAsOne() {
        // The two strokes of a 4 that do not touch.
        GreyImage strokes = Sheet.of(120, 300, (y, x) -> {
                    boolean left = y < 60 && Math.abs(x - (180 - y)) < 4;
                    boolean right = Math.abs(x - (240 - y)) < 4;
                    return left || right ? 255 : 0;
                })
                .image();
        List<String> steps = new ArrayList<>();

        GreyImage fitted = fitted(strokes, steps);

        assertThat(Slant.of(fitted)).isCloseTo(TRAINING.high(), within(0.002));
        assertThat(steps).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"10, 2", "10, 20", "10, 40", "4, 4", "1, 2"})
    void digitsThatLeanBy40Degrees_leanAsMnistsAfterwards(int times, double pen) {
        ImageDataset digits = Mnist.loadTest();
        double before = 0;
        double after = 0;
        for (int i = 0; i < 40; i++) {
            int side = 28 * times;
            byte[] drawn =
                    Pen.ofWidth(pen).draw(Strokes.of(digits.pixels(i), 28, 28).scaledBy(times), side, side);
            GreyImage upright = GreyImage.plane(drawn, ImageShape.of(side, side, 1), 0);
            GreyImage leaning = Slant.sheared(upright, i % 2 == 0 ? 0.84 : -0.84);
            byte[] prepared = DigitImage.ofGrey(leaning.toBytes(), leaning.height(), leaning.width(), digits.shape())
                    .pixels();
            before += Math.abs(Slant.of(leaning));
            after += Math.abs(Slant.of(GreyImage.plane(prepared, digits.shape(), 0)));
        }

        assertThat(before / 40).isGreaterThan(0.8);
        assertThat(after / 40).isLessThan(0.5);
    }
}
