package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.metrics.ConfusionMatrix;

class ConfusionHeatMapTest {

    private static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
    }

    /** Each class {@code each} times, predicted as {@code shift}, {@code 2 shift}, ... classes after it. */
    private static ConfusionMatrix matrix(int classes, int each, int shift) {
        int[] labels = IntStream.range(0, classes * each).map(i -> i / each).toArray();
        int[] predicted = IntStream.range(0, classes * each)
                .map(i -> (i / each + (i % each) * shift) % classes)
                .toArray();
        return ConfusionMatrix.of(names(classes), labels, predicted);
    }

    private static BufferedImage image(Figure figure) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(figure.toPng()));
    }

    private static Mark.Picture picture(Figure figure) {
        return figure.marks().stream()
                .filter(Mark.Picture.class::isInstance)
                .map(Mark.Picture.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void classesUpToTheLimit_haveNumbers() {
        assertThat(Svg.contents(Figures.confusionMatrix(matrix(64, 3, 1)), "text"))
                .contains("class 63");
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 100, 400, 600, 1000, 1024, 1025, 5000})
    void size_isBounded_whateverTheNumberOfClasses(int classes) throws IOException {
        ConfusionMatrix matrix = matrix(classes, 8, 7);
        for (Figure figure : List.of(Figures.confusionMatrix(matrix), Figures.normalizedConfusionMatrix(matrix))) {
            BufferedImage image = image(figure);

            assertThat(image.getWidth()).isEqualTo(2 * figure.width()).isBetween(1000, 2400);
            assertThat(image.getHeight()).isEqualTo(2 * figure.height()).isBetween(1000, 2500);
            assertThat(figure.toPng().length).isLessThan(400_000);
            assertThat(figure.toSvg().length()).isLessThan(400_000);
            assertThat(figure.marks()).hasSizeLessThan(80);
        }
    }

    /** The worst case: a million different counts. */
    @Test
    void denseMatrixOfAThousandClasses_staysSmall() {
        int classes = 1000;
        int[] labels = new int[3 * classes * classes];
        int[] predicted = new int[labels.length];
        long state = 1;
        for (int i = 0; i < labels.length; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            labels[i] = i % classes;
            predicted[i] = (int) ((state >>> 33) % classes);
        }
        Figure figure = Figures.confusionMatrix(ConfusionMatrix.of(names(classes), labels, predicted));

        assertThat(figure.toPng().length).isLessThan(1_000_000);
        assertThat(figure.toSvg().length()).isLessThan(1_000_000);
    }

    @ParameterizedTest
    @CsvSource({"65, 9.5", "100, 6", "400, 1.5", "600, 1", "1000, 1"})
    void everyCell_isASquareWithTheShadeOfItsShare(int classes, double square) throws IOException {
        Figure figure = Figures.confusionMatrix(matrix(classes, 4, 5));
        BufferedImage image = image(figure);
        Mark.Picture picture = picture(figure);

        assertThat(picture.width()).isEqualTo(classes * square);
        for (int t = 0; t < classes; t += 13) {
            for (int p = 0; p < classes; p++) {
                int steps = Math.floorMod(p - t, classes);
                boolean hit = steps % 5 == 0 && steps / 5 < 4;
                int x = (int) (2 * (picture.x() + (p + 0.5) * square));
                int y = (int) (2 * (picture.y() + (t + 0.5) * square));
                int expected = hit ? ConfusionMatrixFigure.shade(0.25) : Palette.FAINT;
                assertThat(image.getRGB(x, y) & 0xffffff)
                        .as("true " + t + ", predicted " + p)
                        .isEqualTo(expected);
            }
        }
    }

    /** Where a square stands for several cells, none of them is lost. */
    @Test
    void blockOfCells_hasTheShadeOfTheLargestShare() {
        int classes = 2048;
        ConfusionMatrix matrix = ConfusionMatrix.of(names(classes), new int[] {2000, 2000, 7}, new int[] {3, 3, 8});

        Pixels pixels = picture(Figures.confusionMatrix(matrix)).pixels();

        assertThat(pixels.width()).isEqualTo(1024);
        assertThat(pixels.rgb(1, 1000)).isEqualTo(ConfusionMatrixFigure.shade(1));
        assertThat(pixels.rgb(4, 3)).isEqualTo(ConfusionMatrixFigure.shade(1));
        assertThat(pixels.rgb(5, 3)).isEqualTo(Palette.FAINT);
    }

    @Test
    void texts_areTheTitleTheAxesTheIndicesAndTheLegend() {
        Figure figure = Figures.normalizedConfusionMatrix(matrix(1000, 1, 1));

        assertThat(Svg.contents(figure, "text"))
                .startsWith(
                        "Confusion matrix, % of each true class",
                        "accuracy 100.00% of 1,000 images",
                        "1,000 classes by index, from 0",
                        "predicted class",
                        "true class",
                        "0",
                        "0",
                        "100")
                .contains("900", "share of the row")
                .doesNotContain("1000", "class 1");
        assertThat(figure.title()).endsWith("1,000 classes by index, from 0");
    }

    @Test
    void emptyMatrix_isDrawn() throws IOException {
        assertThat(image(Figures.confusionMatrix(ConfusionMatrix.of(names(70), new int[0], new int[0])))
                        .getWidth())
                .isGreaterThan(1000);
    }
}
