package org.mnist4j.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.metrics.Predictions;

/** The text of an {@link HtmlReport}: head, contents, and one section after the other. */
final class HtmlPage {
    /** Nothing may be loaded or run; styles and images stand in the page itself. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private static final String STYLE = read("report.css") + PageColours.css();
    private static final int MISTAKES = 16;

    private final HtmlReport report;
    private final Html html = new Html();

    HtmlPage(HtmlReport report) {
        this.report = report;
        head();
        html.open("body").line();
        html.element("a", "Skip to the content", "href", "#content", "class", "skip")
                .line();
        header();
        contents();
        html.open("main", "id", "content", "tabindex", "-1").line();
        SummarySection.write(html, report);
        ConfusionSection.write(html, report);
        ClassSection.write(html, report.evaluation());
        CalibrationSection.write(html, report.evaluation());
        mistakes();
        examples();
        TrainingSection.write(html, report.history());
        NetworkSection.write(html, report);
        configuration();
        facts();
        html.close("main").line();
        html.element("footer", "Written by mnist4j. This page is one file; it loads nothing and runs no script.")
                .line();
        html.close("body").line().close("html").line();
    }

    @Override
    public String toString() {
        return "<!DOCTYPE html>\n" + html;
    }

    private void head() {
        html.open("html", "lang", "en").line().open("head").line();
        html.empty("meta", "charset", "utf-8").line();
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
                .line();
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        html.empty("meta", "name", "color-scheme", "content", "light dark").line();
        html.element("title", report.config().name() + " · mnist4j").line();
        html.open("style").line().markup(STYLE).close("style").line();
        html.close("head").line();
    }

    private void header() {
        ConfusionMatrix matrix = report.evaluation().confusionMatrix();
        html.open("header").line();
        html.element("p", "mnist4j · report of a run", "class", "kicker").line();
        html.element("h1", report.config().name()).line();
        html.element(
                        "p",
                        Numerals.count(matrix.correct()) + " of " + Numerals.images(matrix.total()) + " of "
                                + report.test().name() + " are classified correctly.",
                        "class",
                        "lead")
                .line();
        html.close("header").line();
    }

    private void contents() {
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("summary", "Summary");
        sections.put("confusion", "Confusion matrix");
        sections.put("classes", "Classes");
        sections.put("calibration", "Calibration");
        sections.put("mistakes", "Mistakes");
        sections.put("examples", "Examples");
        sections.put("training", "Training");
        sections.put("network", "Network");
        sections.put("configuration", "Configuration");
        if (!report.facts().isEmpty()) {
            sections.put("run", "Run");
        }
        html.open("nav", "aria-label", "Contents").open("ul").line();
        sections.forEach((id, title) -> html.open("li")
                .element("a", title, "href", "#" + id)
                .close("li")
                .line());
        html.close("ul").close("nav").line();
    }

    private void mistakes() {
        Predictions predictions = report.evaluation().predictions();
        List<Integer> worst = ExampleChoice.mistakes(predictions, MISTAKES);
        ConfusionMatrix matrix = report.evaluation().confusionMatrix();
        html.section("mistakes", "Most confident mistakes");
        html.paragraph(
                worst.isEmpty()
                        ? "None: no image was mistaken."
                        : "The " + worst.size() + " of " + Numerals.count(matrix.total() - matrix.correct())
                                + " mistakes that the model was surest of; bold is what it took the image for.");
        ExampleCards.write(html, report.test(), predictions, worst);
        html.close("section").line();
    }

    private void examples() {
        Predictions predictions = report.evaluation().predictions();
        List<Integer> random = Figures.randomExamples(report.test().size());
        long wrong = random.stream().filter(i -> !predictions.correct(i)).count();
        html.section("examples", "A random test batch");
        html.paragraph(random.size() + " of " + Numerals.images(report.test().size()) + " of "
                + report.test().name() + ", drawn at random but the same every time; "
                + (wrong == 0 ? "none" : Numerals.count(wrong)) + " wrong.");
        ExampleCards.write(html, report.test(), predictions, random);
        html.close("section").line();
    }

    private void configuration() {
        html.section("configuration", "Configuration");
        html.open("pre", "tabindex", "0", "role", "group", "aria-label", "Configuration as JSON");
        html.text(report.config().toJson().strip()).close("pre").line();
        html.close("section").line();
    }

    private void facts() {
        if (report.facts().isEmpty()) {
            return;
        }
        html.section("run", "Run");
        html.open("table", "class", "facts").line().open("tbody").line();
        report.facts().forEach(html::row);
        html.close("tbody").close("table").line().close("section").line();
    }

    private static String read(String resource) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("mnist-report's jar lacks its resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + resource, e);
        }
    }
}
