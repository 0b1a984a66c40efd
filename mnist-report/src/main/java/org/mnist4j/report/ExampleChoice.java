package org.mnist4j.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.random.RandomStream;

/** Chooses the images that a figure shows. */
final class ExampleChoice {
    private ExampleChoice() {}

    /** {@code count} different indices below {@code size}, or all if there are fewer, in the order of a seeded shuffle. */
    static List<Integer> random(int size, int count, long seed) {
        return IntStream.of(RandomStream.of(seed, "report-examples").permutation(size))
                .limit(count)
                .boxed()
                .toList();
    }

    /** Up to {@code count} mistakes, the most confident first, equal ones in index order. */
    static List<Integer> mistakes(Predictions predictions, int count) {
        Comparator<Integer> byConfidence = Comparator.comparing(predictions::confidence);
        return IntStream.range(0, predictions.size())
                .filter(i -> !predictions.correct(i))
                .boxed()
                .sorted(byConfidence.reversed().thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .toList();
    }
}
