package org.mnist4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One bad input: how it is made, and what must come of it in the library and on the command line.
 *
 * @param id its row in docs/bad-inputs.md; several inputs can share one
 * @param what which of the row's inputs it is
 * @param kind who reads it
 * @param maker writes it
 * @param reason the exception's reasons, sorted; {@link #ACCEPTED} if it is read after all
 * @param messages parts of what is said
 */
record BadInput(String id, String what, Kind kind, Maker maker, String reason, List<String> messages) {

    static final String ACCEPTED = "accepted";

    /** Puts the input at its place, where a good one may be already. */
    @FunctionalInterface
    interface Maker {
        void make(Path subject) throws IOException;
    }

    /** What the input pretends to be, where it lies in a case's folder, and the exit code of the commands that read it. */
    enum Kind {
        CONFIG("experiment.json", ExitCode.USAGE),
        SWEEP("sweep.json", ExitCode.USAGE),
        DATA("data", ExitCode.FILE),
        PICTURE("picture.png", ExitCode.FILE),
        MODEL("model.safetensors", ExitCode.FILE),
        ENSEMBLE("ensemble.safetensors", ExitCode.FILE),
        WEIGHTS("state.safetensors", ExitCode.FILE),
        ONNX("model.onnx", ExitCode.FILE),
        CHECKPOINT("run.checkpoints", ExitCode.FILE),
        /** A checkpoint, but not of the run that is to go on, or none at all. */
        OTHER_RUN("run.checkpoints", ExitCode.USAGE);

        final String fileName;
        final int exitCode;

        Kind(String fileName, int exitCode) {
            this.fileName = fileName;
            this.exitCode = exitCode;
        }
    }

    boolean accepted() {
        return reason.equals(ACCEPTED);
    }

    int exitCode() {
        return accepted() ? ExitCode.DONE : kind.exitCode;
    }

    @Override
    public String toString() {
        return id + " " + what;
    }
}
