package org.mnist4j.data;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes a data set in a format that other programs read, and {@link DataDirectory}.
 *
 * <pre>{@code
 * DataExport.write(Mnist.load().trainTest(), DataExport.Format.CSV, Path.of("mnist-csv"));
 * }</pre>
 */
public final class DataExport {

    /** The formats. All but {@link #PNG} have numbers for classes, whose names are in a file {@code class-names.txt}. */
    public enum Format {
        /** Four IDX files with MNIST's names, for greyscale images and at most 256 classes. */
        IDX,
        /**
         * {@code train.csv} and {@code test.csv} with a header and the label first, for images of at most 2<sup>20</sup>
         * values.
         */
        CSV,
        /** {@code images.npz} with {@code x_train}, {@code y_train}, {@code x_test} and {@code y_test}, for NumPy. */
        NPZ,
        /**
         * Folders {@code train} and {@code test} with one folder of PNG files per class, for greyscale and color. A folder has the
         * name of its class, or, where this is no file name or would change the order of the classes, number and name.
         */
        PNG
    }

    private DataExport() {}

    /**
     * Writes both parts into a new folder, which appears complete or not at all.
     *
     * @param directory does not exist, or is empty; its parent exists
     * @throws IllegalArgumentException if the format cannot hold these images
     * @throws FileAlreadyExistsException if the folder is not empty, or is a file
     * @throws NoSuchFileException if the folder's parent does not exist
     * @throws IOException if a file cannot be written
     */
    public static void write(TrainTest images, Format format, Path directory) throws IOException {
        requireFits(images.train(), format);
        Path target = directory.toAbsolutePath().normalize();
        requireFree(directory, target);
        Path staging = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        Files.createDirectory(staging);
        try {
            switch (format) {
                case IDX -> ExportedIdx.write(images, staging);
                case CSV -> ExportedCsv.write(images, staging);
                case NPZ -> ExportedNpz.write(images, staging.resolve("images.npz"));
                case PNG -> ExportedPng.write(images, staging);
            }
            if (format != Format.PNG) {
                Files.write(staging.resolve(ClassNamesFile.NAME), images.train().classNames());
            }
            Files.deleteIfExists(target);
            Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(staging);
        }
    }

    private static void requireFits(ImageDataset images, Format format) {
        int channels = images.shape().channels();
        String fault =
                switch (format) {
                    case IDX ->
                        channels != 1
                                ? "images of " + images.shape()
                                : images.classes() > 256 ? images.classes() + " classes" : "";
                    case CSV -> images.shape().size() > CsvHeader.MAX_PIXELS ? "images of " + images.shape() : "";
                    case NPZ -> "";
                    case PNG -> channels == 1 || channels == 3 ? "" : "images of " + images.shape();
                };
        if (!fault.isEmpty()) {
            throw new IllegalArgumentException(
                    "the format " + format + " cannot hold " + fault + "; the format NPZ can");
        }
    }

    private static void requireFree(Path directory, Path target) throws IOException {
        Path parent = target.getParent();
        if (parent == null) {
            throw new FileAlreadyExistsException(directory.toString(), null, "is no place for data; name a new folder");
        }
        if (!Files.isDirectory(parent)) {
            throw new NoSuchFileException(
                    directory.toString(), null, "there is no folder " + parent + "; create it first");
        }
        if (!Files.exists(target)) {
            return;
        }
        boolean free = false;
        if (Files.isDirectory(target)) {
            try (Stream<Path> entries = Files.list(target)) {
                free = entries.findAny().isEmpty();
            }
        }
        if (!free) {
            throw new FileAlreadyExistsException(
                    directory.toString(), null, "exists and is not empty; name a new folder");
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> entries = Files.walk(folder)) {
            all = entries.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : all) {
            Files.delete(entry);
        }
    }
}
