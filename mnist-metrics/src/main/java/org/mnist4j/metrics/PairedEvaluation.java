package org.mnist4j.metrics;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Two classifiers on the same labelled examples: who is better, by how much, how sure that is, and where they disagree.
 *
 * <pre>{@code
 * PairedEvaluation pair = PairedEvaluation.of(first.predictions(), second.predictions());
 * pair.mcNemar().exactPValue();
 * System.out.println(pair.toText());
 * }</pre>
 *
 * <p>Everything here covers the choice of examples: what others of the same source could change. What training again with
 * another seed would change, {@link SeedSummary} tells.
 *
 * <p>An immutable value, equal when predictions and bootstrap are. Swapping the two swaps everything: differences change
 * their sign, p-values stay.
 */
public final class PairedEvaluation {
    private static final long DEFAULT_SEED = 0;
    private static final int DEFAULT_COLUMNS = 80;
    private static final Comparator<Disagreement> SUREST_MISTAKE_FIRST =
            Comparator.comparing(Disagreement::mistakenConfidence).reversed().thenComparing(Disagreement::index);

    private final EvaluationReport first;
    private final EvaluationReport second;
    private final Bootstrap bootstrap;
    private final McNemar mcNemar;
    private final List<PairedMeasure> measures;
    private final List<PairedClassMetrics> perClass;
    private final List<Disagreement> disagreements;

    private PairedEvaluation(Predictions first, Predictions second, Bootstrap bootstrap) {
        this.mcNemar = McNemar.of(first, second);
        this.first = EvaluationReport.of(first);
        this.second = EvaluationReport.of(second);
        this.bootstrap = bootstrap;
        this.measures = List.of(
                accuracy(),
                measure("macroF1", "macro-F1", true, EvaluationReport::macroF1),
                measure("logLoss", "log-loss", false, EvaluationReport::logLoss),
                measure("brierScore", "Brier", false, EvaluationReport::brierScore));
        this.perClass = IntStream.range(0, first.classes())
                .mapToObj(c -> new PairedClassMetrics(
                        this.first.perClass().get(c), this.second.perClass().get(c)))
                .toList();
        this.disagreements = IntStream.range(0, first.size())
                .filter(i -> first.predicted(i) != second.predicted(i))
                .mapToObj(i -> Disagreement.of(first, second, i))
                .toList();
    }

    /**
     * Compares two models with 1,000 resamples and a confidence of 0.95; 10,000 examples take about two seconds.
     *
     * @param first at least one example
     * @param second predictions for the same examples in the same order
     * @throws IllegalArgumentException if there are no examples, or the two do not have the same class names, number of
     *     examples and labels in the same order; the message names the first difference
     */
    public static PairedEvaluation of(Predictions first, Predictions second) {
        return of(first, second, Bootstrap.seeded(DEFAULT_SEED));
    }

    /**
     * Compares two models.
     *
     * @param bootstrap makes the intervals; its confidence is that of the accuracies' Wilson intervals too
     * @throws IllegalArgumentException as {@link #of(Predictions, Predictions)}
     */
    public static PairedEvaluation of(Predictions first, Predictions second, Bootstrap bootstrap) {
        return new PairedEvaluation(first, second, bootstrap);
    }

    private PairedMeasure accuracy() {
        PairedBootstrap pair = bootstrap.compare(first.predictions(), second.predictions(), EvaluationReport::accuracy);
        // Each alone as everywhere else; the bootstrap's own would differ from it in the fourth decimal.
        return new PairedMeasure(
                "accuracy",
                "accuracy",
                true,
                first.accuracyInterval(bootstrap.confidence()),
                second.accuracyInterval(bootstrap.confidence()),
                pair.difference());
    }

    private PairedMeasure measure(
            String name, String title, boolean higherIsBetter, ToDoubleFunction<EvaluationReport> measure) {
        PairedBootstrap pair = bootstrap.compare(first.predictions(), second.predictions(), measure);
        return new PairedMeasure(name, title, higherIsBetter, pair.first(), pair.second(), pair.difference());
    }

    /** Returns the first model's evaluation. */
    public EvaluationReport first() {
        return first;
    }

    /** Returns the second model's evaluation. */
    public EvaluationReport second() {
        return second;
    }

    /** Returns what made the intervals. */
    public Bootstrap bootstrap() {
        return bootstrap;
    }

    /** Returns the test of who is right more often. */
    public McNemar mcNemar() {
        return mcNemar;
    }

    /**
     * Returns accuracy, macro-F1, log-loss and Brier score of both, in this order: accuracies with their
     * {@link WilsonInterval}, everything else with percentile intervals on the same resamples; immutable.
     */
    public List<PairedMeasure> measures() {
        return measures;
    }

    /** Returns the scores of each class, in the order of the class names; immutable. */
    public List<PairedClassMetrics> perClass() {
        return perClass;
    }

    /** Returns the examples that the two classify differently, in index order; immutable. */
    public List<Disagreement> disagreements() {
        return disagreements;
    }

    /**
     * Returns the examples of one kind, those first whose wrong answer was the surest, equal ones in index order; immutable.
     */
    public List<Disagreement> disagreements(Disagreement.Kind kind) {
        return disagreements.stream()
                .filter(one -> one.kind() == kind)
                .sorted(SUREST_MISTAKE_FIRST)
                .toList();
    }

    /** Returns the comparison to print, 80 columns wide; see {@link #toText(int)}. */
    public String toText() {
        return toText(DEFAULT_COLUMNS);
    }

    /**
     * Returns the comparison to print, the first model as A and the second as B: measures with their differences, McNemar's
     * test and what its p-value means, the scores of each class, and a few images of each kind of disagreement.
     *
     * <p>The same in every locale, ASCII but for the class names; lines are separated by {@code \n}, and the last one has
     * none. Where a table would be too wide, its gaps are narrowed and class names cut.
     *
     * @param columns the longest line, 40 or more
     * @throws IllegalArgumentException if {@code columns} is less than 40
     */
    public String toText(int columns) {
        return new PairedText(this, columns).toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PairedEvaluation that
                && first.equals(that.first)
                && second.equals(that.second)
                && bootstrap.equals(that.bootstrap);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * first.hashCode() + second.hashCode()) + bootstrap.hashCode();
    }

    @Override
    public String toString() {
        return "PairedEvaluation[" + mcNemar + ", p " + mcNemar.exactPValue() + "]";
    }
}
