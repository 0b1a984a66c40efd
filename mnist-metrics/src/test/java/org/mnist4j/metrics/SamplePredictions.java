package org.mnist4j.metrics;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Predictions for tests. */
final class SamplePredictions {
    private SamplePredictions() {}

    /** The class names {@code "0"}, {@code "1"}, ... */
    static List<String> digits(int classes) {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    /** Predictions with probability 1 for the predicted class. */
    static Predictions certain(List<String> classNames, int[] labels, int[] predicted) {
        float[] probabilities = new float[predicted.length * classNames.size()];
        for (int i = 0; i < predicted.length; i++) {
            probabilities[i * classNames.size() + predicted[i]] = 1;
        }
        return Predictions.of(classNames, labels, probabilities);
    }

    /** 1 to 8 classes and 0 to 199 examples; small integer weights, so that ties and missing classes are common. */
    static Predictions random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int classes = random.nextInt(1, 9);
        int size = random.nextInt(200);
        int[] labels = random.ints(size, 0, classes).toArray();
        float[] probabilities = new float[size * classes];
        for (int i = 0; i < size; i++) {
            int[] weights = random.ints(classes, 0, 6).toArray();
            weights[random.nextInt(classes)]++;
            int sum = IntStream.of(weights).sum();
            for (int c = 0; c < classes; c++) {
                probabilities[i * classes + c] = (float) weights[c] / sum;
            }
        }
        return Predictions.of(digits(classes), labels, probabilities);
    }
}
