package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.random.RandomStream;

class SplitTest {

    /** Image i has a single pixel with the value i, which identifies it in the parts. */
    private static ImageDataset numbered(int... labels) {
        byte[] pixels = new byte[labels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return ImageDataset.of("numbered", ImageShape.of(1, 1, 1), ClassNames.DIGITS, pixels, labels);
    }

    private static List<Integer> numbers(ImageDataset dataset) {
        return IntStream.range(0, dataset.size())
                .mapToObj(i -> dataset.pixel(i, 0, 0, 0))
                .toList();
    }

    private static void assertPartition(ImageDataset whole, Split split) {
        List<Integer> all = new ArrayList<>(numbers(split.train()));
        all.addAll(numbers(split.validation()));
        assertThat(all).containsExactlyInAnyOrderElementsOf(numbers(whole));
        assertThat(numbers(split.train())).isSorted();
        assertThat(numbers(split.validation())).isSorted();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, -1, Long.MIN_VALUE})
    void anySeed_givesAPartitionThatKeepsLabels(long seed) {
        RandomStream random = RandomStream.of(seed, "sizes");
        int[] labels = new int[2 + random.nextInt(200)];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(10);
        }
        ImageDataset whole = numbered(labels);
        double fraction = Math.max(0.001, random.nextDouble());

        for (Split split : List.of(whole.split(fraction, seed), whole.stratifiedSplit(fraction, seed))) {
            assertPartition(whole, split);
            for (int i = 0; i < split.validation().size(); i++) {
                int origin = split.validation().pixel(i, 0, 0, 0);
                assertThat(split.validation().label(i)).isEqualTo(whole.label(origin));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.2,2", "0.25,3", "0.04,1", "0.0001,1", "0.96,9", "0.9999999999999999,9"})
    void validationSize_isRoundedButNeitherPartIsEmpty(double fraction, int expected) {
        ImageDataset ten = numbered(0, 0, 0, 0, 0, 1, 1, 1, 1, 1);

        assertThat(ten.split(fraction, 7).validation().size()).isEqualTo(expected);
        assertThat(ten.stratifiedSplit(fraction, 7).validation().size()).isEqualTo(expected);
    }

    @Test
    void sameSeed_givesTheSameSplit_andAnotherSeedAnother() {
        ImageDataset whole = numbered(IntStream.range(0, 100).map(i -> i % 10).toArray());

        assertThat(numbers(whole.split(0.3, 1).validation()))
                .isEqualTo(numbers(whole.split(0.3, 1).validation()))
                .isNotEqualTo(numbers(whole.split(0.3, 2).validation()));
        assertThat(numbers(whole.stratifiedSplit(0.3, 1).validation()))
                .isEqualTo(numbers(whole.stratifiedSplit(0.3, 1).validation()))
                .isNotEqualTo(numbers(whole.stratifiedSplit(0.3, 2).validation()));
    }

    @Test
    void split_takesTheFirstOfItsStreamsPermutation() {
        int[] order = RandomStream.of(1, "split").permutation(10);
        ImageDataset whole = numbered(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

        assertThat(numbers(whole.split(0.3, 1).validation())).containsExactlyInAnyOrder(order[0], order[1], order[2]);
    }

    /**
     * 25 % of 7, 3, 2 are 1.75, 0.75, 0.5: floors 1, 0, 0; three in total, so the remainders .75 of classes 0 and 1 get
     * one more each.
     */
    @Test
    void stratified_givesTheRestToTheLargestRemainders() {
        ImageDataset whole = numbered(0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2);

        for (int seed = 0; seed < 20; seed++) {
            assertThat(whole.stratifiedSplit(0.25, seed).validation().classCounts())
                    .startsWith(2, 1, 0);
        }
    }

    @Test
    void stratified_keepsEachClassWithinOneImageOfItsShare() {
        ImageDataset whole = numbered(IntStream.range(0, 200)
                .map(i -> i < 100 ? 0 : i < 150 ? 1 : i < 190 ? 2 : 3)
                .toArray());
        long[] counts = whole.classCounts();

        for (double fraction : new double[] {0.01, 0.1, 1 / 3.0, 0.5, 0.77, 0.99}) {
            long[] heldOut = whole.stratifiedSplit(fraction, 11).validation().classCounts();
            for (int c = 0; c < counts.length; c++) {
                assertThat(Math.abs(heldOut[c] - fraction * counts[c])).isLessThan(1);
            }
        }
    }

    @Test
    void parts_areNamedAfterTheWhole() {
        Split split = numbered(0, 1, 2).split(0.3, 0);

        assertThat(split.train().name()).isEqualTo("numbered-train");
        assertThat(split.validation().name()).isEqualTo("numbered-validation");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void fractionOutsideTheOpenUnitInterval_isRejected(double fraction) {
        ImageDataset whole = numbered(0, 1, 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> whole.split(fraction, 0))
                .withMessageContaining("between 0 and 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> whole.stratifiedSplit(fraction, 0))
                .withMessageContaining("between 0 and 1");
    }

    @Test
    void oneImage_cannotBeSplit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> numbered(3).split(0.5, 0))
                .withMessageContaining("at least 2 images, not 1");
    }
}
