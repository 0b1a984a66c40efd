package org.mnist4j.config;

import java.util.List;
import java.util.Locale;
import org.mnist4j.config.ConfigProblem.Rule;

/** Computes the output shape of each layer, and reports a layer that does not fit its input. */
final class NetworkShapes {

    /** 400 MB of float parameters; Adam keeps two more values for each. */
    static final long MAX_PARAMETERS = 100_000_000L;

    /** 64 MB of floats per image, over all layers: the intermediate results of one prediction. */
    static final long MAX_VALUES = 1L << 24;

    /** 128 MB per thread: the windows that training keeps for one convolution. */
    static final long MAX_WINDOWS = 1L << 24;

    private NetworkShapes() {}

    /** The output shape of a layer for an input shape that it fits. */
    static MapShape after(Layer layer, MapShape in) {
        if (layer instanceof Dense dense) {
            return MapShape.vector(dense.units());
        }
        if (layer instanceof Conv2d conv) {
            return MapShape.maps(
                    conv.padding().outputs(in.height(), conv.kernel(), conv.stride()),
                    conv.padding().outputs(in.width(), conv.kernel(), conv.stride()),
                    conv.filters());
        }
        if (layer instanceof MaxPool2d pool) {
            return pooled(in, pool.window(), pool.stride());
        }
        if (layer instanceof AvgPool2d pool) {
            return pooled(in, pool.window(), pool.stride());
        }
        if (layer instanceof GlobalAvgPool) {
            return MapShape.vector(in.channels());
        }
        return layer instanceof Flatten ? MapShape.vector(Math.toIntExact(in.size())) : in;
    }

    private static MapShape pooled(MapShape in, int window, int stride) {
        return MapShape.maps(
                Padding.VALID.outputs(in.height(), window, stride),
                Padding.VALID.outputs(in.width(), window, stride),
                in.channels());
    }

    private static long windows(Conv2d conv, int channels, MapShape out) {
        return (long) conv.kernel() * conv.kernel() * channels * out.height() * out.width();
    }

    /** The number of trainable parameters of a layer with this input shape. */
    static long parameters(Layer layer, MapShape in) {
        if (layer instanceof Dense dense) {
            return (in.size() + 1) * dense.units();
        }
        if (layer instanceof Conv2d conv) {
            return ((long) in.channels() * conv.kernel() * conv.kernel() + 1) * conv.filters();
        }
        return layer instanceof BatchNorm ? 2L * in.channels() : 0;
    }

    /** Adds a problem for the first layer that does not fit or that makes the network too large. */
    static void check(MapShape input, List<Layer> layers, int classes, List<ConfigProblem> problems) {
        MapShape shape = input;
        long total = 0;
        long values = 0;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            String path = "layers[" + i + "]";
            String misfit = misfit(layer, shape);
            if (!misfit.isEmpty()) {
                problems.add(new ConfigProblem(
                        path, Rule.SHAPE, "(" + ConfigSchema.typeName(layer.getClass()) + "): " + misfit));
                return;
            }
            total += parameters(layer, shape);
            if (total > MAX_PARAMETERS) {
                problems.add(tooMany(path, total, " up to this layer", "use fewer units or filters"));
                return;
            }
            int channels = shape.channels();
            shape = after(layer, shape);
            if (layer instanceof Conv2d conv && windows(conv, channels, shape) > MAX_WINDOWS) {
                String message = String.format(
                        Locale.ROOT,
                        "the windows for its output, %s, contain %,d values per image, more than the %,d allowed; use"
                                + " a smaller kernel or a larger stride",
                        shape,
                        windows(conv, channels, shape),
                        MAX_WINDOWS);
                problems.add(new ConfigProblem(path, Rule.SHAPE, message));
                return;
            }
            values += layer instanceof Dropout || layer instanceof Flatten ? 0 : shape.size();
            if (values > MAX_VALUES) {
                String message = String.format(
                        Locale.ROOT,
                        "the layer outputs %s, for a total of %,d values per image up to this layer, more than the"
                                + " %,d allowed; use fewer filters or a larger stride",
                        shape,
                        values,
                        MAX_VALUES);
                problems.add(new ConfigProblem(path, Rule.SHAPE, message));
                return;
            }
        }
        total += (shape.size() + 1) * classes;
        if (total > MAX_PARAMETERS) {
            problems.add(tooMany("classes", total, "", "add a smaller layer before the output"));
        }
    }

    /** Why a layer does not fit this input shape; empty if it does. */
    private static String misfit(Layer layer, MapShape in) {
        if (layer instanceof Conv2d conv) {
            if (in.isVector()) {
                return needsMaps(in);
            }
            boolean fits = conv.padding() == Padding.SAME || fits(in, conv.kernel());
            return fits ? "" : notFitting("kernel", conv.kernel(), in, "use a smaller kernel or padding \"same\"");
        }
        if (layer instanceof MaxPool2d pool) {
            return poolMisfit(pool.window(), in);
        }
        if (layer instanceof AvgPool2d pool) {
            return poolMisfit(pool.window(), in);
        }
        return layer instanceof GlobalAvgPool && in.isVector() ? needsMaps(in) : "";
    }

    private static String poolMisfit(int window, MapShape in) {
        if (in.isVector()) {
            return needsMaps(in);
        }
        return fits(in, window)
                ? ""
                : notFitting("window", window, in, "use a smaller window or remove a pooling layer");
    }

    private static boolean fits(MapShape in, int window) {
        return window <= in.height() && window <= in.width();
    }

    private static String notFitting(String what, int side, MapShape in, String remedy) {
        return what + " " + side + "x" + side + " does not fit " + in + "; " + remedy;
    }

    private static String needsMaps(MapShape in) {
        return "needs feature maps, gets a vector of " + in
                + "; put it before the first dense, flatten or globalAvgPool";
    }

    private static ConfigProblem tooMany(String path, long total, String where, String remedy) {
        String message = String.format(
                Locale.ROOT,
                "the network has %,d parameters%s, more than the %,d allowed; %s",
                total,
                where,
                MAX_PARAMETERS,
                remedy);
        return new ConfigProblem(path, Rule.TOO_MANY_PARAMETERS, message);
    }
}
