package org.mnist4j.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON Schema (draft 2020-12) of a sweep: what {@link SweepReader} reads, with the records' own descriptions. */
final class SweepSchema {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String ID = "urn:mnist4j:sweep:1";

    private final JsonSchema records = new JsonSchema();

    private SweepSchema() {}

    static String text() {
        return ConfigWriter.indented(new SweepSchema().document());
    }

    private ObjectNode document() {
        ObjectNode document = NODES.objectNode();
        document.put("$schema", JsonSchema.DIALECT).put("$id", ID).put("title", "mnist4j sweep");
        document.put("type", "object");
        ObjectNode properties = document.putObject("properties");
        described(properties, SchemaVersion.SCHEMA_FIELD, SchemaVersion.SCHEMA_DESCRIPTION)
                .put("type", "string");
        described(properties, "experiment", "the base experiment").setAll(records.experiment());
        ArrayNode presets = described(properties, "preset", "the name of the preset that is the base experiment")
                .put("type", "string")
                .putArray("enum");
        Presets.names().forEach(presets::add);
        grid(described(properties, "grid", "the values to try by path, every combination of them"));
        random(described(properties, "random", "settings drawn at random, instead of a grid"));
        described(properties, "halving", "whether only the best settings are trained for all epochs")
                .setAll(records.reference(Halving.class));
        rest(properties);
        document.put("additionalProperties", false);
        ArrayNode either = document.putArray("oneOf");
        either.addObject().putArray("required").add("experiment");
        either.addObject().putArray("required").add("preset");
        document.set("$defs", records.definitions());
        return document;
    }

    private static ObjectNode described(ObjectNode properties, String name, String description) {
        return properties.putObject(name).put("description", description);
    }

    private static void grid(ObjectNode grid) {
        values(grid.put("type", "object")
                .put("maxProperties", SweepRules.MAX_AXES)
                .putObject("additionalProperties"));
    }

    private static void values(ObjectNode list) {
        list.put("type", "array").put("minItems", 1).put("uniqueItems", true);
    }

    private void random(ObjectNode random) {
        random.put("type", "object");
        ObjectNode properties = random.putObject("properties");
        described(properties, "settings", "number of different settings")
                .put("type", "integer")
                .put("minimum", 1)
                .put("maximum", SweepConfig.MAX_TRIALS);
        described(properties, "seed", "seed of the draws")
                .put("type", "integer")
                .put("minimum", Long.MIN_VALUE)
                .put("maximum", Long.MAX_VALUE)
                .put("default", RandomSearch.DEFAULT_SEED);
        ObjectNode ranges = described(properties, "ranges", "the range of each path");
        ranges.put("type", "object").put("minProperties", 1).put("maxProperties", SweepRules.MAX_AXES);
        ranges.set("additionalProperties", records.reference(Range.class));
        ObjectNode choices = (ObjectNode) records.definitions()
                .get(Choices.class.getSimpleName())
                .get("properties")
                .get("values");
        choices.remove("items");
        choices.remove("maxItems");
        choices.put("uniqueItems", true);
        random.putArray("required").add("settings").add("ranges");
        random.put("additionalProperties", false);
    }

    private static void rest(ObjectNode properties) {
        ObjectNode seeds = described(properties, "seeds", "the seeds of each setting; by default the experiment's own");
        values(seeds);
        seeds.putObject("items")
                .put("type", "integer")
                .put("minimum", Long.MIN_VALUE)
                .put("maximum", Long.MAX_VALUE);
        described(properties, "validationFraction", "fraction of the training images that is held out")
                .put("type", "number")
                .put("exclusiveMinimum", 0)
                .put("exclusiveMaximum", 1)
                .put("default", SweepConfig.DEFAULT_VALIDATION_FRACTION);
        ObjectNode metric = described(properties, "metric", "what the held-out images are compared by");
        metric.put("type", "string").put("default", Metric.ACCURACY.jsonName());
        ConfigSchema.names(Metric.class).keySet().forEach(metric.putArray("enum")::add);
    }
}
