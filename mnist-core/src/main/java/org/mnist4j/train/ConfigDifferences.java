package org.mnist4j.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mnist4j.config.ExperimentConfig;

/** In which fields two experiments differ, for messages. */
final class ConfigDifferences {

    private static final JsonMapper JSON = new JsonMapper();

    private ConfigDifferences() {}

    /** One text per field with its path, for instance {@code training.epochs is 5 there and 6 here}. */
    static List<String> between(ExperimentConfig there, ExperimentConfig here) {
        List<String> differences = new ArrayList<>();
        collect(tree(there), tree(here), "", differences);
        return differences;
    }

    private static void collect(JsonNode there, JsonNode here, String path, List<String> differences) {
        if (there.equals(here)) {
            return;
        }
        if (there.isObject() && here.isObject() && there.path("type").equals(here.path("type"))) {
            Set<String> names = new LinkedHashSet<>();
            there.fieldNames().forEachRemaining(names::add);
            here.fieldNames().forEachRemaining(names::add);
            String prefix = path.isEmpty() ? "" : path + ".";
            names.forEach(name -> collect(there.path(name), here.path(name), prefix + name, differences));
        } else if (there.isArray() && here.isArray() && there.size() == here.size()) {
            for (int i = 0; i < there.size(); i++) {
                collect(there.get(i), here.get(i), path + "[" + i + "]", differences);
            }
        } else {
            differences.add(path + " is " + text(there) + " there and " + text(here) + " here");
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "missing" : node.toString();
    }

    private static JsonNode tree(ExperimentConfig config) {
        try {
            return JSON.readTree(config.toJson());
        } catch (JsonProcessingException e) {
            throw new AssertionError("a configuration writes valid JSON", e);
        }
    }
}
