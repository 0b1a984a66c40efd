package org.mnist4j.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mnist4j.config.FieldDifference;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.run.Run;
import org.mnist4j.run.RunComparison;
import org.mnist4j.run.RunManifest;

/** The text of a {@link ComparisonReport}. */
final class ComparisonPage {
    private final RunComparison comparison;
    private final PairedEvaluation pair;
    private final ImageDataset test;

    ComparisonPage(RunComparison comparison, ImageDataset test) {
        this.comparison = comparison;
        this.pair = comparison.evaluation();
        this.test = test;
    }

    @Override
    public String toString() {
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put("summary", "Summary");
        contents.put("test", "McNemar's test");
        contents.put("classes", "Classes");
        contents.put("disagreements", "Disagreements");
        contents.put("runs", "Runs");
        contents.put("configurations", "Configurations");
        return PageFrame.page(
                "mnist4j · comparison of two runs",
                "A: " + comparison.first().config().name() + " · B: "
                        + comparison.second().config().name(),
                lead(),
                contents,
                this::sections);
    }

    private String lead() {
        ConfusionMatrix first = pair.first().confusionMatrix();
        ConfusionMatrix second = pair.second().confusionMatrix();
        return "Of " + Numerals.images(first.total()) + " of " + test.name() + ", A classifies "
                + Numerals.count(first.correct()) + " correctly and B " + Numerals.count(second.correct())
                + " (McNemar's p " + Numerals.pValue(pair.mcNemar().exactPValue()) + ").";
    }

    private void sections(Html html) {
        PairedScoresSection.write(html, pair);
        McNemarSection.write(html, pair.mcNemar());
        PairedClassSection.write(html, pair);
        DisagreementSection.write(html, pair, test);
        runs(html);
        configurations(html);
    }

    private void runs(Html html) {
        RunManifest a = comparison.first().manifest();
        RunManifest b = comparison.second().manifest();
        html.section("runs", "Runs");
        if (comparison.sameParameters()) {
            html.paragraph("The two models are bit-identical.");
        }
        html.scroll("The two runs").open("table", "class", "sides").line();
        html.element("caption", "The two runs").line();
        html.columns("", "A", "B");
        html.open("tbody").line();
        html.row("directory", directory(comparison.first()), directory(comparison.second()));
        html.row("experiment", a.config().name(), b.config().name());
        html.row("seed", Long.toString(a.seed()), Long.toString(b.seed()));
        html.row("parameters", parameters(a), parameters(b));
        html.row("training images", images(a.data().training()), images(b.data().training()));
        html.row(
                "training time",
                Numerals.decimals(a.timings().trainingSeconds(), 2, " s"),
                Numerals.decimals(b.timings().trainingSeconds(), 2, " s"));
        html.row("engine", a.engine(), b.engine());
        html.row("mnist4j", a.build().version(), b.build().version());
        html.close("tbody").close("table").close("div").line();
        html.paragraph("Both were evaluated on " + images(comparison.test()) + " with fingerprint "
                + comparison.test().fingerprint() + ".");
        html.close("section").line();
    }

    private static String directory(Run run) {
        return run.directory().toString();
    }

    private static String parameters(RunManifest manifest) {
        return Numerals.count(manifest.config().summary().parameters());
    }

    private static String images(DatasetIdentity images) {
        return images.name() + " (" + Numerals.images(images.images()) + ")";
    }

    private void configurations(Html html) {
        html.section("configurations", "Configurations");
        List<FieldDifference> differences = comparison.differences();
        if (differences.isEmpty()) {
            html.paragraph("The two runs have the same configuration, images, engine and library.");
        } else {
            html.paragraph("Differences between the two manifests that can affect results:");
            html.scroll("Differences").open("table", "class", "sides").line();
            html.element("caption", "Differences").line();
            html.columns("field", "A", "B");
            html.open("tbody").line();
            differences.forEach(one -> html.row(one.path(), value(one.first()), value(one.second())));
            html.close("tbody").close("table").close("div").line();
        }
        configuration(html, "A", comparison.first());
        configuration(html, "B", comparison.second());
        html.close("section").line();
    }

    private static String value(Optional<String> json) {
        return json.orElse("–");
    }

    private static void configuration(Html html, String name, Run run) {
        html.open("details").element("summary", "Configuration of " + name).line();
        html.code("Configuration of " + name + " as JSON", run.config().toJson().strip());
        html.close("details").line();
    }
}
