package org.mnist4j.metrics;

/** Measures of a confusion matrix that take chance or class sizes into account; {@link EvaluationReport} defines them. */
final class Agreement {
    private Agreement() {}

    static double balancedAccuracy(ConfusionMatrix matrix) {
        double recalls = 0;
        int present = 0;
        for (int c = 0; c < matrix.classes(); c++) {
            long support = matrix.support(c);
            if (support > 0) {
                recalls += (double) matrix.count(c, c) / support;
                present++;
            }
        }
        return recalls / present; // 0/0 is NaN
    }

    static double cohensKappa(ConfusionMatrix matrix) {
        long n = matrix.total();
        long byChance = byChance(matrix);
        return (double) (n * matrix.correct() - byChance) / (n * n - byChance); // 0/0 is NaN
    }

    static double matthewsCorrelation(ConfusionMatrix matrix) {
        long n = matrix.total();
        double labels = n * n - supportSquares(matrix);
        double predicted = n * n - predictedSquares(matrix);
        return ClassMetrics.ratio(n * matrix.correct() - byChance(matrix), Math.sqrt(labels * predicted));
    }

    /**
     * Returns the sum over the classes of row sum times column sum, which is n^2 times the agreement expected by
     * chance.
     */
    private static long byChance(ConfusionMatrix matrix) {
        long sum = 0;
        for (int c = 0; c < matrix.classes(); c++) {
            sum += matrix.support(c) * matrix.predictedCount(c);
        }
        return sum;
    }

    private static long supportSquares(ConfusionMatrix matrix) {
        long sum = 0;
        for (int c = 0; c < matrix.classes(); c++) {
            sum += matrix.support(c) * matrix.support(c);
        }
        return sum;
    }

    private static long predictedSquares(ConfusionMatrix matrix) {
        long sum = 0;
        for (int c = 0; c < matrix.classes(); c++) {
            sum += matrix.predictedCount(c) * matrix.predictedCount(c);
        }
        return sum;
    }
}
