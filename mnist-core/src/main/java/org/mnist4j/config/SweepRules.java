package org.mnist4j.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mnist4j.config.ConfigProblem.Rule;

/** Checks the parts of a sweep, and every variant of its experiment. */
final class SweepRules {

    /** More axes, with two values each, would exceed the number of trials. */
    static final int MAX_AXES = 16;

    /** Every variant is checked; checking this many characters of JSON takes about a second. */
    private static final double MAX_CHECKED_TEXT = 5e7;

    /** The longest JSON text of a double. */
    private static final int NUMBER_LENGTH = 24;

    private final ExperimentConfig experiment;
    private final List<GridAxis> grid;
    private final Optional<RandomSearch> random;
    private final Optional<Halving> halving;
    private final List<Long> seeds;
    private final List<ConfigProblem> problems = new ArrayList<>();

    SweepRules(
            ExperimentConfig experiment,
            List<GridAxis> grid,
            Optional<RandomSearch> random,
            Optional<Halving> halving,
            List<Long> seeds) {
        this.experiment = experiment;
        this.grid = grid;
        this.random = random;
        this.halving = halving;
        this.seeds = seeds;
    }

    /** Every problem, except that variants are checked only if nothing else is wrong, up to the first invalid one. */
    List<ConfigProblem> check(double validationFraction) {
        checkGrid();
        random.ifPresent(this::checkRandom);
        if (seeds.isEmpty() || new HashSet<>(seeds).size() < seeds.size()) {
            note(
                    "seeds",
                    Rule.RANGE,
                    "must be one or more different seeds, was " + TreeReader.shorten(seeds.toString()));
        }
        if (!(validationFraction > 0 && validationFraction < 1)) {
            note("validationFraction", Rule.RANGE, "must be between 0 and 1, was " + validationFraction);
        }
        String source = random.isPresent() ? "random" : "grid";
        double settings = settings();
        if (settings * seeds.size() > SweepConfig.MAX_TRIALS) {
            String what = random.isPresent() ? "settings" : "values";
            note(
                    source,
                    Rule.LIMIT,
                    "gives more than " + SweepConfig.MAX_TRIALS + " trials; try fewer " + what + " or seeds");
        }
        if (problems.isEmpty() && settings * longestVariant() > MAX_CHECKED_TEXT) {
            note(source, Rule.LIMIT, "gives too many variants of an experiment of this size; try fewer values");
        }
        if (problems.isEmpty()) {
            checkVariants(random.map(this::draw).orElseGet(() -> SweepConfig.combinations(grid)));
        }
        return problems;
    }

    private void checkGrid() {
        Set<String> paths = new HashSet<>();
        for (GridAxis axis : grid) {
            String path = "grid." + TreeReader.shorten(axis.path());
            if (!paths.add(axis.path())) {
                note(path, Rule.DUPLICATE_FIELD, "appears twice; give all values in one list");
            }
            if (axis.path().equals("seed")) {
                note(path, Rule.UNKNOWN_FIELD, "cannot be in the grid; use seeds");
            }
            checkDifferent(path, axis.values());
        }
        checkCount("grid", grid.size());
    }

    private void checkRandom(RandomSearch search) {
        if (!grid.isEmpty()) {
            note("random", Rule.CONFLICT, "cannot be combined with a grid; write the grid's values as choices");
        }
        if (search.settings() < 1) {
            note("random.settings", Rule.RANGE, "must be at least 1, was " + search.settings());
        }
        Set<String> paths = new HashSet<>();
        for (RangeAxis axis : search.ranges()) {
            String path = "random.ranges." + TreeReader.shorten(axis.path());
            if (!paths.add(axis.path())) {
                note(path, Rule.DUPLICATE_FIELD, "appears twice; give one range");
            }
            if (axis.path().equals("seed")) {
                note(path, Rule.UNKNOWN_FIELD, "cannot be drawn; use seeds");
            }
            checkRange(path, axis.range());
        }
        if (search.ranges().isEmpty()) {
            note("random.ranges", Rule.RANGE, "must be one or more ranges by path, was empty");
        }
        checkCount("random.ranges", search.ranges().size());
    }

