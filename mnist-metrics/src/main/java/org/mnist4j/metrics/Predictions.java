package org.mnist4j.metrics;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A classifier's probabilities for {@code n} labelled examples.
 *
 * <p>An immutable value: input arrays are copied, and two predictions with the same class names, labels and probability
 * bits are equal. Zero examples are allowed.
 */
public final class Predictions {
    /**
     * The largest allowed distance of a row's sum from 1. Float32 rounding accounts for about 1e-6, and probabilities
     * written with four decimals for 5e-4 over ten classes; logits, percentages or sigmoid outputs are much further
     * away.
     */
    private static final double SUM_TOLERANCE = 1e-3;

    private final List<String> classNames;
    private final int[] labels; // [n]
    private final int[] predicted; // [n]
    private final int @Nullable [] rows; // [n] row of each example in probabilities; null if in order
    private final float[] probabilities; // [rows][classes], row-major; a resample shares them
    private final ScoreRanks scoreRanks;

    private Predictions(List<String> classNames, int[] labels, float[] probabilities) {
        this.classNames = classNames;
        this.labels = labels;
        this.predicted = argmaxOfRows(probabilities, labels.length, classNames.size());
        this.rows = null;
        this.probabilities = probabilities;
        this.scoreRanks = new ScoreRanks(probabilities, classNames.size());
    }

    private Predictions(Predictions drawnFrom, int[] examples) {
        this.classNames = drawnFrom.classNames;
        this.labels = drawn(drawnFrom.labels, examples);
        this.predicted = drawn(drawnFrom.predicted, examples);
        this.rows = drawnFrom.rows == null ? examples : drawn(drawnFrom.rows, examples);
        this.probabilities = drawnFrom.probabilities;
        this.scoreRanks = drawnFrom.scoreRanks;
    }

    /**
     * Returns the examples with these indices, which may repeat; keeps the index array and shares the probabilities.
     */
    Predictions drawn(int[] examples) {
        return new Predictions(this, examples);
    }

