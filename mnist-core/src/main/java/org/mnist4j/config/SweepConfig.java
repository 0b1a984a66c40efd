package org.mnist4j.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mnist4j.config.ConfigProblem.Rule;

/**
 * Many variants of one experiment: every combination of the grid's values, each with every seed. Every instance is
 * valid, and so is each of its experiments.
 *
 * @param experiment the experiment that the variants are derived from
 * @param grid the values to vary, the last axis fastest; empty to vary the seed alone
 * @param seeds the distinct seeds to run each combination with
 * @param validationFraction the fraction of the training images that is held out to compare the variants, between 0 and
 *     1, if no validation set is given
 * @param metric the metric by which the variants are compared on the held-out images
 */
public record SweepConfig(
        ExperimentConfig experiment, List<GridAxis> grid, List<Long> seeds, double validationFraction, Metric metric) {

    /** The largest number of trials, combinations times seeds. */
    public static final int MAX_TRIALS = 10_000;

    /** More axes, with two values each, would exceed the number of trials. */
    private static final int MAX_AXES = 16;

    /** Every variant is checked; checking this many characters of JSON takes about a second. */
    private static final double MAX_CHECKED_TEXT = 5e7;

    static final double DEFAULT_VALIDATION_FRACTION = 0.1;

    /**
     * Copies the lists and checks everything.
     *
     * @throws ConfigException if any rule is broken, naming the problems with their paths
     */
    public SweepConfig {
        grid = List.copyOf(grid);
        seeds = List.copyOf(seeds);
        List<ConfigProblem> problems = new ArrayList<>();
        checkAxes(grid, problems);
        if (seeds.isEmpty() || new HashSet<>(seeds).size() < seeds.size()) {
            problems.add(new ConfigProblem(
                    "seeds",
                    Rule.RANGE,
                    "must be one or more different seeds, was " + TreeReader.shorten(seeds.toString())));
        }
        if (!(validationFraction > 0 && validationFraction < 1)) {
            problems.add(new ConfigProblem(
                    "validationFraction", Rule.RANGE, "must be between 0 and 1, was " + validationFraction));
        }
        double trials = seeds.size();
        for (GridAxis axis : grid) {
            trials *= axis.values().size();
        }
        if (trials > MAX_TRIALS) {
            problems.add(new ConfigProblem(
                    "grid", Rule.LIMIT, "gives more than " + MAX_TRIALS + " trials; try fewer values or seeds"));
        }
        if (grid.size() > MAX_AXES) {
            problems.add(
                    new ConfigProblem("grid", Rule.LIMIT, "has " + grid.size() + " paths; vary at most " + MAX_AXES));
        }
        if (problems.isEmpty() && trials / seeds.size() * longestVariant(experiment, grid) > MAX_CHECKED_TEXT) {
            problems.add(new ConfigProblem(
                    "grid", Rule.LIMIT, "gives too many variants of an experiment of this size; try fewer values"));
        }
        if (problems.isEmpty()) {
            checkVariants(experiment, grid, problems);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException("sweep", problems);
        }
    }

    /** A sweep over the experiment's own seed only, with a tenth of the images held out, compared by accuracy. */
    public static SweepConfig of(ExperimentConfig experiment) {
        return new SweepConfig(
                experiment, List.of(), List.of(experiment.seed()), DEFAULT_VALIDATION_FRACTION, Metric.ACCURACY);
    }

    /**
     * Reads a sweep file: UTF-8 JSON with {@code experiment} or {@code preset}, {@code grid}, {@code seeds}, {@code
     * validationFraction} and {@code metric}; the last three are optional.
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
        return SweepReader.toJson(this);
    }

    /** Every combination of the grid's values, JSON text by path; one empty combination if the grid is empty. */
    public List<Map<String, String>> combinations() {
        return combinations(grid);
    }

    private static List<Map<String, String>> combinations(List<GridAxis> grid) {
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

    /** An upper bound, in characters of JSON. */
    private static double longestVariant(ExperimentConfig experiment, List<GridAxis> grid) {
        double length = ConfigWriter.compact(experiment).length();
        for (GridAxis axis : grid) {
            length += axis.values().stream().mapToInt(String::length).max().orElse(0);
        }
        return length;
    }

    private static void checkAxes(List<GridAxis> grid, List<ConfigProblem> problems) {
        Set<String> paths = new HashSet<>();
        for (GridAxis axis : grid) {
            String path = "grid." + TreeReader.shorten(axis.path());
            if (!paths.add(axis.path())) {
                problems.add(
                        new ConfigProblem(path, Rule.DUPLICATE_FIELD, "appears twice; give all values in one list"));
            }
            if (axis.path().equals("seed")) {
                problems.add(new ConfigProblem(path, Rule.UNKNOWN_FIELD, "cannot be in the grid; use seeds"));
            }
            if (axis.values().isEmpty()
                    || new HashSet<>(axis.values()).size() < axis.values().size()) {
                problems.add(new ConfigProblem(
                        path,
                        Rule.RANGE,
                        "must be a list of one or more different values, was "
                                + TreeReader.shorten(axis.values().toString())));
            }
        }
    }

    /** Stops at the first invalid variant: others mostly fail for the same reason. */
    private static void checkVariants(ExperimentConfig experiment, List<GridAxis> grid, List<ConfigProblem> problems) {
        for (Map<String, String> combination : combinations(grid)) {
            try {
                experiment.withValues(combination);
            } catch (ConfigException e) {
                for (ConfigProblem problem : e.problems()) {
                    problems.add(new ConfigProblem(
                            problem.path(),
                            problem.rule(),
                            problem.message() + " (with " + TreeReader.shorten(combination.toString()) + ")"));
                }
                return;
            }
        }
    }

    /** The sweep in one line: how many trials of which experiment, and what varies. */
    @Override
    public String toString() {
        return "SweepConfig[" + combinations().size() * seeds.size() + " trials of " + experiment.name() + ", "
                + grid.stream().map(axis -> axis.path() + ": " + axis.values()).collect(Collectors.joining(", "))
                + (grid.isEmpty() ? "" : ", ") + "seeds " + seeds + "]";
    }
}
