package org.mnist4j.metrics;

import java.util.Comparator;
import java.util.List;

/**
 * Scores of one class versus the rest.
 *
 * <p>With TP the examples of this class predicted as it, FP the other examples predicted as it, and FN its examples
 * predicted as another class: precision = TP / (TP + FP), recall = TP / (TP + FN), F1 = 2 TP / (2 TP + FP + FN), where
 * 0/0 counts as 0 (scikit-learn's {@code precision_recall_fscore_support} with {@code zero_division=0}).
 *
 * @param name the class name
 * @param precision in [0, 1]; 0 if the class was never predicted
 * @param recall in [0, 1]; 0 if no example has this label
 * @param f1 in [0, 1]; the harmonic mean of precision and recall
 * @param support the number of examples with this label
 */
public record ClassMetrics(String name, double precision, double recall, double f1, long support) {

    static ClassMetrics of(String name, ClassCounts counts, int clazz) {
        long truePositives = counts.correct(clazz);
        long predicted = counts.predicted(clazz);
        long support = counts.support(clazz);
        return new ClassMetrics(
                name,
                ratio(truePositives, predicted),
                ratio(truePositives, support),
                ratio(2 * truePositives, predicted + support), // predicted + support = 2 TP + FP + FN
                support);
    }

    /**
     * Returns the classes with the lowest F1, the lowest first and equal ones in the given order. Classes without
     * examples are omitted.
     *
     * @param k the maximum number of classes, 1 or more
     * @return 0 to {@code k} classes; immutable
     * @throws IllegalArgumentException if {@code k} is less than 1
     */
    public static List<ClassMetrics> weakest(List<ClassMetrics> classes, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k: expected 1 or more, but was " + k);
        }
        return classes.stream()
                .filter(metrics -> metrics.support() > 0)
                .sorted(Comparator.comparingDouble(ClassMetrics::f1))
                .limit(k)
                .toList();
    }

    /** Returns the quotient, with 0/0 counted as 0. */
    static double ratio(double numerator, double denominator) {
        return denominator == 0 ? 0 : numerator / denominator;
    }
}
