package org.mnist4j.metrics;

/** The values that a measure can have, which an interval for its mean should not leave. */
public enum MeasureRange {
    /** Any number, such as a difference of accuracies. */
    UNBOUNDED(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
    /** 0 and more, such as log-loss. */
    NON_NEGATIVE(0, Double.POSITIVE_INFINITY),
    /** 0 to 1, such as accuracy and macro-F1. */
    PROPORTION(0, 1);

    private final double least;
    private final double most;

    MeasureRange(double least, double most) {
        this.least = least;
        this.most = most;
    }

    boolean contains(double value) {
        return least <= value && value <= most;
    }

    /** As in {@code [0, 1]}. */
    String ends() {
        return "[" + (least == 0 ? "0" : "-infinity") + ", " + (most == 1 ? "1" : "infinity") + "]";
    }

    /** Every mu with {@code |mean - mu| <= margin sqrt(V(mu) / V(mean))}; {@link SeedSummary} says what V is. */
    Interval around(double mean, double margin, double confidence) {
        if (margin == 0 || mean == least || mean == most) { // the mean may be rounded to an end
            return new Interval(mean, mean, mean, confidence);
        }
        // The ends are the roots of (mean - mu)^2 = k V(mu), written without differences of nearly equal numbers.
        return switch (this) {
            case UNBOUNDED -> new Interval(mean, mean - margin, mean + margin, confidence);
            case NON_NEGATIVE -> {
                double k = margin * margin / mean;
                double high = mean + k / 2 + Math.sqrt(k * mean + k * k / 4);
                yield new Interval(mean, mean * mean / high, high, confidence);
            }
            case PROPORTION -> {
                double rest = 1 - mean;
                double k = margin * margin / (mean * rest);
                double half = k / 2 + Math.sqrt(k * mean * rest + k * k / 4);
                double high = mean < 0.5 ? (mean + half) / (1 + k) : 1 - rest * rest / (rest + half);
                yield new Interval(mean, mean * mean / (mean + half), high, confidence);
            }
        };
    }
}
