package org.mnist4j.data;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException.Reason;

/** A folder with one subfolder of images per class. */
final class ImageFolder {

    private final Path root;
    private final int channels;
    private final DataReading reading;
    private final Omissions omissions;

    /** The classes in order, and the file and class of each image. */
    private final List<String> classNames = new ArrayList<>();

    private final List<Path> files = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    private ImageFolder(Path root, int channels, DataReading reading, Omissions omissions) {
        this.root = root;
        this.channels = channels;
        this.reading = reading;
        this.omissions = omissions;
    }

    /** Reads a data set named after the folder, without splitting it. */
    static ImageDataset read(Path directory, int channels, DataReading reading, Omissions omissions) {
        return read(directory, channels, reading, omissions, directory);
    }

    /** The images' files are named relative to the base. */
    private static ImageDataset read(
            Path directory, int channels, DataReading reading, Omissions omissions, Path base) {
        ImageShape.requireReadable(channels);
        DataFile.checkDirectory(directory, "a folder with one folder of images per class");
        try {
            ImageFolder folder = new ImageFolder(directory.toRealPath(), channels, reading, omissions);
            folder.list(directory);
            return folder.load(directory, base);
        } catch (IOException e) {
            throw DataFile.unreadable(directory.toString(), e);
        }
    }

    /** Reads two such folders. */
    static TrainTest readTrainTest(
            Path directory, SplitFolders parts, int channels, DataReading reading, Omissions omissions) {
        Path testFolder = parts.test();
        ImageDataset train = read(parts.train(), channels, reading, omissions, directory);
        ImageDataset test = read(testFolder, channels, reading, omissions, directory);
        if (!test.classNames().equals(train.classNames())) {
            throw new DataFormatException(
                    Reason.CLASS_MISMATCH,
                    testFolder.toString(),
                    "the class folders " + train.classNames() + " of " + parts.train(),
                    test.classNames().toString(),
                    "create the same class folders in both, even if some are empty");
        }
        if (!test.shape().equals(train.shape())) {
            throw new DataFormatException(
                    Reason.IMAGE_SIZE,
                    testFolder.toString(),
                    train.shape() + " images, as in " + parts.train(),
                    test.shape().toString(),
                    "resize all images to the same size");
        }
        return named(nameOf(directory), train, test);
    }

    /** Reads one such folder, and holds out a part of each class for the test. */
    static TrainTest readSplit(Path directory, int channels, DataReading reading, Omissions omissions) {
        return split(directory, nameOf(directory), read(directory, channels, reading, omissions), reading);
    }

    /** Holds out a part of each class for the test. */
    static TrainTest split(Path directory, String name, ImageDataset all, DataReading reading) {
        if (all.size() < 2) {
            throw new DataFormatException(
                    Reason.EMPTY_DATA, directory.toString(), "at least 2 images to split", "1 image", "add images");
        }
        Split split = all.stratifiedSplit(reading.split().orElseThrow(), reading.splitSeed());
        return named(name, split.train(), split.validation());
    }

    private static TrainTest named(String name, ImageDataset train, ImageDataset test) {
        return new TrainTest(train.withName(name + "-train"), test.withName(name + "-test"));
    }

    private void list(Path directory) throws IOException {
        for (Path classFolder : visibleEntries(directory)) {
            if (!Files.isDirectory(classFolder)) {
                continue;
            }
            for (Path file : visibleEntries(classFolder)) {
                FileNames.of(file);
                files.add(file);
                labels.add(classNames.size());
            }
            classNames.add(FileNames.ofClass(classFolder));
        }
        if (classNames.size() < 2 || classNames.size() > ClassNames.MAX_CLASSES) {
            throw new DataFormatException(
                    classNames.isEmpty() ? Reason.EMPTY_DATA : Reason.LIMIT,
                    directory.toString(),
                    "2 to " + ClassNames.MAX_CLASSES + " folders, one per class",
                    classNames.size() + " folders",
                    "put the images of each class in a separate folder");
        }
        if (files.isEmpty()) {
            throw new DataFormatException(
                    Reason.EMPTY_DATA,
                    directory.toString(),
                    "images in the class folders",
                    classNames.size() + " empty folders",
                    "add some images");
        }
    }

    private ImageDataset load(Path directory, Path base) {
        byte[] pixels = new byte[0];
        int[] keptLabels = new int[files.size()];
        String[] keptFiles = new String[files.size()];
        @Nullable Path first = null;
        @Nullable ImageShape shape = null;
        int kept = 0;
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            PixelImage image = readable(file);
            if (image == null) {
                continue;
            }
            if (shape == null) {
                first = file;
                shape = image.shape();
                pixels = Buffers.grown(directory.toString(), pixels, (long) files.size() * shape.size());
            } else if (!image.shape().equals(shape)) {
                throw new DataFormatException(
                        Reason.IMAGE_SIZE,
                        file.toString(),
                        shape + ", as " + first,
                        image.shape().toString(),
                        "resize all images to the same size");
            }
            image.copyPixels(pixels, kept * shape.size());
            keptFiles[kept] = base.relativize(file).toString().replace(File.separatorChar, '/');
            keptLabels[kept++] = labels.get(i);
        }
        if (shape == null) {
            throw new DataFormatException(
                    Reason.EMPTY_DATA,
                    directory.toString(),
                    "readable images in the class folders",
                    files.size() + " that cannot be read, such as " + files.get(0),
                    "add images");
        }
        boolean all = kept == files.size(); // no second copy of a large array
        return ImageDataset.owning(
                        nameOf(directory),
                        shape,
                        classNames,
                        all ? pixels : Arrays.copyOf(pixels, kept * shape.size()),
                        Arrays.copyOf(keptLabels, kept))
                .withFiles(Arrays.copyOf(keptFiles, kept));
    }

    /** Returns nothing for an image that is left out. */
    private @Nullable PixelImage readable(Path file) {
        try {
            return PixelImage.read(file, channels);
        } catch (DataFormatException e) {
            if (!reading.skipUnreadable()) {
                throw e;
            }
            omissions.skip(file, e);
            return null;
        }
    }

    /** Returns the last part of the path of a folder. */
    static String nameOf(Path directory) {
        Path last = directory.toAbsolutePath().normalize().getFileName();
        return last == null || last.toString().isBlank() ? "images" : last.toString();
    }

    /** Returns all entries except hidden ones and leftovers, sorted by name, after checking where links lead. */
    private List<Path> visibleEntries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path entry : stream) {
                if (!omissions.leftOut(String.valueOf(entry.getFileName()))) {
                    checkLink(entry);
                    entries.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(entry -> String.valueOf(entry.getFileName())));
        return entries;
    }

    /** Links must point within the root, unless they may be followed elsewhere, but never back to it. */
    private void checkLink(Path entry) {
        if (!Files.isSymbolicLink(entry)) {
            return;
        }
        String target;
        try {
            Path real = entry.toRealPath();
            if (!root.startsWith(real) && (reading.followLinks() || real.startsWith(root))) {
                return;
            }
            target = "a link to " + real;
        } catch (IOException e) {
            target = "a broken link";
        }
        throw new DataFormatException(
                Reason.PATH,
                entry.toString(),
                reading.followLinks() ? "a link to an image or a folder of images" : "a path within " + root,
                target,
                "replace it with a copy of its target"
                        + (reading.followLinks()
                                ? ""
                                : ", or follow such links: --follow-links, or DataDirectory.followLinks() in Java"));
    }
}
