package org.mnist4j.metrics;

import java.util.List;
import java.util.stream.IntStream;

/** Measures of how well probabilities match outcomes; {@link EvaluationReport} defines them. */
final class Calibration {
    /** Narrower bins would be finer than the precision of the probabilities justifies. */
    private static final int MAX_BINS = 10_000;

    private Calibration() {}

    static double brierScore(Predictions predictions) {
        double sum = 0;
        for (int i = 0; i < predictions.size(); i++) {
            for (int c = 0; c < predictions.classes(); c++) {
                double error = predictions.probability(i, c) - (c == predictions.label(i) ? 1.0 : 0.0);
                sum += error * error;
            }
        }
        return sum / predictions.size(); // 0/0 is NaN
    }

    static double expectedCalibrationError(Predictions predictions, int bins) {
        double sum = 0;
        for (ReliabilityBin bin : reliabilityBins(predictions, bins)) {
            if (bin.count() > 0) {
                sum += bin.count() * Math.abs(bin.accuracy() - bin.meanConfidence());
            }
        }
        return sum / predictions.size(); // 0/0 is NaN
    }

    static List<ReliabilityBin> reliabilityBins(Predictions predictions, int bins) {
        if (bins < 1 || bins > MAX_BINS) {
            throw new IllegalArgumentException("bins: expected 1 to " + MAX_BINS + ", but was " + bins);
        }
        long[] counts = new long[bins];
        long[] correct = new long[bins];
        double[] confidences = new double[bins];
        for (int i = 0; i < predictions.size(); i++) {
            float confidence = predictions.confidence(i);
            int bin = bin(confidence, bins);
            counts[bin]++;
            correct[bin] += predictions.correct(i) ? 1 : 0;
            confidences[bin] += confidence;
        }
        return IntStream.range(0, bins)
                .mapToObj(b -> new ReliabilityBin(
                        (double) b / bins,
                        (double) (b + 1) / bins,
                        counts[b],
                        confidences[b] / counts[b],
                        (double) correct[b] / counts[b]))
                .toList();
    }

    /** Returns the bin with {@code edge(bin) < confidence <= edge(bin + 1)}; 0 belongs to the lowest bin. */
    private static int bin(float confidence, int bins) {
        int bin = Math.min(bins - 1, (int) (confidence * (double) bins)); // may be off by one because of rounding
        if (bin > 0 && confidence <= edge(bin, bins)) {
            return bin - 1;
        }
        return bin < bins - 1 && confidence > edge(bin + 1, bins) ? bin + 1 : bin;
    }

    /** Rounded to float32 like the probabilities, so that 0.6f lies on the edge 3/5 and not slightly above it. */
    private static float edge(int bin, int bins) {
        return (float) ((double) bin / bins);
    }
}
