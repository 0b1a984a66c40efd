package org.mnist4j.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.mnist4j.data.DataFormatException.Reason;

/** Checks of paths, shared by all readers. */
final class DataFile {

    private DataFile() {}

    /** Rejects anything but a regular file before opening it: reading from a pipe or a device might never end. */
    static void checkRegular(Path file, String wanted) {
        if (Files.isRegularFile(file)) {
            return;
        }
        throw Files.exists(file)
                ? new DataFormatException(
                        Reason.NOT_A_FILE,
                        file.toString(),
                        wanted,
                        Files.isDirectory(file) ? "a directory" : "a device, pipe or socket",
                        "give the path of the file itself")
                : notFound(file, wanted);
    }

    static void checkDirectory(Path directory, String wanted) {
        if (Files.isDirectory(directory)) {
            return;
        }
        throw Files.exists(directory)
                ? new DataFormatException(
                        Reason.NOT_A_FILE, directory.toString(), wanted, "a file", "give the directory's path")
                : notFound(directory, wanted);
    }

    /** Reports an I/O error. */
    static DataFormatException unreadable(String source, Exception cause) {
        return new DataFormatException(
                Reason.IO,
                source,
                "to read it",
                cause.getClass().getSimpleName().replace("Exception", "") + " (" + cause.getMessage() + ")",
                "check its permissions and the disk",
                cause);
    }

    private static DataFormatException notFound(Path path, String wanted) {
        return new DataFormatException(Reason.NOT_FOUND, path.toString(), wanted, "no such file", "check the path");
    }
}
