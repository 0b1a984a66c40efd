package org.mnist4j.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.metrics.Predictions;

/** The text of an {@link HtmlReport}: one section after the other. */
final class HtmlPage {
    private static final int MISTAKES = 16;

    private final HtmlReport report;

    HtmlPage(HtmlReport report) {
        this.report = report;
    }

    @Override
    public String toString() {
        ConfusionMatrix matrix = report.evaluation().confusionMatrix();
        return PageFrame.page(
                "mnist4j · report of a run",
                report.config().name(),
                Numerals.count(matrix.correct()) + " of " + Numerals.images(matrix.total()) + " of "
                        + report.test().name() + " are classified correctly.",
                contents(),
                this::sections);
    }

    private Map<String, String> contents() {
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("summary", "Summary");
        sections.put("confusion", "Confusion matrix");
        sections.put("classes", "Classes");
        sections.put("calibration", "Calibration");
        if (report.robustness().isPresent()) {
            sections.put("robustness", "Robustness");
        }
        sections.put("mistakes", "Mistakes");
        sections.put("examples", "Examples");
        sections.put("training", "Training");
        sections.put("network", "Network");
        sections.put("configuration", "Configuration");
        if (!report.facts().isEmpty()) {
            sections.put("run", "Run");
        }
        return sections;
    }

    private void sections(Html html) {
        SummarySection.write(html, report);
        ConfusionSection.write(html, report);
        ClassSection.write(html, report.evaluation());
        CalibrationSection.write(html, report.evaluation(), report.model().flatMap(model -> model.calibration()));
        report.robustness().ifPresent(robustness -> RobustnessSection.write(html, robustness, report.test()));
        mistakes(html);
        examples(html);
        TrainingSection.write(html, report.history());
        NetworkSection.write(html, report);
        html.section("configuration", "Configuration");
        html.code("Configuration as JSON", report.config().toJson().strip());
        html.close("section").line();
        facts(html);
    }

    private void mistakes(Html html) {
        Predictions predictions = report.evaluation().predictions();
        List<Integer> worst = ExampleChoice.mistakes(predictions, MISTAKES);
        ConfusionMatrix matrix = report.evaluation().confusionMatrix();
        html.section("mistakes", "Most confident mistakes");
        html.paragraph(
                worst.isEmpty()
                        ? "None: every image is classified correctly."
                        : "The " + worst.size() + " of " + Numerals.count(matrix.total() - matrix.correct())
                                + " most confident mistakes; the predicted class is in bold.");
        ExampleCards.write(html, report.test(), predictions, worst);
        html.close("section").line();
    }

    private void examples(Html html) {
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

    private void facts(Html html) {
        if (report.facts().isEmpty()) {
            return;
        }
        html.section("run", "Run");
        html.open("table", "class", "facts").line().open("tbody").line();
        report.facts().forEach(html::row);
        html.close("tbody").close("table").line().close("section").line();
    }
}
