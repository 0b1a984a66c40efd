package org.mnist4j.metrics;

/** Areas under ROC curves, computed as rank statistics; {@link EvaluationReport#rocAuc()} defines them. */
final class RocAuc {
    private RocAuc() {}

    static double oneVersusRest(Predictions predictions, int clazz) {
        int[] ranks = predictions.ranks(clazz);
        int levels = 0;
        for (int rank : ranks) {
            levels = Math.max(levels, rank + 1);
        }
        int[] inClass = new int[levels];
        int[] others = new int[levels];
        for (int i = 0; i < ranks.length; i++) {
            (predictions.label(i) == clazz ? inClass : others)[ranks[i]]++;
        }
        long classCount = 0;
        long otherCount = 0;
        long halfWins = 0; // a correctly ordered pair counts 2, a tie 1; at most 2 * 2^30 * 2^30
        for (int level = 0; level < levels; level++) {
            halfWins += inClass[level] * (2 * otherCount + others[level]);
            classCount += inClass[level];
            otherCount += others[level];
        }
        return halfWins / (2.0 * classCount * otherCount); // 0/0 is NaN
    }

    /** Returns the mean over all classes; NaN if the value of any class is. */
    static double macro(Predictions predictions) {
        double sum = 0;
        for (int c = 0; c < predictions.classes(); c++) {
            sum += oneVersusRest(predictions, c);
        }
        return sum / predictions.classes();
    }
}
