package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;

class FiguresTest {
    private static final List<String> ABC = List.of("a", "b", "c");

    @Test
    void confusionMatrix_showsEveryCountInItsRowAndColumn() {
        int[] labels = {0, 0, 0, 0, 1, 1, 2};
        int[] predicted = {0, 0, 0, 1, 1, 1, 0};

        Figure figure = Figures.confusionMatrix(ConfusionMatrix.of(ABC, labels, predicted));

        assertThat(Svg.contents(figure, "g").stream().map(FiguresTest::squeeze))
                .containsExactly(
                        "true a, predicted a: 3 images (75.0%) 3",
                        "true a, predicted b: 1 image (25.0%) 1",
                        "true a, predicted c: 0 images (0.0%) 0",
                        "true b, predicted a: 0 images (0.0%) 0",
                        "true b, predicted b: 2 images (100.0%) 2",
                        "true b, predicted c: 0 images (0.0%) 0",
                        "true c, predicted a: 1 image (100.0%) 1",
                        "true c, predicted b: 0 images (0.0%) 0",
                        "true c, predicted c: 0 images (0.0%) 0");
        assertThat(Svg.contents(figure, "text"))
                .contains("true class", "predicted class", "recall", "75.0%", "100.0%", "0.0%")
                .contains("accuracy 71.43% of 7 images");
    }

    @Test
    void confusionMatrix_ofRealDigits_showsEveryCountAndTheScores() {
        EvaluationReport report = Examples.evaluation();

        Figure figure = Figures.confusionMatrix(report);

        List<String> texts = Svg.contents(figure, "text");
        for (int t = 0; t < 10; t++) {
            for (int p = 0; p < 10; p++) {
                assertThat(texts)
                        .contains(Long.toString(report.confusionMatrix().count(t, p)));
            }
        }
        assertThat(figure.title()).contains("accuracy " + Numerals.precisePercent(report.accuracy()));
        assertThat(figure.title()).contains("macro-F1 " + Numerals.score(report.macroF1()));
    }

    @Test
    void confusionMatrix_keepsLongNamesWhole() {
        ImageDataset fashion = Examples.noise(50, ImageShape.of(28, 28, 1), Examples.FASHION);

        Figure figure = Figures.confusionMatrix(ConfusionMatrix.of(Examples.predictions(fashion, 0.2)));

        // Once for the row, once for the column.
        assertThat(Svg.contents(figure, "text").stream().filter("Ankle boot"::equals))
                .hasSize(2);
    }

    @Test
    void predictions_sayWhatIsWrongInWordsToo() {
        ImageDataset images = Examples.noise(3, ImageShape.of(5, 4, 1), ABC);
        float[] probabilities = {0.75f, 0.25f, 0, 0.125f, 0.125f, 0.75f, 0, 0, 1};
        Predictions predictions = Predictions.of(ABC, images.labels(), probabilities);

        Figure figure = Figures.predictions(images, predictions, List.of(1, 2));

        assertThat(Svg.contents(figure, "text"))
                .containsExactly(
                        "Predictions",
                        "2 of 3 images of noise, predicted class in bold · 1 wrong (framed, ✗)",
                        "c",
                        "75.0%",
                        "✗ true b",
                        "c",
                        "100.0%",
                        "✓ true c");
        assertThat(Svg.contents(figure, "title"))
                .contains(
                        "image 1: predicted c with probability 75.0%, true b, which got 12.5%",
                        "image 2: predicted c with probability 100.0%, true c");
    }

    @Test
    void predictions_byDefault_showTheSameFortyDifferentImages() {
        ImageDataset digits = Examples.digits();
        Predictions predictions = Examples.predictions(digits, 0.1);

        Figure figure = Figures.predictions(digits, predictions);

        assertThat(Svg.parse(figure).getElementsByTagName("image").getLength()).isEqualTo(40);
        assertThat(Figures.predictions(digits, predictions).toSvg()).isEqualTo(figure.toSvg());
        assertThat(ExampleChoice.random(500, 40, 0)).doesNotHaveDuplicates().allMatch(i -> i >= 0 && i < 500);
    }

