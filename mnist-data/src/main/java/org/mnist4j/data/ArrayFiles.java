package org.mnist4j.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * The CSV and NumPy files of a data set, found by their names: {@code mnist_train.csv} and {@code mnist_test.csv}, plain or
 * {@code .gz}; {@code kmnist-train-imgs.npz} and its three like; {@code x_train.npy} and its three like; and single {@code .npz} files.
 */
final class ArrayFiles {

    private static final Pattern CSV_PART = Pattern.compile("(?i)((?:.*[-_. ])?)(train|test)\\.csv");

    /** KMNIST's and Kuzushiji-49's names. */
    private static final Pattern NPZ_PART = Pattern.compile("(?i)(.*[-_])(train|test)-(imgs|labels)\\.npz");

    private ArrayFiles() {}

    /** Whether a file's name is that of a CSV file. */
    static boolean isCsv(Path file) {
        return name(file).endsWith(".csv") || name(file).endsWith(".csv.gz");
    }

    /** Whether a file's name is that of an {@code .npz} file. */
    static boolean isNpz(Path file) {
        return name(file).endsWith(".npz");
    }

    /** Returns the data sets of several files that are complete in a folder, sorted by name. */
    static List<ArrayData> in(Path directory) {
        List<Path> files = files(directory);
        List<ArrayData> found = new ArrayList<>();
        csvPairs(files).forEach((stem, parts) -> {
            if (parts.containsKey("train") && parts.containsKey("test")) {
                found.add(ArrayData.ofCsv(stem, parts.get("train"), parts.get("test")));
            }
        });
        npzParts(files).forEach((stem, parts) -> {
            if (parts.size() == 4) {
                found.add(new ArrayData(
                        stem,
                        names(parts.get("train-imgs"), parts.get("test-imgs")),
                        channels -> npz(parts.get("train-imgs"), parts.get("train-labels"), channels),
                        channels -> npz(parts.get("test-imgs"), parts.get("test-labels"), channels)));
            }
        });
        Map<String, Path> arrays = npyFiles(files);
        ArrayNames.parts(directory.toString(), arrays.keySet())
                .ifPresent(parts -> found.add(new ArrayData(
                        "",
                        parts.train().images() + ".npy and " + parts.test().images() + ".npy",
                        channels -> npy(arrays, parts.train(), channels),
                        channels -> npy(arrays, parts.test(), channels))));
        return found;
    }

    /** Returns the CSV and {@code .npz} files of a folder that can each be a data set, sorted by name. */
    static List<Path> single(Path directory) {
        return files(directory).stream()
                .filter(file -> isCsv(file) || isNpz(file))
                .toList();
    }

