package org.mnist4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.SweepConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.report.Figure;
import org.mnist4j.report.Figures;
import org.mnist4j.spark.SparkConnection;
import org.mnist4j.sweep.SettingSummary;
import org.mnist4j.sweep.Sweep;
import org.mnist4j.sweep.SweepResult;
import org.mnist4j.sweep.Trial;
import org.mnist4j.sweep.TrialExecutor;
import org.mnist4j.sweep.TrialOutcome;
import org.mnist4j.train.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "sweep",
        description = {
            "Train variants of an experiment, every one of a grid or some drawn at random, with every seed, and compare them on held-out"
                    + " images."
        },
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            ExitCode.DONE_TEXT,
            ExitCode.USAGE_TEXT,
            ExitCode.FILE_TEXT,
            " 4:every trial failed, or Spark gave up",
            "130:interrupted; the same command runs the remaining trials"
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  mnist4j sweep --config sweep.json --out sweeps/rates",
            "",
            "with sweep.json, for example:",
            "",
            "  {\"preset\": \"seed\", \"seeds\": [1, 2, 3],",
            "   \"grid\": {\"training.optimizer.learningRate\": [0.001, 0.003], \"layers[0].units\": [64, 128]}}",
            "",
            "or, with settings drawn at random:",
            "",
            "  {\"preset\": \"seed\", \"random\": {\"settings\": 20, \"ranges\": {",
            "   \"training.optimizer.learningRate\": {\"type\": \"logUniform\", \"min\": 1e-4, \"max\": 1e-1}}}}",
            "",
            "With \"halving\": {\"minEpochs\": 1, \"factor\": 3} only the best third goes on to three times the",
            "epochs, and so on: docs/sweeps.md has all fields.",
            "",
            "Finished trials are kept in --out and not run again. The test images are not used.",
            "",
            "With --spark the trials run on a Spark cluster, with the same results. Spark itself is not part",
            "of this program: start it with spark-submit or with Spark's jars; docs/spark.md has the commands."
        })
final class SweepCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            order = 1,
            required = true,
            description = "The sweep as a JSON file.")
    private Path config;

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            order = 20,
            description = "The folder for trials, tables and figures (default: sweeps/ and the file's name).")
    private @Nullable Path out;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            order = 21,
            description =
                    "The number of concurrent trials (default: one per processor). It does not affect the results.")
    private @Nullable Integer parallel;

    @Option(
            names = "--spark",
            paramLabel = "MASTER",
            order = 22,
            description =
                    "Run the trials on a Spark cluster, for example spark://HOST:7077, instead of in this process.")
    private @Nullable String spark;

    @Option(names = "--quiet", order = 23, description = "No progress on stderr.")
    private boolean quiet;

    /** Outcomes since the trials of the sweep, or of the rung before, have ended. */
    private final AtomicInteger reported = new AtomicInteger();

    @Override
    public Integer call() {
        FigureStep.requireFont();
        SweepConfig described = SweepConfig.readJson(config);
        if (parallel != null && (parallel < 1 || parallel > 256)) {
            throw new CommandException(ExitCode.USAGE, "--parallel must be 1 to 256, was " + parallel);
        }
        if (spark != null && parallel != null) {
            throw new CommandException(
                    ExitCode.USAGE, "--parallel goes without --spark; a cluster runs as many trials as it has cores");
        }
        if (spark != null && !SparkConnection.isAvailable()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--spark needs Apache Spark 4, which is not on the class path; start this program with spark-submit, or"
                            + " with Spark's jars on the class path: docs/spark.md has the commands");
        }
        Path directory = out == null ? Path.of("sweeps", ExperimentOptions.baseName(config)) : out;
        ImageDataset images = data.load(described.experiment().input(), reading.reading())
                .images()
                .train();
        Trainer.of(described.experiment()).requireFits(images);
        Sweep sweep = Sweep.of(described).directory(directory);
        SweepResult result = spark == null ? runHere(sweep, images) : runOnSpark(spark, sweep, images);
        write(Figures.sweep(result), directory, "sweep");
        write(Figures.settings(result), directory, "settings");
        return print(result, directory);
    }

    private SweepResult runHere(Sweep sweep, ImageDataset images) {
        int concurrent = parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
        return run(sweep, TrialExecutor.local(concurrent), images);
    }

    private SweepResult runOnSpark(String master, Sweep sweep, ImageDataset images) {
        try (SparkConnection connection = connect(master)) {
            return run(sweep, connection, images);
        }
    }

    private static SparkConnection connect(String master) {
        try {
            return SparkConnection.open(master);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "--spark: " + e.getMessage());
        }
    }

    private SweepResult run(Sweep sweep, TrialExecutor executor, ImageDataset images) {
        int trials = sweep.trials().size();
        Sweep prepared = quiet
                ? sweep.executor(executor)
                : sweep.listener(progress(trials)).executor(announcingKept(executor));
        try {
            return prepared.run(images);
        } catch (CancellationException e) {
            throw new CommandException(
                    ExitCode.INTERRUPTED,
                    "interrupted; finished trials are kept; the same command runs the remaining ones");
        }
    }

    /**
     * Trials already in the folder are reported first; this announces the remaining ones before they are executed, in each rung of a
     * halving.
     */
    private TrialExecutor announcingKept(TrialExecutor executor) {
        return (remaining, images, finished) -> {
            int kept = reported.get();
            if (kept > 0) {
                spec.commandLine()
                        .getErr()
                        .println(kept + " of " + (kept + remaining.size())
                                + " trials were finished before and are not run again; " + remaining.size() + " to go");
            }
            executor.execute(remaining, images, finished);
            reported.set(0);
        };
    }

    private Consumer<TrialOutcome> progress(int trials) {
        PrintWriter err = spec.commandLine().getErr();
        return outcome -> {
            reported.incrementAndGet();
            String settings = SettingSummary.label(outcome.trial().settings());
            String end = outcome.score()
                    .map(score -> String.format(
                            Locale.ROOT,
                            "loss %.4f  accuracy %.4f  %.1f s",
                            score.loss(),
                            score.accuracy(),
                            score.seconds()))
                    .orElseGet(() -> outcome.failure().orElse(""));
            err.println("trial " + outcome.trial().number() + "/" + trials + "  " + settings + ", seed "
                    + outcome.trial().config().seed() + epochs(outcome.trial()) + "  " + end);
        };
    }

    /** The epochs of a rung before the last. */
    private static String epochs(Trial trial) {
        return trial.isComplete()
                ? ""
                : ", " + trial.epochs() + " of " + trial.config().training().epochs() + " epochs";
    }

    private static void write(Figure figure, Path directory, String name) {
        figure.writeSvg(directory.resolve(name + ".svg"));
        figure.writePng(directory.resolve(name + ".png"));
    }

    private int print(SweepResult result, Path directory) {
        PrintWriter results = spec.commandLine().getOut();
        results.println(result.toText());
        boolean anyScore =
                result.outcomes().stream().anyMatch(outcome -> outcome.score().isPresent());
        if (!anyScore) {
            spec.commandLine().getErr().println("mnist4j: every trial failed; see " + directory.resolve("results.csv"));
            return ExitCode.TRAINING;
        }
        results.println("best    " + directory.resolve("best.json"));
        results.println("figures " + directory.resolve("sweep.png") + ", " + directory.resolve("settings.png"));
        return ExitCode.DONE;
    }
}
