package org.mnist4j.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.spi.EngineUnavailableException;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingDivergedException;
import org.mnist4j.train.TrainingListener;
import org.mnist4j.train.TrainingResult;

/** Retrains a run from its manifest and compares. The files of the run have been verified before. */
final class Reproduction {

    /** The two-sided 95% quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /** The forward pass of another version may sum in a different order. */
    private static final float OWN_MODEL_ROUNDING = 1e-4f;

    private final Run run;
    private final RunManifest claimed;
    private final RunDatasets datasets;
    private final List<String> extraFiles;

    Reproduction(Run run, RunDatasets datasets, List<String> extraFiles) {
        this.run = run;
        this.claimed = run.manifest();
        this.datasets = datasets;
        this.extraFiles = extraFiles;
    }

    Verification verify(UnaryOperator<Trainer> setting, List<TrainingListener> listeners) {
        Optional<EngineChoice> engine = Arrays.stream(EngineChoice.values())
                .filter(choice ->
                        choice != EngineChoice.AUTO && choice.jsonName().equals(claimed.engine()))
                .findFirst();
        if (engine.isEmpty()) {
            return untrained(
                    Verdict.CANNOT_VERIFY,
                    "This library has no engine of that name.",
                    new Discrepancy("engine", claimed.engine(), "no such engine"));
        }
        // What "auto" means may change; the manifest records the engine of the run.
        ExperimentConfig config =
                claimed.config().toBuilder().engine(engine.get()).build();
        try {
            Trainer trainer = setting.apply(Trainer.of(config));
            for (TrainingListener listener : listeners) {
                trainer = trainer.listener(listener);
            }
            TrainingResult again = datasets.validation().isPresent()
                    ? trainer.fit(datasets.training(), datasets.validation().get())
                    : trainer.fit(datasets.training());
            return compare(again, again.model().evaluate(datasets.test()));
        } catch (EngineUnavailableException e) {
            return untrained(
                    Verdict.CANNOT_VERIFY,
                    "The engine of the run cannot start here.",
                    new Discrepancy("engine", claimed.engine(), String.valueOf(e.getMessage())));
        } catch (TrainingDivergedException e) {
            return untrained(
                    Verdict.DIFFERS,
                    "Retraining diverged.",
                    new Discrepancy("training", "a finished training", String.valueOf(e.getMessage())));
        }
    }

    private Verification untrained(Verdict verdict, String summary, Discrepancy finding) {
        return Verification.untrained(run.directory(), verdict, summary, List.of(finding), extraFiles);
    }

    private Verification compare(TrainingResult again, EvaluationReport evaluation) {
        BitRule rule = BitRule.of(
                claimed,
                BuildInfo.current(),
                RunEnvironment.current(again.conditions().blasCore()));
        Differences differences = Differences.of(run, again, evaluation);
        List<Discrepancy> findings = new ArrayList<>(differences.findings());
        double tolerance = tolerance(evaluation);
        double apart = Math.abs(claimed.metrics().accuracy() - evaluation.accuracy());
        Verdict verdict;
        String summary;
        if (findings.isEmpty()) {
            verdict = Verdict.REPRODUCED;
            summary = "Retraining gave the same parameters, losses, predictions and metrics, bit for bit.";
        } else if (rule.equalBitsRequired()) {
            verdict = Verdict.DIFFERS;
            summary = "Retraining gave different results, although the bits must be equal.";
        } else if (apart > tolerance) {
            verdict = Verdict.DIFFERS;
            summary = "Retraining gave an accuracy outside the tolerance.";
        } else {
            Optional<Discrepancy> own = ownModel();
            own.ifPresent(finding -> findings.add(0, finding));
            verdict = own.isPresent() ? Verdict.DIFFERS : Verdict.REPRODUCED_WITHIN_TOLERANCE;
            summary = own.isPresent()
                    ? "The run's own model does not give the run's predictions."
                    : "Retraining gave different bits, as is allowed here, and an accuracy within the tolerance.";
        }
        return new Verification(
                run.directory(),
                verdict,
                summary,
                findings,
                extraFiles,
                Optional.of(rule.words()),
                rule.equalBitsRequired() ? OptionalDouble.empty() : OptionalDouble.of(tolerance),
                notCovered(),
                differences.partingEpoch());
    }

    /** What training again cannot show. */
    private List<String> notCovered() {
        List<String> parts = new ArrayList<>(List.of(
                "the library's build", "the environment", "the threads", "the times", "the names of the data sets"));
        if (!FileCheck.isCardCovered(claimed)) {
            parts.add(RunDirectory.MODEL_CARD + ", of another build");
        }
        claimed.files().stream()
                .map(RunFile::name)
                .filter(name -> !RunDirectory.CORE_FILES.contains(name))
                .forEach(parts::add);
        return parts;
    }

    /**
     * {@code 1.96 * sqrt(2 p (1 - p) / (n + 2))} with {@code p = (hits + 1) / (n + 2)}: the half-width of the 95% interval for
     * the difference of two accuracies on n images each, with Agresti and Caffo's added success and failure, which keep it
     * above 0 for a model without mistakes. {@code hits} counts the correct predictions of the retrained model, so that a claim
     * cannot widen the interval. The accuracies of two models on the same images differ by less than on different ones, so it is
     * conservative.
     *
     * <p>Source: A. Agresti and B. Caffo, "Simple and effective confidence intervals for proportions and differences of
     * proportions", The American Statistician 54 (2000).
     */
    static double tolerance(long hits, long images) {
        double p = (hits + 1.0) / (images + 2.0);
        return Z * Math.sqrt(2 * p * (1 - p) / (images + 2.0));
    }

    private static double tolerance(EvaluationReport evaluation) {
        Predictions predictions = evaluation.predictions();
        return tolerance(Math.round(evaluation.accuracy() * predictions.size()), predictions.size());
    }

    /** Where retraining need not give the same bits, the run's model shows whether the predictions are its own. */
    private Optional<Discrepancy> ownModel() {
        Predictions own = run.model().predict(datasets.test());
        Predictions theirs = run.predictions();
        for (int i = 0; i < own.size(); i++) {
            for (int c = 0; c < own.classes(); c++) {
                if (own.label(i) != theirs.label(i)
                        || Math.abs(own.probability(i, c) - theirs.probability(i, c)) > OWN_MODEL_ROUNDING) {
                    return Optional.of(new Discrepancy(
                            RunDirectory.PREDICTIONS,
                            "probability " + theirs.probability(i, c) + " of class " + c + " for image " + i,
                            "its model gives " + own.probability(i, c)));
                }
            }
        }
        return Optional.empty();
    }
}
