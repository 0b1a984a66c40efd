package org.mnist4j.report;

import static org.mnist4j.config.Augmentations.affine;
import static org.mnist4j.config.Augmentations.blur;
import static org.mnist4j.config.Augmentations.contrast;
import static org.mnist4j.config.Augmentations.elastic;
import static org.mnist4j.config.Augmentations.lines;
import static org.mnist4j.config.Augmentations.noise;
import static org.mnist4j.config.Augmentations.randomErasing;
import static org.mnist4j.config.Augmentations.redraw;
import static org.mnist4j.config.Augmentations.strokeWidth;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mnist4j.config.Augmentation;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.Split;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.robustness.Robustness;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;

/**
 * Draws the pictures of README and docs/gallery.md; run by the Maven profile {@code gallery}, which compiles with the tests
 * so that it never falls behind the library.
 *
 * <p>Argument: the folder to write to.
 */
final class GalleryGenerator {
    private static final int LONGER = 15;
    private static final double VALIDATION = 1.0 / 12;
    private static final int FEWER_UNITS = 64;
    private static final List<Integer> THREE = List.of(5, 9, 17); // a 2, a 4 and an 8

    private GalleryGenerator() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        Mnist mnist = Mnist.load();
        ExperimentConfig config = ExperimentConfig.preset("seed");
        TrainingResult seed = Trainer.of(config).fit(mnist.train());
        EvaluationReport report = seed.model().evaluate(mnist.test());
        Figures.confusionMatrix(report).writePng(folder.resolve("confusion-matrix.png"));
        Figures.normalizedConfusionMatrix(report).writePng(folder.resolve("confusion-matrix-normalized.png"));
        Figures.predictions(mnist.test(), report.predictions()).writePng(folder.resolve("predictions.png"));
        Figures.mistakes(mnist.test(), report.predictions()).writePng(folder.resolve("mistakes.png"));
        Figures.reliability(report).writePng(folder.resolve("reliability.png"));
        Figures.selectiveAccuracy(report).writePng(folder.resolve("selective-accuracy.png"));
        Figures.robustness(Robustness.on(mnist.test()).measure(seed.model()), mnist.test())
                .writePng(folder.resolve("robustness.png"));
        Figures.firstLayerWeights(seed.model(), FEWER_UNITS).writePng(folder.resolve("first-layer-weights.png"));
        augmentations(folder, config, mnist.train());
        Figures.architecture(config).writeSvg(folder.resolve("architecture.svg"));

        Split split = mnist.train().stratifiedSplit(VALIDATION, config.seed());
        TrainingResult longer =
                Trainer.of(config.toBuilder().epochs(LONGER).build()).fit(split.train(), split.validation());
        Figures.learningCurves(longer.history()).writePng(folder.resolve("learning-curves.png"));

        Predictions answers = report.predictions();
        Predictions longerAnswers = longer.model().evaluate(mnist.test()).predictions();
        Figures.classComparison(PairedEvaluation.of(answers, longerAnswers))
                .writePng(folder.resolve("class-comparison.png"));
    }

    /** The pictures of docs/augmentation.md, and what the preset robust trains on, for docs/recipes.md. */
    static void augmentations(Path folder, ExperimentConfig config, ImageDataset images) {
        Figures.augmentation(augmented(config), images).writePng(folder.resolve("augmentation.png"));
        Figures.augmentation(ExperimentConfig.preset("robust"), images)
                .writePng(folder.resolve("augmentation-robust.png"));
        Map<String, Augmentation> operations = Map.of(
                "stroke-width", strokeWidth(0.5, 2),
                "redraw", redraw(1),
                "noise", noise(0.3),
                "blur", blur(1.5),
                "contrast", contrast(3).maxBrightness(0.1),
                "lines", lines(1));
        operations.forEach((name, operation) -> {
            ExperimentConfig only = config.toBuilder().augmentation(operation).build();
            AugmentationFigure.of(only, images, THREE).writePng(folder.resolve("augmentation-" + name + ".png"));
        });
    }

    /** The example of docs/augmentation.md. */
    static ExperimentConfig augmented(ExperimentConfig config) {
        return config.toBuilder()
                .augmentation(
                        affine().maxShift(2).maxRotation(10).maxScale(0.1).maxShear(5),
                        elastic(34, 4),
                        randomErasing(0.25).area(0.02, 0.15))
                .build();
    }
}
