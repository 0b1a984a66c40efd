package org.mnist4j.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.Halving;
import org.mnist4j.config.SweepConfig;

/** One run of a sweep: all its trials at once, or rung by rung. */
final class SweepRun {

    private final SweepConfig config;
    private final SweepData data;
    private final TrialExecutor executor;
    private final @Nullable Path directory;
    private final Consumer<TrialOutcome> listener;
    private final @Nullable SweepDirectory kept;

    SweepRun(
            SweepConfig config,
            SweepData data,
            TrialExecutor executor,
            @Nullable Path directory,
            Consumer<TrialOutcome> listener) {
        this.config = config;
        this.data = data;
        this.executor = executor;
        this.directory = directory;
        this.listener = listener;
        this.kept = directory == null ? null : SweepDirectory.open(directory, config, data);
    }

    SweepResult run(List<Trial> trials) {
        List<TrialOutcome> outcomes =
                config.halving().isPresent() ? rungs(trials, config.halving().get()) : outcomes(trials);
        SweepResult result = new SweepResult(config, outcomes);
        if (kept != null) {
            kept.write(result);
        }
        return result;
    }

    /** The outcomes of all rungs, one after the other. */
    private List<TrialOutcome> rungs(List<Trial> trials, Halving rule) {
        List<TrialOutcome> all = new ArrayList<>();
        List<Trial> going = trials;
        try (TrialCheckpoints checkpoints = TrialCheckpoints.in(directory)) {
            for (int epochs : config.rungs()) {
                if (going.isEmpty()) {
                    break; // all have failed
                }
                all.addAll(outcomes(going.stream()
                        .map(trial -> trial.upTo(epochs, checkpoints.folder()))
                        .toList()));
                Map<Boolean, List<Trial>> goesOn = going.stream()
                        .collect(Collectors.partitioningBy(survivors(going, all, epochs, rule)::contains));
                checkpoints.delete(goesOn.get(false), data);
                going = goesOn.get(true);
            }
            checkpoints.deleteAll();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    (directory == null ? "the folder for temporary files" : directory)
                            + ": checkpoints cannot be kept there: " + e.getMessage(),
                    e);
        }
        return all;
    }

    /** The trials of the best settings of a rung; those that failed in it, or before, do not go on. */
    private Set<Trial> survivors(List<Trial> rung, List<TrialOutcome> all, int epochs, Halving rule) {
        Set<Map<String, String>> inRung = rung.stream().map(Trial::settings).collect(Collectors.toSet());
        Set<Map<String, String>> best = new SweepResult(config, all)
                .ranking().stream()
                        .filter(summary -> summary.epochs() == epochs)
                        .limit(rule.survivors(inRung.size()))
                        .map(SettingSummary::settings)
                        .collect(Collectors.toSet());
        Set<Integer> failed = all.stream()
                .filter(outcome -> outcome.failure().isPresent())
                .map(outcome -> outcome.trial().number())
                .collect(Collectors.toSet());
        return rung.stream()
                .filter(trial -> best.contains(trial.settings()) && !failed.contains(trial.number()))
                .collect(Collectors.toSet());
    }

    /** Runs the trials that the folder does not have, and returns the outcomes of all in their order. */
    private List<TrialOutcome> outcomes(List<Trial> trials) {
        Map<Integer, TrialOutcome> outcomes = new HashMap<>();
        List<Trial> remaining = new ArrayList<>();
        for (Trial trial : trials) {
            TrialOutcome outcome = kept == null ? null : kept.find(trial);
            if (outcome == null) {
                remaining.add(trial);
            } else {
                outcomes.put(trial.number(), outcome);
                listener.accept(outcome);
            }
        }
        Consumer<TrialOutcome> finished = outcome -> {
            synchronized (outcomes) {
                if (kept != null) {
                    kept.keep(outcome);
                }
                outcomes.put(outcome.trial().number(), outcome);
                listener.accept(outcome);
            }
        };
        execute(remaining, finished);
        return trials.stream().map(trial -> outcome(outcomes, trial)).toList();
    }

    private static TrialOutcome outcome(Map<Integer, TrialOutcome> outcomes, Trial trial) {
        TrialOutcome outcome = outcomes.get(trial.number());
        if (outcome == null) {
            throw new IllegalStateException("the executor returned without an outcome of trial " + trial.number());
        }
        return outcome;
    }

    private void execute(List<Trial> trials, Consumer<TrialOutcome> finished) {
        try {
            executor.execute(trials, data, finished);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException(
                    "the sweep was interrupted" + (directory == null ? "" : "; finished trials are in " + directory));
            cancelled.initCause(e);
            throw cancelled;
        }
    }
}
