package org.mnist4j.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.mnist4j.config.TensorSpec;

/**
 * Finds for each tensor of a network its tensor in a PyTorch {@code state_dict}, by shape, and by the numbers in the
 * names where several modules have one shape. Neither the header's order nor the offsets count: the safetensors package
 * sorts by name. What could be one or the other is never guessed.
 */
final class StateDictMatch {

    private static final String WEIGHT = "weight";
    private static final String BIAS = "bias";
    private static final String COUNTER = "num_batches_tracked";

    /** Roles that PyTorch's modules give their tensors, and those of Keras and Flax, which have another layout. */
    private static final Set<String> PYTORCH = Set.of(WEIGHT, BIAS, "running_mean", "running_var", COUNTER);

    private static final Set<String> OTHER_LAYOUT =
            Set.of("kernel", "gamma", "beta", "moving_mean", "moving_variance", "scale", "mean", "var");

    /** For names that differ in numbers alone. */
    private static final Comparator<String> BY_NUMBERS = (a, b) -> Arrays.compare(numbers(a), numbers(b));

    private final StateDictProblems problems;
    private final Map<String, TensorSpec> network = new LinkedHashMap<>();
    private final Map<String, TensorSpec> ours = new LinkedHashMap<>(); // without a counterpart so far
    private final Map<String, TensorSpec> theirs = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Set<String> zeros = new LinkedHashSet<>();

    private StateDictMatch(String source, List<TensorSpec> tensors, List<TensorSpec> file, List<Dtype> dtypes) {
        this.problems = new StateDictProblems(source);
        tensors.forEach(tensor -> network.put(tensor.name(), tensor));
        ours.putAll(network);
        file.forEach(tensor -> theirs.put(tensor.name(), tensor));
        for (int t = 0; t < file.size(); t++) {
            if (dtypes.get(t) == Dtype.I64) {
                theirs.remove(file.get(t).name());
                if (!isCounter(file.get(t))) {
                    problems.add("left over " + StateDictProblems.named(file.get(t)) + " of dtype I64");
                }
            }
        }
    }

    /**
     * Matches every tensor of both sides.
     *
     * @param network the network's tensors
     * @param file the file's tensors, with a type for each
     * @param map names of ours and theirs that belong together, of tensors or of whole modules
     * @throws ModelFormatException if a tensor of either side has no counterpart, or could have several
     * @throws IllegalArgumentException if the map names what is not there
     */
    static StateDictMatch of(
            String source,
            List<TensorSpec> network,
            List<TensorSpec> file,
            List<Dtype> dtypes,
            Map<String, String> map) {
        StateDictMatch match = new StateDictMatch(source, network, file, dtypes);
        map.forEach(match::pairAsTold);
        match.pairModules();
        match.pairOtherNames();
        match.problems.requireNone(match.ours.values(), match.theirs.values());
        return match;
    }

    /** The file's tensor for each of the network's, by name; without {@link #zeros()}. */
    Map<String, String> sources() {
        return sources;
    }

    /** Biases that the file does not have because their modules were made with {@code bias=False}. */
    Set<String> zeros() {
        return zeros;
    }

    private boolean isCounter(TensorSpec tensor) {
        return role(tensor.name()).equals(COUNTER)
                && tensor.shape().isEmpty()
                && theirs.containsKey(member(module(tensor.name()), "running_mean"));
    }

    private void pairAsTold(String our, String their) {
        if (ours.containsKey(our) && theirs.containsKey(their)) {
            pair(our, their);
        } else if (isModule(our, ours) && isModule(their, theirs)) {
            pairMembers(our, their);
        } else {
            boolean known = ours.containsKey(our) || isModule(our, ours);
            throw new IllegalArgumentException(
                    known
                            ? our + "=" + their + ": the file has no " + their
                                    + " besides what is mapped already; it has "
                                    + StateDictProblems.list(theirs.keySet())
                            : our + "=" + their + ": the network has no " + our + " besides what is mapped already; it"
                                    + " has " + StateDictProblems.list(ours.keySet()));
        }
    }

    private static boolean isModule(String name, Map<String, TensorSpec> tensors) {
        return tensors.keySet().stream().anyMatch(tensor -> module(tensor).equals(name));
    }

