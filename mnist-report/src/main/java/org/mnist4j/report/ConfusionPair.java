package org.mnist4j.report;

import java.util.List;

/**
 * The images of one cell of the confusion matrix.
 *
 * @param trueClass the row
 * @param predictedClass the column
 * @param count the number of images, 1 or more
 * @param examples the positions of some of these images in the data set, the most interesting first
 */
record ConfusionPair(int trueClass, int predictedClass, long count, List<Integer> examples) {
    public ConfusionPair {
        examples = List.copyOf(examples);
    }

    boolean isMistake() {
        return trueClass != predictedClass;
    }

    /** The HTML id of the pair's section. */
    String id() {
        return "pair-" + trueClass + "-" + predictedClass;
    }
}
