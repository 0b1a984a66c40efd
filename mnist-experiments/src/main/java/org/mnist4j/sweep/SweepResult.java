package org.mnist4j.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Metric;
import org.mnist4j.config.SweepConfig;
import org.mnist4j.metrics.Interval;
import org.mnist4j.metrics.MeasureRange;
import org.mnist4j.metrics.SeedSummary;

/**
 * All trials of a sweep.
 *
 * @param config the sweep
 * @param outcomes the outcome of each trial, in the sweep's order
 */
public record SweepResult(SweepConfig config, List<TrialOutcome> outcomes) {

    /** Copies the list. */
    public SweepResult {
        outcomes = List.copyOf(outcomes);
    }

    /** One summary per combination of the grid's values, in the sweep's order. */
    public List<SettingSummary> settings() {
        Map<Map<String, String>, List<TrialOutcome>> bySettings = new LinkedHashMap<>();
        for (TrialOutcome outcome : outcomes) {
            bySettings
                    .computeIfAbsent(outcome.trial().settings(), settings -> new ArrayList<>())
                    .add(outcome);
        }
        List<SettingSummary> summaries = new ArrayList<>();
        bySettings.forEach((settings, seeds) -> {
            List<Double> values = seeds.stream()
                    .flatMap(outcome -> outcome.score().stream())
                    .map(score -> score.value(config.metric()))
                    .toList();
            summaries.add(new SettingSummary(
                    settings,
                    values.isEmpty() ? Optional.empty() : Optional.of(new SeedSummary(values)),
                    seeds.size() - values.size()));
        });
        return summaries;
    }

    /**
     * The combination with the best mean, the first of equal ones; one with failed seeds only if all have failed seeds.
     *
     * @throws NoSuchElementException if every trial failed
     */
    public SettingSummary best() {
        Metric metric = config.metric();
        SettingSummary best = null;
        for (SettingSummary candidate : settings()) {
            boolean better = best == null
                    || candidate.failures() < best.failures()
                    || candidate.failures() == best.failures() && metric.isBetter(candidate.mean(), best.mean());
            if (better && candidate.seeds().isPresent()) {
                best = candidate;
            }
        }
        if (best == null) {
            throw new NoSuchElementException("every trial of the sweep has failed; try smaller learning rates");
        }
        return best;
    }

    /**
     * The experiment with the best combination and its own seed.
     *
     * @throws NoSuchElementException if every trial failed
     */
    public ExperimentConfig bestConfig() {
        return config.experiment().withValues(best().settings());
    }

    /**
     * A table of the combinations with mean, standard deviation, range and the mean's 95% interval over their seeds; an asterisk marks
     * the best.
     */
    public String toText() {
        List<SettingSummary> settings = settings();
        boolean anyScore = settings.stream().anyMatch(summary -> summary.seeds().isPresent());
        SettingSummary best = anyScore ? best() : null;
        int width = Math.max(
                config.metric().jsonName().length(),
                settings.stream()
                        .mapToInt(summary -> summary.label().length())
                        .max()
                        .orElse(0));
        String row = "%s %-" + width + "s  %5s  %6s  %7s  %7s  %7s  %7s  %s\n";
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                row,
                " ",
                config.metric().jsonName(),
                "seeds",
                "failed",
                "mean",
                "st.dev",
                "min",
                "max",
                "95% of the mean"));
        for (SettingSummary summary : settings) {
            text.append(String.format(
                    Locale.ROOT,
                    row,
                    summary.equals(best) ? "*" : " ",
                    summary.label(),
                    summary.seeds().map(SeedSummary::runs).orElse(0) + summary.failures(),
                    summary.failures(),
                    number(summary.mean()),
                    number(summary.seeds().map(SeedSummary::standardDeviation).orElse(Double.NaN)),
                    number(summary.seeds().map(SeedSummary::min).orElse(Double.NaN)),
                    number(summary.seeds().map(SeedSummary::max).orElse(Double.NaN)),
                    interval(summary)));
        }
        return text.toString();
    }

    private String interval(SettingSummary summary) {
        MeasureRange range = config.metric() == Metric.LOSS ? MeasureRange.NON_NEGATIVE : MeasureRange.PROPORTION;
        return summary.seeds()
                .map(seeds -> seeds.meanInterval(range))
                .filter(Interval::isDefined)
                .map(interval -> number(interval.low()) + " to " + number(interval.high()))
                .orElse("-");
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    /** One line per trial under a header; empty cells for a trial that failed. */
    public String toCsv() {
        StringBuilder csv =
                new StringBuilder("trial,settings,seed,loss,accuracy,macroF1,seconds,parametersSha256,failure\n");
        for (TrialOutcome outcome : outcomes) {
            Trial trial = outcome.trial();
            String label = SettingSummary.label(trial.settings());
            csv.append(trial.number())
                    .append(',')
                    .append(quoted(label))
                    .append(',')
                    .append(trial.config().seed());
            outcome.score()
                    .ifPresentOrElse(
                            score -> csv.append(',')
                                    .append(score.loss())
                                    .append(',')
                                    .append(score.accuracy())
                                    .append(',')
                                    .append(score.macroF1())
                                    .append(',')
                                    .append(score.seconds())
                                    .append(',')
                                    .append(score.parametersSha256())
                                    .append(','),
                            () -> csv.append(",,,,,,"));
            csv.append(quoted(outcome.failure().orElse(""))).append('\n');
        }
        return csv.toString();
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** {@link #toText()}. */
    @Override
    public String toString() {
        return toText();
    }
}
