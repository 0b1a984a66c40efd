package org.mnist4j.config;

/** A metric measured on a validation set, and whether larger values are better. */
public enum Metric implements JsonName {
    /** Mean cross-entropy per image, in nats; lower is better. */
    LOSS("loss", false),
    /** Share of images classified correctly, 0 to 1; higher is better. */
    ACCURACY("accuracy", true),
    /** Mean of the classes' F1 scores, 0 to 1; higher is better. */
    MACRO_F1("macroF1", true);

    private final String jsonName;
    private final boolean moreIsBetter;

    Metric(String jsonName, boolean moreIsBetter) {
        this.jsonName = jsonName;
        this.moreIsBetter = moreIsBetter;
    }

    @Override
    public String jsonName() {
        return jsonName;
    }

    /** Whether higher values are better. */
    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    /** Whether {@code value} is strictly better than {@code other}; NaN never is, and anything is better than NaN. */
    public boolean isBetter(double value, double other) {
        if (Double.isNaN(value) || Double.isNaN(other)) {
            return !Double.isNaN(value) && Double.isNaN(other);
        }
        return moreIsBetter ? value > other : value < other;
    }
}
