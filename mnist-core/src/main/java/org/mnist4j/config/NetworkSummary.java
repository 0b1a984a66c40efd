package org.mnist4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mnist4j.data.ImageShape;

/**
 * The network an experiment describes, layer by layer, with shapes and parameter counts: first the input, then each
 * hidden layer, then the output. Where feature maps or an image become the vector that a dense layer needs, a flatten
 * layer is shown even if the configuration omits it.
 *
 * <p>Tensors carry the names of an equivalent {@code torch.nn.Sequential} called {@code layers}, in which an activation
 * is a separate module: {@code Linear, ReLU, Linear} has {@code layers.0.*} and {@code layers.2.*}. Flattening feature
 * maps is a module too; flattening the image is not, since a network that begins with a dense layer takes flat images.
 *
 * @param layers in the order in which the data flows
 */
public record NetworkSummary(List<LayerSummary> layers) {

    /** Copies the list. */
    public NetworkSummary {
        layers = List.copyOf(layers);
    }

    static NetworkSummary of(ImageShape input, List<Layer> layers, int classes) {
        return new SummaryWriter(input, layers, classes).write();
    }

    /** The number of trainable parameters. */
    public long parameters() {
        return layers.stream().mapToLong(LayerSummary::parameters).sum();
    }

    /**
     * The number of values that the network stores: its parameters and the running statistics of batch normalization.
     */
    public long values() {
        return tensors().stream().mapToLong(TensorSpec::size).sum();
    }

    /** All tensors, in the order in which they are stored. */
    public List<TensorSpec> tensors() {
        return layers.stream().flatMap(layer -> layer.tensors().stream()).toList();
    }

    /**
     * Checks that no running variance of batch normalization is negative: its square root would be NaN.
     *
     * @param values all values of the network, in the order and layout of {@link #tensors()}
     * @throws IllegalArgumentException if one is, naming its tensor and channel
     */
    public void requireVariances(float[] values) {
        int offset = 0;
        for (TensorSpec tensor : tensors()) {
            for (int c = 0; c < tensor.size() && tensor.isVariance(); c++) {
                if (values[offset + c] < 0) {
                    throw new IllegalArgumentException(tensor.name() + "[" + c
                            + "] is a variance and must be 0 or more, was " + values[offset + c]);
                }
            }
            offset += tensor.size();
        }
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

    /** {@link #toText()}. */
    @Override
    public String toString() {
        return toText();
    }
}
