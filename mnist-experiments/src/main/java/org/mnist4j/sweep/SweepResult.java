package org.mnist4j.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.ToIntFunction;
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
 * @param outcomes the outcome of each trial, in the sweep's order; with halving, those of one rung after the other
 */
public record SweepResult(SweepConfig config, List<TrialOutcome> outcomes) {

    /** Copies the list. */
    public SweepResult {
        outcomes = List.copyOf(outcomes);
    }

    /** One summary per setting, in the sweep's order; with halving, of the last rung that it reached. */
    public List<SettingSummary> settings() {
        Map<Map<String, String>, List<TrialOutcome>> bySettings = new LinkedHashMap<>();
        for (TrialOutcome outcome : lastOutcomes()) {
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
                    seeds.size() - values.size(),
                    seeds.stream().mapToInt(seed -> seed.trial().epochs()).max().orElseThrow()));
        });
        return summaries;
    }

    private Collection<TrialOutcome> lastOutcomes() {
        if (config.halving().isEmpty()) {
            return outcomes;
        }
        Map<Integer, TrialOutcome> last = new LinkedHashMap<>();
        outcomes.forEach(outcome -> last.put(outcome.trial().number(), outcome));
        return last.values();
    }

    /**
     * The settings of which a seed did not fail, best first: those that reached a later rung before others, then those with
     * fewer failed seeds, then by their mean; equal ones in the sweep's order.
     */
    public List<SettingSummary> ranking() {
        // Only with halving are the numbers of epochs those of rungs; a grid may vary them.
        ToIntFunction<SettingSummary> rung = summary -> config.halving().isPresent() ? -summary.epochs() : 0;
        return settings().stream()
                .filter(summary -> summary.seeds().isPresent())
                .sorted(Comparator.comparingInt(rung)
                        .thenComparingInt(SettingSummary::failures)
                        .thenComparing(SettingSummary::mean, bestFirst()))
                .toList();
    }

    private Comparator<Double> bestFirst() {
        return config.metric().moreIsBetter() ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }

    /**
     * The first of the {@link #ranking()}.
     *
     * @throws NoSuchElementException if every trial failed
     */
    public SettingSummary best() {
        return ranking().stream()
                .findFirst()
                .orElseThrow(() ->
                        new NoSuchElementException("every trial of the sweep has failed; try smaller learning rates"));
    }

    /** The epochs that all trials together were trained, each counted once; a trial that failed counts up to its last rung. */
    public int trainedEpochs() {
        return lastOutcomes().stream()
                .mapToInt(outcome -> outcome.trial().epochs())
                .sum();
    }

    /**
     * The experiment with the best setting and its own seed.
     *
     * @throws NoSuchElementException if every trial failed
     */
    public ExperimentConfig bestConfig() {
        return config.experiment().withValues(best().settings());
    }

    /**
     * A table of the settings with mean, standard deviation, range and the mean's 95% interval over their seeds; an asterisk marks
     * the best. With halving, also the epochs of the last rung of each.
     */
    public String toText() {
        List<SettingSummary> settings = settings();
        SettingSummary best = ranking().stream().findFirst().orElse(null);
        int width = Math.max(
                config.metric().jsonName().length(),
                settings.stream()
                        .mapToInt(summary -> summary.label().length())
                        .max()
                        .orElse(0));
        boolean halving = config.halving().isPresent();
        String row = "%s %-" + width + "s" + (halving ? "  %6s" : "%s") + "  %5s  %6s  %7s  %7s  %7s  %7s  %s\n";
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                row,
                " ",
                config.metric().jsonName(),
                halving ? "epochs" : "",
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
                    halving ? summary.epochs() : "",
                    summary.seeds().map(SeedSummary::runs).orElse(0) + summary.failures(),
                    summary.failures(),
                    number(summary.mean()),
                    number(summary.seeds().map(SeedSummary::standardDeviation).orElse(Double.NaN)),
                    number(summary.seeds().map(SeedSummary::min).orElse(Double.NaN)),
                    number(summary.seeds().map(SeedSummary::max).orElse(Double.NaN)),
                    interval(summary)));
        }
        if (halving) {
            text.append(String.format(
                    Locale.ROOT,
                    "\n%d epochs trained in all, of the %d without halving\n",
                    trainedEpochs(),
                    allEpochs()));
        }
        return text.toString();
    }

    private int allEpochs() {
        return lastOutcomes().stream()
                .mapToInt(outcome -> outcome.trial().config().training().epochs())
                .sum();
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
        StringBuilder csv = new StringBuilder(
                "trial,settings,seed,epochs,loss,accuracy,macroF1,seconds,parametersSha256,failure\n");
        for (TrialOutcome outcome : outcomes) {
            Trial trial = outcome.trial();
            String label = SettingSummary.label(trial.settings());
            csv.append(trial.number())
                    .append(',')
                    .append(quoted(label))
                    .append(',')
                    .append(trial.config().seed())
                    .append(',')
                    .append(trial.epochs());
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
