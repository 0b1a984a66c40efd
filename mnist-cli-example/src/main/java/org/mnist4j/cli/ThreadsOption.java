package org.mnist4j.cli;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.mnist4j.train.Trainer;
import picocli.CommandLine.Option;

/** On how many threads to train. */
final class ThreadsOption {

    @Option(
            names = "--threads",
            paramLabel = "N",
            order = 22,
            description = "How many threads train (default: one per processor); the result does not depend on it.")
    private @Nullable Integer threads;

    /** The number that was asked for; empty if none was. */
    OptionalInt asked() {
        if (threads == null) {
            return OptionalInt.empty();
        }
        if (threads < 1 || threads > Trainer.MAX_THREADS) {
            throw new CommandException(
                    ExitCode.USAGE, "--threads must be 1 to " + Trainer.MAX_THREADS + ", was " + threads);
        }
        return OptionalInt.of(threads);
    }
}
