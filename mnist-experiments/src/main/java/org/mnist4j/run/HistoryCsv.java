package org.mnist4j.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.mnist4j.run.RunFormatException.Reason;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.TrainingHistory;

/** Reads what {@link TrainingHistory#toCsv()} writes. */
final class HistoryCsv {

    private static final String FILE = RunDirectory.HISTORY;
    private static final Set<String> COLUMNS =
            Set.of("epoch", "trainingLoss", "trainingAccuracy", "validationLoss", "validationAccuracy", "seconds");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?");

    private final Map<String, Integer> columns = new HashMap<>();
    private final int width;

    private HistoryCsv(String header) {
        String[] names = header.split(",", -1);
        width = names.length;
        for (int i = 0; i < names.length; i++) {
            if (!COLUMNS.contains(names[i])) {
                throw wrong(1, "column " + Text.visible(names[i]) + " is unknown");
            }
            if (columns.put(names[i], i) != null) {
                throw wrong(1, "column " + Text.visible(names[i]) + " appears twice");
            }
        }
    }

    static TrainingHistory parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty()) {
            throw wrong(1, "expected a header, was empty");
        }
        HistoryCsv csv = new HistoryCsv(lines.get(0));
        List<EpochMetrics> epochs = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            epochs.add(csv.epoch(i, lines.get(i)));
        }
        return new TrainingHistory(epochs);
    }

    private EpochMetrics epoch(int number, String line) {
        int lineNumber = number + 1;
        String[] cells = line.split(",", -1);
        if (cells.length != width) {
            throw wrong(lineNumber, "expected " + width + " cells, was " + cells.length);
        }
        if (!cell(cells, lineNumber, "epoch").equals(Integer.toString(number))) {
            throw wrong(lineNumber, "expected epoch " + number + ", was " + Text.visible(cells[0]));
        }
        return new EpochMetrics(
                number,
                number(cells, lineNumber, "trainingLoss"),
                number(cells, lineNumber, "trainingAccuracy"),
                optional(cells, lineNumber, "validationLoss"),
                optional(cells, lineNumber, "validationAccuracy"),
                number(cells, lineNumber, "seconds"));
    }

    private OptionalDouble optional(String[] cells, int line, String column) {
        return cell(cells, line, column).isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(number(cells, line, column));
    }

    private double number(String[] cells, int line, String column) {
        String cell = cell(cells, line, column);
        if (NUMBER.matcher(cell).matches() && Double.isFinite(Double.parseDouble(cell))) {
            return Double.parseDouble(cell);
        }
        throw wrong(line, column + ": expected a number, was " + Text.visible(cell));
    }

    private String cell(String[] cells, int line, String column) {
        Integer index = columns.get(column);
        if (index == null) {
            throw wrong(1, "column " + column + " is missing");
        }
        return cells[index];
    }

    private static RunFormatException wrong(int line, String message) {
        return new RunFormatException(FILE, "line " + line, Reason.FIELD, message);
    }
}
