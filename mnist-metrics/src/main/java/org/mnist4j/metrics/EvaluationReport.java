package org.mnist4j.metrics;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The measures of a classifier on labelled examples, and a printable report of them.
 *
 * <p>Definitions are scikit-learn's with {@code zero_division=0}. The class set is the predictions' class names, so a
 * class that is neither a label nor predicted still counts, as 0, in the macro averages. For zero examples, accuracy,
 * precision, recall and F1 are 0. Where scikit-learn raises an error or warns because a measure is undefined, the
 * measure is NaN, as documented for each. Measures that are not derived from the confusion matrix are computed on
 * request.
 *
 * <p>An immutable value, equal when the predictions are equal.
 */
public final class EvaluationReport {
    /** The float32 machine epsilon, which scikit-learn uses for float32 probabilities. */
    private static final double LOG_LOSS_EPSILON = 0x1p-23;

    private static final double DEFAULT_CONFIDENCE = 0.95;
    private static final int DEFAULT_BINS = 15;

    private final Predictions predictions;
    private final ClassCounts counts;
    private final List<ClassMetrics> perClass;
    private volatile @Nullable ConfusionMatrix confusionMatrix;

    private EvaluationReport(Predictions predictions) {
        this.predictions = predictions;
        this.counts = ClassCounts.of(predictions);
        this.perClass = IntStream.range(0, predictions.classes())
                .mapToObj(c -> ClassMetrics.of(predictions.classNames().get(c), counts, c))
                .toList();
    }

    /** Evaluates the predictions. */
    public static EvaluationReport of(Predictions predictions) {
        return new EvaluationReport(predictions);
    }

    /** Returns the evaluated predictions. */
    public Predictions predictions() {
        return predictions;
    }

    /** Returns the counts by true and predicted class. */
    public ConfusionMatrix confusionMatrix() {
        ConfusionMatrix known = confusionMatrix;
        if (known == null) {
            known = ConfusionMatrix.of(predictions);
            confusionMatrix = known; // two threads may both compute it, with the same result
        }
        return known;
    }

    /** Returns the share of examples classified correctly, in [0, 1]; 0 for zero examples. */
    public double accuracy() {
        return micro().f1();
    }

    /** Returns {@link #accuracyInterval(double) accuracyInterval(0.95)}. */
    public Interval accuracyInterval() {
        return accuracyInterval(DEFAULT_CONFIDENCE);
    }

    /**
     * Returns the accuracy with its {@link WilsonInterval}, an interval for the accuracy on all images from the same
     * source. It does not cover the variation between training seeds; {@link SeedSummary} does.
     *
     * @param confidence in (0, 1)
     * @return within [0, 1]; for zero examples 0 with the interval [0, 1]
     * @throws IllegalArgumentException if {@code confidence} is outside its range
     */
    public Interval accuracyInterval(double confidence) {
        return WilsonInterval.of(counts.correct(), predictions.size(), confidence);
    }

    /** Returns the scores of each class, in the order of the class names; immutable. */
    public List<ClassMetrics> perClass() {
        return perClass;
    }

    /** Returns the unweighted mean over the classes, where a score of 0/0 counts as 0. */
    public AverageMetrics macro() {
        return AverageMetrics.macro(perClass);
    }

    /** Returns the scores of the counts pooled over all classes, all of which equal the accuracy. */
    public AverageMetrics micro() {
        return AverageMetrics.micro(counts.correct(), predictions.size());
    }

