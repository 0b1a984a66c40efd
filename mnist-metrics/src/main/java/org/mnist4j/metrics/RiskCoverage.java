package org.mnist4j.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Selective accuracy against coverage: how often a classifier is right on the examples that it is most confident about.
 *
 * <p>The confidence of an example is the probability of its predicted class. Examples of equal confidence are accepted together.
 * Sources: R. El-Yaniv and Y. Wiener, "On the foundations of noise-free selective classification", JMLR 11 (2010); Y. Geifman
 * and R. El-Yaniv, "Selective classification for deep neural networks", NIPS 2017. An immutable value.
 */
public final class RiskCoverage {

    /** Fixed in advance, so that choosing among them costs no more than a factor in the error probability of the bound. */
    private static final double[] COVERAGES = {
        1, 0.999, 0.995, 0.99, 0.985, 0.98, 0.97, 0.96, 0.95, 0.925, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2
    };

    private final float[] confidences; // [n], falling
    private final int[] wrong; // [n + 1], misclassified among the first i

    private RiskCoverage(float[] confidences, int[] wrong) {
        this.confidences = confidences;
        this.wrong = wrong;
    }

    /** Sorts the examples by confidence. */
    public static RiskCoverage of(Predictions predictions) {
        int[] order = IntStream.range(0, predictions.size())
                .boxed()
                .sorted(Comparator.comparing(i -> -predictions.confidence(i)))
                .mapToInt(i -> i)
                .toArray();
        float[] confidences = new float[order.length];
        int[] wrong = new int[order.length + 1];
        for (int i = 0; i < order.length; i++) {
            confidences[i] = predictions.confidence(order[i]);
            wrong[i + 1] = wrong[i] + (predictions.correct(order[i]) ? 0 : 1);
        }
        return new RiskCoverage(confidences, wrong);
    }

    /** Returns the number of examples. */
    public int examples() {
        return confidences.length;
    }

    /**
     * Returns what is accepted at a threshold.
     *
     * @param threshold in [0, 1]
     * @throws IllegalArgumentException if it is not
     */
    public SelectivePoint atThreshold(double threshold) {
        int low = 0;
        int high = confidences.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (confidences[middle] >= threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return new SelectivePoint(threshold, low, wrong[low], confidences.length);
    }

    /**
     * Returns what is accepted if the most confident examples are, at least this share, and at least one: more only if several
     * have the confidence of the last one.
     *
     * @param coverage in [0, 1]
     * @throws IllegalArgumentException if it is not, or there are no examples
     */
    public SelectivePoint atCoverage(double coverage) {
        if (!(coverage >= 0 && coverage <= 1)) {
            throw new IllegalArgumentException("coverage: expected a number from 0 to 1, but was " + coverage);
        }
        if (confidences.length == 0) {
            throw new IllegalArgumentException("expected at least one example, but was none");
        }
        int accepted = (int) Math.max(1, Math.ceil(coverage * confidences.length));
        return atThreshold(Math.min(1, confidences[accepted - 1]));
    }

    /**
     * Returns the area under the curve of risk over coverage, in [0, 1]; 0 is perfect; NaN for zero examples.
     *
     * <p>The mean, over all examples, of the risk if that example is the last to be accepted. It measures whether confidence
     * ranks errors last; a temperature hardly changes it. Source: Y. Geifman, G. Uziel and R. El-Yaniv, "Bias-reduced uncertainty
     * estimation for deep neural classifiers", ICLR 2019 (AURC).
     */
    public double area() {
        double sum = 0;
        int from = 0;
        while (from < confidences.length) {
            int to = from;
            while (to < confidences.length && confidences[to] == confidences[from]) {
                to++;
            }
            sum += (double) wrong[to] / to * (to - from);
            from = to;
        }
        return sum / confidences.length; // 0/0 is NaN
    }

    /**
     * Returns the point of the largest coverage of which these examples show that at most a share {@code maxError} of what is
     * accepted is wrong; empty if they show it of none.
     *
     * <p>Among 20 coverages from 100% to 20% that are fixed in advance, it is the largest whose upper bound on the risk, {@link
     * #riskBound}, is at most {@code maxError}. All 20 bounds hold at once with probability {@code confidence} over the choice of
     * the examples, so the choice among them costs nothing. This is the guarantee of Geifman and El-Yaniv (2017); they search
     * coverages by bisection, which takes for granted that the bound falls with the coverage, and it need not.
     *
     * @param maxError the largest tolerable share of wrong ones among the accepted, in (0, 1)
     * @param confidence of the guarantee, in (0, 1), such as 0.95
     * @throws IllegalArgumentException if a value is outside its range
     */
    public Optional<SelectivePoint> guaranteed(double maxError, double confidence) {
        if (!(maxError > 0 && maxError < 1)) {
            throw new IllegalArgumentException(
                    "maxError: expected a number between 0 and 1 (exclusive), but was " + maxError);
        }
        InputChecks.confidence(confidence);
        return confidences.length == 0
                ? Optional.empty()
                : Arrays.stream(COVERAGES)
                        .mapToObj(this::atCoverage)
                        .filter(point -> riskBound(point, confidence) <= maxError)
                        .findFirst();
    }

    /**
     * Returns the smallest {@code maxError} for which {@link #guaranteed} finds a point; 1 for zero examples.
     *
     * @throws IllegalArgumentException if the confidence is not in (0, 1)
     */
    public double leastGuaranteed(double confidence) {
        InputChecks.confidence(confidence);
        return confidences.length == 0
                ? 1
                : Arrays.stream(COVERAGES)
                        .map(coverage -> riskBound(atCoverage(coverage), confidence))
                        .min()
                        .orElseThrow();
    }

    /**
     * Returns the upper bound on the risk of one of the points that {@link #guaranteed} chooses from: the Clopper-Pearson bound
     * with the probability of an error divided by their number, 20 (Bonferroni).
     *
     * @param confidence with which the bounds of all of them hold, in (0, 1)
     * @throws IllegalArgumentException if the confidence is not in (0, 1)
     */
    public static double riskBound(SelectivePoint point, double confidence) {
        InputChecks.confidence(confidence);
        return ClopperPearson.upper(point.wrong(), point.accepted(), (1 - confidence) / COVERAGES.length);
    }

    @Override
    public String toString() {
        return "RiskCoverage[" + confidences.length + " examples, " + wrong[confidences.length] + " wrong]";
    }
}
