package org.mnist4j.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mnist4j.config.ConfigProblem.Rule;

/**
 * The path of a value in a configuration, in the form that messages use: {@code training.optimizer.learningRate},
 * {@code layers[0].units}.
 *
 * @param text the path as written
 * @param steps field names, and indices for list elements
 */
record ConfigPath(String text, List<Object> steps) {

    private static final Pattern STEP = Pattern.compile("\\.?([A-Za-z$][A-Za-z0-9]*)|\\[([0-9]{1,4})]");

    /** Parses a path; if it is malformed, adds a problem and returns a path without steps. */
    static ConfigPath parse(String text, List<ConfigProblem> problems) {
        List<Object> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int at = 0;
        while (step.find(at) && step.start() == at && (at > 0 || !text.startsWith("."))) {
            steps.add(step.group(1) != null ? step.group(1) : (Object) Integer.valueOf(step.group(2)));
            at = step.end();
            if (at == text.length()) {
                return new ConfigPath(text, List.copyOf(steps));
            }
        }
        problems.add(new ConfigProblem(
                TreeReader.shorten(text),
                Rule.UNKNOWN_FIELD,
                "is not a path; write it like training.optimizer.learningRate or layers[0].units"));
        return new ConfigPath(text, List.of());
    }

    /** Sets the value at this path in a tree; adds a problem if the path does not exist. */
    void set(ObjectNode root, JsonNode value, List<ConfigProblem> problems) {
        if (steps.isEmpty()) {
            return;
        }
        JsonNode parent = root;
        for (Object step : steps.subList(0, steps.size() - 1)) {
            parent = child(parent, step);
        }
        Object last = steps.get(steps.size() - 1);
        if (parent instanceof ObjectNode object && last instanceof String name) {
            object.set(name, value);
        } else if (parent instanceof ArrayNode array && last instanceof Integer index && index < array.size()) {
            array.set(index, value);
        } else {
            problems.add(new ConfigProblem(
                    TreeReader.shorten(text), Rule.UNKNOWN_FIELD, "the experiment has no such field"));
        }
    }

    private static JsonNode child(JsonNode parent, Object step) {
        return step instanceof Integer index ? parent.path(index) : parent.path((String) step);
    }
}
