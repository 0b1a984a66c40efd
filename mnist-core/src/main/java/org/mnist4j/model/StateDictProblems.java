package org.mnist4j.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.model.ModelFormatException.Reason;

/** Collects why the tensors of a file are not those of a network, to report all of it in one message. */
final class StateDictProblems {

    private static final int LISTED = 5;

    private final String source;
    private final List<String> problems = new ArrayList<>();

    StateDictProblems(String source) {
        this.source = source;
    }

    void add(String problem) {
        problems.add(problem);
    }

    void addShapes(TensorSpec ours, TensorSpec theirs) {
        add(named(theirs) + " is mapped to " + named(ours));
    }

    void addAmbiguity(List<String> ours, List<String> theirs, String what) {
        add(list(theirs) + " could each be any of " + list(ours) + " (" + what + "): map them, for instance "
                + ours.get(0) + "=" + theirs.get(0));
    }

    /**
     * Ends the import if there is any problem.
     *
     * @throws ModelFormatException naming what is missing, what is left over and what to do
     */
    void requireNone(Collection<TensorSpec> missing, Collection<TensorSpec> leftOver) {
        if (problems.isEmpty() && missing.isEmpty() && leftOver.isEmpty()) {
            return;
        }
        List<String> said = new ArrayList<>(problems);
        if (problems.isEmpty()) {
            if (!missing.isEmpty()) {
                said.add("nothing for "
                        + list(missing.stream().map(StateDictProblems::named).toList()));
            }
            if (!leftOver.isEmpty()) {
                said.add("left over "
                        + list(leftOver.stream().map(StateDictProblems::named).toList()));
            }
            said.add(remedy(missing, leftOver));
        }
        throw new ModelFormatException(
                source,
                Reason.TENSOR,
                "its tensors do not fit the configuration's network: " + String.join("; ", said));
    }

    private static String remedy(Collection<TensorSpec> missing, Collection<TensorSpec> leftOver) {
        Set<List<Integer>> wanted = missing.stream().map(TensorSpec::shape).collect(Collectors.toSet());
        if (leftOver.stream().anyMatch(tensor -> wanted.contains(reversed(tensor.shape())))) {
            return "PyTorch stores weights as [outputs, inputs]: transpose them before saving";
        }
        if (leftOver.stream().anyMatch(tensor -> StateDictMatch.hasOtherLayout(tensor.name()))) {
            return "they are named as Keras and Flax do, whose layout is another: convert them as in"
                    + " docs/from-python.md";
        }
        if (leftOver.isEmpty() && missing.stream().noneMatch(TensorSpec::isTrained)) {
            return "running statistics are saved by batch normalization with track_running_stats=True";
        }
        return "change the configuration's layers to those of the saved network, or map ours=theirs";
    }

    private static List<Integer> reversed(List<Integer> shape) {
        return shape.size() == 2 ? List.of(shape.get(1), shape.get(0)) : List.of();
    }

    static String named(TensorSpec tensor) {
        return tensor.name() + " " + tensor.shape();
    }

    static String list(Collection<String> names) {
        String first = names.stream().limit(LISTED).collect(Collectors.joining(", "));
        return names.size() > LISTED ? first + " and " + (names.size() - LISTED) + " more" : first;
    }
}
