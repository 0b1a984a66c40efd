package org.mnist4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layers;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.metrics.Bootstrap;
import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.Calibration;
import org.mnist4j.model.Model;
import org.mnist4j.random.RandomStream;
import org.mnist4j.robustness.Robustness;
import org.mnist4j.robustness.RobustnessReport;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.TrainingHistory;

/** Figures and what they are made of: real test digits, seeded probabilities, histories computed from formulas. */
final class Examples {
    static final List<String> FASHION = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");
    static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    static final Bootstrap QUICK = Bootstrap.seeded(1).withResamples(50);

    private static final ImageDataset MNIST = Mnist.loadTest();

    private Examples() {}

    /** The first 500 MNIST test images. */
    static ImageDataset digits() {
        return MNIST.take(500);
    }

    /** Noise of any shape; labels run through the classes. */
    static ImageDataset noise(int size, ImageShape shape, List<String> classNames) {
        RandomStream random = RandomStream.of(3, "noise");
        byte[] pixels = new byte[size * shape.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % classNames.size();
        }
        return ImageDataset.of("noise", shape, classNames, pixels, labels);
    }

    /** A model that gives one class most of the probability, a wrong one for about {@code errorRate} of the images. */
    static Predictions predictions(ImageDataset images, double errorRate) {
        RandomStream random = RandomStream.of(1, "predictions");
        int classes = images.classes();
        float[] probabilities = new float[images.size() * classes];
        for (int i = 0; i < images.size(); i++) {
            boolean wrong = classes > 1 && random.nextDouble() < errorRate;
            int chosen = wrong ? (images.label(i) + 1 + random.nextInt(classes - 1)) % classes : images.label(i);
            double most = classes == 1 ? 1 : 0.55 + 0.45 * random.nextDouble();
            for (int c = 0; c < classes; c++) {
                probabilities[i * classes + c] = (float) (c == chosen ? most : (1 - most) / (classes - 1));
            }
        }
        return Predictions.of(images.classNames(), images.labels(), probabilities);
    }

    static EvaluationReport evaluation() {
        return EvaluationReport.of(predictions(digits(), 0.1));
    }

