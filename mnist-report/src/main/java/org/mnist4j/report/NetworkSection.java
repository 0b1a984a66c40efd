package org.mnist4j.report;

import java.util.stream.Collectors;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.LayerSummary;
import org.mnist4j.model.Model;

/** The network: drawn, as a table, and what its first layer looks for. */
final class NetworkSection {
    private static final int MOST_UNITS = 128;
    private static final int MOST_UNITS_OF_LARGE_IMAGES = 64;
    private static final int LARGE = 1100;

    private NetworkSection() {}

    static void write(Html html, HtmlReport report) {
        ExperimentConfig config = report.config();
        html.section("network", "Network");
        html.figure(Figures.architecture(config), "");
        layers(html, config);
        report.model().ifPresent(model -> weights(html, model));
        html.close("section").line();
    }

    private static void layers(Html html, ExperimentConfig config) {
        html.scroll("Layers").open("table", "class", "words").line();
        html.element("caption", "Layers").line();
        html.columns("layer", "kind", "settings", "output shape", "parameters");
        html.open("tbody").line();
        for (LayerSummary layer : config.summary().layers()) {
            String shape = layer.outputShape().stream().map(String::valueOf).collect(Collectors.joining(" × "));
            html.row(layer.path(), layer.kind(), layer.detail(), shape, Numerals.count(layer.parameters()));
        }
        html.close("tbody").open("tfoot").line();
        html.row("total", "", "", "", Numerals.count(config.summary().parameters()));
        html.close("tfoot").close("table").close("div").line();
    }

    private static void weights(Html html, Model model) {
        WeightsFigure.layer(model).ifPresent(layer -> {
            html.element("h3", "First-layer weights").line();
            String meaning = layer.kind().equals("conv2d")
                    ? "Each square is one filter of " + layer.path()
                            + ", which is laid on every place of the image, each"
                            + " pixel the weight that it gives to what lies below it: blue raises the filter's sum, red"
                            + " lowers it."
                    : "Each square is one unit of " + layer.path() + ", each pixel the weight that it gives to that"
                            + " pixel of the image: blue raises the unit's sum, red lowers it.";
            html.paragraph(meaning);
            boolean large = model.config().input().size() > LARGE;
            html.figure(WeightsFigure.of(model, layer, large ? MOST_UNITS_OF_LARGE_IMAGES : MOST_UNITS), "");
        });
    }
}
