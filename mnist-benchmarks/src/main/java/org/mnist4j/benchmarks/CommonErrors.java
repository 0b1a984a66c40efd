package org.mnist4j.benchmarks;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Ensemble;
import org.mnist4j.report.Figures;

/**
 * The images of MNIST's test set that several models all get wrong: a figure, and a table that says which of them other people
 * found to be mislabelled.
 */
public final class CommonErrors {

    /**
     * The test images whose label fewer than three of five reviewers confirmed, with their answers: those for the label, for the
     * other digit that they were offered, and for neither. Source: Northcutt, Athalye and Mueller, "Pervasive label errors in test
     * sets destabilize machine learning benchmarks", 2021, and its published answers.
     */
    static final Map<Integer, Review> MISLABELLED = Map.ofEntries(
            Map.entry(947, new Review(8, 0, 9, 5, 0)),
            Map.entry(1621, new Review(0, 2, 6, 3, 0)),
            Map.entry(1901, new Review(9, 2, 4, 3, 0)),
            Map.entry(2130, new Review(4, 2, 9, 2, 1)),
            Map.entry(2462, new Review(2, 0, 0, 4, 1)),
            Map.entry(2597, new Review(5, 0, 3, 4, 1)),
            Map.entry(2654, new Review(6, 0, 1, 2, 3)),
            Map.entry(3520, new Review(6, 2, 4, 0, 3)),
            Map.entry(3558, new Review(5, 1, 0, 4, 0)),
            Map.entry(5937, new Review(5, 1, 3, 3, 1)),
            Map.entry(6651, new Review(0, 0, 6, 5, 0)),
            Map.entry(6783, new Review(1, 2, 6, 3, 0)),
            Map.entry(8527, new Review(4, 2, 9, 2, 1)),
            Map.entry(9679, new Review(6, 2, 3, 0, 3)),
            Map.entry(9729, new Review(5, 2, 6, 3, 0)));

    private static final int FAILED = 2;

    private CommonErrors() {}

    /** The answers of five reviewers. */
    record Review(int label, int forLabel, int other, int forOther, int neither) {
        @Override
        public String toString() {
            return forLabel + " of 5 for " + label + ", " + forOther + " for " + other + ", " + neither
                    + " for neither";
        }
    }

    /** Takes a PNG file to write and two or more model files, ensembles among them. */
    public static void main(String[] arguments) {
        if (arguments.length < 3) {
            System.err.println("usage: common-errors FIGURE.png MODEL MODEL...");
            System.exit(FAILED);
        }
        List<Classifier> models = Arrays.stream(arguments)
                .skip(1)
                .map(file -> Classifier.load(Path.of(file)))
                .toList();
        run(Path.of(arguments[0]), models, Mnist.loadTest(), System.out);
    }

    static void run(Path figure, List<Classifier> models, ImageDataset test, PrintStream out) {
        List<Predictions> predictions =
                models.stream().map(model -> model.predict(test)).toList();
        for (int wrongModels = 1; wrongModels <= models.size(); wrongModels++) {
            out.println(wrongBy(predictions, wrongModels).size() + " images wrong by " + wrongModels + " or more of "
                    + models.size() + " models");
        }
        List<Integer> common = wrongBy(predictions, models.size());
        out.println("\n| test image | label | the models say | reviewers |\n| ---: | ---: | --- | --- |");
        for (int image : common) {
            out.println("| " + image + " | " + test.label(image) + " | " + answers(predictions, image) + " | "
                    + (MISLABELLED.containsKey(image) ? MISLABELLED.get(image) : "") + " |");
        }
        if (!common.isEmpty()) {
            Figures.predictions(test, Ensemble.mean(predictions), common).writePng(figure);
            out.println("\nwrote " + figure);
        }
    }

    private static List<Integer> wrongBy(List<Predictions> predictions, int models) {
        return IntStream.range(0, predictions.get(0).size())
                .filter(i -> predictions.stream().filter(p -> !p.correct(i)).count() >= models)
                .boxed()
                .toList();
    }

    /** Such as {@code 9 (4), 7 (1)}: the classes by how many models predict them. */
    private static String answers(List<Predictions> predictions, int image) {
        Map<Integer, Long> counts =
                predictions.stream().collect(Collectors.groupingBy(p -> p.predicted(image), Collectors.counting()));
        Stream<Map.Entry<Integer, Long>> byCount = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed());
        return byCount.map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
    }
}
