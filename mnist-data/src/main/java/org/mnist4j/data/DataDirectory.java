package org.mnist4j.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * A folder with a data set, and how to read it; an immutable value.
 *
 * <p>{@link #load()} finds out what the folder holds:
 *
 * <ul>
 *   <li>the IDX files of a data set, as for {@link ImageDataset#fromIdxDirectory(Path)}; a folder of such a file's
 *       name, as unpacked archives have them, is looked into;
 *   <li>a folder {@code train} or {@code training} and a folder {@code test} or {@code testing}, or else {@code val},
 *       {@code valid} or {@code validation}, in upper or lower case, each laid out as for
 *       {@link ImageDataset#fromImageFolder(Path)}, with the same classes and image size;
 *   <li>with {@link #split}, one such folder of classes.
 * </ul>
 *
 * <pre>{@code
 * LoadedData pets = DataDirectory.at(Path.of("pets")).channels(3).skipUnreadable().split(0.2, 42).load();
 * pets.images().train();
 * pets.skipped();
 * }</pre>
 */
public final class DataDirectory {

    private static final String LAYOUT = "the folders train and test, each with one folder of images per class";

    private final Path directory;
    private final @Nullable String family;
    private final int channels;
    private final DataReading reading;

    private DataDirectory(Path directory, @Nullable String family, int channels, DataReading reading) {
        this.directory = directory;
        this.family = family;
        this.channels = channels;
        this.reading = reading;
    }

    /** Returns a folder, of whose images none may be unreadable, in greyscale and not split. */
    public static DataDirectory at(Path directory) {
        return new DataDirectory(directory, null, 1, DataReading.STRICT);
    }

    /**
     * Chooses one of several sets of IDX files.
     *
     * @param name as for {@link ImageDataset#fromIdxDirectory(Path, String)}
     * @throws IllegalArgumentException if there is no such family
     */
    public DataDirectory family(String name) {
        IdxLayout.require(name);
        return new DataDirectory(directory, name, channels, reading);
    }

    /**
     * Reads images, other than IDX files, in greyscale or colour.
     *
     * @param number 1 for greyscale or 3 for red, green, blue
     * @throws IllegalArgumentException if the number is neither 1 nor 3
     */
    public DataDirectory channels(int number) {
        ImageShape.requireReadable(number);
        return new DataDirectory(directory, family, number, reading);
    }

    /**
     * Holds out a part of each class for the test, from a folder of classes that has no test folder: a
     * {@linkplain ImageDataset#stratifiedSplit stratified split}. The order of the parts is that of the images.
     *
     * @param share the share of the test images, between 0 and 1, exclusive
     * @param seed the same seed gives the same split of the same images
     * @throws IllegalArgumentException if the share is out of its range
     */
    public DataDirectory split(double share, long seed) {
        return reading(reading.withSplit(share, seed));
    }

    /**
     * Leaves out image files that are empty, damaged, too large or in another format; {@link LoadedData#skipped()}
     * lists them. A file that the operating system cannot read, or an image of another size, is still an error.
     */
    public DataDirectory skipUnreadable() {
        return reading(reading.skippingUnreadable());
    }

    /** Follows symbolic links to images and class folders outside the folder, but not back to the folder or to nothing. */
    public DataDirectory followLinks() {
        return reading(reading.followingLinks());
    }

    /** Reads as another data set was read, in all but the channels and the family. */
    public DataDirectory reading(DataReading other) {
        return new DataDirectory(directory, family, channels, other);
    }

    /**
     * Reads the training and the test images.
     *
     * @return both, named after the folder, and what was left out
     * @throws DataFormatException if there is no data set or several, a file cannot be read, is malformed or has a name
     *     that this JVM cannot decode, or the data set has a test set of its own and is to be split
     */
    public LoadedData load() {
        DataFile.checkDirectory(directory, "a folder with a data set");
        IdxDirectory files = IdxDirectory.list(directory);
        if (family != null) {
            return idx(files, files.layout(family));
        }
        Omissions omissions = new Omissions(directory);
        List<Path> folders = SplitFolders.visible(directory, omissions);
        Optional<SplitFolders> parts = SplitFolders.among(directory, folders);
        if (parts.isPresent() && files.isComplete()) {
            throw new DataFormatException(
                    Reason.AMBIGUOUS,
                    directory.toString(),
                    "one data set",
                    "IDX files, and the folders " + parts.get().names(),
                    "move one of them elsewhere");
        }
        return parts.isEmpty() && files.hasAny() ? idx(files, files.onlyLayout()) : images(folders, parts, omissions);
    }

    /** Reads folders of images only. */
    LoadedData imageFolders() {
        DataFile.checkDirectory(directory, LAYOUT);
        Omissions omissions = new Omissions(directory);
        List<Path> folders = SplitFolders.visible(directory, omissions);
        return images(folders, SplitFolders.among(directory, folders), omissions);
    }

    private LoadedData idx(IdxDirectory files, IdxLayout layout) {
        if (reading.split().isPresent()) {
            throw hasTestSet("the IDX files of " + layout.name());
        }
        return new LoadedData(files.read(layout, layout.classNames()), reading, List.of(), 0);
    }

    private LoadedData images(List<Path> folders, Optional<SplitFolders> parts, Omissions omissions) {
        boolean split = reading.split().isPresent();
        if (split && parts.isPresent()) {
            throw hasTestSet("the folders " + parts.get().names());
        }
        if (parts.isEmpty() && (!split || folders.isEmpty() || isOnePart(folders))) {
            throw noParts(folders);
        }
        // The folders of a split are listed, and so counted, again.
        Omissions all = split ? new Omissions(directory) : omissions;
        TrainTest images = split
                ? ImageFolder.readSplit(directory, channels, reading, all)
                : ImageFolder.readTrainTest(directory, parts.get(), channels, reading, all);
        all.log();
        return new LoadedData(images, reading, all.skipped(), all.leftovers());
    }

    private static boolean isOnePart(List<Path> folders) {
        return folders.size() == 1 && SplitFolders.isPart(folders.get(0));
    }

    private DataFormatException hasTestSet(String found) {
        return new DataFormatException(
                Reason.AMBIGUOUS,
                directory.toString(),
                "class folders to split, without a test set",
                found,
                "omit the split to use that test set");
    }

    private DataFormatException noParts(List<Path> folders) {
        if (folders.isEmpty()) {
            return new DataFormatException(
                    Reason.NOT_FOUND,
                    directory.toString(),
                    LAYOUT + ", or " + IdxDirectory.published(),
                    IdxDirectory.list(directory).found(),
                    "check the path, and unpack archives");
        }
        List<String> names = folders.stream().map(SplitFolders::name).toList();
        Optional<Path> part = folders.stream().filter(SplitFolders::isPart).findFirst();
        Path whole = part.filter(any -> isOnePart(folders)).orElse(directory);
        return new DataFormatException(
                Reason.NOT_FOUND,
                directory.toString(),
                LAYOUT,
                "the folders " + IdxDirectory.some(names),
                part.map(folder -> "add the other part beside " + SplitFolders.name(folder) + ", or")
                                .orElse("if these are the classes,")
                        + " split " + whole + ": --split 0.2, or DataDirectory.split(0.2, seed) in Java, holds out a"
                        + " fifth of each class for the test");
    }
}
