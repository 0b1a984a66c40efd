package org.mnist4j.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mnist4j.storage.AtomicFile;

/** Writes a figure or report as {@link AtomicFile} does, in a folder that is made if need be. */
final class FileReplacement {
    private FileReplacement() {}

    static void write(Path file, byte[] bytes) {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw failure(file, new IOException("this is a folder; name a file in it"));
        }
        try {
            Files.createDirectories(folder);
            AtomicFile.write(target, out -> out.write(bytes));
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static ReportFileException failure(Path file, IOException cause) {
        String reason = String.valueOf(cause.getMessage());
        Path folder = file.toAbsolutePath().getParent();
        if (cause instanceof AccessDeniedException
                || (folder != null && Files.isDirectory(folder) && !Files.isWritable(folder))) {
            reason = "no permission to write in its folder; choose another one";
        } else if (cause instanceof FileAlreadyExistsException exists) {
            reason = exists.getFile() + " is a file where a folder is needed; choose another folder";
        }
        return new ReportFileException(file, reason, cause);
    }
}
