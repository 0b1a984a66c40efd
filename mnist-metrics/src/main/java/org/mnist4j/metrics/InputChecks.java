package org.mnist4j.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Argument checks shared by the public entry points. */
final class InputChecks {
    private InputChecks() {}

    /** Returns an immutable copy of at least one name, none blank, no two equal. */
    static List<String> classNames(List<String> names) {
        Objects.requireNonNull(names, "classNames");
        if (names.isEmpty()) {
            throw new IllegalArgumentException("classNames: expected at least one class, but was an empty list");
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name == null || name.isBlank()) {
                throw new IllegalArgumentException("classNames[" + i + "]: expected a name that is not blank, but was "
                        + (name == null ? "null" : "\"" + name + "\""));
            }
            Integer earlier = seen.putIfAbsent(name, i);
            if (earlier != null) {
                throw new IllegalArgumentException("classNames[" + i + "]: expected a unique name, but was \"" + name
                        + "\" as at classNames[" + earlier + "]");
            }
        }
        return List.copyOf(names);
    }

    /** Returns a copy of the indices, each of which must lie in 0..classes-1. */
    static int[] classIndices(String parameter, int[] indices, int classes) {
        int[] copy = Objects.requireNonNull(indices, parameter).clone();
        for (int i = 0; i < copy.length; i++) {
            if (copy[i] < 0 || copy[i] >= classes) {
                throw new IllegalArgumentException(parameter + "[" + i + "]: expected a class index from 0 to "
                        + (classes - 1) + ", but was " + copy[i] + "; class indices count from 0 along classNames");
            }
        }
        return copy;
    }

    /** Checks that a confidence lies strictly between 0 and 1. */
    static void confidence(double confidence) {
        if (!(confidence > 0 && confidence < 1)) { // written so that NaN fails too
            throw new IllegalArgumentException(
                    "confidence: expected a number between 0 and 1, such as 0.95, but was " + confidence);
        }
    }

    /** Checks that two predictions have the same class names and labels, and so appear to be of the same examples. */
    static void sameExamples(Predictions first, Predictions second) {
        if (!first.classNames().equals(second.classNames())) {
            throw new IllegalArgumentException("second: expected the class names of the first, " + first.classNames()
                    + ", but was " + second.classNames() + "; compare predictions of the same test set");
        }
        if (first.size() != second.size()) {
            throw new IllegalArgumentException("second: expected " + first.size()
                    + " examples as in the first, but was " + second.size()
                    + "; compare predictions of the same test set");
        }
        for (int i = 0; i < first.size(); i++) {
            if (first.label(i) != second.label(i)) {
                throw new IllegalArgumentException("second: expected label " + first.label(i) + " of example " + i
                        + " as in the first, but was " + second.label(i)
                        + "; compare predictions of the same test set in the same order");
            }
        }
    }
}
