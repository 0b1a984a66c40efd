package org.mnist4j.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * A folder or a file with a data set, and how to read it; an immutable value.
 *
 * <p>{@link #load()} finds out what a folder holds:
 *
 * <ul>
 *   <li>the IDX files of a data set, as for {@link ImageDataset#fromIdxDirectory(Path)}; a folder of such a file's
 *       name, as unpacked archives have them, is looked into;
 *   <li>a folder {@code train} or {@code training} and a folder {@code test} or {@code testing}, or else {@code val},
 *       {@code valid} or {@code validation}, in upper or lower case, each laid out as for
 *       {@link ImageDataset#fromImageFolder(Path)}, with the same classes and image size;
 *   <li>two CSV files whose names end with {@code train.csv} and {@code test.csv}, plain or {@code .gz};
 *   <li>NumPy arrays: {@code x_train.npy}, {@code y_train.npy}, {@code x_test.npy} and {@code y_test.npy}; or {@code .npz} files as
 *       KMNIST's, {@code kmnist-train-imgs.npz} and so on; or a single {@code .npz} file;
 *   <li>with {@link #split}, one folder of classes.
 * </ul>
 *
 * <p>A file is
 *
 * <ul>
 *   <li>{@code .npz}, with arrays {@code x_train}, {@code y_train}, {@code x_test} and {@code y_test}, or {@code train_images} and so
 *       on; with {@link #split}, {@code x} and {@code y} or {@code images} and {@code labels};
 *   <li>with {@link #split}, a CSV file.
 * </ul>
 *
 * <p>{@link ImageDataset#fromCsv} and {@link ImageDataset#fromNpz} describe both formats. A file {@code class-names.txt} beside IDX, CSV
 * or NumPy files has the names of the classes, one per line; without it, well-known data sets have theirs, and other classes are 0, 1, 2 and
 * so on.
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

    /** Returns a folder or file, of whose images none may be unreadable, in greyscale and not split. */
    public static DataDirectory at(Path directory) {
        return new DataDirectory(directory, null, 1, DataReading.STRICT);
    }

    /**
     * Chooses one of several sets of IDX files, or of EMNIST's CSV files.
     *
     * @param name as for {@link ImageDataset#fromIdxDirectory(Path, String)}
     * @throws IllegalArgumentException if there is no such family
     */
    public DataDirectory family(String name) {
        IdxLayout.require(name);
        return new DataDirectory(directory, name, channels, reading);
    }

    /**
     * Reads pictures, and rows of a CSV file whose header does not say it, in greyscale or colour. IDX files and arrays say it
     * themselves.
     *
     * @param number 1 for greyscale or 3 for red, green, blue
     * @throws IllegalArgumentException if the number is neither 1 nor 3
     */
    public DataDirectory channels(int number) {
        ImageShape.requireReadable(number);
        return new DataDirectory(directory, family, number, reading);
    }

    /**
     * Holds out a part of each class for the test, from a folder of classes or a file that has no test images: a
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
     * @return both, named after the folder or file, and what was left out
     * @throws DataFormatException if there is no data set or several, a file cannot be read, is malformed or has a name
     *     that this JVM cannot decode, or the data set has a test set of its own and is to be split
     */
    public LoadedData load() {
        if (Files.isRegularFile(directory)) {
            return file();
        }
        DataFile.checkDirectory(directory, "a folder with a data set, or a CSV or .npz file");
        IdxDirectory files = IdxDirectory.list(directory);
        List<ArrayData> arrays = ArrayFiles.in(directory);
        if (family != null) {
            String wanted = family;
            Optional<ArrayData> rows =
                    arrays.stream().filter(set -> set.isOf(wanted)).findFirst();
            return rows.isPresent() && !files.isComplete(family)
                    ? arrays(rows.get(), ImageFolder.nameOf(directory))
                    : idx(files, files.layout(family));
        }
        Omissions omissions = new Omissions(directory);
        List<Path> folders = SplitFolders.visible(directory, omissions);
        Optional<SplitFolders> parts = SplitFolders.among(directory, folders);
        requireOne(files, parts, arrays);
        if (parts.isEmpty() && files.isComplete()) {
            return idx(files, files.onlyLayout());
        }
        if (parts.isEmpty() && !arrays.isEmpty()) {
            return arrays(arrays.get(0), ImageFolder.nameOf(directory));
        }
        if (parts.isEmpty() && files.hasAny()) {
            throw files.incomplete();
        }
        List<Path> npz =
                ArrayFiles.single(directory).stream().filter(ArrayFiles::isNpz).toList();
        if (parts.isEmpty() && npz.size() == 1 && reading.split().isEmpty()) {
            return arrays(ArrayFiles.at(npz.get(0)), ArrayFiles.stem(npz.get(0)));
        }
        return images(folders, parts, omissions);
    }

    /** Reads a CSV file as a whole. */
    static ImageDataset readAll(Path file) {
        DataFile.checkRegular(file, "a CSV file");
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        return ArrayData.ofCsv(ArrayFiles.stem(file), file, null).readAll(ArrayFiles.stem(file), folder, 1);
    }

    private LoadedData file() {
        if (family != null) {
            DataFile.checkDirectory(directory, "a folder with the files of " + family);
        }
        if (!ArrayFiles.isCsv(directory) && !ArrayFiles.isNpz(directory)) {
            DataFile.checkDirectory(directory, "a folder with a data set, or a file named .csv, .csv.gz or .npz");
        }
        return arrays(ArrayFiles.at(directory), ArrayFiles.stem(directory));
    }

    private LoadedData arrays(ArrayData arrays, String name) {
        boolean split = reading.split().isPresent();
        if (split && arrays.hasTestSet()) {
            throw hasTestSet(arrays.description());
        }
        if (!split && !arrays.hasTestSet()) {
            throw new DataFormatException(
                    Reason.NOT_FOUND,
                    directory.toString(),
                    "training and test images",
                    "one set of images, " + arrays.description(),
                    "give a folder with train.csv and test.csv, or hold out a fifth of each class for the test with"
                            + " --split 0.2, or DataDirectory.split(0.2, seed) in Java");
        }
        Path folder = Files.isDirectory(directory)
                ? directory
                : Objects.requireNonNull(directory.toAbsolutePath().getParent());
        TrainTest images = split
                ? ImageFolder.split(directory, name, arrays.readAll(name, folder, channels), reading)
                : arrays.read(name, folder, channels);
        return new LoadedData(images, reading, List.of(), 0);
    }

    private void requireOne(IdxDirectory files, Optional<SplitFolders> parts, List<ArrayData> arrays) {
        List<String> found = new ArrayList<>();
        if (files.isComplete()) {
            found.add("IDX files");
        }
        arrays.forEach(set -> found.add(set.description()));
        parts.ifPresent(folders -> found.add("the folders " + folders.names()));
        if (found.size() > 1) {
            throw new DataFormatException(
                    Reason.AMBIGUOUS,
                    directory.toString(),
                    "one data set",
                    String.join(", and ", found),
                    "move one of them elsewhere");
        }
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
            List<Path> single = ArrayFiles.single(directory);
            return new DataFormatException(
                    Reason.NOT_FOUND,
                    directory.toString(),
                    LAYOUT + ", or train.csv and test.csv, or " + IdxDirectory.published(),
                    IdxDirectory.list(directory).found(),
                    single.isEmpty()
                            ? "check the path, and unpack archives"
                            : "name one file with all images: " + single.get(0)
                                    + (ArrayFiles.isCsv(single.get(0)) ? " with --split 0.2" : ""));
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
