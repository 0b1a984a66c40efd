package org.mnist4j.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Counts of examples by true class (rows) and predicted class (columns).
 *
 * <p>The class set is the list of names, so size and order of the matrix do not depend on which labels occur. An
 * immutable value; two matrices with the same names and counts are equal. Layout as in scikit-learn's
 * {@code confusion_matrix(labels, predicted, labels=range(classes))}.
 */
public final class ConfusionMatrix {
    /**
     * The largest number of classes for which texts, figures and pages show every class and every count; for more, they
     * show the worst {@value #LONGEST_LIST} classes and pairs.
     */
    public static final int LARGEST_TABLE = 64;

    /** The number of classes or pairs that are listed where there are more than {@value #LARGEST_TABLE} classes. */
    public static final int LONGEST_LIST = 50;

    private static final String CORNER = "true\\predicted";

    private final List<String> classNames;
    private final long[][] counts; // [true class][predicted class]
    private final long[] supports; // sums of the rows
    private final long[] predictedCounts; // sums of the columns

    private ConfusionMatrix(List<String> classNames, long[][] counts) {
        this.classNames = classNames;
        this.counts = counts;
        this.supports = new long[counts.length];
        this.predictedCounts = new long[counts.length];
        for (int t = 0; t < counts.length; t++) {
            for (int p = 0; p < counts.length; p++) {
                supports[t] += counts[t][p];
                predictedCounts[p] += counts[t][p];
            }
        }
    }

    /**
     * Counts the pairs of true and predicted class.
     *
     * @param classNames the classes in index order; at least one, none blank, no two equal
     * @param labels {@code [n]} true class indices, each in 0..classes-1
     * @param predicted {@code [n]} predicted class indices, each in 0..classes-1
     * @throws IllegalArgumentException if a value breaks these rules or the lengths differ; the message names the
     *     index, what was expected and what was found
     */
    public static ConfusionMatrix of(List<String> classNames, int[] labels, int[] predicted) {
        List<String> names = InputChecks.classNames(classNames);
        int[] rows = InputChecks.classIndices("labels", labels, names.size());
        int[] columns = InputChecks.classIndices("predicted", predicted, names.size());
        if (rows.length != columns.length) {
            throw new IllegalArgumentException(
                    "predicted: expected " + rows.length + " values, one per label, but was " + columns.length);
        }
        long[][] counts = new long[names.size()][names.size()];
        for (int i = 0; i < rows.length; i++) {
            counts[rows[i]][columns[i]]++;
        }
        return new ConfusionMatrix(names, counts);
    }

    /** Counts the pairs of label and most probable class of {@code predictions}. */
    public static ConfusionMatrix of(Predictions predictions) {
        long[][] counts = new long[predictions.classes()][predictions.classes()];
        for (int i = 0; i < predictions.size(); i++) {
            counts[predictions.label(i)][predictions.predicted(i)]++;
        }
        return new ConfusionMatrix(predictions.classNames(), counts);
    }

    /** Returns the class names in index order; immutable. */
    public List<String> classNames() {
        return classNames;
    }

    /** Returns the number of classes, which is the number of rows and of columns. */
    public int classes() {
        return classNames.size();
    }

    /**
     * Returns the number of examples of class {@code trueClass} that were classified as {@code predictedClass}.
     *
     * @throws IndexOutOfBoundsException if an index is not in 0..classes-1
     */
    public long count(int trueClass, int predictedClass) {
        return counts[trueClass][predictedClass];
    }

    /**
     * Returns the number of examples with the label {@code trueClass}: the sum of its row.
     *
     * @throws IndexOutOfBoundsException if the index is not in 0..classes-1
     */
    public long support(int trueClass) {
        return supports[trueClass];
    }

    /**
     * Returns the number of examples classified as {@code clazz}: the sum of its column.
     *
     * @throws IndexOutOfBoundsException if the index is not in 0..classes-1
     */
    public long predictedCount(int clazz) {
        return predictedCounts[clazz];
    }

