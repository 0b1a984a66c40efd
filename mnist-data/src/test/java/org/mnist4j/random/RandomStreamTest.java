package org.mnist4j.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {

    @Test
    void splitMix64_givesThePublishedNumbers() {
        RandomStream stream = RandomStream.splitMix64(1234567);

        assertThat(Stream.generate(stream::nextLong).limit(5).map(Long::toUnsignedString))
                .containsExactly(
                        "6457827717110365317",
                        "3203168211198807973",
                        "9817491932198370423",
                        "4593380528125082431",
                        "16408922859458223821");
    }

    /** Computed independently by a Python script that follows the Javadoc. They must never change. */
    static Stream<Arguments> goldenStreams() {
        return Stream.of(
                Arguments.of(42, "shuffle", new long[] {1}, new long[] {
                    -2131346895019300838L, 8923158036499906601L, 8273368578415874399L
                }),
                Arguments.of(42, "shuffle", new long[] {2}, new long[] {
                    4870619545302416999L, 5342504217186304808L, 665287139636315416L
                }),
                Arguments.of(42, "shuffle", new long[0], new long[] {
                    -1753179780795978710L, 2446657485674657617L, 346416169269260612L
                }),
                Arguments.of(-1, "init", new long[] {0, 3}, new long[] {
                    8991106740118162813L, -7216319190493436890L, -8402281849697358319L
                }),
                Arguments.of(
                        0, "", new long[0], new long[] {-6432326792359406964L, 197326393025452026L, 6076388127069019123L
                        }));
    }

    @ParameterizedTest
    @MethodSource("goldenStreams")
    void namedStream_isStableAcrossVersions(long seed, String name, long[] keys, long[] expected) {
        RandomStream stream = RandomStream.of(seed, name, keys);

        for (long number : expected) {
            assertThat(stream.nextLong()).isEqualTo(number);
        }
    }

    @Test
    void derivedNumbers_areGolden() {
        assertThat(RandomStream.of(42, "shuffle", 1).nextDouble()).isEqualTo(0.884459453304992);
        assertThat(RandomStream.of(42, "shuffle", 1).permutation(10)).containsExactly(7, 2, 1, 5, 0, 6, 9, 3, 4, 8);
    }

    @Test
    void anyDifferenceInSeedNameOrKeys_givesAnotherStream() {
        Set<Long> firsts = new HashSet<>();
        int streams = 0;
        for (long seed : new long[] {0, 1, -1, 42, Long.MIN_VALUE}) {
            for (String name : new String[] {"", "a", "b", "split", "shuffle"}) {
                for (long[] keys : new long[][] {{}, {0}, {1}, {0, 0}, {0, 1}, {1, 0}, {-1}}) {
                    firsts.add(RandomStream.of(seed, name, keys).nextLong());
                    streams++;
                }
            }
        }
        assertThat(firsts).hasSize(streams);
    }

    /** 6 degrees of freedom: a uniform generator exceeds 22.46 with probability 0.001; the seed is fixed. */
    @Test
    void nextInt_ofSeven_isUniform() {
        RandomStream stream = RandomStream.of(1, "test");
        long[] counts = new long[7];
        for (int i = 0; i < 70_000; i++) {
            counts[stream.nextInt(7)]++;
        }
        assertThat(chiSquare(counts)).isLessThan(22.46);
    }

    /** Without rejection, numbers modulo this bound would fall into the lower third twice as often as elsewhere. */
    @Test
    void nextInt_ofAWideBound_hasNoBias() {
        RandomStream stream = RandomStream.of(2, "test");
        int bound = 3 << 29;
        long[] thirds = new long[3];
        for (int i = 0; i < 90_000; i++) {
            thirds[stream.nextInt(bound) / (1 << 29)]++;
        }
        assertThat(chiSquare(thirds)).isLessThan(13.82);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 60_000, Integer.MAX_VALUE})
    void nextInt_staysBelowItsBound(int bound) {
        RandomStream stream = RandomStream.of(bound, "test");
        for (int i = 0; i < 1000; i++) {
            assertThat(stream.nextInt(bound)).isBetween(0, bound - 1);
        }
    }

    /** 5 degrees of freedom: 20.52 is exceeded with probability 0.001. */
    @Test
    void permutation_ofThree_isUniform() {
        RandomStream stream = RandomStream.of(3, "test");
        Map<Integer, Long> counts = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            int[] order = stream.permutation(3);
            counts.merge(order[0] * 100 + order[1] * 10 + order[2], 1L, Long::sum);
        }
        assertThat(counts).hasSize(6);
        assertThat(chiSquare(counts.values().stream().mapToLong(Long::longValue).toArray()))
                .isLessThan(20.52);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1000})
    void permutation_containsEveryIndexOnce(int n) {
        int[] order = RandomStream.of(n, "test").permutation(n);

        assertThat(order).hasSize(n).doesNotHaveDuplicates();
        for (int index : order) {
            assertThat(index).isBetween(0, n - 1);
        }
    }

    /** Tolerances are five standard errors: 1/sqrt(12 n) for the mean of uniform numbers. */
    @Test
    void nextDouble_isUniformInTheUnitInterval() {
        RandomStream stream = RandomStream.of(4, "test");
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            double number = stream.nextDouble();
            assertThat(number).isGreaterThanOrEqualTo(0).isLessThan(1);
            sum += number;
        }
        assertThat(sum / 100_000).isCloseTo(0.5, within(5 / Math.sqrt(12 * 100_000)));
    }

    /** Tolerances are five standard errors: 1/sqrt(n), sqrt(2/n) and sqrt(96/n) for the first, second and fourth moment. */
    @Test
    void nextGaussian_hasTheMomentsOfTheStandardNormal() {
        RandomStream stream = RandomStream.of(5, "test");
        int n = 200_000;
        double first = 0;
        double second = 0;
        double fourth = 0;
        for (int i = 0; i < n; i++) {
            double number = stream.nextGaussian();
            first += number / n;
            second += number * number / n;
            fourth += Math.pow(number, 4) / n;
        }
        assertThat(first).isCloseTo(0, within(5 / Math.sqrt(n)));
        assertThat(second).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
        assertThat(fourth).isCloseTo(3, within(5 * Math.sqrt(96.0 / n)));
    }

    @Test
    void impossibleBounds_areRejected() {
        RandomStream stream = RandomStream.of(0, "test");

        assertThatIllegalArgumentException().isThrownBy(() -> stream.nextInt(0)).withMessageContaining("not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stream.permutation(-1))
                .withMessageContaining("not -1");
    }

    private static double chiSquare(long[] counts) {
        double total = 0;
        for (long count : counts) {
            total += count;
        }
        double expected = total / counts.length;
        double sum = 0;
        for (long count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    @Test
    void branch_isTheStreamWithOneMoreKey() {
        RandomStream expected = RandomStream.of(42, "augment", 3, -1);
        RandomStream branch = RandomStream.of(0, "anything");
        branch.nextGaussian();

        branch.branchOff(RandomStream.of(42, "augment"), 3);
        branch.branchOff(branch, -1);

        // The second normal number of the earlier pair is discarded.
        assertThat(branch.nextGaussian()).isEqualTo(expected.nextGaussian());
        assertThat(branch.nextLong()).isEqualTo(expected.nextLong());
    }
}
