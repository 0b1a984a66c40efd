package org.mnist4j.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mnist4j.cli.BadInput.Maker;

/**
 * Something else at a file's place: a directory, nothing, a pipe, a device, or a file that cannot be read.
 *
 * @param what which of them
 * @param maker puts it there
 */
record OddFile(String what, Maker maker) {

    private static final Path UNREADABLE = Path.of("/proc/self/mem");

    static List<OddFile> all() {
        List<OddFile> all = new ArrayList<>();
        all.add(new OddFile("directory", Files::createDirectory));
        all.add(new OddFile("nothing", path -> {}));
        if (Files.exists(Path.of("/dev/zero"))) {
            all.add(new OddFile("pipe", OddFile::makePipe));
            all.add(new OddFile("/dev/zero", path -> Files.createSymbolicLink(path, Path.of("/dev/zero"))));
        }
        if (Files.isRegularFile(UNREADABLE)) {
            // The kernel calls it a regular file, and answers any read of its first bytes with an error.
            all.add(new OddFile("unreadable", path -> Files.createSymbolicLink(path, UNREADABLE)));
        }
        return all;
    }

    /** What is said of it, in the words for something that is no file and for nothing at all. */
    String said(String noFile, String nothing) {
        return switch (what) {
            case "nothing" -> nothing;
            case "unreadable" -> "nput/output error";
            default -> noFile;
        };
    }

    private static void makePipe(Path path) throws IOException {
        try {
            if (new ProcessBuilder("mkfifo", path.toString()).start().waitFor() != 0) {
                throw new IOException("mkfifo failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
