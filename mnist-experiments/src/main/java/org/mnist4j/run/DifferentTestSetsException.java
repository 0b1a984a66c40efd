package org.mnist4j.run;

import java.nio.file.Path;
import org.mnist4j.data.DatasetIdentity;

/** Two runs that were evaluated on different test images and so cannot be compared image by image. */
public final class DifferentTestSetsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient DatasetIdentity first;
    private final transient DatasetIdentity second;

    DifferentTestSetsException(Path firstRun, DatasetIdentity first, Path secondRun, DatasetIdentity second) {
        super(firstRun + " was evaluated on " + text(first) + ", " + secondRun + " on " + text(second)
                + "; compare runs with the same test set");
        this.first = first;
        this.second = second;
    }

    private static String text(DatasetIdentity images) {
        return images.name() + " (" + images.images() + " images) with fingerprint " + images.fingerprint();
    }

    /** The test images of the first run. */
    public DatasetIdentity first() {
        return first;
    }

    /** The test images of the second run. */
    public DatasetIdentity second() {
        return second;
    }
}