    /** Returns the name of a CSV or {@code .npz} file without its extension. */
    static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("(?i)(\\.csv(\\.gz)?|\\.npz)$", "");
    }

    private static List<Path> files(Path directory) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (!name(entry).startsWith(".") && Files.isRegularFile(entry)) {
                    files.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw DataFile.unreadable(directory.toString(), e);
        }
        files.sort(null);
        return files;
    }

    /** A plain file takes precedence over its {@code .gz}, as for IDX files. */
    private static Map<String, Map<String, Path>> csvPairs(List<Path> files) {
        Map<String, Map<String, Path>> pairs = new TreeMap<>();
        for (Path file : files) {
            boolean gzip = name(file).endsWith(".gz");
            Matcher part =
                    CSV_PART.matcher(gzip ? name(file).substring(0, name(file).length() - 3) : name(file));
            if (part.matches()) {
                Map<String, Path> parts = pairs.computeIfAbsent(part.group(1), stem -> new TreeMap<>());
                if (gzip) {
                    parts.putIfAbsent(part.group(2), file);
                } else {
                    parts.put(part.group(2), file);
                }
            }
        }
        return pairs;
    }

    private static Map<String, Map<String, Path>> npzParts(List<Path> files) {
        Map<String, Map<String, Path>> sets = new TreeMap<>();
        for (Path file : files) {
            Matcher part = NPZ_PART.matcher(name(file));
            if (part.matches()) {
                sets.computeIfAbsent(part.group(1), stem -> new TreeMap<>())
                        .put(part.group(2) + "-" + part.group(3), file);
            }
        }
        return sets;
    }

    private static Map<String, Path> npyFiles(List<Path> files) {
        Map<String, Path> arrays = new TreeMap<>();
        for (Path file : files) {
            if (name(file).endsWith(".npy")) {
                String own = String.valueOf(file.getFileName());
                arrays.put(own.substring(0, own.length() - ".npy".length()), file);
            }
        }
        return arrays;
    }

    /** Reads two arrays of one {@code .npz} file. */
    static LabelledImages npz(Path file, ArrayNames names, int channels) {
        try (NpzFile arrays = NpzFile.open(file)) {
            IdxImages images = arrays.images(names.images(), channels);
            return labelled(images, arrays.labels(names.labels()), file.toString(), names.labels());
        } catch (IOException e) {
            throw DataFile.unreadable(file.toString(), e);
        }
    }

    /** Reads the only arrays of two {@code .npz} files. */
    private static LabelledImages npz(Path imageFile, Path labelFile, int channels) {
        try (NpzFile images = NpzFile.open(imageFile);
                NpzFile labels = NpzFile.open(labelFile)) {
            IdxImages read = images.images(only(imageFile, images), channels);
            String name = only(labelFile, labels);
            return labelled(read, labels.labels(name), labelFile.toString(), name);
        } catch (IOException e) {
            throw DataFile.unreadable(imageFile.toString(), e);
        }
    }

    private static String only(Path file, NpzFile arrays) {
        if (arrays.names().size() != 1) {
            throw new DataFormatException(
                    Reason.AMBIGUOUS,
                    file.toString(),
                    "one array, such as arr_0",
                    IdxDirectory.some(arrays.names()),
                    "save only the images or the labels in it");
        }
        return arrays.names().get(0);
    }

    private static LabelledImages npy(Map<String, Path> files, ArrayNames names, int channels) {
        Path imageFile = files.get(names.images());
        Path labelFile = files.get(names.labels());
        IdxImages images =
                npy(imageFile, (in, size) -> NpyArray.images(imageFile.toString(), names.images(), in, size, channels));
        int[] labels = npy(labelFile, (in, size) -> NpyArray.labels(labelFile.toString(), names.labels(), in, size));
        return labelled(images, labels, labelFile.toString(), names.labels());
    }

    private static <T> T npy(Path file, NpzFile.ArrayParser<T> parser) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return parser.parse(in, OptionalLong.of(Files.size(file)));
        } catch (IOException e) {
            throw DataFile.unreadable(file.toString(), e);
        }
    }

    private static LabelledImages labelled(IdxImages images, int[] labels, String labelSource, String labelName) {
        if (labels.length != images.count()) {
            throw new DataFormatException(
                    Reason.COUNT_MISMATCH,
                    labelSource,
                    images.count() + " labels, one for each image",
                    labels.length + " in " + labelName,
                    "give arrays that belong together");
        }
        return new LabelledImages(
                labelSource, images.shape, images.pixels, labels, i -> "at index " + i + " of " + labelName);
    }

    /** Returns the training and test images, or all images, of a single file. */
    static ArrayData at(Path file) {
        if (isCsv(file)) {
            return ArrayData.ofCsv(stem(file), file, null);
        }
        List<String> names;
        try (NpzFile arrays = NpzFile.open(file)) {
            names = arrays.names();
        } catch (IOException e) {
            throw DataFile.unreadable(file.toString(), e);
        }
        ArrayNames.requirePairs(file.toString(), names);
        Optional<ArrayNames.Parts> parts = ArrayNames.parts(file.toString(), names);
        if (parts.isPresent()) {
            return new ArrayData(
                    stem(file),
                    parts.get().train().images() + " and " + parts.get().test().images(),
                    channels -> npz(file, parts.get().train(), channels),
                    channels -> npz(file, parts.get().test(), channels));
        }
        ArrayNames whole = ArrayNames.whole(file.toString(), names)
                .orElseThrow(() -> new DataFormatException(
                        Reason.NOT_FOUND,
                        file.toString(),
                        ArrayNames.PUBLISHED,
                        names.isEmpty()
                                ? "no arrays"
                                : IdxDirectory.some(
                                        names.stream().map(CsvHeader::shown).toList()),
                        "name the arrays so when saving them; arrays x and y, or images and labels, can be split"));
        return new ArrayData(stem(file), whole.images(), channels -> npz(file, whole, channels), null);
    }

    private static String names(Path first, Path second) {
        return first.getFileName() + " and " + second.getFileName();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }
}
