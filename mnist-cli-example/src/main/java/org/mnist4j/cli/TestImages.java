package org.mnist4j.cli;

import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.run.Run;

/** The test images on which runs were measured. */
final class TestImages {

    private TestImages() {}

    /** Loads the test set as a run has read it, and refuses another one than that of the runs. */
    static ImageDataset of(DatasetIdentity expected, DataOptions data, Run run) {
        ImageDataset test = data.loadTest(run);
        if (!test.fingerprint().equals(expected.fingerprint())) {
            throw new CommandException(
                    ExitCode.FILE,
                    "the run was measured on " + expected.name() + " (" + expected.images()
                            + " images) with fingerprint " + expected.fingerprint() + ", " + test.name() + " ("
                            + test.size() + ") has " + test.fingerprint()
                            + "; pass the folder of their images as --data DIR");
        }
        return test;
    }
}
