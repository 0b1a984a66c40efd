package org.mnist4j.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.InkStatistics;
import org.mnist4j.data.InkStatistics.Background;
import org.mnist4j.data.InkStatistics.Centring;
import org.mnist4j.data.InkStatistics.Spread;

/** The statistics of the training images' ink as a metadata entry of the model file, one JSON object. */
final class InkJson {

    private static final String INK = "ink";

    private InkJson() {}

    static void write(InkStatistics statistics, Map<String, String> metadata) {
        ObjectNode ink = ProvenanceJson.object();
        ink.put("background", statistics.background().name().toLowerCase(Locale.ROOT));
        ink.put("strokes", statistics.strokes());
        put(ink, "extent", statistics.extent());
        put(ink, "strokeWidth", statistics.strokeWidth());
        statistics.slant().ifPresent(slant -> put(ink, "slant", slant));
        ink.put("centring", statistics.centring().name().toLowerCase(Locale.ROOT));
        ink.put("down", statistics.down());
        ink.put("across", statistics.across());
        ink.put("offCentre", statistics.offCentre());
        metadata.put(INK, ProvenanceJson.text(ink));
    }

    private static void put(ObjectNode ink, String field, Spread spread) {
        ink.putArray(field)
                .add(spread.least())
                .add(spread.low())
                .add(spread.median())
                .add(spread.high())
                .add(spread.most());
    }

    /**
     * The statistics in a file's metadata.
     *
     * @param shape the model's input
     * @return null if it has none
     * @throws IllegalArgumentException if the entry is not a JSON object, or a field is missing, of the wrong type or out of range
     */
    static @Nullable InkStatistics read(Map<String, String> metadata, ImageShape shape) {
        String json = metadata.get(INK);
        if (json == null) {
            return null;
        }
        ProvenanceJson.Fields ink = new ProvenanceJson.Fields(INK, json);
        try {
            InkStatistics statistics = new InkStatistics(
                    constant(Background.values(), "background", ink.text("background")),
                    ink.bool("strokes"),
                    spread(ink, "extent"),
                    spread(ink, "strokeWidth"),
                    ink.has("slant") ? Optional.of(spread(ink, "slant")) : Optional.empty(),
                    constant(Centring.values(), "centring", ink.text("centring")),
                    ink.number("down"),
                    ink.number("across"),
                    ink.number("offCentre"));
            Model.requireFits(statistics, shape);
            return statistics;
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(INK) ? e : new IllegalArgumentException(INK + ": " + message, e);
        }
    }

    private static Spread spread(ProvenanceJson.Fields ink, String field) {
        double[] numbers = ink.numbers(field, 5);
        try {
            return new Spread(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(INK + "." + field + ": " + e.getMessage(), e);
        }
    }

    private static <E extends Enum<E>> E constant(E[] constants, String field, String text) {
        StringBuilder expected = new StringBuilder();
        for (E constant : constants) {
            String name = constant.name().toLowerCase(Locale.ROOT);
            if (name.equals(text)) {
                return constant;
            }
            expected.append(expected.isEmpty() ? "" : ", ").append(name);
        }
        throw new IllegalArgumentException(
                INK + "." + field + " must be one of " + expected + ", was \"" + text + "\"");
    }
}
