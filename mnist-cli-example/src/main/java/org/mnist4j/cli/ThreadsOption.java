package org.mnist4j.cli;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.mnist4j.train.Trainer;
import picocli.CommandLine.Option;

/** The number of training threads. */
final class ThreadsOption {

    @Option(
            names = "--threads",
            paramLabel = "N",
            order = 22,
            description = "The number of training threads (default: one per processor). It does not affect the result.")
    private @Nullable Integer threads;

    /** The requested number; empty if the option is absent. */
    OptionalInt requested() {
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
