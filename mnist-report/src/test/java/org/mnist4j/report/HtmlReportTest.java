package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layers;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.perturb.Perturbation;
import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.Model;
import org.mnist4j.robustness.RobustnessReport;
import org.w3c.dom.Element;

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

    private static HtmlReport.Builder of(ImageDataset images, Predictions predictions) {
        return HtmlReport.builder()
                .config(Examples.seed())
                .history(Examples.history(2, false))
                .evaluation(EvaluationReport.of(predictions))
                .test(images);
    }

    @Test
    void page_showsTheScoresWithTheirIntervals() {
        EvaluationReport evaluation = Examples.evaluation();

        List<String> scores = Page.within(Page.of(digits().build()).byId("summary"), "div").stream()
                .map(Element::getTextContent)
                .toList();

        assertThat(scores.get(0))
                .isEqualTo("accuracy" + Numerals.precisePercent(evaluation.accuracy())
                        + Numerals.precisePercent(evaluation.accuracyInterval().low()) + " to "
                        + Numerals.precisePercent(evaluation.accuracyInterval().high()));
        assertThat(scores.get(1))
                .matches("macro-F1" + Numerals.score(evaluation.macroF1()) + "0\\.8\\d{3} to 0\\.9\\d{3}");
        assertThat(scores.get(2)).startsWith("log-loss" + Numerals.score(evaluation.logLoss()));
        assertThat(scores)
                .contains(
                        "macro precision" + Numerals.score(evaluation.macroPrecision()),
                        "macro recall" + Numerals.score(evaluation.macroRecall()),
                        "test images500",
                        "training time5.0 s");
    }

    @Test
    void robustness_isAPanelAndARowForEachPerturbation() {
        RobustnessReport robustness = Examples.robustness(Examples.digits());

        Page page = Page.of(digits().robustness(robustness).build());

        assertThat(Page.within(page.byId("robustness"), "svg")).hasSize(Perturbation.values().length);
        List<String> rows = Page.within(page.byId("robustness"), "tr").stream()
                .map(Element::getTextContent)
                .toList();
        assertThat(rows).hasSize(1 + Perturbation.values().length);
        assertThat(rows.get(1 + Perturbation.FOG.ordinal()))
                .startsWith("fog" + Numerals.percent(robustness.accuracy(Perturbation.FOG, 1)))
                .endsWith(Numerals.decimals(robustness.relativeCorruptionError(Perturbation.FOG), 3, ""));
    }

    @Test
    void withoutRobustness_thereIsNoSection() {
        assertThat(digits().build().toHtml()).doesNotContain("robustness");
    }

    @Test
    void robustnessOnOtherImages_isRejected() {
        RobustnessReport other = Examples.robustness(Examples.digits().take(10));

        assertThatThrownBy(() -> digits().robustness(other).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("measure it on the report's test images");
    }

    @Test
    void page_holdsTheDrawings() {
        Model model = Examples.model(Examples.seed());

        String html = digits().model(model).build().toHtml();

        assertThat(html)
                .contains(Figures.reliability(Examples.evaluation()).toSvg())
                .contains(Figures.selectiveAccuracy(Examples.evaluation()).toSvg())
                .contains(Figures.architecture(Examples.seed()).toSvg())
                .contains(Figures.firstLayerWeights(model).toSvg())
                .contains("best: epoch 4")
                .contains("&quot;batchSize&quot;");
        LearningCurvesFigure.panels(Examples.history(4, true))
                .forEach(panel -> assertThat(html).contains(panel.toSvg()));
        assertThat(digits().build().toHtml()).doesNotContain("First-layer weights");
    }

    @Test
    void everyCellOfTheMatrix_saysItsPairAndLeadsToItsImages() {
        ConfusionMatrix matrix = Examples.evaluation().confusionMatrix();
        Page page = Page.of(digits().build());
        List<Element> tables = Page.within(page.byId("matrix"), "table");

        assertThat(tables).hasSize(2);
        for (Element table : tables) {
            List<Element> cells = Page.within(Page.within(table, "tbody").get(0), "td");
            assertThat(cells).hasSize(100);
            for (int i = 0; i < 100; i++) {
                int truth = i / 10;
                int predicted = i % 10;
                long count = matrix.count(truth, predicted);
                assertThat(cells.get(i).getTextContent())
                        .contains("true " + truth + ", predicted " + predicted + ": " + Numerals.images(count) + " (");
                List<Element> links = Page.within(cells.get(i), "a");
                assertThat(links).hasSize(count == 0 ? 0 : 1);
                if (count > 0) {
                    Element images = page.byId(links.get(0).getAttribute("href").substring(1));
                    assertThat(Page.within(images, "img")).hasSize((int) Math.min(8, count));
                }
            }
        }
        assertThat(Page.rows(tables.get(0)).get(2).get(1)).startsWith(matrix.count(0, 0) + " true 0");
        assertThat(Page.rows(tables.get(1)).get(2).get(1))
                .startsWith(Numerals.decimals(100.0 * matrix.count(0, 0) / matrix.support(0), 1, "") + " true 0");
    }

    @Test
    void tables_holdWhatTheDrawingsShow() {
        Page page = Page.of(digits().build());

        List<List<String>> classes =
                Page.rows(Page.within(page.byId("classes"), "table").get(0));
        assertThat(classes).hasSize(1 + 10 + 2);
        assertThat(classes.get(1).get(0)).isEqualTo("0");
        assertThat(Page.rows(Page.within(page.byId("training"), "table").get(0)))
                .hasSize(5)
                .contains(List.of("4 (best)", "0.1250", "97.50%", "0.1500", "96.00%", "1.25"));
        assertThat(Page.rows(Page.within(page.byId("network"), "table").get(0)))
                .contains(
                        List.of("layers[0]", "dense", "128 units, relu", "128", "100,480"),
                        List.of("total", "", "", "", "101,770"));
        int occupied = (int) Examples.evaluation().reliabilityBins().stream()
                .filter(bin -> bin.count() > 0)
                .count();
        assertThat(Page.rows(Page.within(page.byId("calibration"), "table").get(0)))
                .hasSize(1 + occupied);
    }

    @Test
    void cards_showTheMistakesAndARandomBatch() {
        Page page = Page.of(digits().build());
        Predictions predictions = Examples.evaluation().predictions();

        List<Element> mistakes = Page.within(page.byId("mistakes"), "li");
        assertThat(mistakes)
                .hasSize(16)
                .allMatch(card -> card.getAttribute("class").equals("card wrong"));
        int worst = ExampleChoice.mistakes(predictions, 1).get(0);
        assertThat(mistakes.get(0).getTextContent())
                .isEqualTo("predicted " + predictions.predicted(worst) + " "
                        + Numerals.probability(predictions.confidence(worst)) + "✗ true " + predictions.label(worst));
        assertThat(Page.within(page.byId("examples"), "img")).hasSize(40);
    }

    @Test
    void page_isBuiltForScreenReadersAndTheKeyboard() {
        Page page = Page.of(
                digits().model(Examples.model(Examples.seed())).fact("a", "b").build());

        Element body = page.elements("body").get(0);
        assertThat(Page.within(body, "*").get(0).getAttribute("href")).isEqualTo("#content");
        for (String landmark : List.of("header", "nav", "main", "footer", "h1")) {
            assertThat(page.elements(landmark)).as(landmark).hasSize(1);
        }
        int level = 0;
        for (Element element : page.elements("*")) {
            if (element.getTagName().matches("h[1-6]")) {
                int next = element.getTagName().charAt(1) - '0';
                assertThat(next).as(element.getTextContent()).isLessThanOrEqualTo(level + 1);
                level = next;
            }
        }
        assertThat(page.elements("section"))
                .hasSize(10)
                .allSatisfy(section -> assertThat(page.byId(section.getAttribute("aria-labelledby"))
                                .getTagName())
                        .isEqualTo("h2"));
        assertThat(page.elements("img")).isNotEmpty().allSatisfy(image -> {
            assertThat(image.getAttribute("alt")).startsWith("test image ");
            assertThat(image.getAttribute("src")).startsWith("data:image/png;base64,");
        });
        assertThat(page.elements("svg")).hasSize(6).allSatisfy(drawing -> {
            assertThat(drawing.getAttribute("role")).isEqualTo("img");
            assertThat(drawing.getAttribute("aria-label")).isNotBlank();
        });
        assertThat(page.elements("th"))
                .allMatch(cell -> !cell.getAttribute("scope").isEmpty());
        assertThat(page.elements("table"))
                .filteredOn(table -> !table.getAttribute("class").equals("facts"))
                .allSatisfy(table -> assertThat(Page.within(table, "caption")).hasSize(1));
        assertThat(page.elements("*"))
                .filteredOn(element -> element.getAttribute("tabindex").equals("0"))
                .allMatch(element -> !element.getAttribute("aria-label").isEmpty());
    }

    @Test
    void everyLink_leadsToAPlaceOnThePage_andNoIdOccursTwice() {
        Page page = Page.of(digits().fact("a", "b").build());

        List<String> ids = page.elements("*").stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(page.elements("a")).isNotEmpty().allSatisfy(link -> {
            assertThat(link.getAttribute("href")).startsWith("#");
            assertThat(ids).contains(link.getAttribute("href").substring(1));
        });
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
        assertThat(html).contains("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:");
    }

    @Test
    void page_ofEqualResults_isTheSame() {
        HtmlReport one = digits().model(Examples.model(Examples.seed())).build();
        HtmlReport two = digits().model(Examples.model(Examples.seed())).build();

        assertThat(one.toHtml()).isEqualTo(two.toHtml());
    }

    @Test
    void page_staysBelowTwoMegabytes_whateverItShows() {
        ImageShape shape = ImageShape.of(100, 90, 3);
        List<String> names = IntStream.range(0, 64)
                .mapToObj(c -> "class " + c + " & a long name ".repeat(11))
                .toList();
        ImageDataset images = Examples.noise(700, shape, names);
        ExperimentConfig config = ExperimentConfig.builder()
                .input(shape)
                .classes(64)
                .layers(Layers.dense(80), Layers.dropout(0.5), Layers.dense(64))
                .epochs(10_000)
                .build();
        Model model =
                Model.of(config, names, Examples.noise((int) config.summary().parameters()));

        String html = of(images, Examples.predictions(images, 0.9))
                .config(config)
                .history(Examples.history(10_000, true))
                .model(model)
                .build()
                .toHtml();

        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
    }

    @Test
    void page_ofMoreClassesThanATableCanShow_hasAHeatMapAndTheWorst() {
        List<String> names = IntStream.range(0, 65).mapToObj(c -> "c" + c).toList();
        ImageDataset images = Examples.noise(130, ImageShape.of(4, 4, 1), names);

        Page page = Page.of(of(images, Examples.predictions(images, 0.9)).build());

        Element confusion = page.byId("confusion");
        assertThat(Page.within(confusion, "svg")).hasSize(1);
        List<List<String>> pairs = Page.rows(Page.within(confusion, "table").get(0));
        assertThat(pairs).hasSize(1 + 50);
        assertThat(pairs.get(1).get(2)).isIn("1", "2");
        List<String> links = Page.within(Page.within(confusion, "table").get(0), "a").stream()
                .map(link -> link.getAttribute("href").substring(1))
                .toList();
        assertThat(links).isNotEmpty().allSatisfy(id -> page.byId(id));
        assertThat(Page.within(confusion, "article")).hasSameSizeAs(links);
        List<List<String>> classes =
                Page.rows(Page.within(page.byId("classes"), "table").get(0));
        assertThat(classes).hasSize(1 + 50 + 2);
        assertThat(page.byId("classes").getTextContent()).contains("Scores of the 50 of 65 classes");
    }

    @Test
    void page_ofAThousandClasses_staysBelowTwoMegabytes() {
        List<String> names = IntStream.range(0, 1000)
                .mapToObj(c -> "class " + c + " & a long name ".repeat(11))
                .toList();
        ImageDataset images = Examples.noise(20_000, ImageShape.of(4, 4, 1), names);

        String html = of(images, Examples.predictions(images, 0.9))
                .config(Examples.seed())
                .history(Examples.history(10_000, true))
                .build()
                .toHtml();

        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
    }

    @Test
    void page_withoutMistakes_saysSo() {
        String html = of(Examples.digits(), Examples.predictions(Examples.digits(), 0))
                .build()
                .toHtml();

        assertThat(html.split("None: every image is classified correctly\\.", -1))
                .hasSize(3);
    }

    @Test
    void page_ofNoEpochs_saysSo() {
        Page page = Page.of(digits().history(Examples.history()).build());

        assertThat(page.byId("training").getTextContent()).contains("No epochs were trained.");
    }

    @Test
    void page_escapesEveryName() {
        String hostile = "<script>alert('x')</script>\"&";
        List<String> names = List.of(hostile, "b");
        ImageDataset images = Examples.noise(6, ImageShape.of(28, 28, 1), names);

        String html = of(images, Examples.predictions(images, 0.5))
                .config(Examples.seed().toBuilder().name(hostile).classes(2).build())
                .fact(hostile, hostile)
                .build()
                .toHtml();

        assertThat(html).doesNotContain("<script").contains("&lt;script&gt;alert(&#39;x&#39;)");
    }

    @Test
    void facts_keepTheirOrder_andNoFactsGiveNoTable() {
        Page page = Page.of(digits().fact("java", "21").fact("a", "1").build());

        assertThat(Page.rows(Page.within(page.byId("run"), "table").get(0)))
                .containsExactly(List.of("java", "21"), List.of("a", "1"));
        assertThat(digits().build().toHtml()).doesNotContain("id=\"run\"");
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
    void otherModel_isRefused() {
        ExperimentConfig other =
                Examples.seed().toBuilder().layers(Layers.dense(3)).build();

        assertThatThrownBy(() -> digits().model(Examples.model(other)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "model: expected the network of config, 101770 parameters, was one of 2395; pass the model that"
                                + " this run trained");
    }

    @Test
    void write_givesThePageAsUtf8() throws IOException {
        Path file = folder.resolve("report.html");
        HtmlReport report = digits().build();

        report.write(file);

        assertThat(Files.readString(file)).isEqualTo(report.toHtml());
    }
}
