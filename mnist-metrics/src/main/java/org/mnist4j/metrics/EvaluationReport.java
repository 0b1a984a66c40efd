package org.mnist4j.metrics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a classifier did on labelled examples: the numbers, and a text to print.
 *
 * <p>Definitions are scikit-learn's with {@code zero_division=0}. The class set is the predictions' class names, so a
 * class that neither a label nor a prediction names still counts, as 0, in the macro averages. Of zero examples every
 * score is 0 and the log-loss is NaN. An immutable value, equal when its predictions are.
 */
public final class EvaluationReport {
    /** The distance of 1 from the next float32, which scikit-learn takes for float32 probabilities. */
    private static final double LOG_LOSS_EPSILON = 0x1p-23;

    private static final double DEFAULT_CONFIDENCE = 0.95;

    private final Predictions predictions;
    private final ConfusionMatrix confusionMatrix;
    private final List<ClassMetrics> perClass;
    private final double logLoss;

    private EvaluationReport(Predictions predictions) {
        this.predictions = predictions;
        this.confusionMatrix = ConfusionMatrix.of(predictions);
        this.perClass = IntStream.range(0, predictions.classes())
                .mapToObj(c -> ClassMetrics.of(confusionMatrix, c))
                .toList();
        this.logLoss = logLoss(predictions);
    }

    /** Evaluates the predictions. */
    public static EvaluationReport of(Predictions predictions) {
        return new EvaluationReport(predictions);
    }

    /** Returns what was evaluated. */
    public Predictions predictions() {
        return predictions;
    }

    /** Returns the counts of true against predicted classes. */
    public ConfusionMatrix confusionMatrix() {
        return confusionMatrix;
    }

    /** Returns the share of examples classified as their label, in [0, 1]; 0 of zero examples. */
    public double accuracy() {
        return micro().f1();
    }

    /** Returns {@link #accuracyInterval(double) accuracyInterval(0.95)}. */
    public Interval accuracyInterval() {
        return accuracyInterval(DEFAULT_CONFIDENCE);
    }

    /**
     * Returns the accuracy with its {@link WilsonInterval}: what another sample of as many images from the same source may
     * give. It does not
     * tell what training again with another seed would change.
     *
     * @param confidence in (0, 1)
     * @return within [0, 1]; of zero examples 0 with the interval [0, 1]
     * @throws IllegalArgumentException if {@code confidence} is outside its range
     */
    public Interval accuracyInterval(double confidence) {
        return WilsonInterval.of(confusionMatrix.correct(), confusionMatrix.total(), confidence);
    }

    /** Returns the scores of each class, in the order of the class names; immutable. */
    public List<ClassMetrics> perClass() {
        return perClass;
    }

    /** Returns the plain mean over the classes, where a score of 0/0 is counted as 0. */
    public AverageMetrics macro() {
        return AverageMetrics.macro(perClass);
    }

    /** Returns the scores of the counts pooled over all classes, each of which is the accuracy. */
    public AverageMetrics micro() {
        return AverageMetrics.micro(confusionMatrix);
    }

    /** Returns the mean over the classes weighted by support; 0 of zero examples. */
    public AverageMetrics weighted() {
        return AverageMetrics.weighted(perClass);
    }

    /** Returns {@code macro().f1()}. */
    public double macroF1() {
        return macro().f1();
    }

    /** Returns {@code macro().precision()}. */
    public double macroPrecision() {
        return macro().precision();
    }

    /** Returns {@code macro().recall()}. */
    public double macroRecall() {
        return macro().recall();
    }

    /**
     * Returns the share of examples whose label is among the {@code k} most probable classes, in [0, 1]; 0 of zero
     * examples.
     *
     * <p>Of equally probable classes the higher index ranks first, as in scikit-learn's multiclass
     * {@code top_k_accuracy_score} (a stable ascending sort, reversed). {@link Predictions#predicted} takes the lowest
     * index instead, as {@code numpy.argmax} does, so with ties at the top {@code topKAccuracy(1)} can differ from
     * {@link #accuracy()}.
     *
     * @param k how many classes count as an answer, 1 or more; from the number of classes on, every example is a hit
     * @throws IllegalArgumentException if {@code k} is less than 1
     */
    public double topKAccuracy(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k: expected 1 or more, but was " + k);
        }
        int hits = 0;
        for (int i = 0; i < predictions.size(); i++) {
            if (labelRank(i) < k) {
                hits++;
            }
        }
        return ClassMetrics.ratio(hits, predictions.size());
    }

    /** Returns how many classes come before the label of example {@code i}. */
    private int labelRank(int i) {
        int label = predictions.label(i);
        float p = predictions.probability(i, label);
        int rank = 0;
        for (int c = 0; c < predictions.classes(); c++) {
            float other = predictions.probability(i, c);
            if (other > p || (other == p && c > label)) {
                rank++;
            }
        }
        return rank;
    }

    /**
     * Returns the mean over the examples of {@code -ln(p)}, with {@code p} the probability given to the label: 0 or
     * more, in nats; NaN of zero examples, since 0 would read as perfect.
     *
     * <p>{@code p} is clipped to [e, 1 - e] with e = 2^-23, as scikit-learn's {@code log_loss} does for float32 since
     * its version 1.2, so one confident error costs 15.9 and not infinity. The sum is taken in double.
     */
    public double logLoss() {
        return logLoss;
    }

    private static double logLoss(Predictions predictions) {
        double sum = 0;
        for (int i = 0; i < predictions.size(); i++) {
            double p = predictions.probability(i, predictions.label(i));
            double clipped = Math.max(LOG_LOSS_EPSILON, Math.min(1 - LOG_LOSS_EPSILON, p));
            sum -= StrictMath.log(clipped); // Math.log may differ in the last bit from one platform to the next
        }
        return sum / predictions.size();
    }

    /**
     * Returns the report to print: a summary line, a table laid out like scikit-learn's {@code classification_report},
     * notes on classes with a score of 0/0, and the confusion matrix.
     *
     * <p>The same in every locale, ASCII but for the class names; lines are separated by {@code \n}, and the last one
     * has none.
     */
    public String toText() {
        return new ReportText(this).toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EvaluationReport that && predictions.equals(that.predictions);
    }

    @Override
    public int hashCode() {
        return predictions.hashCode();
    }

    @Override
    public String toString() {
        return "EvaluationReport[" + new ReportText(this).summary() + "]";
    }
}
