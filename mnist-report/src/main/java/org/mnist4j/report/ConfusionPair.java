package org.mnist4j.report;

import java.util.List;

/**
 * The images of one cell of the confusion matrix.
 *
 * @param trueClass the row
 * @param predictedClass the column
 * @param count how many there are, 1 or more
 * @param examples positions of some of them in the data set, those worth a look first
 */
record ConfusionPair(int trueClass, int predictedClass, long count, List<Integer> examples) {
    public ConfusionPair {
        examples = List.copyOf(examples);
    }

    boolean isMistake() {
        return trueClass != predictedClass;
    }

    /** The name of the pair's place in the page. */
    String id() {
        return "pair-" + trueClass + "-" + predictedClass;
    }
}
