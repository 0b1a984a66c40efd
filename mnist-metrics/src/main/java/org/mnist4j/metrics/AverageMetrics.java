package org.mnist4j.metrics;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Scores averaged over all classes; {@link EvaluationReport} defines the kinds of average.
 *
 * @param precision in [0, 1]
 * @param recall in [0, 1]
 * @param f1 in [0, 1]; the average of the classes' F1, which is not the F1 of the averages
 * @param support the number of examples
 */
public record AverageMetrics(double precision, double recall, double f1, long support) {

    /** Every class has the same weight, including those without examples. */
    static AverageMetrics macro(List<ClassMetrics> perClass) {
        return weightedBy(perClass, metrics -> 1);
    }

    /** Every class is weighted by its support. */
    static AverageMetrics weighted(List<ClassMetrics> perClass) {
        return weightedBy(perClass, ClassMetrics::support);
    }

    /**
     * Every example has the same weight. In a single-label problem each error is one false positive and one false
     * negative, so pooled precision, recall and F1 all equal the accuracy.
     */
    static AverageMetrics micro(long correct, long total) {
        double accuracy = ClassMetrics.ratio(correct, total);
        return new AverageMetrics(accuracy, accuracy, accuracy, total);
    }

    private static AverageMetrics weightedBy(List<ClassMetrics> perClass, ToDoubleFunction<ClassMetrics> weight) {
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        double weights = 0;
        long support = 0;
        for (ClassMetrics metrics : perClass) {
            double w = weight.applyAsDouble(metrics);
            precision += w * metrics.precision();
            recall += w * metrics.recall();
            f1 += w * metrics.f1();
            weights += w;
            support += metrics.support();
        }
        return new AverageMetrics(
                ClassMetrics.ratio(precision, weights),
                ClassMetrics.ratio(recall, weights),
                ClassMetrics.ratio(f1, weights),
                support);
    }
}
