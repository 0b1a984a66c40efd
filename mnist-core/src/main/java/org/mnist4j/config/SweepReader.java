package org.mnist4j.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ConfigProblem.Rule;

/** Sweeps as JSON: read as strictly as experiments, all problems at once. */
final class SweepReader {

    private static final List<String> FIELDS =
            List.of("experiment", "preset", "grid", "random", "halving", "seeds", "validationFraction", "metric");
    private static final List<String> RANDOM_FIELDS = List.of("settings", "seed", "ranges");

    private final List<ConfigProblem> problems = new ArrayList<>();

    private SweepReader() {}

    static SweepConfig readText(String source, String text) {
        ObjectNode tree = ConfigReader.readObject(source, text);
        SweepReader reader = new SweepReader();
        try {
            reader.reportUnknownFields(tree, FIELDS, "");
            ExperimentConfig experiment = reader.experiment(tree);
            List<GridAxis> grid = reader.grid(tree.get("grid"));
            Optional<RandomSearch> random = reader.random(tree.get("random"));
            Optional<Halving> halving = reader.halving(tree.get("halving"));
            List<Long> seeds = reader.seeds(tree.get("seeds"), experiment);
            double validation = reader.validation(tree.get("validationFraction"));
            Metric metric = reader.metric(tree.get("metric"));
            if (reader.problems.isEmpty() && experiment != null) {
                return new SweepConfig(experiment, grid, random, halving, seeds, validation, metric);
            }
        } catch (ConfigException e) {
            throw new ConfigException(source, e.problems());
        }
        throw new ConfigException(source, reader.problems);
    }

    private void reportUnknownFields(JsonNode tree, List<String> known, String prefix) {
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (problems.size() >= TreeReader.ENOUGH_PROBLEMS) {
                return;
            }
            boolean schema = prefix.isEmpty() && field.getKey().equals(SchemaVersion.SCHEMA_FIELD);
            if (schema && !field.getValue().isTextual()) {
                note(field.getKey(), Rule.TYPE, "must be a string, was " + TreeReader.kind(field.getValue()));
            }
            if (!schema && !known.contains(field.getKey())) {
                note(
                        prefix + TreeReader.shorten(field.getKey()),
                        Rule.UNKNOWN_FIELD,
                        "unknown field; " + Suggestion.of(field.getKey(), known));
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
                List<String> texts = texts(values, () -> "grid." + TreeReader.shorten(axis.getKey()));
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

    /** Compact JSON texts of values; their path is only made for a message. */
    private List<String> texts(ArrayNode values, Supplier<String> path) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : values) {
            if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
                note(path.get(), Rule.NOT_FINITE, "must contain only finite numbers");
            }
            texts.add(ConfigWriter.compact(value));
        }
        return texts;
    }

    private Optional<RandomSearch> random(@Nullable JsonNode node) {
        if (node == null) {
            return Optional.empty();
        }
        int before = problems.size();
        if (!node.isObject()) {
            note("random", Rule.TYPE, "must be an object with settings and ranges, was " + TreeReader.kind(node));
            return Optional.empty();
        }
        reportUnknownFields(node, RANDOM_FIELDS, "random.");
        JsonNode settings = node.path("settings");
        if (!settings.isIntegralNumber() || !settings.canConvertToInt()) {
            note("random.settings", settings.isMissingNode() ? Rule.MISSING : Rule.TYPE, wholeNumber(settings));
        }
        JsonNode seed = node.path("seed");
        if (!seed.isMissingNode() && !(seed.isIntegralNumber() && seed.canConvertToLong())) {
            note("random.seed", Rule.TYPE, wholeNumber(seed));
        }
        List<RangeAxis> ranges = ranges(node.path("ranges"));
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new RandomSearch(settings.intValue(), seed.asLong(RandomSearch.DEFAULT_SEED), ranges));
    }

    private static String wholeNumber(JsonNode node) {
        return node.isMissingNode()
                ? "missing; set the number of settings to draw"
                : "must be a whole number, was " + TreeReader.kind(node);
    }

    private List<RangeAxis> ranges(JsonNode node) {
        List<RangeAxis> ranges = new ArrayList<>();
        if (!node.isObject()) {
            note(
                    "random.ranges",
                    node.isMissingNode() ? Rule.MISSING : Rule.TYPE,
                    "must be an object that maps paths to ranges"
                            + (node.isMissingNode() ? "" : ", was " + TreeReader.kind(node)));
            return ranges;
        }
        for (Map.Entry<String, JsonNode> axis : node.properties()) {
            if (problems.size() >= TreeReader.ENOUGH_PROBLEMS) {
                return ranges;
            }
            Range range = range(axis.getValue(), "random.ranges." + TreeReader.shorten(axis.getKey()));
            if (range != null) {
                ranges.add(new RangeAxis(axis.getKey(), range));
            }
        }
        return ranges;
    }

    private @Nullable Range range(JsonNode node, String path) {
        if (!ConfigSchema.typeName(Choices.class).equals(node.path("type").textValue())) {
            return (Range) new TreeReader(problems).variant(node, Range.class, path);
        }
        reportUnknownFields(node, List.of("type", "values"), path + ".");
        if (node.path("values") instanceof ArrayNode values) {
            return new Choices(texts(values, () -> path + ".values"));
        }
        JsonNode values = node.path("values");
        note(
                path + ".values",
                values.isMissingNode() ? Rule.MISSING : Rule.TYPE,
                "must be a list [ ... ] of values"
                        + (values.isMissingNode() ? "" : ", was " + TreeReader.kind(values)));
        return null;
    }

    private Optional<Halving> halving(@Nullable JsonNode node) {
        return node == null
                ? Optional.empty()
                : Optional.ofNullable((Halving) new TreeReader(problems).record(node, Halving.class, "halving"));
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
}
