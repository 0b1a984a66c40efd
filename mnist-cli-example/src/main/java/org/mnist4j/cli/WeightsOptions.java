package org.mnist4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.model.Model;
import org.mnist4j.model.PyTorchWeights;
import picocli.CommandLine.Option;

/** What a file of weights may not tell. */
final class WeightsOptions {

    @Option(
            names = "--map",
            paramLabel = "OURS=THEIRS",
            order = 10,
            description = "Which tensor or module of the network is which of the file, for example layers.0=fc1, where"
                    + " shapes and numbers do not tell. Repeat the option for several.")
    private List<String> pairs = new ArrayList<>();

    /** Refuses options that would have no effect. */
    void requireNone() {
        if (!pairs.isEmpty()) {
            throw new CommandException(ExitCode.USAGE, "--map goes with --weights");
        }
    }

    /**
     * Reads the weights, and prints which tensor of the file became which of the model.
     *
     * @param classNames empty for the default ones
     */
    Model read(Path config, Path weights, List<String> classNames, PrintWriter results) {
        Map<String, String> map = map();
        PyTorchWeights read = read(weights, ExperimentConfig.readJson(config), map);
        Model model = model(read, classNames);
        Map<String, String> sources = read.sources();
        for (TensorSpec tensor : model.summary().tensors()) {
            String found = sources.getOrDefault(tensor.name(), "zeros: its module has no bias");
            results.println(tensor.name() + " " + tensor.shape() + "  " + VisibleText.oneLine(found));
        }
        return model;
    }

    private Map<String, String> map() {
        Map<String, String> map = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                throw new CommandException(
                        ExitCode.USAGE, "--map " + pair + ": expected OURS=THEIRS, for example layers.0=fc1");
            }
            if (map.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                throw new CommandException(
                        ExitCode.USAGE, "--map " + pair + ": " + pair.substring(0, equals) + " is mapped twice");
            }
        }
        return map;
    }

    private static PyTorchWeights read(Path weights, ExperimentConfig experiment, Map<String, String> map) {
        try {
            return PyTorchWeights.read(weights, experiment, map);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "--map " + e.getMessage());
        }
    }

    private static Model model(PyTorchWeights read, List<String> classNames) {
        try {
            return classNames.isEmpty() ? read.model() : read.model(classNames);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "--class-names: " + e.getMessage());
        }
    }
}