    /** Returns the number of examples. */
    public long total() {
        return Arrays.stream(supports).sum();
    }

    /** Returns the number of examples classified correctly: the sum of the diagonal. */
    public long correct() {
        long sum = 0;
        for (int c = 0; c < classes(); c++) {
            sum += counts[c][c];
        }
        return sum;
    }

    /**
     * Returns the most frequent confusions of one class with another, the most frequent first.
     *
     * <p>A class a predicted as b and b predicted as a are two pairs. Ties are ordered by true class, then by predicted
     * class. Pairs that never occurred are omitted.
     *
     * @param k the maximum number of pairs, 1 or more
     * @return 0 to {@code k} pairs; immutable
     * @throws IllegalArgumentException if {@code k} is less than 1
     */
    public List<ConfusedPair> confusedPairs(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k: expected 1 or more, but was " + k);
        }
        List<ConfusedPair> pairs = new ArrayList<>();
        for (int t = 0; t < classes(); t++) {
            for (int p = 0; p < classes(); p++) {
                if (t != p && counts[t][p] > 0) {
                    pairs.add(new ConfusedPair(t, p, classNames.get(t), classNames.get(p), counts[t][p]));
                }
            }
        }
        pairs.sort(Comparator.comparingLong(ConfusedPair::count).reversed()); // stable: equal counts stay in order
        return List.copyOf(pairs.subList(0, Math.min(k, pairs.size())));
    }

    /**
     * Returns an aligned table with the class names along both edges; for more than {@value #LARGEST_TABLE} classes the
     * {@value #LONGEST_LIST} most frequent confusions instead, below a line that says how many there are.
     *
     * <p>Columns are as wide as their widest cell, counted in code points. Lines are separated by {@code \n}, without
     * one at the end.
     */
    public String toText() {
        if (classes() > LARGEST_TABLE) {
            return confusionsText();
        }
        TextTable table = new TextTable();
        List<String> header = new ArrayList<>(List.of(CORNER));
        header.addAll(classNames);
        table.row(header);
        for (int t = 0; t < classes(); t++) {
            List<String> row = new ArrayList<>(List.of(classNames.get(t)));
            for (long count : counts[t]) {
                row.add(Long.toString(count));
            }
            table.row(row);
        }
        return table.toString();
    }

    private String confusionsText() {
        List<ConfusedPair> all = confusedPairs(Integer.MAX_VALUE);
        if (all.isEmpty()) {
            return "no confusions among " + classes() + " classes";
        }
        List<ConfusedPair> shown = all.subList(0, Math.min(LONGEST_LIST, all.size()));
        TextTable table = new TextTable();
        table.row(List.of("count", "true", "predicted"));
        shown.forEach(pair -> table.row(List.of(Long.toString(pair.count()), pair.trueName(), pair.predictedName())));
        return "the most frequent confusions, " + shown.size() + " of " + all.size() + " pairs of classes:\n" + table;
    }

    /**
     * Returns the counts as CSV: the header {@code true\predicted,NAME,...}, then one line per true class.
     *
     * <p>Names that contain a comma, a quote or a line break are quoted as in RFC 4180, and an apostrophe is put before those that
     * a spreadsheet would compute, as by {@link Predictions#writeCsv(Appendable)}. Every line ends with {@code \n}.
     */
    public String toCsv() {
        StringBuilder csv = new StringBuilder(CORNER);
        classNames.forEach(name -> csv.append(',').append(CsvCell.of(name)));
        csv.append('\n');
        for (int t = 0; t < classes(); t++) {
            csv.append(CsvCell.of(classNames.get(t)));
            for (long count : counts[t]) {
                csv.append(',').append(count);
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionMatrix that
                && classNames.equals(that.classNames)
                && Arrays.deepEquals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(classNames, Arrays.deepHashCode(counts));
    }

    @Override
    public String toString() {
        return "ConfusionMatrix[" + classes() + " classes, " + correct() + " of " + total() + " correct]";
    }
}
