package org.mnist4j.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.mnist4j.data.DataDirectory;
import org.mnist4j.data.DataExport;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.TrainTest;

/** Files that contain one input after the other, and the requirements on every rejection. */
final class FuzzFile {

    private static final int LONGEST_MESSAGE = 2_000;
    private static final Path FOLDER = folder();

    private FuzzFile() {}

    static Path named(String name) {
        Path file = FOLDER.resolve(name);
        file.toFile().deleteOnExit();
        return file;
    }

    static Path of(String name, byte[] content) {
        try {
            return Files.write(named(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A rejection names its file and is a single printable line. */
    static void requireCleanRejection(Path file, String source, String message) {
        require(source.equals(file.toString()), "names the wrong file: " + source);
        require(message.length() < LONGEST_MESSAGE, "a message of " + message.length() + " characters");
        require(message.chars().noneMatch(Character::isISOControl), "control characters in " + message);
    }

    /** Images that were accepted are written and read again. */
    static void requireSurvives(ImageDataset images, DataExport.Format format) {
        Path folder = named("exported");
        try {
            DataExport.write(new TrainTest(images, images), format, folder);
            ImageDataset again = DataDirectory.at(folder).load().images().train();
            require(again.fingerprint().equals(images.fingerprint()), "other images after being written");
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("mnist4j-fuzz");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
