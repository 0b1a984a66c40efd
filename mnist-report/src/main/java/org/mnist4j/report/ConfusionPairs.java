package org.mnist4j.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mnist4j.metrics.Predictions;

/**
 * Which images stand for the cells of a confusion matrix: of mistakes the most confident ones, of hits the least.
 *
 * <p>There may be more cells than a page can hold. The few most frequent mistakes get all their images; the rest are dealt
 * out in rounds, the frequent mistakes first, until there are enough.
 */
final class ConfusionPairs {
    private final Map<List<Integer>, ConfusionPair> pairs;

    private ConfusionPairs(Map<List<Integer>, ConfusionPair> pairs) {
        this.pairs = pairs;
    }

    /**
     * Chooses the examples.
     *
     * @param first how many pairs come before the rounds
     * @param each how many images a pair gets at most
     * @param all how many images all pairs get at most
     */
    static ConfusionPairs of(Predictions predictions, int first, int each, int all) {
        Map<List<Integer>, List<Integer>> cells = new LinkedHashMap<>();
        for (int i = 0; i < predictions.size(); i++) {
            cells.computeIfAbsent(List.of(predictions.label(i), predictions.predicted(i)), cell -> new ArrayList<>())
                    .add(i);
        }
        List<List<Integer>> order = cells.keySet().stream()
                .sorted(Comparator.comparing((List<Integer> cell) -> isHit(cell))
                        .thenComparing(cell -> -cells.get(cell).size())
                        .thenComparing(cell -> cell.get(0))
                        .thenComparing(cell -> cell.get(1)))
                .toList();
        int[] sizes = order.stream().mapToInt(cell -> cells.get(cell).size()).toArray();
        int[] shown = deal(sizes, first, each, all);
        Map<List<Integer>, ConfusionPair> pairs = new LinkedHashMap<>();
        for (int k = 0; k < order.size(); k++) {
            if (shown[k] > 0) {
                List<Integer> cell = order.get(k);
                List<Integer> examples = examples(predictions, cells.get(cell), isHit(cell), shown[k]);
                int count = cells.get(cell).size();
                pairs.put(cell, new ConfusionPair(cell.get(0), cell.get(1), count, examples));
            }
        }
        return new ConfusionPairs(pairs);
    }

    /** The mistakes, most frequent first, then the hits, most frequent first; each has an example. */
    List<ConfusionPair> all() {
        return List.copyOf(pairs.values());
    }

    /** The examples of a cell; none if it is empty, or if the images did not last that far. */
    Optional<ConfusionPair> find(int trueClass, int predictedClass) {
        return Optional.ofNullable(pairs.get(List.of(trueClass, predictedClass)));
    }

    private static int[] deal(int[] sizes, int first, int each, int all) {
        int[] dealt = new int[sizes.length];
        int left = all;
        for (int k = 0; k < Math.min(first, sizes.length); k++) {
            dealt[k] = Math.min(Math.min(sizes[k], each), left);
            left -= dealt[k];
        }
        for (int round = 1; round <= each; round++) {
            for (int k = first; k < sizes.length && left > 0; k++) {
                if (sizes[k] >= round) {
                    dealt[k]++;
                    left--;
                }
            }
        }
        return dealt;
    }

    private static List<Integer> examples(Predictions predictions, List<Integer> images, boolean hits, int count) {
        Comparator<Integer> byConfidence = Comparator.comparing(predictions::confidence);
        return images.stream()
                .sorted((hits ? byConfidence : byConfidence.reversed()).thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .toList();
    }

    private static boolean isHit(List<Integer> cell) {
        return cell.get(0).equals(cell.get(1));
    }
}
