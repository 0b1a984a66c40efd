package org.mnist4j.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mnist4j.metrics.Predictions;

/**
 * Example images for the cells of a confusion matrix: the most confident mistakes, the least confident correct predictions.
 *
 * <p>There may be more cells than fit on a page. The most frequent mistakes get all their images; the other cells get one image
 * per round, frequent mistakes first, up to the limit.
 */
final class ConfusionPairs {
    private final Map<List<Integer>, ConfusionPair> pairs;

    private ConfusionPairs(Map<List<Integer>, ConfusionPair> pairs) {
        this.pairs = pairs;
    }

    /**
     * Chooses the examples.
     *
     * @param first the number of pairs served before the rounds
     * @param each the largest number of images per pair
     * @param all the largest number of images in total
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

    /** The mistakes, then the correct predictions, each most frequent first; every pair has an example. */
    List<ConfusionPair> all() {
        return List.copyOf(pairs.values());
    }

    /** The examples of a cell; empty if the cell is, or if the limit was reached before it. */
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
