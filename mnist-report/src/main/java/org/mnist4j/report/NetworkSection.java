package org.mnist4j.report;

import java.util.stream.Collectors;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.LayerSummary;
import org.mnist4j.model.Model;

/** The network as a figure and a table, and the weights of its first layer. */
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
                    ? "Each square shows the weights of one filter of " + layer.path()
                            + ": blue is positive, red is negative."
                    : "Each square shows the weights of one unit of " + layer.path()
                            + ", one per pixel of the image: blue is positive, red is negative.";
            html.paragraph(meaning);
            boolean large = model.config().input().size() > LARGE;
            html.figure(WeightsFigure.of(model, layer, large ? MOST_UNITS_OF_LARGE_IMAGES : MOST_UNITS), "");
        });
    }
}
