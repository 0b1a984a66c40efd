package org.mnist4j.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The experiment to run. */
final class ExperimentOptions {

    private static final String DEFAULT_PRESET = "seed";

    @ArgGroup
    private Source source = new Source();

    @Option(names = "--seed", paramLabel = "N", order = 3, description = "Replaces the experiment's seed.")
    private @Nullable Long seed;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            order = 4,
            description = "Replaces the experiment's number of epochs.")
    private @Nullable Integer epochs;

    /** One of the two. */
    static final class Source {
        @Option(names = "--config", paramLabel = "FILE", order = 1, description = "The experiment as a JSON file.")
        private @Nullable Path config;

        @Option(
                names = "--preset",
                paramLabel = "NAME",
                order = 2,
                description = "A preset experiment: seed (default), mlp-512, mlp-800, cnn-fast or cnn.")
        private @Nullable String preset;
    }

    ExperimentConfig resolve() {
        ExperimentConfig config =
                source.config == null ? preset(presetName()) : ExperimentConfig.readJson(source.config);
        ExperimentConfig.Builder changed = config.toBuilder();
        if (seed != null) {
            changed.seed(seed);
        }
        if (epochs != null) {
            changed.epochs(epochs);
        }
        return changed.build();
    }

    /** The preset's name, or the file's without its extension. */
    String name() {
        if (source.config == null) {
            return presetName();
        }
        return baseName(source.config);
    }

    /** A file's name without its extension. */
    static String baseName(Path path) {
        String file = String.valueOf(path.getFileName());
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    static ExperimentConfig preset(String name) {
        try {
            return ExperimentConfig.preset(name);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "--preset: " + e.getMessage());
        }
    }

    private String presetName() {
        return source.preset == null ? DEFAULT_PRESET : source.preset;
    }
}
