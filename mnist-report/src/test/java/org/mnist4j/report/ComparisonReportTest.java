package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Layers.dense;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.metrics.Disagreement;
import org.mnist4j.metrics.Disagreement.Kind;
import org.mnist4j.metrics.McNemar;
import org.mnist4j.metrics.PairedClassMetrics;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.metrics.PairedMeasure;
import org.mnist4j.run.Run;
import org.mnist4j.run.RunComparison;
import org.mnist4j.run.RunDirectory;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;
import org.w3c.dom.Element;

class ComparisonReportTest {
    private static final ExperimentConfig SMALL =
            Examples.seed().toBuilder().layers(dense(8)).epochs(1).build();

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static ImageDataset test;
    private static RunComparison comparison;

    @BeforeAll
    static void train() {
        test = Examples.digits();
        Run first = run(shared.resolve("first"), SMALL, test);
        Run second = run(
                shared.resolve("second"),
                SMALL.toBuilder().name("wider").layers(dense(12)).build(),
                test);
        comparison = RunComparison.of(first, second, Examples.QUICK);
    }

    /** A run that has learned a little from its test images, since nobody is to believe it. */
    private static Run run(Path directory, ExperimentConfig config, ImageDataset images) {
        TrainingResult result = Trainer.of(config).fit(images);
        try (RunDirectory run = RunDirectory.stage(directory, false)) {
            run.write(result, result.model().evaluate(images), images);
            run.commit();
        }
        return Run.open(directory);
    }

    private static Page page() {
        return Page.of(ComparisonReport.of(comparison, test).toHtml());
    }

    private static List<List<String>> rows(Page page, String section) {
        return Page.rows(Page.within(page.byId(section), "table").get(0));
    }

    @Test
    void summary_hasEveryMeasureOfBoth() {
        List<List<String>> rows = rows(page(), "summary");
        PairedEvaluation pair = comparison.evaluation();

        assertThat(rows).hasSize(1 + pair.measures().size());
        for (int m = 0; m < pair.measures().size(); m++) {
            PairedMeasure measure = pair.measures().get(m);
            assertThat(rows.get(m + 1))
                    .startsWith(
                            measure.title(),
                            Numerals.score(measure.first().estimate()),
                            Numerals.score(measure.second().estimate()),
                            Numerals.difference(measure.difference().estimate()))
                    .contains(Numerals.score(measure.second().low()) + "–"
                            + Numerals.score(measure.second().high()));
        }
    }

    @Test
    void mcNemarsTest_hasCountsAndExplainsP() {
        Page page = page();
        McNemar test = comparison.evaluation().mcNemar();

        assertThat(rows(page, "test"))
                .containsExactly(
                        List.of("", "B correct", "B wrong"),
                        List.of("A correct", "" + test.bothCorrect(), "" + test.onlyFirstCorrect()),
                        List.of("A wrong", "" + test.onlySecondCorrect(), "" + test.bothWrong()));
        assertThat(page.byId("test").getTextContent())
                .contains(
                        "exact p" + Numerals.pValue(test.exactPValue()),
                        "If A and B were equally good, a split as uneven as this or more would occur",
                        "p is not the probability that the two are equally good");
    }

    @Test
    void classes_standInAFigureAndATable() {
        PairedClassMetrics three = comparison.evaluation().perClass().get(3);

        assertThat(rows(page(), "classes").get(4))
                .containsExactly(
                        "3",
                        Numerals.count(three.support()),
                        Numerals.score(three.first().recall()),
                        Numerals.score(three.second().recall()),
                        Numerals.difference(three.recallDifference()),
                        Numerals.score(three.first().f1()),
                        Numerals.score(three.second().f1()),
                        Numerals.difference(three.f1Difference()));
        assertThat(ComparisonReport.of(comparison, test).toHtml())
                .contains(Figures.classComparison(comparison.evaluation()).toSvg());
    }

    @Test
    void disagreements_areGroupedByCorrectModel_andStateTheLimit() {
        Page page = page();
        List<Element> groups = Page.within(page.byId("disagreements"), "ul");
        List<Kind> kinds = List.of(Kind.values());

        assertThat(groups).hasSameSizeAs(kinds);
        for (int k = 0; k < kinds.size(); k++) {
            List<Disagreement> all = comparison.evaluation().disagreements(kinds.get(k));
            List<Element> cards = Page.within(groups.get(k), "li");
            assertThat(cards).hasSize(Math.min(32, all.size()));
            Disagreement mostConfident = all.get(0);
            boolean first = mostConfident.firstPredicted() == mostConfident.label();
            boolean second = mostConfident.secondPredicted() == mostConfident.label();
            assertThat(cards.get(0).getTextContent())
                    .isEqualTo("A " + mostConfident.firstPredicted() + " "
                            + Numerals.probability(mostConfident.firstProbability())
                            + (first ? " ✓" : " ✗") + "B " + mostConfident.secondPredicted() + " "
                            + Numerals.probability(mostConfident.secondProbability()) + (second ? " ✓" : " ✗") + "true "
                            + mostConfident.label() + "image " + mostConfident.index());
            if (all.size() > 32) {
                assertThat(page.byId("disagreements").getTextContent())
                        .contains(all.size() + " images; the 32 most confident mistakes are shown.");
            }
        }
        // Otherwise the cap is not tested.
        assertThat(comparison.evaluation().disagreements(Kind.ONLY_SECOND_CORRECT))
                .hasSizeGreaterThan(32);
    }

