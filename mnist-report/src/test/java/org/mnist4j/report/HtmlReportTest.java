package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.metrics.EvaluationReport;

class HtmlReportTest {
    @TempDir
    Path folder;

    private static HtmlReport.Builder digits() {
        return HtmlReport.builder()
                .config(Examples.seed())
                .history(Examples.history(4, true))
                .evaluation(Examples.evaluation())
                .test(Examples.digits());
    }

    @Test
    void page_holdsEveryFigureAndTheScores() {
        EvaluationReport evaluation = Examples.evaluation();

        String html = digits().build().toHtml();

        assertThat(html)
                .contains(Figures.confusionMatrix(evaluation).toSvg())
                .contains(Figures.predictions(Examples.digits(), evaluation.predictions())
                        .toSvg())
                .contains(Figures.mistakes(Examples.digits(), evaluation.predictions())
                        .toSvg())
                .contains(Figures.learningCurves(Examples.history(4, true)).toSvg())
                .contains(Figures.architecture(Examples.seed()).toSvg())
                .contains("<dt>accuracy</dt><dd>" + Numerals.precisePercent(evaluation.accuracy()))
                .contains("<dt>macro-F1</dt><dd>" + Numerals.score(evaluation.macroF1()))
                .contains("<dt>macro precision</dt><dd>" + Numerals.score(evaluation.macroPrecision()))
                .contains("<dt>macro recall</dt><dd>" + Numerals.score(evaluation.macroRecall()))
                .contains("<dt>log-loss</dt><dd>" + Numerals.score(evaluation.logLoss()))
                .contains("<dt>test images</dt><dd>500")
                .contains("<dt>training time</dt><dd>5.0 s")
                .contains("&quot;batchSize&quot;");
    }

    @Test
    void page_refersToNothingOutsideItself() {
        String html = digits().fact("home", "file").build().toHtml();

        assertThat(html.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("<script")
                .doesNotContain("<link")
                .doesNotContain("url(")
                .doesNotContain("@import");
        assertThat(html).contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
    }

    @Test
    void page_hasOneMainHeadingAndHeadedTables() {
        String html = digits().build().toHtml();

        assertThat(html).startsWith("<!DOCTYPE html>\n<html lang=\"en\">").containsOnlyOnce("<h1>");
        assertThat(html.split("<th scope=\"row\">", -1)).hasSize(1 + 10 + 2);
        assertThat(html).doesNotContain("<th>").doesNotContain("<td></td>");
    }

    @Test
    void page_escapesEveryName() {
        String hostile = "<script>alert('x')</script>\"&";
        List<String> names = List.of(hostile, "b");
        ImageDataset images = Examples.noise(6, ImageShape.of(28, 28, 1), names);

        String html = HtmlReport.builder()
                .config(Examples.seed().toBuilder().name(hostile).classes(2).build())
                .history(Examples.history(1, false))
                .evaluation(EvaluationReport.of(Examples.predictions(images, 0.5)))
                .test(images)
                .fact(hostile, hostile)
                .build()
                .toHtml();

        assertThat(html).doesNotContain("<script").contains("&lt;script&gt;alert(&#39;x&#39;)");
    }

    @Test
    void facts_keepTheirOrder_andNoFactsGiveNoTable() {
        assertThat(digits().fact("java", "21").fact("a", "1").build().toHtml()).contains("""
                        <h2>Run</h2>
                        <table class="facts">
                        <tbody>
                        <tr><th scope="row">java</th><td>21</td></tr>
                        <tr><th scope="row">a</th><td>1</td></tr>
                        """);
        assertThat(digits().build().toHtml()).doesNotContain("<h2>Run</h2>");
    }

    @Test
    void trainingSeconds_areTheCallersIfGiven() {
        assertThat(digits().trainingSeconds(12.34).build().toHtml()).contains("<dt>training time</dt><dd>12.3 s");
        assertThatThrownBy(() -> digits().trainingSeconds(-1))
                .hasMessage("trainingSeconds: expected 0 or more, was -1.0");
    }

    @Test
    void missingPart_isNamed() {
        assertThatThrownBy(() -> HtmlReport.builder().config(Examples.seed()).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("HtmlReport: history is missing; call builder.history(...)");
    }

    @Test
    void otherImages_areRefused() {
        assertThatThrownBy(() -> digits().test(Examples.digits().take(3)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 3");
    }

    @Test
    void write_givesThePageAsUtf8() throws IOException {
        Path file = folder.resolve("report.html");
        HtmlReport report = digits().build();

        report.write(file);

        assertThat(Files.readString(file)).isEqualTo(report.toHtml());
    }
}
