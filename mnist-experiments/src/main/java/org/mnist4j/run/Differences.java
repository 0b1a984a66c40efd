package org.mnist4j.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.ModelProvenance;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.TrainingResult;

/**
 * Every difference between a run and its retraining, except in measured times.
 *
 * @param findings the parameters first, then the losses, the stop reason, the predictions and the metrics
 * @param partingEpoch the first epoch whose training loss differs; empty if there is none
 */
record Differences(List<Discrepancy> findings, OptionalInt partingEpoch) {

    static Differences of(Run run, TrainingResult again, EvaluationReport evaluation) {
        List<EpochMetrics> expected = run.history().epochs();
        List<EpochMetrics> actual = again.history().epochs();
        OptionalInt partingEpoch = partingEpoch(expected, actual);
        List<Discrepancy> findings = new ArrayList<>();
        parameters(run, again).ifPresent(findings::add);
        partingEpoch.ifPresent(epoch -> findings.add(
                new Discrepancy("training loss of epoch " + epoch, loss(expected, epoch), loss(actual, epoch))));
        otherColumns(expected, actual).ifPresent(findings::add);
        run.manifest()
                .stopReason()
                .filter(reason -> reason != again.stopReason())
                .ifPresent(reason -> findings.add(new Discrepancy(
                        "stopReason", reason.name(), again.stopReason().name())));
        provenance(run.model().provenance(), again.model().provenance()).ifPresent(findings::add);
        predictions(run.predictions(), evaluation.predictions()).ifPresent(findings::add);
        findings.addAll(MeasureComparison.of(run.manifest().metrics(), RunMetrics.of(evaluation), 0));
        return new Differences(List.copyOf(findings), partingEpoch);
    }

    private static Optional<Discrepancy> parameters(Run run, TrainingResult again) {
        String expected = run.manifest().parametersSha256();
        String actual = again.model().parametersSha256();
        if (actual.equals(expected)) {
            return Optional.empty();
        }
        float[] theirs = run.model().parameters();
        float[] mine = again.model().parameters();
        int different = 0;
        float largest = 0;
        for (int i = 0; i < mine.length; i++) {
            if (Float.floatToIntBits(mine[i]) != Float.floatToIntBits(theirs[i])) {
                different++;
                largest = Math.max(largest, Math.abs(mine[i] - theirs[i]));
            }
        }
        return Optional.of(new Discrepancy(
                "parameters",
                "SHA-256 " + expected,
                actual + "; " + different + " of " + mine.length + " differ, by at most " + largest));
    }

    /** The first epoch whose training loss differs, or that only one of the two has. */
    private static OptionalInt partingEpoch(List<EpochMetrics> expected, List<EpochMetrics> actual) {
        return IntStream.rangeClosed(1, Math.max(expected.size(), actual.size()))
                .filter(epoch -> epoch > Math.min(expected.size(), actual.size())
                        || expected.get(epoch - 1).trainingLoss()
                                != actual.get(epoch - 1).trainingLoss())
                .findFirst();
    }

    private static String loss(List<EpochMetrics> epochs, int epoch) {
        return epoch > epochs.size()
                ? "no such epoch"
                : Double.toString(epochs.get(epoch - 1).trainingLoss());
    }

    /** Training accuracy and validation metrics, in the first epoch in which they differ. */
    private static Optional<Discrepancy> otherColumns(List<EpochMetrics> expected, List<EpochMetrics> actual) {
        return IntStream.range(0, Math.min(expected.size(), actual.size()))
                .filter(i -> !otherColumns(expected.get(i)).equals(otherColumns(actual.get(i))))
                .mapToObj(i ->
                        new Discrepancy("epoch " + (i + 1), otherColumns(expected.get(i)), otherColumns(actual.get(i))))
                .findFirst();
    }

    private static String otherColumns(EpochMetrics epoch) {
        StringBuilder columns = new StringBuilder("training accuracy " + epoch.trainingAccuracy());
        epoch.validationLoss()
                .ifPresent(loss -> columns.append(", validation loss ").append(loss));
        epoch.validationAccuracy()
                .ifPresent(accuracy -> columns.append(", validation accuracy ").append(accuracy));
        return columns.toString();
    }

    /** What a model says of its training, but for the library and the data's name, which the verdict does not cover. */
    private static Optional<Discrepancy> provenance(
            Optional<ModelProvenance> expected, Optional<ModelProvenance> actual) {
        String there = expected.map(Differences::text).orElse("none");
        String here = actual.map(Differences::text).orElse("none");
        return there.equals(here)
                ? Optional.empty()
                : Optional.of(new Discrepancy("provenance in " + RunDirectory.MODEL, there, here));
    }

    private static String text(ModelProvenance provenance) {
        return provenance.engine() + ", " + provenance.trainingImages() + " images " + provenance.trainingDataSha256()
                + ", " + provenance.metrics();
    }

    private static Optional<Discrepancy> predictions(Predictions expected, Predictions actual) {
        if (expected.equals(actual)) {
            return Optional.empty();
        }
        long otherClass = IntStream.range(0, actual.size())
                .filter(i -> expected.predicted(i) != actual.predicted(i))
                .count();
        return Optional.of(new Discrepancy(
                RunDirectory.PREDICTIONS,
                "the same probabilities",
                "different ones; the predicted class differs for " + otherClass + " of " + actual.size() + " images"));
    }
}
