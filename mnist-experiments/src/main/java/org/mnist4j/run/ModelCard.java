package org.mnist4j.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.LayerSummary;
import org.mnist4j.data.DataReading;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.metrics.ClassMetrics;
import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.metrics.Interval;
import org.mnist4j.metrics.WilsonInterval;

/**
 * A model card in Markdown: intended use, data, training, metrics and limits, from the manifest alone.
 *
 * <p>The sections follow M. Mitchell et al., "Model cards for model reporting", FAT* 2019.
 */
final class ModelCard {

    /** Fields of the configuration with a separate place on the card. */
    private static final Set<String> SHOWN_OTHERWISE =
            Set.of("schemaVersion", "name", "input", "classes", "layers", "training");

    private final RunManifest manifest;
    private final StringBuilder text = new StringBuilder();

    private ModelCard(RunManifest manifest) {
        this.manifest = manifest;
    }

    /** The card as Markdown with {@code \n} line ends; the same manifest gives the same text. */
    static String of(RunManifest manifest) {
        ModelCard card = new ModelCard(manifest);
        card.intendedUse();
        card.data();
        card.training();
        card.metrics();
        card.limits();
        return card.text.toString();
    }

    private void intendedUse() {
        RunData data = manifest.data();
        line("# " + escaped(manifest.config().name()));
        line("");
        line("## Intended use");
        line("");
        line("The model classifies images of " + manifest.config().input() + " (height x width x channels) into "
                + data.classNames().size() + " classes and gives each class a probability. The classes: "
                + classes(data.classNames()) + ".");
        line("");
        line(
                "The model is `model.safetensors`; use it with `mnist4j predict --model model.safetensors IMAGE`, or in Java with"
                        + " `Model.load(Path.of(\"model.safetensors\"))`.");
        line("");
        line(
                "It is meant for images like its training images, preprocessed in the same way: for learning, for comparison,"
                        + " and where a person or another check catches its errors.");
        line("");
    }

    private static String classes(List<String> names) {
        boolean many = names.size() > ConfusionMatrix.LARGEST_TABLE;
        String listed = names.stream()
                .limit(many ? ConfusionMatrix.LONGEST_LIST : names.size())
                .map(ModelCard::escaped)
                .collect(Collectors.joining(", "));
        return many
                ? listed + " and " + (names.size() - ConfusionMatrix.LONGEST_LIST)
                        + " more, all listed in `metrics.json`"
                : listed;
    }

    private void data() {
        line("## Data");
        line("");
        line("| part | name | images | fingerprint (SHA-256 of the content) |");
        line("| --- | --- | ---: | --- |");
        row("training", manifest.data().training());
        manifest.data().validation().ifPresent(images -> row("validation", images));
        row("test", manifest.data().test());
        line("");
        line("Pixels are scaled from 0..255 to [0, 1]. The test images were not used for training.");
        reading(manifest.data().reading());
        line("");
    }

    private void reading(DataReading reading) {
        reading.split()
                .ifPresent(share -> line("They are a stratified split of the folder's images: the share " + share
                        + " of each class, by the seed " + reading.splitSeed() + "."));
        if (reading.skipUnreadable()) {
            line("Images that cannot be read were left out; `" + RunDirectory.SKIPPED + "` lists them.");
        }
    }

    private void row(String part, DatasetIdentity images) {
        line("| " + part + " | " + escaped(images.name()) + " | " + images.images() + " | `" + images.fingerprint()
                + "` |");
    }

    private void training() {
        ExperimentConfig config = manifest.config();
        line("## Training");
        line("");
        line("| layer | output | parameters |");
        line("| --- | --- | ---: |");
        for (LayerSummary layer : config.summary().layers()) {
            line("| " + escaped(layer.detail().isEmpty() ? layer.kind() : layer.kind() + ": " + layer.detail()) + " | "
                    + layer.outputShape() + " | " + layer.parameters() + " |");
        }
        line("| total | | " + config.summary().parameters() + " |");
        line("");
        line("All settings, including those of the layers, are in `experiment.json`:");
        line("");
        settings(config);
        line("");
        line("The training run:");
        line("");
        line("- engine `" + manifest.engine() + "`, "
                + manifest.threads() + (manifest.threads() == 1 ? " thread" : " threads") + ", "
                + number("%.1f", manifest.timings().trainingSeconds()) + " s, "
                + escaped(manifest.environment().cpu()) + ", "
                + escaped(manifest.environment().java()));
        line("- mnist4j " + escaped(manifest.build().version()) + ", commit `"
                + manifest.build().commit() + "`" + (manifest.build().dirty() ? " with changes" : ""));
        line("- SHA-256 of the parameters: `" + manifest.parametersSha256() + "`");
        for (ContinuedRun run : manifest.continues()) {
            line("- continued a run of " + run.epochs() + (run.epochs() == 1 ? " epoch" : " epochs")
                    + " with the parameters `" + run.parametersSha256() + "`");
        }
        line("");
        line("`mnist4j verify` retrains the model from `manifest.json` and compares the results.");
        line("");
    }

