package org.mnist4j.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A figure or report could not be written, or a font for it not be read; an existing file is left unchanged. */
public final class ReportFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path path;

    private ReportFileException(Path path, String message, Throwable cause) {
        super(message, cause);
        this.path = path;
    }

    static ReportFileException of(Path file, IOException cause) {
        String reason = String.valueOf(cause.getMessage());
        Path folder = file.toAbsolutePath().getParent();
        if (cause instanceof AccessDeniedException
                || (folder != null && Files.isDirectory(folder) && !Files.isWritable(folder))) {
            reason = "no permission to write in its folder; choose another one";
        } else if (cause instanceof FileAlreadyExistsException exists) {
            reason = exists.getFile() + " is a file where a folder is needed; choose another folder";
        }
        return new ReportFileException(file, "cannot write " + file + ": " + reason, cause);
    }

    static ReportFileException font(Path file, String reason, Throwable cause) {
        return new ReportFileException(file, file + ": cannot be used as a font: " + reason, cause);
    }

    /** The file that could not be written or read. */
    public Path path() {
        return path;
    }
}
