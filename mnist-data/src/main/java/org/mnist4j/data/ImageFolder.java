package org.mnist4j.data;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mnist4j.data.DataFormatException.Reason;

/** A folder with one subfolder of images per class. */
final class ImageFolder {

    private final Path root;
    private final int channels;

    /** The classes in order, and the file and class of each image. */
    private final List<String> classNames = new ArrayList<>();

    private final List<Path> files = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    private ImageFolder(Path root, int channels) {
        this.root = root;
        this.channels = channels;
    }

    /** Reads a data set named after the folder. */
    static ImageDataset read(Path directory, int channels) {
        return read(directory, channels, directory);
    }

    /** The images' files are named relative to the base. */
    private static ImageDataset read(Path directory, int channels, Path base) {
        PixelImage.checkChannels(channels);
        DataFile.checkDirectory(directory, "a folder with one folder of images per class");
        try {
            ImageFolder folder = new ImageFolder(directory.toRealPath(), channels);
            folder.list(directory);
            return folder.load(directory).withFiles(folder.filesRelativeTo(base));
        } catch (IOException e) {
            throw DataFile.unreadable(directory.toString(), e);
        }
    }

    /** Reads two such folders, {@code train} and {@code test}. */
    static TrainTest readTrainTest(Path directory, int channels) {
        DataFile.checkDirectory(directory, "a folder with the folders train and test");
        Path testFolder = directory.resolve("test");
        ImageDataset train = read(directory.resolve("train"), channels, directory);
        ImageDataset test = read(testFolder, channels, directory);
        if (!test.classNames().equals(train.classNames())) {
            throw new DataFormatException(
                    Reason.CLASS_MISMATCH,
                    testFolder.toString(),
                    "the class folders " + train.classNames() + " of " + directory.resolve("train"),
                    test.classNames().toString(),
                    "create the same class folders in both, even if some are empty");
        }
        if (!test.shape().equals(train.shape())) {
            throw new DataFormatException(
                    Reason.IMAGE_SIZE,
                    testFolder.toString(),
                    train.shape() + " images, as in " + directory.resolve("train"),
                    test.shape().toString(),
                    "resize all images to the same size");
        }
        String name = nameOf(directory);
        return new TrainTest(train.withName(name + "-train"), test.withName(name + "-test"));
    }

    private void list(Path directory) throws IOException {
        for (Path classFolder : visibleEntries(directory)) {
            if (!Files.isDirectory(classFolder)) {
                continue;
            }
            for (Path file : visibleEntries(classFolder)) {
                files.add(file);
                labels.add(classNames.size());
            }
            classNames.add(String.valueOf(classFolder.getFileName()));
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

    private ImageDataset load(Path directory) {
        PixelImage first = PixelImage.read(files.get(0), channels);
        int length = first.shape().size();
        byte[] pixels = Buffers.grown(directory.toString(), new byte[0], (long) files.size() * length);
        first.copyPixels(pixels, 0);
        for (int i = 1; i < files.size(); i++) {
            PixelImage image = PixelImage.read(files.get(i), channels);
            if (!image.shape().equals(first.shape())) {
                throw new DataFormatException(
                        Reason.IMAGE_SIZE,
                        files.get(i).toString(),
                        first.shape() + ", as " + files.get(0),
                        image.shape().toString(),
                        "resize all images to the same size");
            }
            image.copyPixels(pixels, i * length);
        }
        int[] allLabels = labels.stream().mapToInt(Integer::intValue).toArray();
        return ImageDataset.owning(nameOf(directory), first.shape(), classNames, pixels, allLabels);
    }

    private String[] filesRelativeTo(Path base) {
        return files.stream()
                .map(file -> base.relativize(file).toString().replace(File.separatorChar, '/'))
                .toArray(String[]::new);
    }

    private static String nameOf(Path directory) {
        Path last = directory.toAbsolutePath().normalize().getFileName();
        return last == null ? "images" : last.toString();
    }

    /** Returns all entries except hidden ones, sorted by name; links must point within the root and not back to it. */
    private List<Path> visibleEntries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path entry : stream) {
                if (!String.valueOf(entry.getFileName()).startsWith(".")) {
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

    private void checkLink(Path entry) {
        if (!Files.isSymbolicLink(entry)) {
            return;
        }
        String target;
        try {
            Path real = entry.toRealPath();
            if (real.startsWith(root) && !real.equals(root)) {
                return;
            }
            target = "a link to " + real;
        } catch (IOException e) {
            target = "a broken link";
        }
        throw new DataFormatException(
                Reason.PATH, entry.toString(), "a path within " + root, target, "replace it with a copy of its target");
    }
}