    @Test
    void runsAndConfigurations_saySameAndOther() {
        Page page = page();

        assertThat(rows(page, "runs"))
                .contains(
                        List.of("experiment", "two-layer perceptron", "wider"),
                        List.of("seed", "42", "42"),
                        List.of("parameters", "6,370", "9,550"));
        assertThat(page.byId("runs").getTextContent()).contains(test.fingerprint());
        assertThat(rows(page, "configurations"))
                .containsExactly(
                        List.of("field", "A", "B"),
                        List.of("config.name", "\"two-layer perceptron\"", "\"wider\""),
                        List.of("config.layers[0].units", "8", "12"));
        assertThat(Page.within(page.byId("configurations"), "pre")).hasSize(2);
    }

    @Test
    void runAgainstItself_saysThatThereIsNothingToShow() {
        RunComparison same = RunComparison.of(comparison.first(), comparison.first(), Examples.QUICK);

        Page page = Page.of(ComparisonReport.of(same, test).toHtml());

        assertThat(page.byId("disagreements").getTextContent())
                .contains("None: both models predict the same class for every image.");
        assertThat(page.byId("test").getTextContent()).contains("exact p1", "these images do not show which");
        assertThat(page.byId("runs").getTextContent()).contains("The two models are bit-identical.");
        assertThat(page.byId("configurations").getTextContent()).contains("have the same configuration");
        assertThat(page.elements("img")).isEmpty();
    }

    @Test
    void page_isBuiltForScreenReadersAndTheKeyboard() {
        Page page = page();

        Element body = page.elements("body").get(0);
        assertThat(Page.within(body, "*").get(0).getAttribute("href")).isEqualTo("#content");
        for (String landmark : List.of("header", "nav", "main", "footer", "h1")) {
            assertThat(page.elements(landmark)).as(landmark).hasSize(1);
        }
        assertThat(page.elements("section"))
                .hasSize(6)
                .allSatisfy(section -> assertThat(page.byId(section.getAttribute("aria-labelledby"))
                                .getTagName())
                        .isEqualTo("h2"));
        List<String> ids = page.elements("*").stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(page.elements("a"))
                .isNotEmpty()
                .allSatisfy(link ->
                        assertThat(ids).contains(link.getAttribute("href").substring(1)));
        assertThat(page.elements("img")).isNotEmpty().allSatisfy(image -> {
            assertThat(image.getAttribute("alt")).startsWith("test image ");
            assertThat(image.getAttribute("src")).startsWith("data:image/png;base64,");
        });
        assertThat(page.elements("th"))
                .allMatch(cell -> !cell.getAttribute("scope").isEmpty());
        assertThat(page.elements("table"))
                .hasSize(5)
                .allSatisfy(table -> assertThat(Page.within(table, "caption")).hasSize(1));
        assertThat(page.elements("*"))
                .filteredOn(element -> element.getAttribute("tabindex").equals("0"))
                .allMatch(element -> !element.getAttribute("aria-label").isEmpty());
    }

    @Test
    void page_refersToNothingOutsideItself() {
        String html = ComparisonReport.of(comparison, test).toHtml();

        assertThat(html.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                .doesNotContain("http://", "https://", "<script", "<link", "url(", "@import");
        assertThat(html).contains("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:");
    }

    @Test
    void page_escapesEveryName_andStaysBelowTwoMegabytes() {
        ImageShape shape = ImageShape.of(100, 90, 3);
        String hostile = "<script>alert('x')</script>\"&";
        List<String> names = IntStream.range(0, 64)
                .mapToObj(c -> c + hostile + " & a long name ".repeat(11))
                .toList();
        ImageDataset images = Examples.noise(400, shape, names).withName(hostile);
        ExperimentConfig config = ExperimentConfig.builder()
                .name(hostile)
                .input(shape)
                .classes(64)
                .layers(dense(2))
                .epochs(1)
                .build();
        RunComparison wild = RunComparison.of(
                run(folder.resolve("one"), config, images),
                run(folder.resolve("two"), config.toBuilder().seed(7).build(), images),
                Examples.QUICK);

        String html = ComparisonReport.of(wild, images).toHtml();

        assertThat(wild.evaluation().disagreements(Kind.BOTH_WRONG)).hasSizeGreaterThan(32);
        assertThat(html).doesNotContain("<script").contains("&lt;script&gt;alert(&#39;x&#39;)");
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
        assertThat(Page.of(html).elements("section")).hasSize(6);
    }

    @Test
    void otherImages_areRefused() {
        assertThatThrownBy(() -> ComparisonReport.of(comparison, test.take(499)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("test: expected the images of the runs, " + test.name() + " with fingerprint "
                        + test.fingerprint() + ", was ")
                .hasMessageEndingWith(test.take(499).fingerprint());
    }

    @Test
    void write_givesThePageAsUtf8() throws IOException {
        Path file = folder.resolve("comparison.html");
        ComparisonReport report = ComparisonReport.of(comparison, test);

        report.write(file);

        assertThat(Files.readString(file)).isEqualTo(report.toHtml());
        assertThat(report.toHtml())
                .isEqualTo(ComparisonReport.of(comparison, test).toHtml());
    }
}
