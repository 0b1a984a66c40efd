package org.mnist4j.report;

import java.nio.file.Path;
import java.util.List;

/** Some figures of a run, or its report, could not be made or written; everything else of the run is complete. */
public final class MissingFiguresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path directory;
    private final transient List<String> names;

    MissingFiguresException(Path directory, List<String> names, Throwable cause) {
        super(directory + ": cannot make " + String.join(", ", names) + " (" + cause + ")", cause);
        this.directory = directory;
        this.names = List.copyOf(names);
    }

    /** The run directory. */
    public Path directory() {
        return directory;
    }

    /** The files that are missing, or are still those of before. The cause is why the first of them is. */
    public List<String> names() {
        return names;
    }
}
