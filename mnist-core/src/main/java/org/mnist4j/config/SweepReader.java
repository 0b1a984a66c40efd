package org.mnist4j.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ConfigProblem.Rule;

/** Sweeps as JSON: read as strictly as experiments, all problems at once. */
final class SweepReader {

    private static final List<String> FIELDS =
            List.of("experiment", "preset", "grid", "seeds", "validationFraction", "metric");

    private final List<ConfigProblem> problems = new ArrayList<>();

    private SweepReader() {}

    static SweepConfig readText(String source, String text) {
        ObjectNode tree = ConfigReader.readObject(source, text);
        SweepReader reader = new SweepReader();
        try {
            reader.reportUnknownFields(tree);
            ExperimentConfig experiment = reader.experiment(tree);
            List<GridAxis> grid = reader.grid(tree.get("grid"));
            List<Long> seeds = reader.seeds(tree.get("seeds"), experiment);
            double validation = reader.validation(tree.get("validationFraction"));
            Metric metric = reader.metric(tree.get("metric"));
            if (reader.problems.isEmpty() && experiment != null) {
                return new SweepConfig(experiment, grid, seeds, validation, metric);
            }
        } catch (ConfigException e) {
            throw new ConfigException(source, e.problems());
        }
        throw new ConfigException(source, reader.problems);
    }

    private void reportUnknownFields(ObjectNode tree) {
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (problems.size() >= TreeReader.ENOUGH_PROBLEMS) {
                return;
            }
            if (!FIELDS.contains(field.getKey()) && !field.getKey().equals("$schema")) {
                note(
                        TreeReader.shorten(field.getKey()),
                        Rule.UNKNOWN_FIELD,
                        "unknown field; " + Suggestion.of(field.getKey(), FIELDS));
            }
        }
    }

    private @Nullable ExperimentConfig experiment(ObjectNode tree) {
        JsonNode whole = tree.get("experiment");
        JsonNode preset = tree.get("preset");
        if ((whole == null) == (preset == null)) {
            note("experiment", Rule.MISSING, "give either an experiment or the name of a preset");
            return null;
        }
        if (whole != null) {
            return (ExperimentConfig) new TreeReader(problems).record(whole, ExperimentConfig.class, "experiment");
        }
        if (!preset.isTextual() || !Presets.names().contains(preset.textValue())) {
            note(
                    "preset",
                    Rule.TYPE,
                    "must be one of " + Suggestion.quoted(Presets.names()) + ", was " + TreeReader.kind(preset));
            return null;
        }
        return Presets.get(preset.textValue());
    }

    private List<GridAxis> grid(@Nullable JsonNode node) {
        List<GridAxis> grid = new ArrayList<>();
        if (node == null) {
            return grid;
        }
        if (!node.isObject()) {
            note(
                    "grid",
                    Rule.TYPE,
                    "must be an object that maps paths to lists of values, was " + TreeReader.kind(node));
            return grid;
        }
        for (Map.Entry<String, JsonNode> axis : node.properties()) {
            if (axis.getValue() instanceof ArrayNode values) {
                List<String> texts = new ArrayList<>();
                for (JsonNode value : values) {
                    if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
                        note(
                                "grid." + TreeReader.shorten(axis.getKey()),
                                Rule.NOT_FINITE,
                                "must contain only finite numbers");
                    }
                    texts.add(ConfigWriter.compact(value));
                }
                grid.add(new GridAxis(axis.getKey(), texts));
            } else {
                note(
                        "grid." + TreeReader.shorten(axis.getKey()),
                        Rule.TYPE,
                        "must be a list [ ... ] of values, was " + TreeReader.kind(axis.getValue()));
            }
        }
        return grid;
    }

    private List<Long> seeds(@Nullable JsonNode node, @Nullable ExperimentConfig experiment) {
        List<Long> seeds = new ArrayList<>();
        if (node == null) {
            seeds.add(experiment == null ? 0 : experiment.seed());
        } else if (!node.isArray()) {
            note("seeds", Rule.TYPE, "must be a list [ ... ] of whole numbers, was " + TreeReader.kind(node));
        } else {
            for (int i = 0; i < node.size() && problems.size() < TreeReader.ENOUGH_PROBLEMS; i++) {
                JsonNode seed = node.get(i);
                if (seed.isIntegralNumber() && seed.canConvertToLong()) {
                    seeds.add(seed.longValue());
                } else {
                    note("seeds[" + i + "]", Rule.TYPE, "must be a whole number, was " + TreeReader.kind(seed));
                }
            }
        }
        return seeds;
    }

    private double validation(@Nullable JsonNode node) {
        if (node == null) {
            return SweepConfig.DEFAULT_VALIDATION_FRACTION;
        }
        if (!node.isNumber()) {
            note("validationFraction", Rule.TYPE, "must be a number, was " + TreeReader.kind(node));
        }
        return node.doubleValue();
    }

    private Metric metric(@Nullable JsonNode node) {
        if (node == null) {
            return Metric.ACCURACY;
        }
        Map<String, JsonName> names = ConfigSchema.names(Metric.class);
        JsonName metric = names.get(node.asText());
        if (!node.isTextual() || metric == null) {
            note(
                    "metric",
                    Rule.TYPE,
                    "must be one of " + Suggestion.quoted(names.keySet()) + ", was " + TreeReader.kind(node));
            return Metric.ACCURACY;
        }
        return (Metric) metric;
    }

    private void note(String path, Rule rule, String message) {
        problems.add(new ConfigProblem(path, rule, message));
    }

    static String toJson(SweepConfig sweep) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode tree = nodes.objectNode();
        tree.set("experiment", ConfigWriter.node(sweep.experiment()));
        ObjectNode grid = tree.putObject("grid");
        for (GridAxis axis : sweep.grid()) {
            ArrayNode values = grid.putArray(axis.path());
            axis.values().forEach(value -> values.add(ConfigReader.parse(axis.path(), value)));
        }
        ArrayNode seeds = tree.putArray("seeds");
        sweep.seeds().forEach(seeds::add);
        tree.put("validationFraction", sweep.validationFraction());
        tree.put("metric", sweep.metric().jsonName());
        return ConfigWriter.indented(tree);
    }
}
