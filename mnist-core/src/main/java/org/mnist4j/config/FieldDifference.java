package org.mnist4j.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A field in which two experiments, or their runs, differ.
 *
 * @param path its path in the JSON, such as {@code training.optimizer.learningRate}
 * @param first the first value, as JSON on one line; empty if there is no such field
 * @param second the second value; empty if there is no such field
 */
public record FieldDifference(String path, Optional<String> first, Optional<String> second) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Every field in which two experiments differ, in the order of their JSON. An optimizer or layer of a different
     * type, and a layer that only one of them has, is one difference as a whole.
     */
    public static List<FieldDifference> between(ExperimentConfig first, ExperimentConfig second) {
        List<FieldDifference> differences = new ArrayList<>();
        collect(tree(first), tree(second), "", differences);
        return List.copyOf(differences);
    }

    private static void collect(JsonNode first, JsonNode second, String path, List<FieldDifference> differences) {
        if (first.equals(second)) {
            return;
        }
        if (first.isObject() && second.isObject() && first.path("type").equals(second.path("type"))) {
            Set<String> names = new LinkedHashSet<>();
            first.fieldNames().forEachRemaining(names::add);
            second.fieldNames().forEachRemaining(names::add);
            String prefix = path.isEmpty() ? "" : path + ".";
            names.forEach(name -> collect(first.path(name), second.path(name), prefix + name, differences));
        } else if (first.isArray() && second.isArray()) {
            for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
                collect(first.path(i), second.path(i), path + "[" + i + "]", differences);
            }
        } else {
            differences.add(new FieldDifference(path, text(first), text(second)));
        }
    }

    private static Optional<String> text(JsonNode node) {
        return node.isMissingNode() ? Optional.empty() : Optional.of(node.toString());
    }

    private static JsonNode tree(ExperimentConfig config) {
        try {
            return JSON.readTree(config.toJson());
        } catch (JsonProcessingException e) {
            throw new AssertionError("a configuration writes valid JSON", e);
        }
    }
}
