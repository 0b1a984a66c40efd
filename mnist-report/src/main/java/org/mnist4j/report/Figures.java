package org.mnist4j.report;

import java.util.List;
import java.util.stream.IntStream;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.LayerSummary;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.metrics.RiskCoverage;
import org.mnist4j.model.Calibration;
import org.mnist4j.model.Model;
import org.mnist4j.robustness.RobustnessReport;
import org.mnist4j.sweep.SweepResult;
import org.mnist4j.train.TrainingHistory;

/** The figures of an experiment: {@code Figures.confusionMatrix(report).writePng(path)}. */
public final class Figures {
    /** The number of images that {@link #predictions(ImageDataset, Predictions)} shows. */
    public static final int DEFAULT_EXAMPLES = 40;

    private static final int DEFAULT_MISTAKES = 16;
    private static final int AUGMENTED_IMAGES = 8;
    private static final int DEFAULT_UNITS = 128;
    private static final long EXAMPLE_SEED = 0;

    private Figures() {}

    /** The confusion matrix with accuracy and macro-F1 above it; see {@link #confusionMatrix(ConfusionMatrix)}. */
    public static Figure confusionMatrix(EvaluationReport report) {
        String macroF1 = "macro-F1 " + Numerals.score(report.macroF1());
        ConfusionMatrix matrix = report.confusionMatrix();
        return ConfusionMatrixFigure.counts(matrix, accuracy(matrix) + " · " + macroF1);
    }

    /**
     * The confusion matrix as counts: rows are true classes, columns predicted classes; cells are shaded by share of the row,
     * and each row ends with its recall.
     *
     * <p>For more than {@value ConfusionMatrix#LARGEST_TABLE} classes it is a heat map without numbers, of at most 1024
     * by 1024 squares with the shade of a cell, or of the largest of several cells.
     */
    public static Figure confusionMatrix(ConfusionMatrix matrix) {
        return ConfusionMatrixFigure.counts(matrix, accuracy(matrix));
    }

    /** {@code normalizedConfusionMatrix(report.confusionMatrix())}. */
    public static Figure normalizedConfusionMatrix(EvaluationReport report) {
        return normalizedConfusionMatrix(report.confusionMatrix());
    }

    /**
     * The confusion matrix in percent: each count divided by the sum of its row, so that the diagonal is the recall;
     * shaded as {@link #confusionMatrix(ConfusionMatrix)}, and a heat map where that is one. Each row ends with its number of
     * images.
     */
    public static Figure normalizedConfusionMatrix(ConfusionMatrix matrix) {
        return ConfusionMatrixFigure.shares(matrix, accuracy(matrix));
    }

    /**
     * {@value #DEFAULT_EXAMPLES} random images, the same for data sets of equal size, or all if there are fewer.
     *
     * @throws IllegalArgumentException if the predictions are not those of the images: other size, classes or labels
     */
    public static Figure predictions(ImageDataset images, Predictions predictions) {
        return predictions(images, predictions, randomExamples(images.size()));
    }

    /** The images that {@link #predictions(ImageDataset, Predictions)} shows. */
    static List<Integer> randomExamples(int size) {
        return ExampleChoice.random(size, DEFAULT_EXAMPLES, EXAMPLE_SEED);
    }

    /**
     * {@code count} random images, a pure function of the data set's size and the seed, or all if there are fewer.
     *
     * @param count the number of images, 1 or more
     * @throws IllegalArgumentException if count is less than 1, or the predictions are not those of the images: other
     *     size, classes or labels
     */
    public static Figure predictions(ImageDataset images, Predictions predictions, int count, long seed) {
        requirePositive(count);
        return predictions(images, predictions, ExampleChoice.random(images.size(), count, seed));
    }

