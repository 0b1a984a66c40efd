package org.mnist4j.run;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.metrics.ClassMetrics;

/** The metrics in which two evaluations differ. */
final class MeasureComparison {

    private MeasureComparison() {}

    /** One discrepancy per metric, overall or of a class, that differs by more than {@code tolerance}. */
    static List<Discrepancy> of(RunMetrics expected, RunMetrics actual, double tolerance) {
        List<Discrepancy> findings = new ArrayList<>();
        add(findings, "accuracy", expected.accuracy(), actual.accuracy(), tolerance);
        add(findings, "macroF1", expected.macroF1(), actual.macroF1(), tolerance);
        add(findings, "macroPrecision", expected.macroPrecision(), actual.macroPrecision(), tolerance);
        add(findings, "macroRecall", expected.macroRecall(), actual.macroRecall(), tolerance);
        add(findings, "weightedF1", expected.weightedF1(), actual.weightedF1(), tolerance);
        add(findings, "logLoss", expected.logLoss(), actual.logLoss(), tolerance);
        add(findings, "testImages", expected.testImages(), actual.testImages(), 0);
        List<String> expectedNames =
                expected.perClass().stream().map(ClassMetrics::name).toList();
        List<String> actualNames =
                actual.perClass().stream().map(ClassMetrics::name).toList();
        if (!expectedNames.equals(actualNames)) {
            findings.add(new Discrepancy("classes", expectedNames.toString(), actualNames.toString()));
        }
        for (int c = 0;
                c < Math.min(expected.perClass().size(), actual.perClass().size());
                c++) {
            String name = "class " + expected.perClass().get(c).name() + " ";
            add(
                    findings,
                    name + "precision",
                    expected.perClass().get(c).precision(),
                    actual.perClass().get(c).precision(),
                    tolerance);
            add(
                    findings,
                    name + "recall",
                    expected.perClass().get(c).recall(),
                    actual.perClass().get(c).recall(),
                    tolerance);
            add(
                    findings,
                    name + "f1",
                    expected.perClass().get(c).f1(),
                    actual.perClass().get(c).f1(),
                    tolerance);
            add(
                    findings,
                    name + "support",
                    expected.perClass().get(c).support(),
                    actual.perClass().get(c).support(),
                    0);
        }
        return findings;
    }

    private static void add(
            List<Discrepancy> findings, String measure, double expected, double actual, double tolerance) {
        if (!(Math.abs(expected - actual) <= tolerance)) {
            findings.add(new Discrepancy(measure, Double.toString(expected), Double.toString(actual)));
        }
    }
}
