package org.mnist4j.config;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.data.ImageShape;

/** Writes a {@link NetworkSummary}, counting modules as an equivalent {@code torch.nn.Sequential} does. */
final class SummaryWriter {

    static final String IMPLIED = "(implied)";

    private final List<LayerSummary> summaries = new ArrayList<>();
    private final List<Layer> layers;
    private final ImageShape input;
    private final int classes;
    private MapShape shape;
    private int module;

    SummaryWriter(ImageShape input, List<Layer> layers, int classes) {
        this.input = input;
        this.layers = layers;
        this.classes = classes;
        this.shape = MapShape.maps(input.height(), input.width(), input.channels());
    }

    NetworkSummary write() {
        summaries.add(new LayerSummary("input", "input", input.toString(), shape.sides(), List.of()));
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Dense) {
                flattenIfMaps(onImage(i));
            }
            add("layers[" + i + "]", layers.get(i), onImage(i));
        }
        flattenIfMaps(onImage(layers.size()));
        List<TensorSpec> output = parameters(List.of(classes, shape.channels()), classes);
        summaries.add(new LayerSummary("output", "softmax", classes + " classes", List.of(classes), output));
        return new NetworkSummary(summaries);
    }

    /** Whether layer {@code i} has only dropout before it, so that its input is the image. */
    private boolean onImage(int i) {
        return layers.subList(0, i).stream().allMatch(Dropout.class::isInstance);
    }

    private void flattenIfMaps(boolean image) {
        if (!shape.isVector()) {
            shape = NetworkShapes.after(new Flatten(), shape);
            summaries.add(new LayerSummary(IMPLIED, "flatten", "", shape.sides(), List.of()));
            module += image ? 0 : 1;
        }
    }

    private void add(String path, Layer layer, boolean onImage) {
        MapShape before = shape;
        shape = NetworkShapes.after(layer, before);
        String kind = ConfigSchema.typeName(layer.getClass());
        summaries.add(new LayerSummary(path, kind, detail(layer), shape.sides(), tensors(layer, before)));
        module += modules(layer, onImage);
    }

    private static int modules(Layer layer, boolean onImage) {
        if (layer instanceof Dense dense) {
            return withActivation(dense.activation());
        }
        if (layer instanceof Conv2d conv) {
            return withActivation(conv.activation());
        }
        if (layer instanceof BatchNorm norm) {
            return withActivation(norm.activation());
        }
        if (layer instanceof Flatten) {
            return onImage ? 0 : 1;
        }
        // Pooling to one position, then flattening.
        return layer instanceof GlobalAvgPool ? 2 : 1;
    }

    private static int withActivation(Activation activation) {
        return activation == Activation.IDENTITY ? 1 : 2;
    }

    private List<TensorSpec> tensors(Layer layer, MapShape before) {
        if (layer instanceof Dense dense) {
            return parameters(List.of(dense.units(), before.channels()), dense.units());
        }
        if (layer instanceof Conv2d conv) {
            int kernel = conv.kernel();
            return parameters(List.of(conv.filters(), before.channels(), kernel, kernel), conv.filters());
        }
        if (layer instanceof BatchNorm) {
            List<TensorSpec> tensors = new ArrayList<>(parameters(List.of(before.channels()), before.channels()));
            tensors.add(new TensorSpec(name("running_mean"), List.of(before.channels())));
            tensors.add(new TensorSpec(name("running_var"), List.of(before.channels())));
            return tensors;
        }
        return List.of();
    }

    private List<TensorSpec> parameters(List<Integer> weight, int biases) {
        return List.of(new TensorSpec(name("weight"), weight), new TensorSpec(name("bias"), List.of(biases)));
    }

    private String name(String tensor) {
        return "layers." + module + "." + tensor;
    }

    private static String detail(Layer layer) {
        if (layer instanceof Dense dense) {
            return dense.units() + " units, " + dense.activation().jsonName();
        }
        if (layer instanceof Conv2d conv) {
            String stride = conv.stride() == 1 ? "" : ", stride " + conv.stride();
            return conv.filters() + " filters " + side(conv.kernel()) + stride + ", "
                    + conv.padding().jsonName() + ", " + conv.activation().jsonName();
        }
        if (layer instanceof MaxPool2d pool) {
            return window(pool.window(), pool.stride());
        }
        if (layer instanceof AvgPool2d pool) {
            return window(pool.window(), pool.stride());
        }
        if (layer instanceof BatchNorm norm) {
            return norm.activation() == Activation.IDENTITY
                    ? ""
                    : norm.activation().jsonName();
        }
        return layer instanceof Dropout dropout ? "rate " + dropout.rate() : "";
    }

    private static String window(int window, int stride) {
        return side(window) + (stride == window ? "" : ", stride " + stride);
    }

    private static String side(int side) {
        return side + "x" + side;
    }
}
