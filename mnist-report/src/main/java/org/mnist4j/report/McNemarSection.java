package org.mnist4j.report;

import org.mnist4j.metrics.McNemar;

/** McNemar's test: its counts, p-values and their interpretation. */
final class McNemarSection {
    private McNemarSection() {}

    static void write(Html html, McNemar test) {
        html.section("test", "McNemar's test");
        html.scroll("Correct predictions").open("table", "class", "counts").line();
        html.element("caption", "Number of images by correct predictions").line();
        html.columns("", "B correct", "B wrong");
        html.open("tbody").line();
        html.row("A correct", Numerals.count(test.bothCorrect()), Numerals.count(test.onlyFirstCorrect()));
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
            return "No image is classified correctly by only one of the two models, so these images do not show which"
                    + " is better.";
        }
        return "The test uses only the images that exactly one of the two classifies correctly: "
                + Numerals.images(deciding) + ", A's " + Numerals.count(test.onlyFirstCorrect()) + " and B's "
                + Numerals.count(test.onlySecondCorrect())
                + ". If A and B were equally good, a split as uneven as this or more would occur with the exact"
                + " probability p. The corrected p is an approximation for 25 such images or more. p is not the"
                + " probability that the two are equally good, does not say how much better one is, and covers"
                + " the choice of test images, not the training seed.";
    }
}
