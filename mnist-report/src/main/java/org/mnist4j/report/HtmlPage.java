package org.mnist4j.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.metrics.AverageMetrics;
import org.mnist4j.metrics.ClassMetrics;
import org.mnist4j.metrics.EvaluationReport;

/** The text of an {@link HtmlReport}, section by section. */
final class HtmlPage {
    /** Nothing may be loaded or run; styles and images stand in the page itself. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private static final String STYLE = read("report.css");

    private final HtmlReport report;
    private final StringBuilder html = new StringBuilder();

    HtmlPage(HtmlReport report) {
        this.report = report;
        head();
        html.append("<body>\n<main>\n");
        scores();
        classes();
        examples();
        training();
        network();
        facts();
        html.append("</main>\n<footer>Written by mnist4j. This page is one file and loads nothing.</footer>\n");
        html.append("</body>\n</html>\n");
    }

    @Override
    public String toString() {
        return html.toString();
    }

    private void head() {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"").append(POLICY);
        html.append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        html.append(Markup.escape(report.config().name())).append(" · mnist4j</title>\n");
        html.append("<style>\n").append(STYLE).append("</style>\n</head>\n");
    }

    private void scores() {
        EvaluationReport evaluation = report.evaluation();
        long right = evaluation.confusionMatrix().correct();
        long all = evaluation.confusionMatrix().total();
        html.append("<h1>").append(Markup.escape(report.config().name())).append("</h1>\n");
        paragraph(Numerals.count(right) + " of " + Numerals.images(all) + " of "
                + report.test().name() + " are classified correctly.");
        html.append("<dl class=\"scores\">\n");
        score("accuracy", Numerals.precisePercent(evaluation.accuracy()));
        score("macro-F1", Numerals.score(evaluation.macroF1()));
        score("macro precision", Numerals.score(evaluation.macroPrecision()));
        score("macro recall", Numerals.score(evaluation.macroRecall()));
        score("log-loss", Numerals.score(evaluation.logLoss()));
        score("test images", Numerals.count(all));
        score("training time", Numerals.decimals(report.trainingSeconds(), 1, " s"));
        html.append("</dl>\n");
    }

    private void score(String name, String value) {
        html.append("<div><dt>").append(name).append("</dt><dd>").append(value).append("</dd></div>\n");
    }

    private void classes() {
        heading("Class by class");
        paragraph("A row holds the images of one true class; those off the diagonal were mistaken.");
        figure(Figures.confusionMatrix(report.evaluation()));
        html.append("<div class=\"scroll\" role=\"region\" aria-label=\"Scores of each class\" tabindex=\"0\">\n");
        html.append("<table>\n<caption>Scores of each class</caption>\n<thead><tr><th scope=\"col\">class</th>");
        html.append("<th scope=\"col\">precision</th><th scope=\"col\">recall</th><th scope=\"col\">F1</th>");
        html.append("<th scope=\"col\">images</th></tr></thead>\n<tbody>\n");
        for (ClassMetrics one : report.evaluation().perClass()) {
            row(one.name(), one.precision(), one.recall(), one.f1(), one.support());
        }
        html.append("</tbody>\n<tfoot>\n");
        average("macro mean", report.evaluation().macro());
        average("weighted mean", report.evaluation().weighted());
        html.append("</tfoot>\n</table>\n</div>\n");
    }

    private void average(String name, AverageMetrics mean) {
        row(name, mean.precision(), mean.recall(), mean.f1(), mean.support());
    }

    private void row(String name, double precision, double recall, double f1, long support) {
        html.append("<tr><th scope=\"row\">").append(Markup.escape(name)).append("</th>");
        for (double value : new double[] {precision, recall, f1}) {
            html.append("<td>").append(Numerals.score(value)).append("</td>");
        }
        html.append("<td>").append(Numerals.count(support)).append("</td></tr>\n");
    }

    private void examples() {
        heading("Examples");
        paragraph("Images drawn at random, then the mistakes the model was surest of.");
        figure(Figures.predictions(report.test(), report.evaluation().predictions()));
        figure(Figures.mistakes(report.test(), report.evaluation().predictions()));
    }

    private void training() {
        heading("Training");
        figure(Figures.learningCurves(report.history()));
    }

    private void network() {
        ExperimentConfig config = report.config();
        heading("Network and configuration");
        figure(Figures.architecture(config));
        html.append("<h3>Configuration</h3>\n<pre tabindex=\"0\">");
        html.append(Markup.escape(config.toJson().strip())).append("</pre>\n");
    }

    private void facts() {
        if (report.facts().isEmpty()) {
            return;
        }
        heading("Run");
        html.append("<table class=\"facts\">\n<tbody>\n");
        for (Map.Entry<String, String> fact : report.facts().entrySet()) {
            html.append("<tr><th scope=\"row\">").append(Markup.escape(fact.getKey()));
            html.append("</th><td>").append(Markup.escape(fact.getValue())).append("</td></tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    private void heading(String text) {
        html.append("<h2>").append(text).append("</h2>\n");
    }

    private void paragraph(String text) {
        html.append("<p>").append(Markup.escape(text)).append("</p>\n");
    }

    /** A figure never grows beyond its size, nor shrinks so far that its letters cannot be read: then it scrolls. */
    private void figure(Figure figure) {
        html.append("<figure tabindex=\"0\"><div style=\"width:").append(figure.width());
        html.append("px;max-width:max(100%,")
                .append(Math.round(0.75 * figure.width()))
                .append("px)\">\n");
        html.append(figure.toSvg()).append("</div></figure>\n");
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
