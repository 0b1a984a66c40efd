package org.mnist4j.report;

import java.util.List;
import org.mnist4j.metrics.AverageMetrics;
import org.mnist4j.metrics.ClassMetrics;
import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Interval;
import org.mnist4j.metrics.WilsonInterval;

/** One row per class: its scores and the class it is most often confused with. */
final class ClassSection {
    private static final double CONFIDENCE = 0.95;

    private ClassSection() {}

    static void write(Html html, EvaluationReport report) {
        html.section("classes", "Classes");
        html.scroll("Scores per class").open("table").line();
        List<ClassMetrics> all = report.perClass();
        boolean many = all.size() > ConfusionMatrix.LARGEST_TABLE;
        List<ClassMetrics> shown = many ? ClassMetrics.weakest(all, ConfusionMatrix.LONGEST_LIST) : all;
        html.element("caption", caption(shown.size(), all.size())).line();
        html.columns("class", "precision", "recall", "95% interval", "F1", "images", "most often predicted as");
        html.open("tbody").line();
        ConfusionMatrix matrix = report.confusionMatrix();
        for (ClassMetrics one : shown) {
            int c = matrix.classNames().indexOf(one.name());
            Interval recall = WilsonInterval.of(matrix.count(c, c), matrix.support(c), CONFIDENCE);
            html.row(
                    one.name(),
                    Numerals.score(one.precision()),
                    Numerals.score(one.recall()),
                    one.support() == 0 ? "–" : Numerals.score(recall.low()) + "–" + Numerals.score(recall.high()),
                    Numerals.score(one.f1()),
                    Numerals.count(one.support()),
                    takenFor(matrix, c));
        }
        html.close("tbody").line().open("tfoot").line();
        average(html, "macro mean", report.macro());
        average(html, "weighted mean", report.weighted());
        html.close("tfoot").close("table").close("div").line();
        html.close("section").line();
    }

    private static String caption(int shown, int classes) {
        String scores = "the recall with its 95% interval (Wilson)";
        return shown == classes
                ? "Scores per class; " + scores
                : "Scores of the " + Numerals.count(shown) + " of " + Numerals.count(classes)
                        + " classes with the lowest F1; " + scores + ". A run's metrics.json has all classes.";
    }

    private static void average(Html html, String name, AverageMetrics mean) {
        html.row(
                name,
                Numerals.score(mean.precision()),
                Numerals.score(mean.recall()),
                "–",
                Numerals.score(mean.f1()),
                Numerals.count(mean.support()),
                "–");
    }

    private static String takenFor(ConfusionMatrix matrix, int clazz) {
        int most = clazz;
        for (int other = 0; other < matrix.classes(); other++) {
            boolean more =
                    other != clazz && matrix.count(clazz, other) > (most == clazz ? 0 : matrix.count(clazz, most));
            most = more ? other : most;
        }
        return most == clazz
                ? "none"
                : matrix.classNames().get(most) + " (" + Numerals.count(matrix.count(clazz, most)) + ")";
    }
}
