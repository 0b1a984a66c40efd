package org.mnist4j.report;

import java.util.List;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.ConfusedPair;
import org.mnist4j.metrics.ConfusionMatrix;

/**
 * The confusion matrix as two tables, counts and shares, whose cells link to their images.
 *
 * <p>Tables instead of figures: screen readers announce their headings, they fit on a phone, and cells can be links.
 */
final class ConfusionSection {
    /** Up to this size cells are large, shares have a decimal, and empty cells have a tooltip too. */
    private static final int FEW_CLASSES = 20;

    private static final int SIDE = 56;
    private static final int EACH = 8;
    private static final int MOST_IMAGES = 500;
    private static final int MOST_TEXT = 350_000;
    private static final int SAMPLE = 16;
    private static final int SHOWN = 6;
    private static final List<Double> LEGEND = List.of(0.01, 0.1, 0.5, 1.0);

    private final Html html;
    private final ImageDataset images;
    private final HtmlReport report;
    private final ConfusionMatrix matrix;
    private final boolean few;
    private final List<String> names;
    private final ConfusionPairs pairs;

    private ConfusionSection(Html html, HtmlReport report) {
        this.html = html;
        this.report = report;
        this.images = report.test();
        this.matrix = report.evaluation().confusionMatrix();
        this.few = matrix.classes() <= FEW_CLASSES;
        this.names = matrix.classNames().stream().map(ClassNames::brief).toList();
        this.pairs = ConfusionPairs.of(report.evaluation().predictions(), SHOWN, EACH, budget(images));
    }

    static void write(Html html, HtmlReport report) {
        new ConfusionSection(html, report).write();
    }

    private void write() {
        html.section("confusion", "Confusion matrix");
        html.paragraph("Rows are true classes, columns predicted classes; cells off the"
                + " diagonal are mistakes. Shades show the share of the row.");
        // A larger table would be unreadable and make the page too large to send.
        if (matrix.classes() <= ConfusionMatrix.LARGEST_TABLE) {
            legend();
            html.open("div", "class", few ? "matrices" : "matrices many", "id", "matrix")
                    .line();
            table("Counts", false);
            table("Shares of each row, in %", true);
            html.close("div").line();
        } else {
            html.figure(Figures.normalizedConfusionMatrix(matrix), "");
            confusions();
        }
        pairs();
        html.close("section").line();
    }

    private void legend() {
        html.open("ul", "class", "legend", "aria-label", "Shades").line();
        html.element("li", "none", "class", "zero").line();
        for (double share : LEGEND) {
            html.element("li", Math.round(100 * share) + "%", "class", PageColours.shade(share))
                    .line();
        }
        html.close("ul").line();
    }

    private void table(String title, boolean shares) {
        html.open("div", "class", "readout").line();
        html.scroll(title);
        boolean tall = names.stream().anyMatch(name -> name.length() > 3);
        html.open("table", "class", tall ? "matrix tall" : "matrix").line();
        html.element("caption", title).line();
        html.open("thead").line().open("tr").element("td", "");
        html.element(
                        "th",
                        "predicted class",
                        "scope",
                        "colgroup",
                        "colspan",
                        Integer.toString(matrix.classes()),
                        "class",
                        "axis")
                .close("tr")
                .line();
        html.open("tr").element("th", "true", "scope", "col", "class", "axis");
        for (String name : names) {
            html.open("th", "scope", "col").element("span", name).close("th");
        }
        html.close("tr").close("thead").line().open("tbody").line();
        for (int t = 0; t < matrix.classes(); t++) {
            html.open("tr").element("th", names.get(t), "scope", "row");
            for (int p = 0; p < matrix.classes(); p++) {
                cell(t, p, shares);
            }
            html.close("tr").line();
        }
        html.close("tbody").close("table").close("div").line();
        html.element("p", "Point at a cell for details; select it to see its images.", "class", "hint");
        html.close("div").line();
    }

    private void cell(int t, int p, boolean shares) {
        long count = matrix.count(t, p);
        double share = count == 0 ? 0 : (double) count / matrix.support(t);
        String text = !shares || count == 0 ? Long.toString(count) : Numerals.decimals(100 * share, few ? 1 : 0, "");
        html.open("td", "class", count == 0 ? "zero" : PageColours.shade(share));
        if (count > 0 || few) {
            pairs.find(t, p)
                    .ifPresentOrElse(
                            pair -> html.open("a", "href", "#" + pair.id()), () -> html.open("span", "class", "cell"));
            String words = "true " + names.get(t) + ", predicted " + names.get(p) + ": " + Numerals.images(count) + " ("
                    + Numerals.percent(matrix.support(t) == 0 ? Double.NaN : share) + ")";
            html.text(text).element("span", " " + words, "class", "tip");
            html.close(pairs.find(t, p).isPresent() ? "a" : "span");
        } else {
            html.text(text);
        }
        html.close("td");
    }