    /** Returns the mean over the classes weighted by support; 0 for zero examples. */
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
     * Returns the share of examples whose label is among the {@code k} most probable classes, in [0, 1]; 0 for zero
     * examples.
     *
     * <p>Among equally probable classes the higher index ranks first, as in scikit-learn's multiclass
     * {@code top_k_accuracy_score} (a stable ascending sort, reversed). {@link Predictions#predicted} uses the lowest
     * index instead, as {@code numpy.argmax} does, so with ties at the top {@code topKAccuracy(1)} can differ from
     * {@link #accuracy()}.
     *
     * @param k the number of classes considered, 1 or more; every example counts as correct if it is at least the
     *     number of classes
     * @throws IllegalArgumentException if {@code k} is less than 1
     */
    public double topKAccuracy(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k: expected 1 or more, but was " + k);
        }
        int correct = 0;
        for (int i = 0; i < predictions.size(); i++) {
            if (labelRank(i) < k) {
                correct++;
            }
        }
        return ClassMetrics.ratio(correct, predictions.size());
    }

    /** Returns the number of classes ranked before the label of example {@code i}. */
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
     * more, in nats; NaN for zero examples, since 0 would mean perfect predictions.
     *
     * <p>{@code p} is clipped to [e, 1 - e] with e = 2^-23, as in scikit-learn's {@code log_loss} for float32 since
     * version 1.2, so that one confident error costs 15.9 instead of infinity. The sum is computed in double.
     */
    public double logLoss() {
        double sum = 0;
        for (int i = 0; i < predictions.size(); i++) {
            double p = predictions.probability(i, predictions.label(i));
            double clipped = Math.max(LOG_LOSS_EPSILON, Math.min(1 - LOG_LOSS_EPSILON, p));
            sum -= StrictMath.log(clipped); // Math.log may differ in the last bit between platforms
        }
        return sum / predictions.size();
    }

    /**
     * Returns the mean recall of the classes that have examples, in [0, 1]; NaN for zero examples.
     *
     * <p>A class without examples is omitted here and counts as 0 in {@link #macroRecall()}; otherwise the two are
     * equal. Source: Brodersen, Ong, Stephan and Buhmann, "The balanced accuracy and its posterior distribution", ICPR
     * 2010; scikit-learn's {@code balanced_accuracy_score}.
     */
    public double balancedAccuracy() {
        return Agreement.balancedAccuracy(confusionMatrix());
    }

    /**
     * Returns Cohen's kappa, the agreement of labels and predictions corrected for chance, in [-1, 1]: 1 is perfect, 0
     * is chance.
     *
     * <p>{@code (po - pe) / (1 - pe)} with {@code po} the accuracy and {@code pe} the sum over the classes of the share
     * of labels times the share of predictions. NaN if {@code pe} is 1, that is, if all labels and all predictions are
     * one class, and for zero examples. Source: J. Cohen, "A coefficient of agreement for nominal scales", 1960;
     * scikit-learn's {@code cohen_kappa_score}.
     */
    public double cohensKappa() {
        return Agreement.cohensKappa(confusionMatrix());
    }

    /**
     * Returns Matthews' correlation coefficient for any number of classes, in [-1, 1]: 1 is perfect, 0 is chance.
     *
     * <p>{@code (n c - sum(t p)) / sqrt((n^2 - sum(t^2)) (n^2 - sum(p^2)))} with n examples, c of them classified
     * correctly, and t and p the counts of each class among labels and predictions. 0/0 counts as 0, which occurs if
     * all labels or all predictions are one class, or there are no examples. Source: J. Gorodkin, "Comparing two
     * K-category assignments by a K-category correlation coefficient", 2004, which for two classes is Matthews' of
     * 1975; scikit-learn's {@code matthews_corrcoef}.
     */
    public double matthewsCorrelation() {
        return Agreement.matthewsCorrelation(confusionMatrix());
    }

    /** Returns the most frequent confusions of one class with another; see {@link ConfusionMatrix#confusedPairs}. */
    public List<ConfusedPair> confusedPairs(int k) {
        return confusionMatrix().confusedPairs(k);
    }

    /**
     * Returns the Brier score, the mean squared error of the probabilities: 0 is perfect, 2 is certainty in a wrong
     * class for every example; NaN for zero examples.
     *
     * <p>The mean over the examples of {@code sum((p_c - y_c)^2)} over all classes c, with {@code y_c} 1 for the label
     * and 0 for the others. Source: G. W. Brier, "Verification of forecasts expressed in terms of probability", 1950.
     * scikit-learn's {@code brier_score_loss} is for two classes and squares only the error of the positive one, which
     * gives half of this.
     */
    public double brierScore() {
        return Calibration.brierScore(predictions);
    }

    /** Returns {@link #expectedCalibrationError(int) expectedCalibrationError(15)}. */
    public double expectedCalibrationError() {
        return expectedCalibrationError(DEFAULT_BINS);
    }

    /**
     * Returns the absolute difference between confidence and accuracy, averaged over the {@link #reliabilityBins(int)
     * bins} weighted by their counts: {@code sum(count / n * |accuracy - meanConfidence|)}, in [0, 1]; NaN for zero
     * examples.
     *
     * <p>It depends on the number of bins, and in small samples chance alone makes it positive. Source: Guo, Pleiss,
     * Sun and Weinberger, "On calibration of modern neural networks", ICML 2017, with 15 bins.
     *
     * @param bins 1 to 10,000
     * @throws IllegalArgumentException if {@code bins} is outside its range
     */
    public double expectedCalibrationError(int bins) {
        return Calibration.expectedCalibrationError(predictions, bins);
    }

    /** Returns {@link #reliabilityBins(int) reliabilityBins(15)}. */
    public List<ReliabilityBin> reliabilityBins() {
        return reliabilityBins(DEFAULT_BINS);
    }

    /**
     * Returns the examples grouped by confidence, the probability of the predicted class, in bins of equal width.
     *
     * <p>Bin m of M contains the confidences in (m/M, (m+1)/M], with m/M rounded to float32 as the probabilities are,
     * so that a confidence of 0.6 falls into the bin that ends at 0.6. Empty bins are kept. Source: as for
     * {@link #expectedCalibrationError(int)}; scikit-learn's {@code calibration_curve} of confidence and correctness,
     * which drops empty bins.
     *
     * @param bins 1 to 10,000
     * @return {@code bins} bins from low to high; immutable
     * @throws IllegalArgumentException if {@code bins} is outside its range
     */
    public List<ReliabilityBin> reliabilityBins(int bins) {
        return Calibration.reliabilityBins(predictions, bins);
    }

    /**
     * Returns the unweighted mean of {@link #rocAuc(int)} over all classes, in [0, 1]; NaN if it is undefined for any
     * of the {@link #classesWithoutRocAuc()}.
     *
     * <p>scikit-learn's {@code roc_auc_score(multi_class="ovr", average="macro")}, which raises an error where this is
     * NaN. Omitting such classes would compare models on different classes.
     */
    public double rocAuc() {
        return RocAuc.macro(predictions);
    }

    /**
     * Returns the area under the ROC curve of one class versus the rest, in [0, 1]; NaN if no example or every example
     * has this label.
     *
     * <p>The probability that an example of the class gets a higher probability for it than an example of another
     * class, with ties counting one half: {@code (wins + ties / 2) / (in class * others)} over all pairs, which is the
     * Mann-Whitney statistic with mid-ranks. Computed in integers except for one final division. Source: Hanley and
     * McNeil, "The meaning and use of the area under a receiver operating characteristic (ROC) curve", Radiology 1982.
     *
     * @throws IndexOutOfBoundsException if {@code clazz} is not in 0..classes-1
     */
    public double rocAuc(int clazz) {
        return RocAuc.oneVersusRest(predictions, clazz);
    }

    /** Returns the names of the classes that none or all of the labels belong to, in index order; immutable. */
    public List<String> classesWithoutRocAuc() {
        return IntStream.range(0, predictions.classes())
                .filter(c -> counts.support(c) == 0 || counts.support(c) == predictions.size())
                .mapToObj(predictions.classNames()::get)
                .toList();
    }

    /**
     * Returns the report as text: a summary line, a table laid out like scikit-learn's {@code classification_report},
     * notes on classes with a score of 0/0, and the confusion matrix.
     *
     * <p>For more than {@value ConfusionMatrix#LARGEST_TABLE} classes, the table has the
     * {@value ConfusionMatrix#LONGEST_LIST} classes with the lowest F1 and the averages over all; see
     * {@link ConfusionMatrix#toText()} for the matrix.
     *
     * <p>The text does not depend on the locale and is ASCII except for the class names; lines are separated by
     * {@code \n}, without one at the end.
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
