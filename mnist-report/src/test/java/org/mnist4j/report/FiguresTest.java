package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.Activation;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layers;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.augment.Augmenter;
import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.Calibration;
import org.mnist4j.model.Model;
import org.w3c.dom.Element;

class FiguresTest {
    private static final List<String> ABC = List.of("a", "b", "c");

    @Test
    void confusionMatrix_showsEveryCountInItsRowAndColumn() {
        int[] labels = {0, 0, 0, 0, 1, 1, 2};
        int[] predicted = {0, 0, 0, 1, 1, 1, 0};

        Figure figure = Figures.confusionMatrix(ConfusionMatrix.of(ABC, labels, predicted));

        assertThat(Svg.contents(figure, "g").stream().map(Svg::squeeze))
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
    void normalizedConfusionMatrix_showsEachCountsShareOfItsRow() {
        int[] labels = {0, 0, 0, 0, 1, 1, 2};
        int[] predicted = {0, 0, 0, 1, 1, 1, 0};

        Figure figure = Figures.normalizedConfusionMatrix(ConfusionMatrix.of(ABC, labels, predicted));

        assertThat(Svg.contents(figure, "g").stream().map(Svg::squeeze))
                .startsWith(
                        "true a, predicted a: 3 images (75.0%) 75.0",
                        "true a, predicted b: 1 image (25.0%) 25.0", "true a, predicted c: 0 images (0.0%) 0");
        assertThat(Svg.contents(figure, "text")).containsSubsequence("images", "4", "2", "1");
    }

    @Test
    void reliability_putsEachBinsPointAtItsMeanConfidenceAndAccuracy() {
        // Confidences 0.5, 0.625 and 0.875 of two classes: bins 7, 9 and 13 of 15; the second is wrong.
        Predictions predictions = Predictions.of(
                List.of("a", "b"), new int[] {0, 1, 1}, new float[] {0.5f, 0.5f, 0.625f, 0.375f, 0.125f, 0.875f});

        Figure figure = Figures.reliability(EvaluationReport.of(predictions));

        assertThat(figure.title())
                .isEqualTo(
                        "Reliability: expected calibration error 0.4167 in 15 bins; mean confidence 66.67%, accuracy 66.67%");
        assertThat(Svg.contents(figure, "g").stream().map(Svg::squeeze).distinct())
                .containsExactly(
                        "confidence 46.7% to 53.3%: 1 image, mean confidence 50.0%, accuracy 100.0%"
                                + " (95% interval 20.7% to 100.0%)",
                        "confidence 60.0% to 66.7%: 1 image, mean confidence 62.5%, accuracy 0.0%"
                                + " (95% interval 0.0% to 79.3%)",
                        "confidence 86.7% to 93.3%: 1 image, mean confidence 87.5%, accuracy 100.0%"
                                + " (95% interval 20.7% to 100.0%)");
        // The plot is 330 pixels wide and high from (82, 92).
        var circles = Svg.parse(figure).getElementsByTagName("circle");
        assertThat(IntStream.range(0, 3)
                        .mapToObj(circles::item)
                        .map(Element.class::cast)
                        .map(circle -> circle.getAttribute("cx") + " " + circle.getAttribute("cy")))
                .containsExactly("247 92", "288.25 422", "370.75 92");
    }

    private static final Predictions FOUR = Predictions.of(List.of("a", "b"), new int[] {1, 0, 0, 0}, new float[] {
        0.625f, 0.375f, 0.875f, 0.125f, 0.5f, 0.5f, 0.75f, 0.25f
    });

    @Test
    void selectiveAccuracy_isThatOfTheMostConfidentImages() {
        // Confidences 0.875 and 0.75 right, 0.625 wrong, 0.5 right.
        Figure figure = Figures.selectiveAccuracy(EvaluationReport.of(FOUR));

        assertThat(figure.title())
                .isEqualTo(
                        "Selective accuracy: all images: 75.00%; the most confident 100.0%: 75.00%; area under the risk 0.14583");
        String all =
                "confidence 0.5000 or more: 4 images (100.0%), 1 wrong, accuracy 75.00% (95% interval 30.06% to 95.44%)";
        String three =
                "confidence 0.6250 or more: 3 images (75.0%), 1 wrong, accuracy 66.67% (95% interval 20.77% to 93.85%)";
        assertThat(Svg.contents(figure, "g").stream().map(Svg::squeeze))
                .containsExactly(
                        all,
                        all,
                        all,
                        all,
                        three,
                        three,
                        "confidence 0.7500 or more: 2 images (50.0%), 0 wrong, accuracy 100.00% (95% interval 34.24% to 100.00%)");
        // The plot is 330 pixels wide and 260 high from (82, 108), for accuracies of 20% to 100%.
        var circles = Svg.parse(figure).getElementsByTagName("circle");
        assertThat(IntStream.range(0, 7)
                        .mapToObj(circles::item)
                        .map(Element.class::cast)
                        .map(circle -> circle.getAttribute("cx") + " " + circle.getAttribute("cy"))
                        .distinct())
                .containsExactly("412 189.25", "329.5 216.33", "247 108");
    }

    @Test
    void selectiveAccuracyOfACalibratedModel_showsWhatIsSure() {
        Calibration calibration = new Calibration("t", "0a".repeat(32), 60, 1.5, 0.02, 0.7, 50, 5);

        Figure figure = Figures.selectiveAccuracy(EvaluationReport.of(FOUR), calibration);

        assertThat(Svg.contents(figure, "text")).contains("sure: 50.0%, stated: 98%");
        assertThat(Svg.contents(figure, "g").stream().map(Svg::squeeze))
                .anyMatch(text ->
                        text.startsWith("sure predictions: confidence 0.7000 or more: 2 images (50.0%), 0 wrong"));
    }

    @Test
    void firstLayerWeights_areDrawnWhereTheirPixelsAre() {
        ExperimentConfig config = ExperimentConfig.builder()
                .input(ImageShape.of(1, 2, 1))
                .classes(2)
                .layers(Layers.dense(2))
                .epochs(1)
                .build();
        // Two units: [2, -2] and [0, 1]; 2 is the scale.
        Model model = Model.of(config, List.of("a", "b"), new float[] {2, -2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0});

        Figure figure = Figures.firstLayerWeights(model);

        List<Pixels> tiles = figure.marks().stream()
                .filter(Mark.Group.class::isInstance)
                .map(group -> ((Mark.Picture) ((Mark.Group) group).marks().get(0)).pixels())
                .toList();
        assertThat(tiles).hasSize(2);
        assertThat(tiles.get(0).rgb(0, 0)).isEqualTo(Palette.diverging(1));
        assertThat(tiles.get(0).rgb(1, 0)).isEqualTo(Palette.diverging(-1));
        assertThat(tiles.get(1).rgb(0, 0)).isEqualTo(Palette.diverging(0));
        assertThat(tiles.get(1).rgb(1, 0)).isEqualTo(Palette.diverging(8.0 / 15));
        assertThat(Svg.contents(figure, "title")).contains("unit 0, length 2.83", "unit 1, length 1.00");
        assertThat(Svg.contents(figure, "text"))
                .contains("−2.00", "0", "+2.00", "all 2 units of layers[0], one weight per pixel");
    }

    @Test
    void firstLayerWeights_ofAConvolution_areItsKernels() {
        ExperimentConfig config = ExperimentConfig.builder()
                .input(ImageShape.of(3, 4, 2))
                .classes(2)
                .layers(Layers.conv2d(2, 2), Layers.globalAvgPool())
                .epochs(1)
                .build();
        // Two filters of [channels][rows][columns]: of the first, the channels' means are [[1, -1], [0, 2]].
        float[] parameters = {2, -2, 0, 2, 0, 0, 0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0};
        Figure figure = Figures.firstLayerWeights(Model.of(config, List.of("a", "b"), parameters));

        Mark.Group first = figure.marks().stream()
                .filter(Mark.Group.class::isInstance)
                .map(Mark.Group.class::cast)
                .findFirst()
                .orElseThrow();
        Pixels tile = ((Mark.Picture) first.marks().get(0)).pixels();
        assertThat(tile.rgb(0, 0)).isEqualTo(Palette.diverging(8.0 / 15));
        assertThat(tile.rgb(1, 0)).isEqualTo(Palette.diverging(-7.0 / 15));
        assertThat(tile.rgb(0, 1)).isEqualTo(Palette.diverging(0));
        assertThat(tile.rgb(1, 1)).isEqualTo(Palette.diverging(1));
        assertThat(Svg.contents(figure, "title")).contains("filter 0, length 4.00");
        assertThat(Svg.contents(figure, "text"))
                .contains("all 2 filters of layers[0], one weight per pixel of 2 × 2", "mean of channels");
    }

    @Test
    void firstLayerWeights_showAsManyUnitsAsAsked() {
        Model model = Examples.model(Examples.seed());

        assertThat(Figures.firstLayerWeights(model, 5).title()).contains("the first 5 of 128 units");
        assertThatThrownBy(() -> Figures.firstLayerWeights(model, 0)).hasMessage("count: expected 1 or more, was 0");
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
            0.25f, // wrong, more confident
            0.5f,
            0.25f,
            0.25f, // wrong, as confident as the first
            1,
            0,
            0 // wrong, most confident
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
    void architecture_ofAConvolutionalNetwork_showsMapsAndFlattensOnce() {
        ExperimentConfig config = Examples.seed().toBuilder()
                .layers(
                        Layers.conv2d(32, 3).activation(Activation.IDENTITY),
                        Layers.batchNorm(),
                        Layers.maxPool2d(2),
                        Layers.dense(16),
                        Layers.batchNorm())
                .build();

        assertThat(Figures.architecture(config).title())
                .contains(
                        "input (28 × 28 × 1); conv2d (32 filters 3 × 3, valid, identity, 26 × 26 × 32, 320 parameters);"
                                + " batchNorm (26 × 26 × 32, 64 parameters); maxPool2d (2 × 2, 13 × 13 × 32);"
                                + " flatten (5,408 values); dense (16 units, relu, 86,544 parameters);"
                                + " batchNorm (16 values, 32 parameters); softmax (10 classes, 170 parameters)");
        assertThat(Figures.architecture(config.toBuilder()
                                .layers(Layers.conv2d(8, 3), Layers.globalAvgPool())
                                .build())
                        .title())
                .contains("globalAvgPool (8 values); softmax")
                .doesNotContain("flatten");
    }

    @Test
    void augmentation_showsEachImage_andItsVersionInEachEpoch() {
        ImageDataset images = Examples.digits().take(3);
        ExperimentConfig config = GalleryGenerator.augmented(Examples.seed());

        Figure figure = Figures.augmentation(config, images);

        List<Mark.Group> groups = figure.marks().stream()
                .filter(Mark.Group.class::isInstance)
                .map(Mark.Group.class::cast)
                .toList();
        assertThat(groups).hasSize(27);
        Augmenter augmenter = config.augmenter();
        for (int index = 0; index < 3; index++) {
            String name = "image " + index + " (" + images.label(index) + ")";
            assertThat(pixels(groups, name + ", original")).isEqualTo(Pixels.of(images, index));
            for (int epoch = 1; epoch <= 8; epoch++) {
                byte[] target = new byte[784];
                augmenter.apply(images.pixels(index), epoch, index, target, augmenter.newWorkspace());
                assertThat(pixels(groups, name + " in epoch " + epoch))
                        .isEqualTo(Pixels.of(images.shape(), target))
                        .isNotEqualTo(Pixels.of(images, index));
            }
        }
        assertThat(figure.title())
                .isEqualTo("Augmentation: 3 images of mnist-test, and what epochs 1 to 8 make of them");
    }

    private static Pixels pixels(List<Mark.Group> groups, String tooltip) {
        return groups.stream()
                .filter(group -> group.tooltip().equals(tooltip))
                .map(group -> ((Mark.Picture) group.marks().get(0)).pixels())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void augmentation_ofOtherImagesOrOfNothing_isRefused() {
        ImageDataset images = Examples.digits();
        ImageDataset large = Examples.noise(2, ImageShape.of(30, 28, 1), Examples.DIGITS);

        assertThatThrownBy(() -> Figures.augmentation(Examples.seed(), images))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("training.augmentation");
        assertThatThrownBy(() -> Figures.augmentation(GalleryGenerator.augmented(Examples.seed()), large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected images of 28x28x1")
                .hasMessageContaining("was 30x28x1");
    }

    @Test
    void classComparison_hasARowForEachClassWithBothRecalls() {
        // Labels a a b b c c; the first has a right once, b twice and c once, the second a twice, b once and c once.
        int[] labels = {0, 0, 1, 1, 2, 2};
        PairedEvaluation pair = PairedEvaluation.of(
                certain(labels, 0, 1, 1, 1, 2, 0), certain(labels, 0, 0, 1, 2, 2, 0), Examples.QUICK);

        Figure figure = Figures.classComparison(pair);

        assertThat(Svg.contents(figure, "g").stream().map(Svg::squeeze))
                .containsExactly(
                        "a: recall of A 0.5000, of B 1.0000, difference -0.5000, 2 images",
                        "b: recall of A 1.0000, of B 0.5000, difference +0.5000, 2 images",
                        "c: recall of A 0.5000, of B 0.5000, difference 0.0000, 2 images");
        assertThat(figure.title()).isEqualTo("Recall of each class, A and B: ring: A, dot: B · at right: A - B");
    }

    private static Predictions certain(int[] labels, int... predicted) {
        float[] probabilities = new float[predicted.length * ABC.size()];
        for (int i = 0; i < predicted.length; i++) {
            probabilities[i * ABC.size() + predicted[i]] = 1;
        }
        return Predictions.of(ABC, labels, probabilities);
    }

    @Test
    void classComparison_ofManyClasses_keepsTheLargestDifferences() {
        Figure figure = Examples.all().get("classes of two, 62 classes");

        assertThat(Svg.contents(figure, "g")).hasSize(40);
        assertThat(figure.title()).contains("the 40 largest differences of 62 classes");
    }
}
