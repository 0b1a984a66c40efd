package org.mnist4j.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.run.Run;
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

    @Option(
            names = "--classes",
            paramLabel = "N",
            order = 4,
            description = "Replaces the experiment's number of classes, for example 26 for letters.")
    private @Nullable Integer classes;

    @Option(
            names = "--validation-fraction",
            paramLabel = "SHARE",
            order = 4,
            description = "Replaces the experiment's share of training images that are held out, for example 0.1. They"
                    + " measure each epoch, and calibrate can use them.")
    private @Nullable Double validationFraction;

    /** One of the three. */
    static final class Source {
        @Option(names = "--config", paramLabel = "FILE", order = 1, description = "The experiment as a JSON file.")
        private @Nullable Path config;

        @Option(
                names = "--preset",
                paramLabel = "NAME",
                order = 2,
                description =
                        "A preset experiment: seed (default), mlp-512, mlp-800, cnn-99, cnn-fast, cnn, robust or fashion.")
        private @Nullable String preset;

        @Option(
                names = "--continue",
                paramLabel = "RUN_DIR",
                order = 5,
                description =
                        "Train a complete run on to --epochs epochs in all, bit-identical to one run of that many; in a"
                                + " new run directory.")
        private @Nullable Path continued;
    }

    ExperimentConfig resolve() {
        if (source.continued != null) {
            return resolveContinued(Run.open(source.continued));
        }
        ExperimentConfig config =
                source.config == null ? preset(presetName()) : ExperimentConfig.readJson(source.config);
        ExperimentConfig.Builder changed = config.toBuilder();
        if (seed != null) {
            changed.seed(seed);
        }
        if (epochs != null) {
            changed.epochs(epochs);
        }
        if (classes != null) {
            changed.classes(classes);
        }
        if (validationFraction != null) {
            changed.validationFraction(validationFraction);
        }
        return changed.build();
    }

    private ExperimentConfig resolveContinued(Run run) {
        int done = run.config().training().epochs();
        if (epochs == null || epochs <= done) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--continue needs --epochs, the number of epochs in all: " + run.directory() + " has " + done
                            + ", so more than " + done + (epochs == null ? "" : ", was " + epochs));
        }
        ExperimentConfig config = run.config();
        requireKept("--seed", seed, config.seed(), run);
        requireKept("--classes", classes, config.classes(), run);
        requireKept(
                "--validation-fraction", validationFraction, config.training().validationFraction(), run);
        return config.toBuilder().epochs(epochs).build();
    }

    private static <T> void requireKept(String option, @Nullable T given, T trained, Run run) {
        if (given != null && !given.equals(trained)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    option + " is " + given + ", but " + run.directory() + " was trained with " + trained
                            + ", which a continued run keeps; omit " + option);
        }
    }

    /** The run that is to be trained on, if there is one. */
    Optional<Run> continued() {
        return Optional.ofNullable(source.continued).map(Run::open);
    }

    /** The default run directory. */
    Path directory() {
        if (source.continued == null) {
            return Path.of("runs", name());
        }
        Path target = source.continued.toAbsolutePath().normalize();
        Path name = Path.of(String.valueOf(target.getFileName()));
        Path beside = source.continued.endsWith(name) ? source.continued : target;
        return beside.resolveSibling(name + "-" + epochs + "-epochs");
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