    private static int[] drawn(int[] values, int[] indices) {
        int[] drawn = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            drawn[i] = values[indices[i]];
        }
        return drawn;
    }

    /**
     * Checks its arguments and returns the predictions.
     *
     * @param classNames the classes in index order; at least one, none blank, no two equal
     * @param labels {@code [n]} true class indices, each in 0..classes-1
     * @param probabilities {@code [n][classes]} row-major: finite, in [0, 1], each row summing to 1 within 0.001
     * @throws IllegalArgumentException if a value breaks these rules; the message names its index, what was expected
     *     and what was found
     */
    public static Predictions of(List<String> classNames, int[] labels, float[] probabilities) {
        List<String> names = InputChecks.classNames(classNames);
        int[] labelsCopy = InputChecks.classIndices("labels", labels, names.size());
        float[] probabilitiesCopy =
                Objects.requireNonNull(probabilities, "probabilities").clone();
        checkProbabilities(probabilitiesCopy, labelsCopy.length, names.size());
        return new Predictions(names, labelsCopy, probabilitiesCopy);
    }

    private static void checkProbabilities(float[] probabilities, int size, int classes) {
        long expectedLength = (long) size * classes;
        if (probabilities.length != expectedLength) {
            throw new IllegalArgumentException("probabilities: expected " + expectedLength + " values (" + size
                    + " labels x " + classes + " classes), but was " + probabilities.length);
        }
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                float p = probabilities[i * classes + c];
                if (!(p >= 0 && p <= 1)) { // written so that NaN fails too
                    throw new IllegalArgumentException("probabilities of example " + i + ", class " + c
                            + ": expected a number from 0 to 1, but was " + p
                            + "; pass the softmax output, not logits or percentages");
                }
                sum += p;
            }
            if (Math.abs(sum - 1) > SUM_TOLERANCE) {
                throw new IllegalArgumentException("probabilities of example " + i + ": expected a sum within "
                        + SUM_TOLERANCE + " of 1, but was " + sum + "; normalise each row, for example by softmax");
            }
        }
    }

    private static int[] argmaxOfRows(float[] values, int rows, int columns) {
        int[] argmax = new int[rows];
        for (int i = 0; i < rows; i++) {
            int start = i * columns;
            int best = 0;
            for (int c = 1; c < columns; c++) {
                if (values[start + c] > values[start + best]) {
                    best = c;
                }
            }
            argmax[i] = best;
        }
        return argmax;
    }

    /** Returns the number of examples, 0 or more. */
    public int size() {
        return labels.length;
    }

    /** Returns the number of classes, 1 or more. */
    public int classes() {
        return classNames.size();
    }

    /** Returns the class names in index order; immutable. */
    public List<String> classNames() {
        return classNames;
    }

    /**
     * Returns the true class index of example {@code i}.
     *
     * @throws IndexOutOfBoundsException if {@code i} is not in 0..size-1
     */
    public int label(int i) {
        return labels[i];
    }

    /**
     * Returns the class index with the highest probability for example {@code i}; the lowest index on a tie, as with
     * {@code numpy.argmax}.
     *
     * @throws IndexOutOfBoundsException if {@code i} is not in 0..size-1
     */
    public int predicted(int i) {
        return predicted[i];
    }

    /**
     * Returns whether example {@code i} was classified correctly.
     *
     * @throws IndexOutOfBoundsException if {@code i} is not in 0..size-1
     */
    public boolean correct(int i) {
        return predicted[i] == labels[i];
    }

    /**
     * Returns the probability of class {@code clazz} for example {@code i}, in [0, 1].
     *
     * @throws IndexOutOfBoundsException if {@code i} is not in 0..size-1 or {@code clazz} not in 0..classes-1
     */
    public float probability(int i, int clazz) {
        Objects.checkIndex(i, size());
        Objects.checkIndex(clazz, classes());
        return probabilities[row(i) * classes() + clazz];
    }

    private int row(int i) {
        return rows == null ? i : rows[i];
    }

    /**
     * Returns the rank of each example by its probability of {@code clazz}: 0 or more, equal for equal probabilities,
     * possibly with gaps. The array must not be modified.
     */
    int[] ranks(int clazz) {
        int[] ranks = scoreRanks.of(clazz);
        return rows == null ? ranks : drawn(ranks, rows);
    }

    /**
     * Returns the probability of the predicted class of example {@code i}, in [1/classes, 1] up to rounding.
     *
     * @throws IndexOutOfBoundsException if {@code i} is not in 0..size-1
     */
    public float confidence(int i) {
        return probability(i, predicted(i));
    }

    /**
     * Writes one line per example, below the header {@code index,label,predicted,p0,p1,...,labelName,predictedName}.
     *
     * <p>Label and predicted are class indices; probabilities are written by {@link Float#toString(float)}, so they are
     * read back to the same bits. Names are quoted as in RFC 4180, and those that begin with {@code =}, {@code +},
     * {@code -} or {@code @}, also in full width, a tab, a line break or an apostrophe have an apostrophe before them, so
     * that no spreadsheet computes them: a cell that begins with an apostrophe stands for the rest of it. Lines end with
     * {@code \n}.
     *
     * @throws IOException if {@code out} throws it
     */
    public void writeCsv(Appendable out) throws IOException {
        writeCsv(out, i -> Optional.empty());
    }

    /**
     * Like {@link #writeCsv(Appendable)}, with a column {@code file} before {@code labelName} if the examples have files.
     *
     * @param file gives the file of an example, such as {@code ImageDataset::file}; an example without one has an empty
     *     cell, and without any there is no such column
     * @throws IOException if {@code out} throws it
     */
    public void writeCsv(Appendable out, IntFunction<Optional<String>> file) throws IOException {
        boolean files = IntStream.range(0, size()).anyMatch(i -> file.apply(i).isPresent());
        List<String> nameCells = classNames.stream().map(CsvCell::of).toList();
        StringBuilder line = new StringBuilder("index,label,predicted");
        for (int c = 0; c < classes(); c++) {
            line.append(",p").append(c);
        }
        out.append(line.append(files ? ",file" : "").append(",labelName,predictedName\n"));
        for (int i = 0; i < size(); i++) {
            line.setLength(0);
            line.append(i).append(',').append(labels[i]).append(',').append(predicted[i]);
            for (int c = 0; c < classes(); c++) {
                line.append(',').append(probability(i, c));
            }
            if (files) {
                line.append(',').append(CsvCell.of(file.apply(i).orElse("")));
            }
            line.append(',').append(nameCells.get(labels[i]));
            line.append(',').append(nameCells.get(predicted[i])).append('\n');
            out.append(line);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Predictions that
                && classNames.equals(that.classNames)
                && Arrays.equals(labels, that.labels)
                && Arrays.equals(probabilitiesInOrder(), that.probabilitiesInOrder());
    }

    @Override
    public int hashCode() {
        return Objects.hash(classNames, Arrays.hashCode(labels), Arrays.hashCode(probabilitiesInOrder()));
    }

    private float[] probabilitiesInOrder() {
        if (rows == null) {
            return probabilities;
        }
        float[] inOrder = new float[size() * classes()];
        for (int i = 0; i < size(); i++) {
            System.arraycopy(probabilities, rows[i] * classes(), inOrder, i * classes(), classes());
        }
        return inOrder;
    }

    @Override
    public String toString() {
        return "Predictions[" + size() + " examples, " + classes() + " classes]";
    }
}
