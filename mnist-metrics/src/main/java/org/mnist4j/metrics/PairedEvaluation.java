package org.mnist4j.metrics;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A comparison of two classifiers on the same labelled examples: which is better, by how much, with what uncertainty,
 * and where they disagree.
 *
 * <pre>{@code
 * PairedEvaluation pair = PairedEvaluation.of(first.predictions(), second.predictions());
 * pair.mcNemar().exactPValue();
 * System.out.println(pair.toText());
 * }</pre>
 *
 * <p>All intervals and p-values cover the choice of examples: how the results could differ on others from the same
 * source. For the variation between training seeds, see {@link SeedSummary}.
 *
 * <p>An immutable value, equal when predictions and bootstrap are equal. Swapping the two models changes the sign of
 * the differences and leaves p-values unchanged.
 */
public final class PairedEvaluation {
    private static final long DEFAULT_SEED = 0;
    private static final int DEFAULT_COLUMNS = 80;
    private static final Comparator<Disagreement> MOST_CONFIDENT_MISTAKE_FIRST =
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
     * @param bootstrap computes the intervals; its confidence also applies to the Wilson intervals of the accuracies
     * @throws IllegalArgumentException as {@link #of(Predictions, Predictions)}
     */
    public static PairedEvaluation of(Predictions first, Predictions second, Bootstrap bootstrap) {
        return new PairedEvaluation(first, second, bootstrap);
    }

    private PairedMeasure accuracy() {
        PairedBootstrap pair = bootstrap.compare(first.predictions(), second.predictions(), EvaluationReport::accuracy);
        // Wilson intervals for the single accuracies, as everywhere else; bootstrap intervals differ in the fourth
        // decimal.
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

    /** Returns the bootstrap that computed the intervals. */
    public Bootstrap bootstrap() {
        return bootstrap;
    }

    /** Returns the test of whether one model is right more often than the other. */
    public McNemar mcNemar() {
        return mcNemar;
    }

    /**
     * Returns accuracy, macro-F1, log-loss and Brier score of both models, in this order: accuracies with their
     * {@link WilsonInterval}, everything else with percentile intervals on the same resamples; immutable.
     */
    public List<PairedMeasure> measures() {
        return measures;
    }

    /** Returns the scores of each class, in the order of the class names; immutable. */
    public List<PairedClassMetrics> perClass() {
        return perClass;
    }

    /**
     * Returns the classes that texts and pages show: all, or if there are more than
     * {@value ConfusionMatrix#LARGEST_TABLE}, the {@value ConfusionMatrix#LONGEST_LIST} whose recall differs most, in
     * the order of the class names; immutable.
     */
    public List<PairedClassMetrics> shownClasses() {
        return perClass.size() > ConfusionMatrix.LARGEST_TABLE
                ? classesThatDifferMost(ConfusionMatrix.LONGEST_LIST)
                : perClass;
    }

    /**
     * Returns the classes whose recall differs most, in the order of the class names.
     *
     * @param k the maximum number of classes, 1 or more
     * @return immutable
     * @throws IllegalArgumentException if {@code k} is less than 1
     */
    public List<PairedClassMetrics> classesThatDifferMost(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k: expected 1 or more, but was " + k);
        }
        return IntStream.range(0, perClass.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        c -> -Math.abs(perClass.get(c).recallDifference())))
                .limit(k)
                .sorted()
                .map(perClass::get)
                .toList();
    }

    /** Returns the examples that the two models classify differently, in index order; immutable. */
    public List<Disagreement> disagreements() {
        return disagreements;
    }

    /** Returns the disagreements of one kind, the most confident mistakes first and ties in index order; immutable. */
    public List<Disagreement> disagreements(Disagreement.Kind kind) {
        return disagreements.stream()
                .filter(one -> one.kind() == kind)
                .sorted(MOST_CONFIDENT_MISTAKE_FIRST)
                .toList();
    }

    /** Returns the comparison as text, 80 columns wide; see {@link #toText(int)}. */
    public String toText() {
        return toText(DEFAULT_COLUMNS);
    }

    /**
     * Returns the comparison as text, the first model as A and the second as B: measures with their differences,
     * McNemar's test with an explanation of its p-value, the scores of each class, and a few images of each kind of
     * disagreement. For more than {@value ConfusionMatrix#LARGEST_TABLE} classes, only the {@link #shownClasses()}.
     *
     * <p>The text does not depend on the locale and is ASCII except for the class names; lines are separated by
     * {@code \n}, without one at the end. A table that would be too wide gets narrower gaps and truncated class names.
     *
     * @param columns the maximum line length, 40 or more
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
