package org.mnist4j.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every place in which two JSON trees differ: other values, and fields or elements that only one of them has. */
final class JsonComparison {

    private static final String NONE = "no such field";

    private final double tolerance;
    private final List<Discrepancy> findings = new ArrayList<>();

    private JsonComparison(double tolerance) {
        this.tolerance = tolerance;
    }

    /** @param tolerance the largest allowed difference of two numbers */
    static List<Discrepancy> of(JsonNode expected, JsonNode actual, double tolerance) {
        JsonComparison comparison = new JsonComparison(tolerance);
        comparison.compare("", expected, actual);
        return comparison.findings;
    }

    private void compare(String path, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            actual.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                String at = path.isEmpty() ? Text.visible(name) : path + "." + Text.visible(name);
                compareField(at, expected.get(name), actual.get(name));
            }
        } else if (expected.isArray() && actual.isArray()) {
            if (expected.size() != actual.size()) {
                findings.add(new Discrepancy(path, expected.size() + " elements", Integer.toString(actual.size())));
            }
            for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
                compare(path + "[" + i + "]", expected.get(i), actual.get(i));
            }
        } else if (!areEqual(expected, actual)) {
            findings.add(new Discrepancy(path, shown(expected), shown(actual)));
        }
    }

    private void compareField(String path, @Nullable JsonNode expected, @Nullable JsonNode actual) {
        if (expected != null && actual != null) {
            compare(path, expected, actual);
        } else {
            findings.add(new Discrepancy(path, shown(expected), shown(actual)));
        }
    }

    private boolean areEqual(JsonNode expected, JsonNode actual) {
        if (expected.isNumber() && actual.isNumber()) {
            return Math.abs(expected.doubleValue() - actual.doubleValue()) <= tolerance;
        }
        return expected.equals(actual);
    }

    private static String shown(@Nullable JsonNode value) {
        return value == null ? NONE : Text.visible(value.toString());
    }
}
