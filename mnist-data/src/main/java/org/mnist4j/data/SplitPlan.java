package org.mnist4j.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.mnist4j.random.RandomStream;

/**
 * The selection of images held out for validation.
 *
 * <p>One permutation of all images, from the stream {@code RandomStream.of(seed, "split")}, is traversed from its
 * start; an image is held out while its class has quota left. Both parts keep the order of the data set.
 */
final class SplitPlan {

    private final boolean[] heldOut;

    private SplitPlan(boolean[] heldOut) {
        this.heldOut = heldOut;
    }

    /** Random: one quota for all images. */
    static SplitPlan random(int size, double fraction, long seed) {
        int total = heldOutCount(size, fraction);
        return draw(new int[size], new long[] {total}, total, seed);
    }

    /** Stratified: quotas per class by the largest-remainder method. */
    static SplitPlan stratified(int[] labels, long[] classCounts, double fraction, long seed) {
        int total = heldOutCount(labels.length, fraction);
        return draw(labels, quotas(classCounts, total, fraction), total, seed);
    }

    int[] trainIndices() {
        return IntStream.range(0, heldOut.length).filter(i -> !heldOut[i]).toArray();
    }

    int[] validationIndices() {
        return IntStream.range(0, heldOut.length).filter(i -> heldOut[i]).toArray();
    }

    private static SplitPlan draw(int[] groups, long[] quotas, int total, long seed) {
        boolean[] heldOut = new boolean[groups.length];
        int left = total;
        for (int i : RandomStream.of(seed, "split").permutation(groups.length)) {
            if (left > 0 && quotas[groups[i]] > 0) {
                left--;
                quotas[groups[i]]--;
                heldOut[i] = true;
            }
        }
        return new SplitPlan(heldOut);
    }

    private static int heldOutCount(int size, double fraction) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException(
                    "the validation fraction is between 0 and 1 (exclusive), not " + fraction);
        }
        if (size < 2) {
            throw new IllegalArgumentException("a split needs at least 2 images, not " + size);
        }
        return (int) Math.max(1, Math.min(size - 1, Math.round(size * fraction)));
    }

    /**
     * Integer shares of {@code total}: floors first, then one more for the largest remainders, the lower class on ties.
     */
    private static long[] quotas(long[] classCounts, int total, double fraction) {
        long[] quotas = new long[classCounts.length];
        Arrays.setAll(quotas, c -> (long) Math.floor(classCounts[c] * fraction));
        long missing = total - Arrays.stream(quotas).sum();
        int[] byRemainder = IntStream.range(0, quotas.length)
                .filter(c -> quotas[c] < classCounts[c])
                .boxed()
                .sorted(Comparator.comparingDouble(c -> quotas[c] - classCounts[c] * fraction))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int k = 0; k < missing; k++) {
            quotas[byRemainder[k]]++;
        }
        return quotas;
    }
}
