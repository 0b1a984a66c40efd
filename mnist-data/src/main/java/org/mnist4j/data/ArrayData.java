package org.mnist4j.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * A data set of rows or arrays, which is not read yet.
 *
 * <p>Its classes are named by {@code class-names.txt} beside it, or as in the well-known data set that the name of the files or of their
 * folder suggests, or else by the numbers from 0 to the largest training label.
 */
final class ArrayData {

    private final String stem;
    private final String description;
    private final IntFunction<LabelledImages> train;
    private final @Nullable IntFunction<LabelledImages> test;

    /**
     * Constructs a data set.
     *
     * @param stem what its files' names have in common, such as {@code emnist-letters-}
     * @param description its files or arrays, for messages
     * @param train reads the training images, or all if there are no test images, with this number of channels if the file does not say it
     * @param test reads the test images
     */
    ArrayData(
            String stem,
            String description,
            IntFunction<LabelledImages> train,
            @Nullable IntFunction<LabelledImages> test) {
        this.stem = stem.toLowerCase(Locale.ROOT);
        this.description = description;
        this.train = train;
        this.test = test;
    }

    static ArrayData ofCsv(String stem, Path train, @Nullable Path test) {
        return new ArrayData(
                stem,
                train.getFileName() + (test == null ? "" : " and " + test.getFileName()),
                channels -> CsvFile.read(train, channels),
                test == null ? null : channels -> CsvFile.read(test, channels));
    }

    /** The files or arrays, for messages. */
    String description() {
        return description;
    }

    boolean hasTestSet() {
        return test != null;
    }

    /** Whether the files' names are those of this family of data sets. */
    boolean isOf(String family) {
        return stem.equals(family + "-");
    }

    /**
     * Reads both parts.
     *
     * @param name the name of the data set
     * @param directory where the files are
     */
    TrainTest read(String name, Path directory, int channels) {
        LabelledImages trainImages = train.apply(channels);
        LabelledImages testImages = Objects.requireNonNull(test).apply(channels);
        if (!testImages.shape.equals(trainImages.shape)) {
            throw new DataFormatException(
                    Reason.IMAGE_SIZE,
                    testImages.source,
                    trainImages.shape + " images, as to train on",
                    testImages.shape.toString(),
                    "resize all images to the same size");
        }
        IdxLayout layout = layout(name, directory, trainImages);
        return new TrainTest(
                dataset(trainImages, name + "-train", layout), dataset(testImages, name + "-test", layout));
    }

    /** Reads all images. */
    ImageDataset readAll(String name, Path directory, int channels) {
        LabelledImages images = train.apply(channels);
        return dataset(images, name, layout(name, directory, images));
    }

    private static ImageDataset dataset(LabelledImages images, String name, IdxLayout layout) {
        LabelledImages upright = layout.transposed() ? images.transposed() : images;
        return upright.dataset(name, layout.classNames(), layout.firstLabel());
    }

    /** Returns the meaning of labels and pixels: EMNIST's CSV files are transposed, as its IDX files are. */
    private IdxLayout layout(String name, Path directory, LabelledImages images) {
        IdxLayout suggested = suggested(name, images);
        return ClassNamesFile.in(directory).map(suggested::withClasses).orElse(suggested);
    }

    private IdxLayout suggested(String name, LabelledImages images) {
        Optional<IdxLayout> family = IdxLayout.ALL.stream()
                .filter(layout -> layout.transposed() && (stem + "-").startsWith(layout.name() + "-"))
                .findFirst();
        if (family.isPresent() && images.shape.channels() == 1) {
            return family.get();
        }
        IdxLayout mnist = IdxLayout.require("mnist");
        for (String hint : List.of(stem, name)) {
            IdxLayout named = mnist.named(hint);
            if (!named.classNames().equals(mnist.classNames())
                    && images.maxLabel() < named.classNames().size()) {
                return named;
            }
        }
        int classes = Math.max(2, images.maxLabel() + 1);
        return mnist.withClasses(
                IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    }
}
