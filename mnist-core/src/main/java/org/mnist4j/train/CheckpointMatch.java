package org.mnist4j.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mnist4j.config.FieldDifference;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.engine.TrainingEngine;
import org.mnist4j.train.CheckpointException.Reason;

/** Rejects a run, in its checkpoint or before its first, that is not the run at hand, naming the differences. */
final class CheckpointMatch {

    private final Path file;
    private final BegunRun there;

    /** @param file where the run was read, for messages */
    CheckpointMatch(Path file, BegunRun there) {
        this.file = file;
        this.there = there;
    }

    void requireSameRun(BegunRun here) {
        if (!there.config().equals(here.config())) {
            throw refused(
                    Reason.OTHER_CONFIG,
                    "belongs to a different experiment: "
                            + text(
                                    FieldDifference.between(there.config(), here.config()),
                                    file.endsWith(BegunRun.FILE) ? "run that was begun" : "checkpoint")
                            + "; resume with the same configuration, or start a new run");
        }
        if (there.train().isPresent()) {
            requireSameImages(here);
        }
    }

    void requireSameImages(BegunRun here) {
        requireSame("training", there.train(), here.train());
        requireSame("validation", there.validation(), here.validation());
    }

    /** Rejects a checkpoint of an engine that this release would not choose. */
    void requireSameEngine(String theirs, TrainingEngine engine) {
        if (!theirs.equals(engine.name())) {
            throw refused(
                    Reason.VERSION,
                    "was trained with engine " + theirs + ", this library would use " + engine.name()
                            + "; resume with the release that wrote it");
        }
    }

    /** As in {@code seed is 1 in the checkpoint and 2 in this configuration}. */
    static String text(List<FieldDifference> differences, String where) {
        return differences.stream()
                .map(one -> one.path() + " is " + one.first().orElse("missing") + " in the " + where + " and "
                        + one.second().orElse("missing") + " in this configuration")
                .collect(Collectors.joining(", "));
    }

    private void requireSame(String which, Optional<DatasetIdentity> there, Optional<DatasetIdentity> here) {
        if (!haveSameImages(there, here)) {
            throw refused(
                    Reason.OTHER_DATA,
                    "belongs to a run on different images: its " + which + " set is " + text(there) + ", yours is "
                            + text(here) + "; resume with the same images, or start a new run");
        }
    }

    /** Compares the images, but not the names of the data sets. */
    private static boolean haveSameImages(Optional<DatasetIdentity> there, Optional<DatasetIdentity> here) {
        return there.map(DatasetIdentity::fingerprint).equals(here.map(DatasetIdentity::fingerprint))
                && there.map(DatasetIdentity::images).equals(here.map(DatasetIdentity::images));
    }

    private static String text(Optional<DatasetIdentity> data) {
        return data.map(DatasetIdentity::toString).orElse("none");
    }

    private CheckpointException refused(Reason reason, String message) {
        return new CheckpointException(file, reason, message);
    }
}
