package org.mnist4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.LoadedData;
import org.mnist4j.data.TrainTest;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.run.Run;
import org.mnist4j.run.RunDirectory;
import org.mnist4j.train.Checkpoints;
import org.mnist4j.train.Listeners;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingDivergedException;
import org.mnist4j.train.TrainingListener;
import org.mnist4j.train.TrainingResult;
import org.mnist4j.train.TrainingStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        description = "Train a network, evaluate it on the test set, and write a run directory.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            ExitCode.DONE_TEXT,
            ExitCode.USAGE_TEXT,
            ExitCode.FILE_TEXT,
            ExitCode.TRAINING_TEXT,
            "130:interrupted; repeat the command with --resume to continue"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j train --preset seed --seed 7 --out runs/seed-7",
            "  mnist4j train --config experiment.json --data fashion-mnist --overwrite",
            "",
            "The run directory appears complete or not at all. It contains the experiment with all defaults",
            "filled in; the model; its metrics, predictions and history as CSV and JSON; a model card; and a",
            "manifest for mnist4j verify. Then figures and report.html are added. If one cannot be made, the run",
            "is kept, the exit code is 3, and mnist4j report DIR makes them.",
            "",
            "Until the run is complete, checkpoints are kept beside it in DIR.checkpoints. After Ctrl-C or a",
            "crash, repeat the command with --resume; the result is bit-identical to an uninterrupted run. A run",
            "that was stopped before its first checkpoint begins anew. The last checkpoint stays in the run, so",
            "that --continue can train more epochs."
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

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            order = 20,
            description = "The run directory (default: runs/ and the name of the preset or configuration file; with"
                    + " --continue, RUN_DIR-N-epochs).")
    private @Nullable Path out;

    @Option(
            names = "--overwrite",
            order = 21,
            description = "Replace an existing run once the new one is complete; discard the checkpoints of an"
                    + " interrupted one.")
    private boolean overwrite;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Mixin
    private CheckpointOptions checkpointing = new CheckpointOptions();

    @Option(
            names = "--no-state",
            order = 27,
            description = "Keep no training-state.safetensors in the run, from which --continue could go on.")
    private boolean noState;

    @Option(names = "--quiet", order = 30, description = "No summary and no progress on stderr.")
    private boolean quiet;

    @Override
    public Integer call() {
        FigureStep.requireFont();
        ExperimentConfig config = experiment.resolve();
        OptionalInt requested = threads.requested();
        Path directory = out == null ? experiment.directory() : out;
        Checkpoints checkpoints = checkpointing.of(directory);
        checkpointing.requireFits(checkpoints, overwrite);
        Optional<Run> continued = experiment.continued();
        Optional<Path> state = continued.map(ContinuedTraining::state);
        Started started = new Started();
        boolean begun = false;
        LoadedData loaded;
        EvaluationReport evaluation;
        try (RunDirectory run = RunDirectory.stage(directory, overwrite)) {
            begun = checkpointing.begin(checkpoints, config);
            loaded = data.load(config.input(), reading.reading());
            TrainTest images = loaded.images();
            Trainer.of(config).requireFits(images.train());
            checkpointing.startOver(checkpoints, begun);
            continued.ifPresent(run::continues);
            TrainingResult result = train(config, images, requested, checkpoints, state, started);
            evaluation = evaluate(result, images.test(), checkpoints);
            run.write(result, evaluation, loaded);
            if (checkpointing.write() && !noState && result.canContinue()) {
                checkpoints.newest().ifPresent(run::keepTrainingState);
            }
            run.commit();
            CheckpointOptions.drop(checkpoints, spec.commandLine().getErr());
        } catch (TrainingDivergedException failure) {
            // An exact resume would diverge again.
            CheckpointOptions.drop(checkpoints, spec.commandLine().getErr());
            throw failure;
        } catch (RuntimeException failure) {
            if (Thread.currentThread().isInterrupted()) {
                throw CheckpointOptions.interrupted(checkpoints, failure);
            }
            if (begun && !started.yes) {
                // Refused, not killed: there is no run to begin anew.
                CheckpointOptions.drop(checkpoints, spec.commandLine().getErr());
            }
            throw failure;
        }
        finish(directory, evaluation, loaded);
        return ExitCode.DONE;
    }

    private EvaluationReport evaluate(TrainingResult result, ImageDataset test, Checkpoints checkpoints) {
        try {
            return result.model().evaluate(test);
        } catch (ArithmeticException overflow) {
            CheckpointOptions.drop(checkpoints, spec.commandLine().getErr());
            throw new CommandException(
                    ExitCode.TRAINING,
                    "the trained network computes with numbers that are too large: " + overflow.getMessage()
                            + "; use a lower learning rate");
        }
    }

    private TrainingResult train(
            ExperimentConfig config,
            TrainTest images,
            OptionalInt requested,
            Checkpoints checkpoints,
            Optional<Path> state,
            Started started) {
        Trainer trainer = Trainer.of(config).listener(started);
        if (checkpointing.resume() && checkpoints.isBegun()) {
            trainer = trainer.listener(beginsAnew(checkpoints));
        }
        if (checkpointing.write()) {
            trainer = trainer.checkpoints(checkpoints);
        }
        if (requested.isPresent()) {
            trainer = trainer.threads(requested.getAsInt());
        }
        if (quiet) {
            return start(trainer, images.train(), checkpoints, state);
        }
        PrintWriter err = spec.commandLine().getErr();
        trainer = trainer.listener(new RunLines(err, images));
        try (@Nullable ProgressBar bar = root.progressBar()) {
            if (bar != null) {
                trainer = trainer.listener(bar);
            }
            return start(trainer.listener(Listeners.epochLines(err::println)), images.train(), checkpoints, state);
        }
    }

    /** Says so once the trainer has found that the run is the one that was begun. */
    private TrainingListener beginsAnew(Checkpoints checkpoints) {
        PrintWriter err = spec.commandLine().getErr();
        return new TrainingListener() {
            @Override
            public void onTrainingStart(TrainingStart start) {
                err.println("begun anew: " + checkpoints.folder() + " holds no checkpoint of this run yet");
            }
        };
    }

    /** Whether the training has started. */
    private static final class Started implements TrainingListener {
        private boolean yes;

        @Override
        public void onTrainingStart(TrainingStart start) {
            yes = true;
        }
    }

    private TrainingResult start(Trainer trainer, ImageDataset images, Checkpoints checkpoints, Optional<Path> state) {
        if (checkpointing.resume()) {
            return trainer.resume(checkpoints.folder(), images);
        }
        return state.isPresent() ? trainer.continueFrom(state.get(), images) : trainer.fit(images);
    }

    /** What follows the commit: nothing that fails here can lose the run. */
    private void finish(Path directory, EvaluationReport evaluation, LoadedData loaded) {
        PrintWriter results = spec.commandLine().getOut();
        results.println(EvaluationText.of(evaluation, root.screen()));
        if (EvaluationText.isShortened(evaluation)) {
            results.println("all classes are in " + RunDirectory.METRICS + ", all pairs in "
                    + RunDirectory.CONFUSION_MATRIX + " of the run");
        }
        results.println();
        results.println("run     " + directory);
        if (!loaded.skipped().isEmpty()) {
            results.println("skipped " + loaded.skipped().size() + " unreadable images, listed in "
                    + directory.resolve(RunDirectory.SKIPPED));
        }
        results.println("report  "
                + FigureStep.write(directory, evaluation, loaded.images().test()));
    }
}
