package org.mnist4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The file names of a family of data sets, and the meaning of its labels and pixels.
 *
 * @param name the name of the family, such as {@code emnist-balanced}
 * @param trainPrefix the prefix of the training files' names
 * @param testPrefix the prefix of the test files' names
 * @param labelSuffix the suffix of the label files' names
 * @param classNames the default class names of the family
 * @param firstLabel the label of class 0
 * @param transposed whether images are stored column by column
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

    /** Returns the family of this name, which must exist. */
    static IdxLayout require(String name) {
        return ALL.stream()
                .filter(layout -> layout.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no data set family \"" + name + "\"; the families are " + names()));
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
     * Returns this layout with the name and classes that the directory's name suggests: Fashion-MNIST and KMNIST use
     * MNIST's file names. For a directory {@code raw}, its parent's name is used. A file of class names in the directory
     * takes precedence.
     */
    IdxLayout in(Path directory) {
        IdxLayout suggested = suggestedBy(directory);
        return ClassNamesFile.in(directory).map(suggested::withClasses).orElse(suggested);
    }

    private IdxLayout suggestedBy(Path directory) {
        if (!name.equals("mnist")) {
            return this;
        }
        List<String> parts = new ArrayList<>();
        directory.toAbsolutePath().normalize().forEach(part -> parts.add(part.toString()));
        if (parts.size() > 1 && parts.get(parts.size() - 1).equalsIgnoreCase("raw")) {
            parts.remove(parts.size() - 1);
        }
        return named(parts.isEmpty() ? name : parts.get(parts.size() - 1));
    }

    /** Returns this layout with the name, and the classes that it suggests if there are any. */
    IdxLayout named(String own) {
        String lower = own.toLowerCase(Locale.ROOT);
        if (lower.contains("fashion")) {
            return named("fashion-mnist", ClassNames.FASHION_MNIST);
        }
        if (lower.contains("kmnist") || lower.contains("kuzushiji")) {
            return named("kmnist", ClassNames.KMNIST);
        }
        return named(lower, classNames);
    }

    /** Returns this layout with these classes. */
    IdxLayout withClasses(List<String> newClassNames) {
        return named(name, newClassNames);
    }

    private IdxLayout named(String newName, List<String> newClassNames) {
        return new IdxLayout(newName, trainPrefix, testPrefix, labelSuffix, newClassNames, firstLabel, transposed);
    }
}
