package org.mnist4j.run;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.run.RunFormatException.Reason;

/** Reads what {@link Predictions#writeCsv} writes. */
final class PredictionsCsv {

    private static final String FILE = RunDirectory.PREDICTIONS;

    private PredictionsCsv() {}

    static Predictions parse(String text, List<String> classNames) {
        int classes = classNames.size();
        List<String> lines = text.lines().toList();
        String header = "index,label,predicted,"
                + IntStream.range(0, classes).mapToObj(c -> "p" + c).collect(Collectors.joining(","));
        if (lines.isEmpty() || !lines.get(0).equals(header)) {
            throw wrong(1, "expected the header index,label,predicted,p0 to p" + (classes - 1));
        }
        int size = lines.size() - 1;
        int[] labels = new int[size];
        int[] predicted = new int[size];
        float[] probabilities = new float[Math.multiplyExact(size, classes)];
        for (int i = 0; i < size; i++) {
            String[] cells = lines.get(i + 1).split(",", -1);
            if (cells.length != classes + 3 || !cells[0].equals(Integer.toString(i))) {
                throw wrong(i + 2, "expected " + (classes + 3) + " cells, the first " + i);
            }
            try {
                labels[i] = Integer.parseInt(cells[1]);
                predicted[i] = Integer.parseInt(cells[2]);
                for (int c = 0; c < classes; c++) {
                    probabilities[i * classes + c] = Float.parseFloat(cells[c + 3]);
                }
            } catch (NumberFormatException e) {
                throw wrong(i + 2, "expected numbers, was " + Text.visible(lines.get(i + 1)));
            }
        }
        Predictions predictions = predictions(classNames, labels, probabilities);
        for (int i = 0; i < size; i++) {
            if (predictions.predicted(i) != predicted[i]) {
                throw wrong(
                        i + 2,
                        "predicted: expected " + predictions.predicted(i) + ", the most probable class, was "
                                + predicted[i]);
            }
        }
        return predictions;
    }

    private static Predictions predictions(List<String> classNames, int[] labels, float[] probabilities) {
        try {
            return Predictions.of(classNames, labels, probabilities);
        } catch (IllegalArgumentException e) {
            throw new RunFormatException(FILE, "", Reason.FIELD, String.valueOf(e.getMessage()), e);
        }
    }

    private static RunFormatException wrong(int line, String message) {
        return new RunFormatException(FILE, "line " + line, Reason.FIELD, message);
    }
}
