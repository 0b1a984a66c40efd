package org.mnist4j.metrics;

/**
 * The marginal sums of a confusion matrix, which suffice for the scores of each class.
 *
 * <p>A resample of a thousand classes needs these three thousand numbers, and not a matrix of a million.
 */
final class ClassCounts {
    private final long[] correct; // [classes] examples of the class classified correctly
    private final long[] support; // [classes] examples with this label
    private final long[] predicted; // [classes] examples classified as this class

    private ClassCounts(int classes) {
        this.correct = new long[classes];
        this.support = new long[classes];
        this.predicted = new long[classes];
    }

    static ClassCounts of(Predictions predictions) {
        ClassCounts counts = new ClassCounts(predictions.classes());
        for (int i = 0; i < predictions.size(); i++) {
            counts.support[predictions.label(i)]++;
            counts.predicted[predictions.predicted(i)]++;
            if (predictions.correct(i)) {
                counts.correct[predictions.label(i)]++;
            }
        }
        return counts;
    }

    long correct(int clazz) {
        return correct[clazz];
    }

    long support(int clazz) {
        return support[clazz];
    }

    long predicted(int clazz) {
        return predicted[clazz];
    }

    long correct() {
        long sum = 0;
        for (long count : correct) {
            sum += count;
        }
        return sum;
    }
}