    static TrainingHistory history(int epochs, boolean validation) {
        List<EpochMetrics> metrics = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            metrics.add(new EpochMetrics(
                    epoch,
                    0.5 / epoch,
                    1 - 0.1 / epoch,
                    validation ? OptionalDouble.of(0.4 / epoch + 0.05) : OptionalDouble.empty(),
                    validation ? OptionalDouble.of(0.98 - 0.08 / epoch) : OptionalDouble.empty(),
                    1.25));
        }
        return new TrainingHistory(metrics);
    }

    static TrainingHistory history(double... losses) {
        List<EpochMetrics> metrics = new ArrayList<>();
        for (double loss : losses) {
            metrics.add(
                    new EpochMetrics(metrics.size() + 1, loss, 0.5, OptionalDouble.empty(), OptionalDouble.empty(), 1));
        }
        return new TrainingHistory(metrics);
    }

    static ExperimentConfig seed() {
        return ExperimentConfig.preset("seed");
    }

    static ExperimentConfig deep() {
        return seed().toBuilder()
                .name("eight layers & <some> dropout, with a name far longer than a figure's title should ever be")
                .layers(List.of(
                        Layers.dense(4096),
                        Layers.dropout(0.2),
                        Layers.dense(256),
                        Layers.dropout(0.5),
                        Layers.dense(64),
                        Layers.dense(8),
                        Layers.dense(1),
                        Layers.dense(32)))
                .build();
    }

    /** The robustness of a model whose weights are noise, relative to another one; on every tenth image. */
    static RobustnessReport robustness(ImageDataset images) {
        ExperimentConfig config = seed().toBuilder()
                .input(images.shape())
                .classes(images.classes())
                .build();
        float[] parameters = noise((int) config.summary().parameters());
        Robustness measurement = Robustness.on(images).limit(Math.max(1, images.size() / 10));
        RobustnessReport baseline = measurement.measure(Model.of(config, images.classNames(), parameters));
        parameters[0] += 100;
        return measurement.baseline(baseline).measure(Model.of(config, images.classNames(), parameters));
    }

    /** A model whose weights are noise. */
    static Model model(ExperimentConfig config) {
        return Model.of(config, DIGITS, noise((int) config.summary().parameters()));
    }

    /** Parameters between -0.5 and 0.5. */
    static float[] noise(int size) {
        RandomStream random = RandomStream.of(5, "weights");
        float[] parameters = new float[size];
        for (int i = 0; i < size; i++) {
            parameters[i] = (float) (random.nextDouble() - 0.5);
        }
        return parameters;
    }

    private static Model zeroModel() {
        ExperimentConfig config = ExperimentConfig.builder()
                .input(ImageShape.of(6, 9, 3))
                .classes(10)
                .layers(Layers.dropout(0.5))
                .epochs(1)
                .build();
        return Model.of(config, DIGITS, new float[(int) config.summary().parameters()]);
    }

    /** An evaluation of no images. */
    static EvaluationReport none() {
        return EvaluationReport.of(Predictions.of(DIGITS, new int[0], new float[0]));
    }

    /** Every kind of figure, ordinary and extreme, by name. */
    static Map<String, Figure> all() {
        Map<String, Figure> figures = new TreeMap<>();
        ImageDataset digits = digits();
        figures.put("confusion, digits", Figures.confusionMatrix(evaluation()));
        ImageDataset fashion = noise(200, ImageShape.of(28, 28, 1), FASHION);
        figures.put("confusion, words", Figures.confusionMatrix(ConfusionMatrix.of(predictions(fashion, 0.3))));
        List<String> strange = List.of("<script>alert(1)</script> & a name that goes on and on", "あいう", "\u0007");
        ImageDataset colour = noise(30, ImageShape.of(20, 41, 3), strange);
        Predictions colourPredictions = predictions(colour, 0.4);
        figures.put("confusion, strange names", Figures.confusionMatrix(EvaluationReport.of(colourPredictions)));
        List<String> many = new ArrayList<>();
        for (int c = 0; c < 62; c++) {
            many.add(c == 61 ? "the longest name stands in the last column of all" : "c" + c);
        }
        figures.put("confusion, 62 classes", Figures.confusionMatrix(ConfusionMatrix.of(many, new int[0], new int[0])));
        figures.put("confusion, one class", Figures.confusionMatrix(counts(List.of("a"), 1_234_567)));
        figures.put("predictions, digits", Figures.predictions(digits, predictions(digits, 0.1)));
        figures.put("predictions, words", Figures.predictions(fashion, predictions(fashion, 0.3)));
        figures.put("predictions, colour", Figures.predictions(colour, colourPredictions));
        figures.put("predictions, one image", Figures.predictions(digits, predictions(digits, 0), List.of(7)));
        ImageDataset large = noise(3, ImageShape.of(200, 100, 1), DIGITS);
        figures.put("predictions, large images", Figures.predictions(large, predictions(large, 0)));
        figures.put("mistakes", Figures.mistakes(digits, predictions(digits, 0.1)));
        figures.put("mistakes, none", Figures.mistakes(digits, predictions(digits, 0)));
        figures.put("augmentation, digits", Figures.augmentation(GalleryGenerator.augmented(seed()), digits));
        ExperimentConfig ofColour = GalleryGenerator.augmented(
                seed().toBuilder().input(colour.shape()).classes(3).build());
        figures.put("augmentation, colour, one image", Figures.augmentation(ofColour, colour.take(1)));
        figures.put("architecture, seed", Figures.architecture(seed()));
        figures.put("architecture, deep", Figures.architecture(deep()));
        figures.put("shares, digits", Figures.normalizedConfusionMatrix(evaluation()));
        figures.put("shares, words", Figures.normalizedConfusionMatrix(ConfusionMatrix.of(predictions(fashion, 0.3))));
        figures.put(
                "shares, 62 classes",
                Figures.normalizedConfusionMatrix(ConfusionMatrix.of(many, new int[0], new int[0])));
        figures.put("shares, one class", Figures.normalizedConfusionMatrix(counts(List.of("a"), 1_234_567)));
        figures.put("reliability, digits", Figures.reliability(evaluation()));
        figures.put("reliability, one image", Figures.reliability(EvaluationReport.of(predictions(digits.take(1), 0))));
        figures.put("reliability, no image", Figures.reliability(none()));
        figures.put("selective accuracy, digits", Figures.selectiveAccuracy(evaluation()));
        figures.put(
                "selective accuracy, one image",
                Figures.selectiveAccuracy(EvaluationReport.of(predictions(digits.take(1), 0))));
        figures.put("selective accuracy, no image", Figures.selectiveAccuracy(none()));
        figures.put(
                "selective accuracy, calibrated",
                Figures.selectiveAccuracy(
                        evaluation(), new Calibration("t", "0a".repeat(32), 60, 1.5, 0.02, 0.75, 50, 5)));
        figures.put("weights, seed", Figures.firstLayerWeights(model(seed()), 40));
        figures.put("weights, one unit", Figures.firstLayerWeights(model(seed()), 1));
        figures.put("weights, all zero", Figures.firstLayerWeights(zeroModel()));
        figures.put(
                "classes of two, digits",
                Figures.classComparison(
                        PairedEvaluation.of(predictions(digits, 0.1), predictions(digits, 0.3), QUICK)));
        figures.put(
                "classes of two, words",
                Figures.classComparison(
                        PairedEvaluation.of(predictions(fashion, 0.3), predictions(fashion, 0), QUICK)));
        figures.put(
                "classes of two, strange names",
                Figures.classComparison(PairedEvaluation.of(colourPredictions, colourPredictions, QUICK)));
        ImageDataset various = noise(124, ImageShape.of(4, 4, 1), many);
        figures.put(
                "classes of two, 62 classes",
                Figures.classComparison(
                        PairedEvaluation.of(predictions(various, 0.5), predictions(various, 0.2), QUICK)));
        figures.put("robustness, digits", Figures.robustness(robustness(digits), digits));
        ImageDataset wide = noise(12, ImageShape.of(20, 41, 1), FASHION);
        figures.put("robustness, wide images", Figures.robustness(robustness(wide), wide));
        figures.put("curves, five epochs", Figures.learningCurves(history(5, true)));
        figures.put("curves, one epoch", Figures.learningCurves(history(1, false)));
        figures.put("curves, 1000 epochs", Figures.learningCurves(history(1000, true)));
        figures.put("curves, no epoch", Figures.learningCurves(history()));
        figures.put("curves, not a number", Figures.learningCurves(history(2.5, Double.NaN, 2.25)));
        figures.put("curves, nothing finite", Figures.learningCurves(history(Double.NaN)));
        figures.put("curves, huge", Figures.learningCurves(history(1e300, 1e-300)));
        return figures;
    }

    private static ConfusionMatrix counts(List<String> names, int size) {
        return ConfusionMatrix.of(names, new int[size], new int[size]);
    }
}