    /**
     * The chosen images in the given order, each with the predicted class, its probability and the true class; mistakes
     * have a frame and a cross.
     *
     * @param indices positions in the data set, each in 0..size-1
     * @throws IllegalArgumentException if an index is out of range, or the predictions are not those of the images:
     *     other size, classes or labels
     */
    public static Figure predictions(ImageDataset images, Predictions predictions, List<Integer> indices) {
        requireSame(images, predictions);
        for (int position = 0; position < indices.size(); position++) {
            int index = indices.get(position);
            if (index < 0 || index >= images.size()) {
                throw new IllegalArgumentException("indices[" + position + "]: expected 0.." + (images.size() - 1)
                        + ", the images of " + images.name() + ", was " + index);
            }
        }
        long wrong = indices.stream().filter(i -> !predictions.correct(i)).count();
        String note = Numerals.count(indices.size()) + " of " + Numerals.images(images.size()) + " of "
                + images.name() + ", predicted class in bold · "
                + (wrong == 0 ? "none wrong" : Numerals.count(wrong) + " wrong (framed, ✗)");
        return PredictionsFigure.of(images, predictions, indices, "Predictions", note);
    }

    /** The 16 most confident mistakes; see {@link #mistakes(ImageDataset, Predictions, int)}. */
    public static Figure mistakes(ImageDataset images, Predictions predictions) {
        return mistakes(images, predictions, DEFAULT_MISTAKES);
    }

    /**
     * The mistakes with the highest probability of the predicted class, the highest first.
     *
     * @param count the largest number of images, 1 or more
     * @throws IllegalArgumentException if count is less than 1, or the predictions are not those of the images: other
     *     size, classes or labels
     */
    public static Figure mistakes(ImageDataset images, Predictions predictions, int count) {
        requireSame(images, predictions);
        requirePositive(count);
        List<Integer> worst = ExampleChoice.mistakes(predictions, count);
        long all = IntStream.range(0, predictions.size())
                .filter(i -> !predictions.correct(i))
                .count();
        String note = all == 0
                ? "none among " + Numerals.images(images.size()) + " of " + images.name()
                : Numerals.count(worst.size()) + " of " + Numerals.count(all) + " among "
                        + Numerals.images(images.size()) + " of " + images.name();
        return PredictionsFigure.of(images, predictions, worst, "Most confident mistakes", note);
    }

    /**
     * Augmented training images: eight random ones, the same for data sets of equal size, each with its original and its
     * augmented versions in epochs 1 to 8.
     *
     * @param images the training images; an image's augmentation depends on its index
     * @throws IllegalArgumentException if the configuration has no augmentation, or is for images of another shape
     */
    public static Figure augmentation(ExperimentConfig config, ImageDataset images) {
        if (config.training().augmentation().isEmpty()) {
            throw new IllegalArgumentException(
                    "config: training.augmentation: expected at least one entry, was empty; add what to show");
        }
        if (!config.input().equals(images.shape())) {
            throw new IllegalArgumentException(
                    "images: expected images of " + config.input() + ", as config's input is," + " was "
                            + images.shape() + "; pass the images this configuration trains on");
        }
        return AugmentationFigure.of(
                config, images, ExampleChoice.random(images.size(), AUGMENTED_IMAGES, EXAMPLE_SEED));
    }

    /** The network from left to right with shapes and parameter counts. */
    public static Figure architecture(ExperimentConfig config) {
        return ArchitectureFigure.of(config.name(), config.summary());
    }

    /**
     * Loss and accuracy over the epochs, side by side; validation curves are dashed. The epoch of the lowest validation loss
     * is marked, or of the lowest training loss if there was no validation set.
     */
    public static Figure learningCurves(TrainingHistory history) {
        return LearningCurvesFigure.of(history);
    }

    /**
     * A reliability diagram: accuracy over confidence in 15 bins of equal width, with the 95% interval of each bin and, below,
     * its number of images on a logarithmic scale.
     *
     * <p>A calibrated model's points lie on the dashed diagonal. Source: Guo, Pleiss, Sun and Weinberger, "On calibration of
     * modern neural networks", 2017; bins and error are those of {@link EvaluationReport#reliabilityBins()}.
     */
    public static Figure reliability(EvaluationReport report) {
        return ReliabilityFigure.of(report);
    }