    /** From the configuration's JSON, so that no setting is missing, including those of later versions. */
    private void settings(ExperimentConfig config) {
        JsonNode json = ManifestWriter.tree(config);
        settings(json, SHOWN_OTHERWISE);
        settings(json.path("training"), Set.of());
    }

    private void settings(JsonNode object, Set<String> without) {
        for (Map.Entry<String, JsonNode> setting : object.properties()) {
            if (!without.contains(setting.getKey())) {
                line("- " + setting.getKey() + ": " + value(setting.getValue()));
            }
        }
    }

    /** An object as its type with the other fields in brackets, a list as its values; anything else unchanged. */
    private static String value(JsonNode json) {
        if (json.isNull() || json.isArray() && json.isEmpty()) {
            return "none";
        }
        if (json.isArray()) {
            return json.valueStream().map(ModelCard::value).collect(Collectors.joining(", "));
        }
        if (!json.isObject()) {
            return escaped(json.asText());
        }
        String fields = json.propertyStream()
                .filter(field -> !field.getKey().equals("type"))
                .map(field -> field.getKey() + " " + value(field.getValue()))
                .collect(Collectors.joining(", "));
        String type = json.path("type").asText();
        return type.isEmpty() || fields.isEmpty() ? type + fields : type + " (" + fields + ")";
    }

    private void metrics() {
        RunMetrics metrics = manifest.metrics();
        line("## Metrics");
        line("");
        line("On the " + metrics.testImages() + " test images, with Wilson's 95% intervals for proportions:");
        line("");
        line("| metric | value | 95% interval |");
        line("| --- | ---: | --- |");
        line("| accuracy | " + share(metrics.accuracy()) + " | " + interval(metrics.accuracy(), metrics.testImages())
                + " |");
        line("| macro-F1 | " + share(metrics.macroF1()) + " | |");
        line("| macro-precision | " + share(metrics.macroPrecision()) + " | |");
        line("| macro-recall | " + share(metrics.macroRecall()) + " | |");
        line("| log-loss | " + share(metrics.logLoss()) + " | |");
        line("");
        List<ClassMetrics> shown = metrics.perClass();
        if (shown.size() > ConfusionMatrix.LARGEST_TABLE) {
            shown = ClassMetrics.weakest(shown, ConfusionMatrix.LONGEST_LIST);
            line("The " + shown.size() + " of " + metrics.perClass().size()
                    + " classes with the lowest F1; all are in `metrics.json`:");
            line("");
        }
        line("| class | images | recall | 95% interval | precision |");
        line("| --- | ---: | ---: | --- | ---: |");
        for (ClassMetrics scores : shown) {
            line("| " + escaped(scores.name()) + " | " + scores.support() + " | " + share(scores.recall()) + " | "
                    + interval(scores.recall(), scores.support()) + " | " + share(scores.precision()) + " |");
        }
        line("");
    }

    private void limits() {
        line("## Limits");
        line("");
        List<ClassMetrics> measured = manifest.metrics().perClass().stream()
                .filter(scores -> scores.support() > 0)
                .toList();
        Optional<ClassMetrics> weakest = measured.stream().min(Comparator.comparingDouble(ClassMetrics::recall));
        weakest.filter(scores -> scores.recall() < 1)
                .ifPresent(scores -> line("- It misses the class " + escaped(scores.name()) + " most often: "
                        + number("%.1f", 100 * (1 - scores.recall())) + "% of " + scores.support() + " test images."));
        if (measured.size() < manifest.data().classNames().size()) {
            line("- Some classes have no test images; how well it recognizes them is unknown.");
        }
        line("- It always predicts one of its classes, even for an image that shows none of them.");
        line("- The test images come from the same source as the training images. Other sources, sizes, backgrounds and"
                + " colors were not evaluated.");
        line("- The intervals reflect the choice of the test images, not the variation between training seeds.");
        if (manifest.data().validation().isEmpty()) {
            line(
                    "- There was no validation set. If settings were chosen on the test images, the metrics are too optimistic.");
        }
        line("- A predicted probability need not match how often the model is right: see `reliability.png` and"
                + " `report.html`, if the run has them.");
    }

    /** The interval of a share of images; empty for no images. */
    private static String interval(double share, long images) {
        if (images == 0) {
            return "";
        }
        Interval interval = WilsonInterval.of(Math.round(share * images), images, 0.95);
        return share(interval.low()) + " to " + share(interval.high());
    }

    private static String share(double value) {
        return number("%.4f", value);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** An untrusted name as plain text: no markup, no cell borders, no line breaks. */
    private static String escaped(String name) {
        return Text.printable(name).replaceAll("[\\\\`*_\\[\\]<>|&~]", "\\\\$0");
    }
}
