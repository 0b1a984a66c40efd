package org.mnist4j.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.model.Classifier;
import org.mnist4j.robustness.Robustness;
import org.mnist4j.robustness.RobustnessReport;
import picocli.CommandLine.Option;

/** Whether and how {@code evaluate} measures the accuracy on perturbed images. */
final class RobustnessOptions {

    @Option(
            names = "--robustness",
            order = 10,
            description =
                    "Also measure the accuracy under 26 perturbations in five severities, such as thin pens, noise and uneven"
                            + " light, and the mean corruption error relative to the preset seed. With all of MNIST's test images it takes"
                            + " about a minute for seed.")
    private boolean robustness;

    @Option(
            names = "--limit",
            paramLabel = "N",
            order = 11,
            description =
                    "With --robustness: on N evenly spaced test images only. There is then no corruption error without --baseline.")
    private @Nullable Integer limit;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            order = 12,
            description =
                    "With --robustness: a model.safetensors that corruption errors are relative to, instead of the preset seed.")
    private @Nullable Path baseline;

    /** Refuses options that contradict each other, the model or the images, before the work. */
    void check(Path modelFile, Classifier model, ImageDataset test) {
        if (!robustness && (limit != null || baseline != null)) {
            String option = limit != null ? "--limit" : "--baseline";
            throw new CommandException(ExitCode.USAGE, option + " goes with --robustness; add it or leave both out");
        }
        if (limit != null && (limit < 1 || limit > test.size())) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--limit " + limit + ": expected 1 to " + test.size() + ", the number of images of " + test.name());
        }
        if (robustness) {
            on(test);
        }
        if (baseline != null) {
            Classifier other = Classifier.load(baseline);
            if (!other.input().equals(model.input()) || !other.classNames().equals(model.classNames())) {
                throw new CommandException(
                        ExitCode.FILE,
                        "--baseline: " + ModelFiles.takes(baseline, other) + ", " + ModelFiles.takes(modelFile, model)
                                + "; choose a baseline for the same images");
            }
        }
    }

    /** The report of a classifier, or null if it was not asked for. */
    @Nullable
    RobustnessReport measure(Classifier classifier, ImageDataset test, RootCommand root) {
        if (!robustness) {
            return null;
        }
        Robustness measurement = on(test).limit(limit == null ? test.size() : limit);
        if (baseline != null) {
            try {
                measurement = measurement.baseline(measured(measurement, Classifier.load(baseline), root));
            } catch (ArithmeticException e) {
                throw new CommandException(ExitCode.FILE, baseline + ": " + e.getMessage());
            }
        }
        return measured(measurement, classifier, root);
    }

    private static RobustnessReport measured(Robustness measurement, Classifier classifier, RootCommand root) {
        try (RobustnessProgress progress = root.robustnessProgress()) {
            return measurement.with(progress).measure(classifier);
        }
    }

    /** All images of a test set; colour is refused. */
    static Robustness on(ImageDataset test) {
        try {
            return Robustness.on(test);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.FILE, "--robustness: " + e.getMessage());
        }
    }
}
