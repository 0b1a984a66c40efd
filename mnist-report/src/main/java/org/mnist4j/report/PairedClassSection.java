package org.mnist4j.report;

import java.util.List;
import org.mnist4j.metrics.PairedClassMetrics;
import org.mnist4j.metrics.PairedEvaluation;

/** The scores of both models per class. */
final class PairedClassSection {
    private PairedClassSection() {}

    static void write(Html html, PairedEvaluation pair) {
        int classes = pair.perClass().size();
        List<PairedClassMetrics> shown = pair.shownClasses();
        html.section("classes", "Classes");
        html.paragraph("These differences are not tested: among ten classes, some differ by chance alone.");
        html.figure(Figures.classComparison(pair), "");
        html.scroll("Scores per class").open("table").line();
        html.element(
                        "caption",
                        shown.size() == classes
                                ? "Scores per class"
                                : "Scores of the " + Numerals.count(shown.size()) + " of " + Numerals.count(classes)
                                        + " classes whose recall differs most")
                .line();
        html.columns("class", "images", "recall A", "recall B", "A − B", "F1 A", "F1 B", "A − B");
        html.open("tbody").line();
        for (PairedClassMetrics one : shown) {
            html.row(
                    ClassNames.brief(one.name()),
                    Numerals.count(one.support()),
                    Numerals.score(one.first().recall()),
                    Numerals.score(one.second().recall()),
                    Numerals.difference(one.recallDifference()),
                    Numerals.score(one.first().f1()),
                    Numerals.score(one.second().f1()),
                    Numerals.difference(one.f1Difference()));
        }
        html.close("tbody").close("table").close("div").line();
        html.close("section").line();
    }
}
