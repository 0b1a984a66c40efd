package org.mnist4j.data;

import java.util.List;
import java.util.function.IntFunction;
import org.mnist4j.data.DataFormatException.Reason;

/** The images of a file of rows or arrays with the labels that it has for them, before their classes are known. */
final class LabelledImages {

    /** What was read, for messages. */
    final String source;

    final ImageShape shape;
    final byte[] pixels; // [count][height][width][channels]
    final int[] labels; // [count], 0 to 999

    /** Where the label of an image stands, such as {@code in line 3}. */
    private final IntFunction<String> place;

    LabelledImages(String source, ImageShape shape, byte[] pixels, int[] labels, IntFunction<String> place) {
        this.source = source;
        this.shape = shape;
        this.pixels = pixels;
        this.labels = labels;
        this.place = place;
    }

    int maxLabel() {
        int max = 0;
        for (int label : labels) {
            max = Math.max(max, label);
        }
        return max;
    }

    /** Transposes each image: EMNIST's are stored column by column. */
    LabelledImages transposed() {
        IdxImages turned = new IdxImages(source, shape, pixels).transposed();
        return new LabelledImages(source, turned.shape, turned.pixels, labels, place);
    }

    /**
     * Returns the data set.
     *
     * @param first the label of class 0 in the file; it is subtracted
     */
    ImageDataset dataset(String name, List<String> classNames, int first) {
        int[] classes = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            classes[i] = labels[i] - first;
            if (classes[i] < 0 || classes[i] >= classNames.size()) {
                throw new DataFormatException(
                        Reason.LABEL_RANGE,
                        source,
                        "labels of " + first + " to " + (first + classNames.size() - 1),
                        labels[i] + " " + place.apply(i),
                        "check that the training and test images have the same classes");
            }
        }
        return ImageDataset.owning(name, shape, classNames, pixels, classes);
    }
}
