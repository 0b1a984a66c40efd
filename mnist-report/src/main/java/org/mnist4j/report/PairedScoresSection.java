package org.mnist4j.report;

import org.mnist4j.metrics.Interval;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.metrics.PairedMeasure;

/** The measures of two models with their differences, and which of the differences other test images could reverse. */
final class PairedScoresSection {
    private PairedScoresSection() {}

    static void write(Html html, PairedEvaluation pair) {
        String confidence = "at " + Numerals.shortPercent(pair.bootstrap().confidence());
        html.section("summary", "Summary");
        html.scroll("Measures of both models").open("table").line();
        html.element("caption", "Measures of both models and their difference, each with its interval " + confidence)
                .line();
        html.columns("measure", "A", "B", "A − B", "interval", "ahead", "interval of A", "interval of B");
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
                        "Of log-loss and Brier score, less is better. One model is ahead where the interval of the"
                                + " difference leaves out 0: then other test images of the same kind would hardly"
                                + " reverse the order. Accuracies alone have Wilson's interval, everything else the"
                                + " bootstrap's ("
                                + Numerals.count(pair.bootstrap().resamples())
                                + " resamples, the same for both models). None of this says what training again with"
                                + " another seed would change.",
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
