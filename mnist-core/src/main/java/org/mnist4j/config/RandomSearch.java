package org.mnist4j.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mnist4j.random.RandomStream;

/**
 * Settings drawn at random, as in Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 2012.
 *
 * <p>A draw is a function of the seed, its number and the path: more settings begin with the same ones, and another range
 * leaves the values of the others as they are. A setting that was drawn before is skipped.
 *
 * @param settings the number of different settings, 1 or more
 * @param seed the seed of the draws; the experiment's seed has nothing to do with them
 * @param ranges what to draw
 */
public record RandomSearch(int settings, long seed, List<RangeAxis> ranges) {

    static final long DEFAULT_SEED = 42;

    private static final BigDecimal STEPS_OF_AN_INTERVAL = BigDecimal.valueOf(10_000);
    private static final BigDecimal STEPS_OF_A_VALUE = BigDecimal.valueOf(1_000);

    /** Copies the list. */
    public RandomSearch {
        ranges = List.copyOf(ranges);
    }

    /** The given number of settings of nothing yet, with seed 42; see {@link #range}. */
    public static RandomSearch of(int settings) {
        return new RandomSearch(settings, DEFAULT_SEED, List.of());
    }

    /** This search with another seed. */
    public RandomSearch seed(long newSeed) {
        return new RandomSearch(settings, newSeed, ranges);
    }

    /**
     * This search with one more value to draw.
     *
     * @param path the path of the value, for instance {@code training.optimizer.learningRate} or {@code layers[0].units}
     * @param range the values to draw from, for instance {@code Ranges.logUniform(1e-4, 1e-1)}
     */
    public RandomSearch range(String path, Range range) {
        List<RangeAxis> more = new ArrayList<>(ranges);
        more.add(new RangeAxis(path, range));
        return new RandomSearch(settings, seed, more);
    }

    /** How many different settings the ranges have; infinite where a number is drawn from an interval. */
    double possibleSettings() {
        double possible = 1;
        for (RangeAxis axis : ranges) {
            if (axis.range() instanceof Choices choices) {
                possible *= choices.values().size();
            } else if (axis.range() instanceof Integers integers) {
                possible *= 1.0 + integers.max() - integers.min();
            } else {
                return Double.POSITIVE_INFINITY;
            }
        }
        return possible;
    }

    /** The number of draws after which ranges of few values are given up. */
    int mostDraws() {
        return 100 + 20 * settings;
    }

    /** The settings, JSON text by path; fewer than {@link #settings()} if the ranges do not have as many different ones. */
    List<Map<String, String>> draw() {
        Set<Map<String, String>> drawn = new LinkedHashSet<>();
        for (int number = 0; drawn.size() < settings && number < mostDraws(); number++) {
            Map<String, String> setting = new LinkedHashMap<>();
            for (RangeAxis axis : ranges) {
                RandomStream random = RandomStream.of(seed, "search " + axis.path(), number);
                setting.put(axis.path(), draw(axis.range(), random));
            }
            drawn.add(setting);
        }
        return List.copyOf(drawn);
    }

    private static String draw(Range range, RandomStream random) {
        if (range instanceof Choices choices) {
            return choices.values().get(random.nextInt(choices.values().size()));
        }
        if (range instanceof Integers integers) {
            int count = integers.max() - integers.min() + 1; // at most 2e9 + 1, by the bounds of the fields
            return Integer.toString(integers.min() + random.nextInt(count));
        }
        return ConfigWriter.compact(ConfigWriter.node(
                range instanceof Uniform uniform
                        ? number(uniform, random.nextDouble())
                        : number((LogUniform) range, random.nextDouble())));
    }

    private static double number(Uniform range, double u) {
        return rounded(
                range.min() + u * (range.max() - range.min()),
                range.min(),
                range.max(),
                new BigDecimal(range.max())
                        .subtract(new BigDecimal(range.min()))
                        .divide(STEPS_OF_AN_INTERVAL));
    }

    private static double number(LogUniform range, double u) {
        double low = StrictMath.log(range.min());
        double value = StrictMath.exp(low + u * (StrictMath.log(range.max()) - low));
        BigDecimal interval = new BigDecimal(range.max())
                .subtract(new BigDecimal(range.min()))
                .divide(STEPS_OF_AN_INTERVAL);
        return rounded(value, range.min(), range.max(), interval.min(new BigDecimal(value).divide(STEPS_OF_A_VALUE)));
    }

    /** Rounds to a power of ten that is at most {@code step}: tables and files are for people too. */
    private static double rounded(double value, double min, double max, BigDecimal step) {
        int exponent = step.precision() - step.scale() - 1;
        double rounded = new BigDecimal(value)
                .setScale(Math.max(0, -exponent), RoundingMode.HALF_EVEN)
                .doubleValue();
        return Math.min(max, Math.max(min, rounded));
    }
}
