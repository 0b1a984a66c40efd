package org.mnist4j.run;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.run.RunFormatException.Reason;

/** Reads what {@link Predictions#writeCsv} writes, and has written before it added files and names. */
final class PredictionsCsv {

    private static final String FILE = RunDirectory.PREDICTIONS;

    private static final String NAME_COLUMNS = ",labelName,predictedName";

    private PredictionsCsv() {}

    static Predictions parse(List<String> lines, List<String> classNames) {
        int classes = classNames.size();
        String numbers = "index,label,predicted,"
                + IntStream.range(0, classes).mapToObj(c -> "p" + c).collect(Collectors.joining(","));
        String header = lines.isEmpty() ? "" : lines.get(0);
        if (!List.of(numbers, numbers + NAME_COLUMNS, numbers + ",file" + NAME_COLUMNS)
                .contains(header)) {
            throw wrong(
                    1,
                    "expected the header index,label,predicted,p0 to p" + (classes - 1)
                            + ",labelName,predictedName, with or without file before labelName");
        }
        int columns = CsvText.cells(header).size();
        boolean named = header.endsWith(NAME_COLUMNS);
        int size = lines.size() - 1;
        int[] labels = new int[size];
        int[] predicted = new int[size];
        float[] probabilities = new float[Math.multiplyExact(size, classes)];
        for (int i = 0; i < size; i++) {
            List<String> cells = CsvText.cells(lines.get(i + 1));
            if (cells.size() != columns || !cells.get(0).equals(Integer.toString(i))) {
                throw wrong(i + 2, "expected " + columns + " cells, the first " + i);
            }
            try {
                labels[i] = Integer.parseInt(cells.get(1));
                predicted[i] = Integer.parseInt(cells.get(2));
                for (int c = 0; c < classes; c++) {
                    probabilities[i * classes + c] = Float.parseFloat(cells.get(c + 3));
                }
            } catch (NumberFormatException e) {
                throw wrong(i + 2, "expected numbers, was " + Text.visible(lines.get(i + 1)));
            }
            if (named) {
                requireName(i + 2, "labelName", classNames, labels[i], cells.get(columns - 2));
                requireName(i + 2, "predictedName", classNames, predicted[i], cells.get(columns - 1));
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

    private static void requireName(int line, String column, List<String> classNames, int index, String cell) {
        if (index < 0 || index >= classNames.size() || !CsvText.name(cell).equals(classNames.get(index))) {
            throw wrong(line, column + ": expected the name of class " + index + ", was " + Text.visible(cell));
        }
    }

    private static RunFormatException wrong(int line, String message) {
        return new RunFormatException(FILE, "line " + line, Reason.FIELD, message);
    }
}
