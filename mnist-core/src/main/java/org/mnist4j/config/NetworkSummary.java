package org.mnist4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mnist4j.data.ImageShape;

/**
 * The network an experiment describes, layer by layer, with shapes and parameter counts: first the input, then each
 * hidden layer, then the output.
 *
 * <p>Parameter tensors carry the names of an equivalent {@code torch.nn.Sequential} called {@code layers}, in which an
 * activation is a module of its own: {@code Linear, ReLU, Linear} has {@code layers.0.*} and {@code layers.2.*}.
 *
 * @param layers in the order in which the data flows
 */
public record NetworkSummary(List<LayerSummary> layers) {

    /** Copies the list. */
    public NetworkSummary {
        layers = List.copyOf(layers);
    }

    static NetworkSummary of(ImageShape input, List<Layer> layers, int classes) {
        List<LayerSummary> summaries = new ArrayList<>();
        List<Integer> shape = List.of(input.height(), input.width(), input.channels());
        summaries.add(new LayerSummary("input", "input", input.toString(), shape, List.of()));
        int features = input.size();
        int module = 0;
        for (int i = 0; i < layers.size(); i++) {
            String path = "layers[" + i + "]";
            if (layers.get(i) instanceof Dense dense) {
                String detail = dense.units() + " units, " + dense.activation().jsonName();
                shape = List.of(dense.units());
                summaries.add(new LayerSummary(path, "dense", detail, shape, linear(module, features, dense.units())));
                features = dense.units();
                module += dense.activation() == Activation.IDENTITY ? 1 : 2;
            } else if (layers.get(i) instanceof Dropout dropout) {
                summaries.add(new LayerSummary(path, "dropout", "rate " + dropout.rate(), shape, List.of()));
                module += 1;
            }
        }
        List<TensorSpec> output = linear(module, features, classes);
        summaries.add(new LayerSummary("output", "softmax", classes + " classes", List.of(classes), output));
        return new NetworkSummary(summaries);
    }

    private static List<TensorSpec> linear(int module, int inputs, int outputs) {
        return List.of(
                new TensorSpec("layers." + module + ".weight", List.of(outputs, inputs)),
                new TensorSpec("layers." + module + ".bias", List.of(outputs)));
    }

    /** How many trainable numbers the network has. */
    public long parameters() {
        return layers.stream().mapToLong(LayerSummary::parameters).sum();
    }

    /** All parameter tensors, in the order in which they are stored. */
    public List<TensorSpec> tensors() {
        return layers.stream().flatMap(layer -> layer.tensors().stream()).toList();
    }

    /** An aligned table: layer, kind, settings, output shape, parameters. */
    public String toText() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"layer", "kind", "settings", "output", "parameters"});
        for (LayerSummary layer : layers) {
            rows.add(new String[] {
                layer.path(),
                layer.kind(),
                layer.detail(),
                layer.outputShape().toString(),
                String.format(Locale.ROOT, "%,d", layer.parameters())
            });
        }
        rows.add(new String[] {"total", "", "", "", String.format(Locale.ROOT, "%,d", parameters())});
        int[] widths = new int[5];
        for (String[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                widths[c] = Math.max(widths[c], row[c].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            for (int c = 0; c < 4; c++) {
                text.append(row[c]).append(" ".repeat(widths[c] - row[c].length() + 2));
            }
            text.append(" ".repeat(widths[4] - row[4].length())).append(row[4]).append('\n');
        }
        return text.toString();
    }
}
