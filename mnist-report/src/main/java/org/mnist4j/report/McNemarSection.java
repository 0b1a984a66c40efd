package org.mnist4j.report;

import org.mnist4j.metrics.McNemar;

/** Who is right where, the test of it, and what its p-value says and does not say. */
final class McNemarSection {
    private McNemarSection() {}

    static void write(Html html, McNemar test) {
        html.section("test", "McNemar's test");
        html.scroll("Who is right").open("table", "class", "counts").line();
        html.element("caption", "Who is right on how many images").line();
        html.columns("", "B right", "B wrong");
        html.open("tbody").line();
        html.row("A right", Numerals.count(test.bothCorrect()), Numerals.count(test.onlyFirstCorrect()));
        html.row("A wrong", Numerals.count(test.onlySecondCorrect()), Numerals.count(test.bothWrong()));
        html.close("tbody").close("table").close("div").line();
        html.open("dl", "class", "scores").line();
        score(html, "exact p", Numerals.pValue(test.exactPValue()));
        score(html, "corrected p", Numerals.pValue(test.correctedPValue()));
        score(html, "corrected chi-squared", Numerals.decimals(test.correctedStatistic(), 2, ""));
        html.close("dl").line();
        html.paragraph(meaning(test));
        html.close("section").line();
    }

    private static void score(Html html, String name, String value) {
        html.open("div").element("dt", name).element("dd", value).close("div").line();
    }

    private static String meaning(McNemar test) {
        long deciding = (long) test.onlyFirstCorrect() + test.onlySecondCorrect();
        if (deciding == 0) {
            return "No image is classified correctly by one of the two alone, so these images say nothing about which"
                    + " is right more often.";
        }
        return "Only images that one of the two alone gets right tell them apart: "
                + Numerals.images(deciding) + ", A's " + Numerals.count(test.onlyFirstCorrect()) + " and B's "
                + Numerals.count(test.onlySecondCorrect())
                + ". If A and B were equally good, a split as uneven as this or more would come up with the exact"
                + " probability p. The corrected p approximates it and is good for 25 such images or more. p is not the"
                + " probability that the two are equally good, it does not say how much better one is, and it covers"
                + " the choice of test images, not another training seed.";
    }
}
