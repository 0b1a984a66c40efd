package org.mnist4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.TrainTest;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.report.RunFigures;
import org.mnist4j.run.RunDirectory;
import org.mnist4j.train.Listeners;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        description = "Train a network, measure it on the test set, and leave a run directory.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            ExitCode.DONE_TEXT,
            ExitCode.USAGE_TEXT,
            ExitCode.FILE_TEXT,
            ExitCode.TRAINING_TEXT,
            ExitCode.INTERRUPTED_TEXT
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j train --preset seed --seed 7 --out runs/seed-7",
            "  mnist4j train --config experiment.json --data fashion-mnist --overwrite",
            "",
            "The run directory appears complete or not at all. It holds the experiment with every default",
            "filled in, the model, its measures, predictions and history as files for programs, figures,",
            "report.html and a model card for people, and a manifest that mnist4j verify checks it by."
        })
final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private RootCommand root;

    @Mixin
    private ExperimentOptions experiment = new ExperimentOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            order = 20,
            description = "The run directory (default: runs/ and the name of the preset or configuration file).")
    private @Nullable Path out;

    @Option(
            names = "--overwrite",
            order = 21,
            description = "Replace the run that is there already, once the new one is complete.")
    private boolean overwrite;

    @Option(
            names = "--threads",
            paramLabel = "N",
            order = 22,
            description = "How many threads train (default: one per processor); the result does not depend on it.")
    private @Nullable Integer threads;

    @Option(names = "--quiet", order = 23, description = "No summary and no progress on stderr.")
    private boolean quiet;

    @Override
    public Integer call() {
        ExperimentConfig config = experiment.resolve();
        if (threads != null && (threads < 1 || threads > Trainer.MAX_THREADS)) {
            throw new CommandException(
                    ExitCode.USAGE, "--threads must be 1 to " + Trainer.MAX_THREADS + ", was " + threads);
        }
        TrainTest images = data.load();
        ExperimentOptions.requireFits(config, images.train());
        Path directory = out == null ? Path.of("runs", experiment.name()) : out;
        try (RunDirectory run = RunDirectory.stage(directory, overwrite)) {
            TrainingResult result = train(config, images);
            EvaluationReport evaluation = result.model().evaluate(images.test());
            run.write(result, evaluation, images.test());
            RunFigures.write(run, result, evaluation, images.test());
            run.commit();
            print(run, evaluation);
        }
        return ExitCode.DONE;
    }

    private TrainingResult train(ExperimentConfig config, TrainTest images) {
        Trainer trainer = Trainer.of(config);
        if (threads != null) {
            trainer = trainer.threads(threads);
        }
        if (quiet) {
            return trainer.fit(images.train());
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println(config.name() + ", seed " + config.seed() + ": trained on "
                + images.train().name() + " (" + images.train().size() + " images), measured on "
                + images.test().name() + " (" + images.test().size() + ")");
        err.println();
        err.println(config.summary().toText());
        try (ProgressBar bar =
                new ProgressBar(err, System::nanoTime, root.screen().columns())) {
            if (root.terminal()) {
                trainer = trainer.listener(bar);
            }
            return trainer.listener(Listeners.epochLines(err::println)).fit(images.train());
        } finally {
            err.println();
        }
    }

    private void print(RunDirectory run, EvaluationReport evaluation) {
        PrintWriter results = spec.commandLine().getOut();
        results.println(EvaluationText.of(evaluation, root.screen()));
        results.println();
        results.println("run     " + run.target());
        results.println("report  " + run.target().resolve(RunFigures.REPORT));
    }
}
