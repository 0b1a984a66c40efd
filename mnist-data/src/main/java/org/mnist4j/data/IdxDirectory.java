package org.mnist4j.data;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The IDX files of a directory, found by their published names, plain or {@code .gz}, and also with {@code .idx}
 * instead of {@code -idx}. A plain file takes precedence over its {@code .gz}, and both over a folder of such a name,
 * as unpacked archives have them, with the file in it.
 */
final class IdxDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(IdxDirectory.class);
    private static final int NAMES_SHOWN = 12;
    private static final Set<String> KNOWN_NAMES = IdxLayout.ALL.stream()
            .flatMap(layout -> layout.fileNames().stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Path directory;
    private final Map<String, Path> plain = new HashMap<>();
    private final Map<String, Path> compressed = new HashMap<>();
    private final Map<String, Path> folders = new HashMap<>();
    private final SortedSet<String> entries = new TreeSet<>();

    private IdxDirectory(Path directory) {
        this.directory = directory;
    }

    static IdxDirectory list(Path directory) {
        DataFile.checkDirectory(directory, "a directory of IDX files");
        IdxDirectory found = new IdxDirectory(directory);
        found.addAll();
        found.folders.forEach(found::lookInto);
        return found;
    }

    private void addAll() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(this::add);
        } catch (IOException | DirectoryIteratorException e) {
            throw DataFile.unreadable(directory.toString(), e);
        }
    }

    /** Whether the files of at least one family are all present. */
    boolean isComplete() {
        return IdxLayout.ALL.stream().anyMatch(layout -> missing(layout).isEmpty());
    }

    /** Whether the files of a family are all present. */
    boolean isComplete(String family) {
        return missing(IdxLayout.require(family)).isEmpty();
    }

    /** Whether there is any file of a known name. */
    boolean hasAny() {
        return !plain.isEmpty() || !compressed.isEmpty();
    }

    /** Returns the only family whose four files are all present. */
    IdxLayout onlyLayout() {
        List<IdxLayout> complete = IdxLayout.ALL.stream()
                .filter(layout -> missing(layout).isEmpty())
                .toList();
        if (complete.size() == 1) {
            IdxLayout layout = complete.get(0).in(directory);
            LOG.debug("{} is read as {}", directory, layout.name());
            return layout;
        }
        if (complete.isEmpty()) {
            throw incomplete();
        }
        throw new DataFormatException(
                Reason.AMBIGUOUS,
                directory.toString(),
                "the files of one data set",
                "those of " + complete.stream().map(IdxLayout::name).toList(),
                "specify which one to read: --family " + complete.get(0).name()
                        + ", or fromIdxDirectory(directory, \""
                        + complete.get(0).name() + "\") in Java");
    }

    /** Returns the family with this name, whose four files must be present. */
    IdxLayout layout(String family) {
        IdxLayout layout = IdxLayout.require(family);
        if (!missing(layout).isEmpty()) {
            throw missingFiles(layout);
        }
        return layout.in(directory);
    }

    TrainTest read(IdxLayout layout, List<String> classNames) {
        ImageDataset train =
                read(layout, layout.name() + "-train", layout.trainImages(), layout.trainLabels(), classNames);
        ImageDataset test = read(layout, layout.name() + "-test", layout.testImages(), layout.testLabels(), classNames);
        if (!train.shape().equals(test.shape())) {
            throw new DataFormatException(
                    Reason.IMAGE_SIZE,
                    path(layout.testImages()).toString(),
                    train.shape() + " images, as in "
                            + path(layout.trainImages()).getFileName(),
                    test.shape().toString(),
                    "keep the files of different data sets in separate directories");
        }
        return new TrainTest(train, test);
    }

    private ImageDataset read(IdxLayout layout, String name, String images, String labels, List<String> classNames) {
        IdxImages read = IdxReader.readImages(path(images));
        if (layout.transposed()) {
            read = read.transposed();
        }
        int[] readLabels = IdxReader.readLabels(path(labels), read, classNames.size(), layout.firstLabel());
        return ImageDataset.owning(name, read.shape, classNames, read.pixels, readLabels);
    }

    private void add(Path file) {
        String entry = String.valueOf(file.getFileName());
        entries.add(entry);
        String name = entry.toLowerCase(Locale.ROOT).replace(".idx", "-idx");
        boolean gzip = name.endsWith(".gz");
        String key = gzip ? name.substring(0, name.length() - ".gz".length()) : name;
        if (!KNOWN_NAMES.contains(key)) {
            return;
        }
        Map<String, Path> kind = Files.isDirectory(file) ? folders : gzip ? compressed : plain;
        Path other = kind.put(key, file);
        if (other != null) {
            throw new DataFormatException(
                    Reason.AMBIGUOUS,
                    directory.toString(),
                    "one file for " + key,
                    List.of(other.getFileName(), file.getFileName()).toString(),
                    "keep one of them");
        }
    }

    /** Takes the file of the same name in a folder, or the folder itself if it has none, which reading refuses. */
    private void lookInto(String key, Path folder) {
        if (find(key) == null) {
            IdxDirectory inner = new IdxDirectory(folder);
            inner.addAll();
            Path file = inner.find(key);
            plain.put(key, file == null ? folder : file);
        }
    }

    private @Nullable Path find(String key) {
        return plain.containsKey(key) ? plain.get(key) : compressed.get(key);
    }

    private Path path(String key) {
        return Objects.requireNonNull(find(key), key);
    }

    private List<String> missing(IdxLayout layout) {
        return layout.fileNames().stream().filter(key -> find(key) == null).toList();
    }

    /** Reports which files of a data set are missing. */
    DataFormatException incomplete() {
        return IdxLayout.ALL.stream()
                .filter(layout -> missing(layout).size() < layout.fileNames().size())
                .findFirst()
                .map(this::missingFiles)
                .orElseGet(() -> new DataFormatException(
                        Reason.NOT_FOUND,
                        directory.toString(),
                        published(),
                        found(),
                        "the families known are " + IdxLayout.names()
                                + "; read files of other names with fromIdx(images, labels)"));
    }

    private DataFormatException missingFiles(IdxLayout layout) {
        return new DataFormatException(
                Reason.NOT_FOUND,
                directory.toString(),
                layout.name() + "'s four files, with " + missing(layout) + " (plain or .gz)",
                found(),
                "add the missing files");
    }

    /** The files that a data set has, for messages. */
    static String published() {
        return "the four files of a data set, such as " + IdxLayout.ALL.get(0).fileNames() + " (plain or .gz)";
    }

    /** The entries of the directory, for messages. */
    String found() {
        return entries.isEmpty() ? "an empty directory" : some(entries);
    }

    /** The first of many names, and how many more there are. */
    static String some(Collection<String> names) {
        List<String> shown = names.stream().limit(NAMES_SHOWN).toList();
        return names.size() > NAMES_SHOWN ? shown + " and " + (names.size() - NAMES_SHOWN) + " more" : "" + shown;
    }
}
