package org.mnist4j.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.ModelFormatException.Reason;

/**
 * The one input of a graph: images, in the shape that the graph declares or that is given.
 *
 * @param flow the image's values as the graph gets them
 * @param takesBytes whether they are unsigned bytes
 * @param batch the number of images that the graph declares; {@link OnnxValue#ANY} if it takes any
 * @param scaling what the graph expects for a pixel, if it is given
 */
record GraphInput(
        String name,
        ImageShape shape,
        Flow flow,
        boolean takesBytes,
        long batch,
        @Nullable InputScaling scaling) {

    private static final long MAX_VALUES = 1 << 22;

    /**
     * Finds the images' shape.
     *
     * @param channelsFirst whether it is known that the channels come first
     * @param image the shape, if it is given
     */
    static GraphInput of(
            String source,
            List<OnnxValue> inputs,
            boolean channelsFirst,
            @Nullable ImageShape image,
            @Nullable InputScaling scaling) {
        if (inputs.size() != 1) {
            throw new ModelFormatException(
                    source,
                    Reason.UNSUPPORTED,
                    "it has " + inputs.size() + " inputs, supported is one: images "
                            + (inputs.size() < 10 ? inputs : ""));
        }
        OnnxValue input = inputs.get(0);
        boolean takesBytes = input.type() == ElementType.UINT8.number;
        if (!takesBytes && input.type() != ElementType.FLOAT.number) {
            throw unsupported(source, input, "supported types are FLOAT and UINT8");
        }
        List<Long> dims = input.dims();
        if (dims.size() < 2 || dims.size() > 4) {
            throw unsupported(
                    source,
                    input,
                    "supported are images, [batch, channels, height, width], channels last or without, and vectors");
        }
        List<Long> ofOne = dims.subList(1, dims.size());
        Arrangement arrangement = arrangement(source, input, ofOne, channelsFirst, image);
        ImageShape shape = arrangement.shape();
        if (shape.size() > MAX_VALUES) {
            throw unsupported(source, input, "images have at most " + MAX_VALUES + " values");
        }
        if (scaling != null) {
            requireFits(source, shape, takesBytes, scaling);
        }
        Flow flow = arrangement.flow();
        return new GraphInput(
                input.name(), shape, takesBytes ? flow.asBytes() : flow, takesBytes, dims.get(0), scaling);
    }

    private static void requireFits(String source, ImageShape shape, boolean takesBytes, InputScaling scaling) {
        if (takesBytes && !scaling.equals(InputScaling.bytes())) {
            throw new ModelFormatException(
                    source, Reason.METADATA, "its input takes bytes, from 0 to 255; do not give another scaling");
        }
        if (scaling.mean().size() != 1 && scaling.mean().size() != shape.channels()) {
            throw new ModelFormatException(
                    source,
                    Reason.METADATA,
                    "its images have " + shape.channels() + " channels, but means and deviations are given for "
                            + scaling.mean().size());
        }
    }

    /** An image shape, and where the channels are. */
    private record Arrangement(ImageShape shape, Form form) {

        Flow flow() {
            Flow pixels = Flow.of(shape.height(), shape.width(), shape.channels());
            if (form == Form.CHANNELS_FIRST && shape.channels() == 1) {
                return pixels.reshaped(1, shape.height(), shape.width()); // nothing to turn
            }
            return switch (form) {
                case CHANNELS_FIRST -> pixels.transposed(2, 0, 1);
                case CHANNELS_LAST -> pixels;
                case NO_CHANNELS -> pixels.reshaped(shape.height(), shape.width());
                case VECTOR -> pixels.reshaped(shape.size());
            };
        }

        boolean fits(List<Long> dims) {
            List<Long> own =
                    switch (form) {
                        case CHANNELS_FIRST -> sides(shape.channels(), shape.height(), shape.width());
                        case CHANNELS_LAST -> sides(shape.height(), shape.width(), shape.channels());
                        case NO_CHANNELS -> sides(shape.height(), shape.width());
                        case VECTOR -> sides(shape.size());
                    };
            boolean fits = own.size() == dims.size()
                    && (form == Form.CHANNELS_FIRST || form == Form.CHANNELS_LAST || shape.channels() == 1);
            for (int a = 0; fits && a < own.size(); a++) {
                fits = dims.get(a) == OnnxValue.ANY || dims.get(a).equals(own.get(a));
            }
            return fits;
        }

        private static List<Long> sides(int... sides) {
            return Arrays.stream(sides).mapToObj(Long::valueOf).toList();
        }
    }

    private enum Form {
        CHANNELS_FIRST,
        CHANNELS_LAST,
        NO_CHANNELS,
        VECTOR
    }

    private static Arrangement arrangement(
            String source, OnnxValue input, List<Long> dims, boolean channelsFirst, @Nullable ImageShape image) {
        List<Arrangement> possible = new ArrayList<>();
        for (Form form : channelsFirst ? new Form[] {Form.CHANNELS_FIRST} : Form.values()) {
            ImageShape shape = image != null ? image : declared(dims, form);
            if (shape != null) {
                Arrangement arrangement = new Arrangement(shape, form);
                if (arrangement.fits(dims)) {
                    possible.add(arrangement);
                }
            }
        }
        // With one channel, first or last is the same.
        boolean isClear = possible.size() == 1
                || possible.size() > 1 && possible.get(0).shape().channels() == 1;
        if (!isClear
                || possible.stream()
                        .anyMatch(other -> !other.shape().equals(possible.get(0).shape()))) {
            throw image == null
                    ? unsupported(
                            source,
                            input,
                            "it cannot be told which images it takes; give their shape, for instance" + " 28x28x1")
                    : unsupported(source, input, "it does not take images of " + image);
        }
        return possible.get(0);
    }

    /** The image shape that the sides declare in this form; null if there is none, or a side is open. */
    private static @Nullable ImageShape declared(List<Long> dims, Form form) {
        boolean hasChannels = form == Form.CHANNELS_FIRST || form == Form.CHANNELS_LAST;
        if (form == Form.VECTOR || dims.size() != (hasChannels ? 3 : 2)) {
            return null;
        }
        int first = form == Form.CHANNELS_FIRST ? 1 : 0;
        long channels = hasChannels ? dims.get(form == Form.CHANNELS_FIRST ? 0 : 2) : 1;
        boolean isUsual = channels == 1 || channels == 3;
        for (long side : dims) {
            if (side < 1 || side > 4096) {
                return null;
            }
        }
        return isUsual
                ? ImageShape.of(dims.get(first).intValue(), dims.get(first + 1).intValue(), (int) channels)
                : null;
    }

    private static ModelFormatException unsupported(String source, OnnxValue input, String what) {
        return new ModelFormatException(source, Reason.UNSUPPORTED, "its input is " + input + "; " + what);
    }
}
