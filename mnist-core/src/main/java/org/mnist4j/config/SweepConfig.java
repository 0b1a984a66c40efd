package org.mnist4j.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many variants of one experiment: every combination of the grid's values, or settings drawn at random, each with every
 * seed. Every instance is valid, and so is each of its experiments.
 *
 * @param experiment the experiment that the variants are derived from
 * @param grid the values to vary, the last axis fastest; empty to vary the seed alone, or with a random search
 * @param random the settings to draw at random, instead of a grid
 * @param halving whether only the best settings are trained for all epochs
 * @param seeds the distinct seeds to run each combination with
 * @param validationFraction the fraction of the training images that is held out to compare the variants, between 0 and
 *     1, if no validation set is given
 * @param metric the metric by which the variants are compared on the held-out images
 */
public record SweepConfig(
        ExperimentConfig experiment,
        List<GridAxis> grid,
        Optional<RandomSearch> random,
        Optional<Halving> halving,
        List<Long> seeds,
        double validationFraction,
        Metric metric) {

    /** The largest number of trials, settings times seeds. */
    public static final int MAX_TRIALS = 10_000;

    static final double DEFAULT_VALIDATION_FRACTION = 0.1;

    /**
     * Copies the lists and checks everything.
     *
     * @throws ConfigException if any rule is broken, naming the problems with their paths
     */
    public SweepConfig {
        grid = List.copyOf(grid);
        seeds = List.copyOf(seeds);
        List<ConfigProblem> problems =
                new SweepRules(experiment, grid, random, halving, seeds).check(validationFraction);
        if (!problems.isEmpty()) {
            throw new ConfigException("sweep", problems);
        }
    }

    /**
     * A sweep over a grid, every trial trained for all epochs.
     *
     * @throws ConfigException if any rule is broken, naming the problems with their paths
     */
    public SweepConfig(
            ExperimentConfig experiment,
            List<GridAxis> grid,
            List<Long> seeds,
            double validationFraction,
            Metric metric) {
        this(experiment, grid, Optional.empty(), Optional.empty(), seeds, validationFraction, metric);
    }

    /** A sweep over the experiment's own seed only, with a tenth of the images held out, compared by accuracy. */
    public static SweepConfig of(ExperimentConfig experiment) {
        return new SweepConfig(
                experiment, List.of(), List.of(experiment.seed()), DEFAULT_VALIDATION_FRACTION, Metric.ACCURACY);
    }

    /** This sweep with another grid. */
    public SweepConfig grid(List<GridAxis> newGrid) {
        return new SweepConfig(experiment, newGrid, random, halving, seeds, validationFraction, metric);
    }

    /** This sweep with settings drawn at random. */
    public SweepConfig random(RandomSearch search) {
        return new SweepConfig(experiment, grid, Optional.of(search), halving, seeds, validationFraction, metric);
    }

    /** This sweep with only the best settings trained for all epochs. */
    public SweepConfig halving(Halving rule) {
        return new SweepConfig(experiment, grid, random, Optional.of(rule), seeds, validationFraction, metric);
    }

    /** This sweep with other seeds. */
    public SweepConfig seeds(List<Long> newSeeds) {
        return new SweepConfig(experiment, grid, random, halving, newSeeds, validationFraction, metric);
    }

    /** This sweep with another fraction of held-out images. */
    public SweepConfig validationFraction(double fraction) {
        return new SweepConfig(experiment, grid, random, halving, seeds, fraction, metric);
    }

    /** This sweep with another metric. */
    public SweepConfig metric(Metric newMetric) {
        return new SweepConfig(experiment, grid, random, halving, seeds, validationFraction, newMetric);
    }

    /**
     * Reads a sweep file: UTF-8 JSON with {@code experiment} or {@code preset}, {@code grid} or {@code random}, {@code
     * halving}, {@code seeds}, {@code validationFraction} and {@code metric}; all but the first are optional.
     *
     * @throws ConfigException if the file cannot be read or breaks any rule
     */
    public static SweepConfig readJson(Path file) {
        return SweepReader.readText(file.toString(), ConfigReader.readUtf8(file));
    }

    /**
     * Reads a sweep from JSON text.
     *
     * @throws ConfigException if the text breaks any rule
     */
    public static SweepConfig fromJson(String json) {
        return SweepReader.readText("sweep", json);
    }

    /** The sweep as indented JSON with {@code \n} line ends; {@link #fromJson} reads it back. */
    public String toJson() {
        return SweepWriter.toJson(this);
    }

    /**
     * The JSON Schema (draft 2020-12) of a sweep's JSON, as text, for editors. Rules across fields are checked only by {@link
     * #readJson(Path)}.
     */
    public static String jsonSchema() {
        return SweepSchema.text();
    }

    /**
     * The settings to train, JSON text by path: every combination of the grid's values, or those drawn at random; one empty
     * setting if nothing varies.
     */
    public List<Map<String, String>> combinations() {
        return random.map(RandomSearch::draw).orElseGet(() -> combinations(grid));
    }

    static List<Map<String, String>> combinations(List<GridAxis> grid) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (GridAxis axis : grid) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> combination : combinations) {
                for (String value : axis.values()) {
                    Map<String, String> more = new LinkedHashMap<>(combination);
                    more.put(axis.path(), value);
                    longer.add(more);
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    /**
     * The epochs of each rung of the halving, ascending; empty without halving, where every trial has the epochs of its own
     * experiment.
     */
    public List<Integer> rungs() {
        return halving.map(rule -> rule.rungs(
                        experiment.withValues(firstSetting()).training().epochs()))
                .orElse(List.of());
    }

    /** All trials of a halving have the same number of epochs, which may be that of a grid with one value. */
    private Map<String, String> firstSetting() {
        if (random.isPresent()) {
            RandomSearch search = random.get();
            return new RandomSearch(1, search.seed(), search.ranges()).draw().get(0);
        }
        Map<String, String> first = new LinkedHashMap<>();
        grid.forEach(axis -> first.put(axis.path(), axis.values().get(0)));
        return first;
    }

    /** The sweep in one line: how many trials of which experiment, and what varies. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        grid.forEach(axis -> parts.add(axis.path() + ": " + axis.values()));
        random.ifPresent(search -> search.ranges().forEach(axis -> parts.add(axis.path() + ": " + axis.range())));
        parts.add("seeds " + seeds);
        halving.ifPresent(rule -> parts.add("rungs of " + rungs() + " epochs"));
        return "SweepConfig[" + combinations().size() * seeds.size() + " trials of " + experiment.name() + ", "
                + String.join(", ", parts) + "]";
    }
}
