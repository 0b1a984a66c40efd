package org.mnist4j.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sweep files that are none, or that would take long to check. */
final class BadSweepInputs {

    private final List<BadInput> inputs = new ArrayList<>();

    private BadSweepInputs() {}

    static List<BadInput> all() {
        BadSweepInputs all = new BadSweepInputs();
        all.addFields();
        all.addLargeGrids();
        all.addSearches();
        return all.inputs;
    }

    private void add(String id, String json, String reason, String message) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        String what = json.length() > 60 ? json.substring(0, 60) : json;
        inputs.add(new BadInput(
                id, what, BadInput.Kind.SWEEP, file -> Files.write(file, content), reason, List.of(message)));
    }

    private void addFields() {
        add("C48", "", "NOT_OBJECT", "is empty");
        add("C48", "{}", "MISSING", "experiment: give either an experiment or the name of a preset");
        add("C48", "{\"preset\":\"sead\"}", "TYPE", "preset: must be one of \"seed\"");
        add("C48", "{\"preset\":\"seed\",\"seeds\":[1,1]}", "RANGE", "seeds: must be one or more different seeds");
        add("C48", grid("\"training.epochs\":[1,0]"), "RANGE", "training.epochs: must be at least 1");
        add("C48", grid("\"name\":[1e400]"), "NOT_FINITE", "grid.name: must contain only finite numbers");
        add("C51", grid("\"\\u001b[2J\\u009b\\u202e\":[1]"), "UNKNOWN_FIELD", "?[2J??: is not a path");
        add("C51", grid("\"training.epochs\":[\"" + "x".repeat(90_000) + "\"]"), "TYPE", "training.epochs: must be");
        add("C51", "{\"preset\":\"seed\",\"seeds\":[" + "7,".repeat(40_000) + "7]}", "LIMIT, RANGE", "2 problems");
    }

    private void addLargeGrids() {
        String tenThousand =
                IntStream.rangeClosed(1, 10_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String axes = IntStream.range(0, 20_000)
                .mapToObj(i -> "\"training.epochs" + Integer.toString(i, 36) + "\":[1]")
                .collect(Collectors.joining(","));
        add("C49", grid("\"layers[0].units\":[" + tenThousand + ",10001]"), "LIMIT", "gives more than 10000 trials");
        add("C49", grid(axes), "LIMIT", "has 20000 paths; vary at most 16");
        String layer = "{\"type\":\"dense\",\"units\":1}";
        String layers = "[" + (layer + ",").repeat(255) + layer + "]";
        add(
                "C50",
                grid("\"training.epochs\":[" + tenThousand + "],\"layers\":[" + layers + "]"),
                "LIMIT",
                "too many variants of an experiment of this size");
    }

    private void addSearches() {
        String learningRate = "training.optimizer.learningRate";
        add("C53", random("5"), "TYPE", "random.ranges.training.optimizer.learningRate: must be an object");
        add("C53", random(range("logUniform", "0", "1")), "RANGE", "learningRate.min: must be greater than 0");
        add("C53", random(range("uniform", "1", "0.5")), "RANGE", "learningRate.max: must be greater than min, 1.0");
        add("C53", random(range("uniform", "0.5", "1e400")), "NOT_FINITE", "learningRate.max: must be a finite number");
        add("C53", random(range("normal", "0", "1")), "UNKNOWN_TYPE", "learningRate.type: unknown type");
        add("C53", random(range("uniform", "-1", "1")), "RANGE", learningRate + ": must be greater than 0");
        add("C53", random(range("integers", "1", "9")), "RANGE", "random.settings: must be at most 9");
        add(
                "C53",
                "{\"preset\":\"seed\",\"halving\":{\"minEpochs\":4}}",
                "CONFLICT",
                "halving.minEpochs: must be at most training.epochs divided by factor");
        add(
                "C53",
                "{\"preset\":\"seed\",\"halving\":{},\"grid\":{\"training.epochs\":[9,12]}}",
                "CONFLICT",
                "halving: needs the same training.epochs in all trials");
    }

    private static String random(String range) {
        return "{\"preset\":\"seed\",\"random\":{\"settings\":20,\"ranges\":{\"training.optimizer.learningRate\":"
                + range + "}}}";
    }

    private static String range(String type, String min, String max) {
        return "{\"type\":\"" + type + "\",\"min\":" + min + ",\"max\":" + max + "}";
    }

    private static String grid(String axes) {
        return "{\"preset\":\"seed\",\"grid\":{" + axes + "}}";
    }
}