    /** Modules with weights of one shape belong together; if there are several, in the order of their numbers. */
    private void pairModules() {
        Map<List<Integer>, List<String>> theirModules = modulesByWeight(theirs);
        modulesByWeight(ours).forEach((shape, our) -> {
            List<String> their = theirModules.getOrDefault(shape, List.of());
            if (our.size() != their.size()) {
                return;
            }
            if (!areInOrder(their)) {
                problems.addAmbiguity(our, their, WEIGHT + " " + shape);
                return;
            }
            List<String> sorted = their.stream().sorted(BY_NUMBERS).toList();
            for (int i = 0; i < our.size(); i++) {
                pairMembers(our.get(i), sorted.get(i));
            }
        });
    }

    private static Map<List<Integer>, List<String>> modulesByWeight(Map<String, TensorSpec> tensors) {
        return tensors.values().stream()
                .filter(tensor -> role(tensor.name()).equals(WEIGHT))
                .collect(Collectors.groupingBy(
                        TensorSpec::shape,
                        LinkedHashMap::new,
                        Collectors.mapping(tensor -> module(tensor.name()), Collectors.toList())));
    }

    private void pairMembers(String our, String their) {
        List<String> members =
                ours.keySet().stream().filter(name -> module(name).equals(our)).toList();
        for (String name : members) {
            String source = member(their, role(name));
            if (theirs.containsKey(source)) {
                pair(name, source);
            } else if (role(name).equals(BIAS) && hasRowsOfWeights(our)) {
                zeros.add(name);
                ours.remove(name);
            }
        }
    }

    private boolean hasRowsOfWeights(String module) {
        return network.get(member(module, WEIGHT)).shape().size() >= 2;
    }

    /** Tensors that no module of PyTorch names: by shape, and by the numbers in their names if there are several. */
    private void pairOtherNames() {
        Map<List<Integer>, List<String>> theirNames = theirs.values().stream()
                .filter(tensor -> !PYTORCH.contains(role(tensor.name())))
                .filter(tensor -> !hasOtherLayout(tensor.name()))
                .collect(byShape());
        Map<List<Integer>, List<String>> ourNames = ours.values().stream().collect(byShape());
        ourNames.forEach((shape, our) -> {
            List<String> their = theirNames.getOrDefault(shape, List.of());
            long roles = our.stream().map(StateDictMatch::role).distinct().count();
            if (our.size() != their.size()) {
                return;
            }
            if (roles > 1 || !areInOrder(their)) {
                problems.addAmbiguity(our, their, shape.toString());
                return;
            }
            List<String> sorted = their.stream().sorted(BY_NUMBERS).toList();
            for (int i = 0; i < our.size(); i++) {
                pair(our.get(i), sorted.get(i));
            }
        });
    }

    private static Collector<TensorSpec, ?, Map<List<Integer>, List<String>>> byShape() {
        return Collectors.groupingBy(
                TensorSpec::shape, LinkedHashMap::new, Collectors.mapping(TensorSpec::name, Collectors.toList()));
    }

    private void pair(String our, String their) {
        TensorSpec mine = ours.remove(our);
        TensorSpec found = theirs.remove(their);
        sources.put(our, their);
        if (!mine.shape().equals(found.shape())) {
            problems.addShapes(mine, found);
        }
    }

    private static String module(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    private static String role(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String member(String module, String role) {
        return module.isEmpty() ? role : module + "." + role;
    }

    /** Whether the name is one that Keras and Flax give, as in {@code dense/kernel} or {@code dense_1.kernel}. */
    static boolean hasOtherLayout(String name) {
        return OTHER_LAYOUT.contains(name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1));
    }

    /** Whether the names differ in numbers alone, so that the numbers give their order. */
    private static boolean areInOrder(List<String> names) {
        long patterns = names.stream()
                .map(name -> name.replaceAll("[0-9]+", "#"))
                .distinct()
                .count();
        long orders = names.stream()
                .map(name -> Arrays.toString(numbers(name)))
                .distinct()
                .count();
        return patterns <= 1 && orders == names.size();
    }

    /** A number of more than 18 digits counts as the largest. */
    private static long[] numbers(String name) {
        return Pattern.compile("[0-9]+")
                .matcher(name)
                .results()
                .map(MatchResult::group)
                .mapToLong(digits -> digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits))
                .toArray();
    }
}