    private void checkRange(String path, Range range) {
        int before = problems.size();
        ConfigRules.checkField(path, null, range, problems);
        if (problems.size() > before) {
            return;
        }
        if (range instanceof Choices choices) {
            checkDifferent(path + ".values", choices.values());
        } else if (range instanceof Uniform uniform) {
            checkOrder(path, uniform.min() < uniform.max(), uniform.min(), uniform.max());
        } else if (range instanceof LogUniform logUniform) {
            checkOrder(path, logUniform.min() < logUniform.max(), logUniform.min(), logUniform.max());
        } else if (range instanceof Integers integers) {
            checkOrder(path, integers.min() < integers.max(), integers.min(), integers.max());
        }
    }

    private void checkOrder(String path, boolean ascending, Number min, Number max) {
        if (!ascending) {
            note(path + ".max", Rule.RANGE, "must be greater than min, " + min + ", was " + max);
        }
    }

    private void checkDifferent(String path, List<String> values) {
        if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
            note(
                    path,
                    Rule.RANGE,
                    "must be a list of one or more different values, was " + TreeReader.shorten(values.toString()));
        }
    }

    private void checkCount(String path, int axes) {
        if (axes > MAX_AXES) {
            note(path, Rule.LIMIT, "has " + axes + " paths; vary at most " + MAX_AXES);
        }
    }

    private double settings() {
        if (random.isPresent()) {
            return random.get().settings();
        }
        double settings = 1;
        for (GridAxis axis : grid) {
            settings *= axis.values().size();
        }
        return settings;
    }

    /** An upper bound, in characters of JSON. */
    private double longestVariant() {
        double length = ConfigWriter.compact(experiment).length();
        for (GridAxis axis : grid) {
            length += longest(axis.values());
        }
        for (RangeAxis axis : random.map(RandomSearch::ranges).orElse(List.of())) {
            length += axis.range() instanceof Choices choices ? longest(choices.values()) : NUMBER_LENGTH;
        }
        return length;
    }

    private static int longest(List<String> values) {
        return values.stream().mapToInt(String::length).max().orElse(0);
    }

    /** The settings to check; none if the ranges do not have as many different ones. */
    private List<Map<String, String>> draw(RandomSearch search) {
        double possible = search.possibleSettings();
        // Few values of an interval can be the same after rounding.
        List<Map<String, String>> drawn = possible < search.settings() ? List.of() : search.draw();
        if (drawn.size() == search.settings()) {
            return drawn;
        }
        long most = drawn.isEmpty() ? (long) possible : drawn.size();
        note(
                "random.settings",
                Rule.RANGE,
                "must be at most " + most + ", the number of different settings of these ranges, was "
                        + search.settings() + "; for all of them use a grid");
        return List.of();
    }

    /** Stops at the first invalid variant: others mostly fail for the same reason. */
    private void checkVariants(List<Map<String, String>> combinations) {
        int epochs = 0;
        for (Map<String, String> combination : combinations) {
            try {
                ExperimentConfig variant = experiment.withValues(combination);
                if (halving.isPresent()
                        && epochs > 0
                        && epochs != variant.training().epochs()) {
                    note(
                            "halving",
                            Rule.CONFLICT,
                            "needs the same training.epochs in all trials, found " + epochs + " and "
                                    + variant.training().epochs() + "; do not vary them");
                    return;
                }
                epochs = variant.training().epochs();
            } catch (ConfigException e) {
                for (ConfigProblem problem : e.problems()) {
                    note(
                            problem.path(),
                            problem.rule(),
                            problem.message() + " (with " + TreeReader.shorten(combination.toString()) + ")");
                }
                return;
            }
        }
        if (!combinations.isEmpty()) {
            checkRungs(epochs);
        }
    }

    private void checkRungs(int epochs) {
        if (halving.isPresent() && halving.get().rungs(epochs).size() < 2) {
            Halving rule = halving.get();
            note(
                    "halving.minEpochs",
                    Rule.CONFLICT,
                    "must be at most training.epochs divided by factor, here " + epochs + " by " + rule.factor()
                            + ", so that there is a rung before the last, was " + rule.minEpochs()
                            + "; try more epochs or a smaller factor");
        }
    }

    private void note(String path, Rule rule, String message) {
        problems.add(new ConfigProblem(path, rule, message));
    }
}
