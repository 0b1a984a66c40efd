package org.mnist4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How one family of data sets names its four files, and what their labels and pixels mean.
 *
 * @param name of the family, such as {@code emnist-balanced}
 * @param trainPrefix what the training files' names begin with
 * @param testPrefix what the test files' names begin with
 * @param labelSuffix what the label files' names end with
 * @param classNames the family's usual classes
 * @param firstLabel the label of class 0
 * @param transposed whether images lie column by column
 */
record IdxLayout(
        String name,
        String trainPrefix,
        String testPrefix,
        String labelSuffix,
        List<String> classNames,
        int firstLabel,
        boolean transposed) {

    private static final String IMAGE_SUFFIX = "images-idx3-ubyte";
    private static final String LABEL_SUFFIX = "labels-idx1-ubyte";

    static final List<IdxLayout> ALL = List.of(
            new IdxLayout("mnist", "train-", "t10k-", LABEL_SUFFIX, ClassNames.DIGITS, 0, false),
            new IdxLayout("qmnist", "qmnist-train-", "qmnist-test-", "labels-idx2-int", ClassNames.DIGITS, 0, false),
            emnist("balanced", ClassNames.EMNIST_BALANCED, 0),
            emnist("byclass", ClassNames.EMNIST_BYCLASS, 0),
            emnist("bymerge", ClassNames.EMNIST_BYMERGE, 0),
            emnist("digits", ClassNames.DIGITS, 0),
            emnist("letters", ClassNames.EMNIST_LETTERS, 1),
            emnist("mnist", ClassNames.DIGITS, 0));

    private static IdxLayout emnist(String split, List<String> classNames, int firstLabel) {
        String family = "emnist-" + split;
        return new IdxLayout(family, family + "-train-", family + "-test-", LABEL_SUFFIX, classNames, firstLabel, true);
    }

    static Optional<IdxLayout> named(String name) {
        return ALL.stream().filter(layout -> layout.name.equals(name)).findFirst();
    }

    static List<String> names() {
        return ALL.stream().map(IdxLayout::name).toList();
    }

    String trainImages() {
        return trainPrefix + IMAGE_SUFFIX;
    }

    String trainLabels() {
        return trainPrefix + labelSuffix;
    }

    String testImages() {
        return testPrefix + IMAGE_SUFFIX;
    }

    String testLabels() {
        return testPrefix + labelSuffix;
    }

    List<String> fileNames() {
        return List.of(trainImages(), trainLabels(), testImages(), testLabels());
    }

    /**
     * This layout with the name and classes the directory's own name suggests: Fashion-MNIST and KMNIST name their files
     * as MNIST does. A directory {@code raw} is known by its parent's name.
     */
    IdxLayout in(Path directory) {
        if (!name.equals("mnist")) {
            return this;
        }
        List<String> parts = new ArrayList<>();
        directory.toAbsolutePath().normalize().forEach(part -> parts.add(part.toString()));
        if (parts.size() > 1 && parts.get(parts.size() - 1).equalsIgnoreCase("raw")) {
            parts.remove(parts.size() - 1);
        }
        String own = parts.isEmpty() ? name : parts.get(parts.size() - 1);
        String lower = own.toLowerCase(Locale.ROOT);
        if (lower.contains("fashion")) {
            return named("fashion-mnist", ClassNames.FASHION_MNIST);
        }
        if (lower.contains("kmnist") || lower.contains("kuzushiji")) {
            return named("kmnist", ClassNames.KMNIST);
        }
        return named(lower, classNames);
    }

    private IdxLayout named(String newName, List<String> newClassNames) {
        return new IdxLayout(newName, trainPrefix, testPrefix, labelSuffix, newClassNames, firstLabel, transposed);
    }
}
