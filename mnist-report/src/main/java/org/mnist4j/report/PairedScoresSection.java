package org.mnist4j.report;

import org.mnist4j.metrics.Interval;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.metrics.PairedMeasure;

/** The metrics of two models with their differences, and which differences are clear of 0. */
final class PairedScoresSection {
    private PairedScoresSection() {}

    static void write(Html html, PairedEvaluation pair) {
        String confidence = "at " + Numerals.shortPercent(pair.bootstrap().confidence());
        html.section("summary", "Summary");
        html.scroll("Metrics of both models").open("table").line();
        html.element("caption", "Metrics of both models and their difference, each with its interval " + confidence)
                .line();
        html.columns("metric", "A", "B", "A − B", "interval", "ahead", "interval of A", "interval of B");
        html.open("tbody").line();
        for (PairedMeasure one : pair.measures()) {
            html.row(
                    one.title(),
                    Numerals.score(one.first().estimate()),
                    Numerals.score(one.second().estimate()),
                    Numerals.difference(one.difference().estimate()),
                    Numerals.difference(one.difference().low()) + " to "
                            + Numerals.difference(one.difference().high()),
                    ahead(one),
                    range(one.first()),
                    range(one.second()));
        }
        html.close("tbody").close("table").close("div").line();
        html.element(
                        "p",
                        "For log-loss and Brier score, lower is better. One model is ahead where the interval of the"
                                + " difference excludes 0: other test images of the same kind would then hardly"
                                + " reverse the order. The accuracies have Wilson's interval, everything else the"
                                + " bootstrap's ("
                                + Numerals.count(pair.bootstrap().resamples())
                                + " resamples, the same for both models). None of this covers the effect of the"
                                + " training seed.",
                        "class",
                        "note")
                .line();
        html.close("section").line();
    }

    private static String range(Interval interval) {
        return Numerals.score(interval.low()) + "–" + Numerals.score(interval.high());
    }

    private static String ahead(PairedMeasure one) {
        return switch (one.leader()) {
            case FIRST -> "A";
            case SECOND -> "B";
            case NEITHER -> "open";
        };
    }
}
