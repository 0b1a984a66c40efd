package org.mnist4j.data;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mnist4j.data.DataFormatException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The subfolders with the training and the test images of a data set, found by their names in upper or lower case. */
record SplitFolders(Path train, Path test) {

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

    private static final Set<String> TRAIN = Set.of("train", "training");
    private static final Set<String> TEST = Set.of("test", "testing");

    /** What the test set is called in data sets that keep their actual test images for themselves. */
    private static final Set<String> VALIDATION = Set.of("val", "valid", "validation");

    /** Returns all visible subfolders, sorted by name. */
    static List<Path> visible(Path directory, Omissions omissions) {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (!omissions.leftOut(name(entry)) && Files.isDirectory(entry)) {
                    folders.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw DataFile.unreadable(directory.toString(), e);
        }
        folders.sort(Comparator.comparing(SplitFolders::name));
        return folders;
    }

    /**
     * Returns the training and the test folder among the subfolders, if there are both.
     *
     * @throws DataFormatException if several subfolders have such names
     */
    static Optional<SplitFolders> among(Path directory, List<Path> folders) {
        Optional<Path> train = only(directory, folders, TRAIN, "training");
        Optional<Path> validation = only(directory, folders, VALIDATION, "validation");
        Optional<Path> test = only(directory, folders, TEST, "test").or(() -> validation);
        if (train.isEmpty() || test.isEmpty()) {
            return Optional.empty();
        }
        validation.ifPresent(unused -> {
            if (unused.equals(test.get())) {
                LOG.info("{}: {} is the test set", Omissions.printable(directory.toString()), name(unused));
            } else {
                LOG.info("{}: {} is not read", Omissions.printable(directory.toString()), name(unused));
            }
        });
        return Optional.of(new SplitFolders(train.get(), test.get()));
    }

    /** Whether a folder's name is that of a training set, or of a test set. */
    static boolean isPart(Path folder) {
        return is(folder, TRAIN) || is(folder, TEST) || is(folder, VALIDATION);
    }

    /** Both names, for messages. */
    String names() {
        return name(train) + " and " + name(test);
    }

    private static Optional<Path> only(Path directory, List<Path> folders, Set<String> names, String kind) {
        List<Path> found = folders.stream().filter(folder -> is(folder, names)).toList();
        if (found.size() > 1) {
            throw new DataFormatException(
                    Reason.AMBIGUOUS,
                    directory.toString(),
                    "one folder of " + kind + " images",
                    found.stream().map(SplitFolders::name).toList().toString(),
                    "keep one of them, or rename the others");
        }
        return found.stream().findFirst();
    }

    private static boolean is(Path folder, Set<String> names) {
        return names.contains(name(folder).toLowerCase(Locale.ROOT));
    }

    static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }
}