    /**
     * Selective accuracy against coverage: how accurate the predictions are of the images that the model is most confident about,
     * from 5% to all of them, with the 95% intervals at seven coverages.
     *
     * <p>Source: El-Yaniv and Wiener, "On the foundations of noise-free selective classification", 2010; points and area are those
     * of {@link RiskCoverage}.
     */
    public static Figure selectiveAccuracy(EvaluationReport report) {
        return SelectiveFigure.of(report, null);
    }

    /** {@link #selectiveAccuracy(EvaluationReport)} with the calibrated model's share of sure predictions and the stated accuracy. */
    public static Figure selectiveAccuracy(EvaluationReport report, Calibration calibration) {
        return SelectiveFigure.of(report, calibration);
    }

    /**
     * A panel per family of perturbations: accuracy over severity, that of the baseline dashed, and below it one test image in each
     * severity.
     *
     * @param report measured on these images
     * @throws IllegalArgumentException if the report is of other images
     */
    public static Figure robustness(RobustnessReport report, ImageDataset test) {
        requireEqual("fingerprint", test.fingerprint(), report.testFingerprint());
        return RobustnessFigure.of(report, test);
    }

    /** The first 128 units, or all if there are fewer; see {@link #firstLayerWeights(Model, int)}. */
    public static Figure firstLayerWeights(Model model) {
        return firstLayerWeights(model, DEFAULT_UNITS);
    }

    /**
     * The weights of the first layer as one small image per unit, or per filter of a convolution: blue for positive weights,
     * vermilion for negative ones. All units share one colour scale, which ends at the 99.5th percentile of the absolute
     * weights. With several channels, the mean over the channels is shown.
     *
     * @param count the largest number of units, 1 or more; the first ones are shown
     * @throws IllegalArgumentException if count is less than 1, or the model's first layer with parameters is neither dense
     *     nor a convolution
     */
    public static Figure firstLayerWeights(Model model, int count) {
        requirePositive(count);
        LayerSummary layer = WeightsFigure.layer(model)
                .orElseThrow(() -> new IllegalArgumentException(
                        "model: expected a dense layer or a convolution to be the first with parameters, since only their"
                                + " weights have a place in the image; was " + model));
        return WeightsFigure.of(model, layer, count);
    }

    /**
     * The recall of each class for two models: a ring for the first, A, a dot for the second, B, and their difference; at most
     * the 40 classes with the largest differences.
     */
    public static Figure classComparison(PairedEvaluation pair) {
        return ClassComparisonFigure.of(pair);
    }

    /** Mean and spread of each setting of a sweep, best first; at most the best 40. */
    public static Figure sweep(SweepResult result) {
        return SweepFigure.of(result);
    }

    /**
     * A scatter plot for each value that varies in a sweep, across the value and up the metric: which values matter, and where the good
     * ones are; at most the best 500 settings. Settings that are far worse than most are drawn at the edge.
     */
    public static Figure settings(SweepResult result) {
        return SettingsFigure.of(result);
    }

    /** Rejects predictions for other images. */
    static void requireSame(ImageDataset images, Predictions predictions) {
        requireEqual("size", images.size(), predictions.size());
        requireEqual("class names", images.classNames(), predictions.classNames());
        for (int i = 0; i < images.size(); i++) {
            if (images.label(i) != predictions.label(i)) {
                requireEqual("label of image " + i, images.label(i), predictions.label(i));
            }
        }
    }

    private static void requireEqual(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new IllegalArgumentException("predictions: " + what + ": expected " + expected
                    + ", as the images have, was " + actual + "; pass the images the predictions were made from");
        }
    }

    private static void requirePositive(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count: expected 1 or more, was " + count);
        }
    }

    private static String accuracy(ConfusionMatrix matrix) {
        double accuracy = matrix.total() == 0 ? Double.NaN : (double) matrix.correct() / matrix.total();
        return "accuracy " + Numerals.precisePercent(accuracy) + " of " + Numerals.images(matrix.total());
    }
}