    @Test
    void predictions_ofAnotherSeed_areOthers_andNoMoreThanThereAre() {
        assertThat(ExampleChoice.random(500, 5, 1)).hasSize(5).isNotEqualTo(ExampleChoice.random(500, 5, 2));
        assertThat(ExampleChoice.random(3, 32, 1)).containsExactlyInAnyOrder(0, 1, 2);
        ImageDataset digits = Examples.digits();
        Figure figure = Figures.predictions(digits, Examples.predictions(digits, 0), 9, 7);
        assertThat(Svg.parse(figure).getElementsByTagName("image").getLength()).isEqualTo(9);
    }

    @Test
    void mistakes_areTheWrongOnes_mostConfidentFirst() {
        ImageDataset images = Examples.noise(6, ImageShape.of(4, 4, 1), ABC);
        float[] probabilities = {
            1,
            0,
            0, // right
            0.5f,
            0.25f,
            0.25f, // wrong
            0,
            0,
            1, // right
            0,
            0.75f,
            0.25f, // wrong, surer
            0.5f,
            0.25f,
            0.25f, // wrong, as sure as the first
            1,
            0,
            0 // wrong, surest
        };
        Predictions predictions = Predictions.of(ABC, images.labels(), probabilities);

        assertThat(ExampleChoice.mistakes(predictions, 10)).containsExactly(5, 3, 1, 4);
        assertThat(ExampleChoice.mistakes(predictions, 2)).containsExactly(5, 3);
        assertThat(Figures.mistakes(images, predictions, 2).title())
                .isEqualTo("Most confident mistakes: 2 of 4 among 6 images of noise");
    }

    @Test
    void predictionsOfOtherImages_areRefused() {
        ImageDataset images = Examples.digits();
        Predictions others = Examples.predictions(images.take(10), 0);

        assertThatThrownBy(() -> Figures.predictions(images, others))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("predictions: size: expected 500, as the images have, was 10;"
                        + " pass the images the predictions were made from");
        assertThatThrownBy(() -> Figures.mistakes(images, Examples.predictions(images, 0), 0))
                .hasMessage("count: expected 1 or more, was 0");
        assertThatThrownBy(() -> Figures.predictions(images, Examples.predictions(images, 0), List.of(3, 500)))
                .hasMessageStartingWith("indices[1]: expected 0..499");
    }

    @Test
    void architecture_namesEveryLayerWithItsSize() {
        assertThat(Svg.contents(Figures.architecture(Examples.seed()), "text"))
                .containsExactly(
                        Examples.seed().name(),
                        "101,770 parameters",
                        "input",
                        "28 × 28 × 1",
                        "flatten",
                        "784 values",
                        "dense",
                        "128 units",
                        "relu",
                        "100,480 parameters",
                        "softmax",
                        "10 classes",
                        "1,290 parameters");
    }

    @Test
    void learningCurves_nameEachLineAtItsEnd() {
        List<String> texts = Svg.contents(Figures.learningCurves(Examples.history(5, true)), "text");

        assertThat(texts)
                .contains("training 0.1000", "validation 0.1300", "training 98.00%", "validation 96.40%")
                .containsSubsequence("1", "2", "3", "4", "5", "epoch");
    }

    @Test
    void learningCurves_withoutValidation_haveOneLineEach() {
        Figure figure = Figures.learningCurves(Examples.history(5, false));

        assertThat(figure.toSvg()).doesNotContain("validation").doesNotContain("stroke-dasharray");
    }

    @Test
    void learningCurves_ofOneEpoch_areTwoPoints() {
        Figure figure = Figures.learningCurves(Examples.history(1, false));

        assertThat(Svg.contents(figure, "g").stream().map(FiguresTest::squeeze))
                .containsExactly("epoch 1, training 0.5000", "epoch 1, training 90.00%");
        assertThat(Svg.parse(figure).getElementsByTagName("circle").getLength()).isEqualTo(2);
    }

    @Test
    void learningCurves_leaveAGapWhereTheLossIsNotANumber() {
        Figure figure = Figures.learningCurves(Examples.history(4, 3, Double.NaN, 2, 1));

        assertThat(figure.toSvg()).doesNotContain("NaN").doesNotContain("Infinity");
        // Two pieces of the loss, one line of accuracy; the axes' lines have the rule's colour.
        assertThat(figure.marks().stream()
                        .filter(mark -> mark instanceof Mark.Polyline line
                                && line.stroke().colour() == Palette.ACCENT)
                        .map(mark -> ((Mark.Polyline) mark).points().size())
                        .collect(Collectors.toList()))
                .containsExactly(2, 2, 5);
    }

    private static String squeeze(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