    /** The largest cells of a matrix that is too large for a table. */
    private void confusions() {
        List<ConfusedPair> all = matrix.confusedPairs(Integer.MAX_VALUE);
        List<ConfusedPair> shown = all.subList(0, Math.min(ConfusionMatrix.LONGEST_LIST, all.size()));
        if (shown.isEmpty()) {
            return;
        }
        html.scroll("Most frequent confusions").open("table", "class", "words").line();
        html.element(
                        "caption",
                        "The most frequent confusions, " + Numerals.count(shown.size()) + " of "
                                + Numerals.count(all.size())
                                + " pairs of classes. A run's confusion-matrix.csv has all counts.")
                .line();
        html.columns("true class", "predicted class", "images", "share of the true class");
        html.open("tbody").line();
        for (ConfusedPair one : shown) {
            html.open("tr").open("th", "scope", "row");
            pairs.find(one.trueClass(), one.predictedClass())
                    .ifPresentOrElse(
                            pair -> html.element("a", names.get(one.trueClass()), "href", "#" + pair.id()),
                            () -> html.text(names.get(one.trueClass())));
            html.close("th").element("td", names.get(one.predictedClass()));
            html.element("td", Numerals.count(one.count()));
            html.element("td", Numerals.percent((double) one.count() / matrix.support(one.trueClass())));
            html.close("tr").line();
        }
        html.close("tbody").close("table").close("div").line();
    }

    private void pairs() {
        // Without a table of the matrix, only the confusions link to pairs.
        List<ConfusionPair> all = matrix.classes() <= ConfusionMatrix.LARGEST_TABLE
                ? pairs.all()
                : pairs.all().stream()
                        .filter(ConfusionPair::isMistake)
                        .limit(ConfusionMatrix.LONGEST_LIST)
                        .toList();
        boolean mistakes = all.stream().anyMatch(ConfusionPair::isMistake);
        html.open("h3", "id", "pairs").text("Most confused pairs").close("h3").line();
        if (!mistakes) {
            html.paragraph("None: every image is classified correctly.");
        }
        html.open("div", "class", "pairs").line();
        for (int k = 0; k < all.size(); k++) {
            pair(all.get(k), k < SHOWN && all.get(k).isMistake());
        }
        html.close("div").line();
    }

    private void pair(ConfusionPair pair, boolean shown) {
        String truth = names.get(pair.trueClass());
        String predicted = names.get(pair.predictedClass());
        double share = (double) pair.count() / matrix.support(pair.trueClass());
        html.open("article", "class", shown ? "pair" : "pair more", "id", pair.id(), "tabindex", "-1")
                .line();
        html.element("h4", pair.isMistake() ? truth + " predicted as " + predicted : truth + " predicted correctly")
                .line();
        html.open("p")
                .text(Numerals.count(pair.count()) + " of "
                        + Numerals.images(matrix.support(pair.trueClass())) + " (" + Numerals.percent(share) + "), "
                        + (pair.isMistake() ? "most confident first" : "least confident first"));
        html.text(" ").element("a", "back to the matrix", "href", "#confusion", "class", "back");
        html.close("p").line().open("ul", "class", "thumbs");
        for (int index : pair.examples()) {
            String sure = Numerals.probability(report.evaluation().predictions().confidence(index));
            html.open("li");
            Thumbnail.of(images, index, SIDE).write(html, "test image " + index + ":");
            html.element("span", sure).close("li");
        }
        html.close("ul").close("article").line();
    }

    /** The number of images that fit, estimated from a few across the data set, as size and colour matter. */
    private static int budget(ImageDataset images) {
        int sample = Math.min(SAMPLE, images.size());
        long length = 0;
        for (int i = 0; i < sample; i++) {
            int index = (int) ((long) i * images.size() / sample);
            length += Thumbnail.of(images, index, SIDE).source().length();
        }
        return (int) Math.min(MOST_IMAGES, (long) MOST_TEXT * sample / length);
    }
}
