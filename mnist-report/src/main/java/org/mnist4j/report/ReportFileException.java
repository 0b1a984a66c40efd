package org.mnist4j.report;

import java.io.IOException;
import java.nio.file.Path;

/** A figure or report could not be written; a file that was there before is as it was. */
public final class ReportFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path path;

    ReportFileException(Path path, String reason, IOException cause) {
        super("cannot write " + path + ": " + reason, cause);
        this.path = path;
    }

    /** The file that was to be written. */
    public Path path() {
        return path;
    }
}
