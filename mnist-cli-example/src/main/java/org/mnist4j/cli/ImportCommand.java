package org.mnist4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.model.Model;
import org.mnist4j.model.PyTorchWeights;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description = "Make a model of weights that were trained in PyTorch.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.USAGE_TEXT, ExitCode.FILE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j import --config experiment.json --weights state.safetensors --out digits.safetensors",
            "  mnist4j evaluate --model digits.safetensors --update",
            "",
            "The configuration describes the network. Tensors are found by shape, and several of one shape by the",
            "numbers in their names; which is which is printed. The model has no metrics until it is measured."
        })
final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            order = 1,
            description = "The network as an experiment's JSON file; its training settings are not used.")
    private Path config = Path.of("");

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            required = true,
            order = 2,
            description = "A state_dict as safetensors, float32, float16 or bfloat16.")
    private Path weights = Path.of("");

    @Option(names = "--out", paramLabel = "MODEL", required = true, order = 3, description = "The model file to write.")
    private Path out = Path.of("");

    @Option(
            names = "--map",
            paramLabel = "OURS=THEIRS",
            order = 4,
            description = "Which tensor or module of the network is which of the file, for example layers.0=fc1, where"
                    + " shapes and numbers do not tell. Repeat the option for several.")
    private List<String> pairs = new ArrayList<>();

    @Option(
            names = "--class-names",
            paramLabel = "NAME",
            split = ",",
            order = 5,
            description = "The classes' names in the order of the outputs, separated by commas (default: 0,1,2 and so"
                    + " on, as MNIST has).")
    private List<String> classNames = new ArrayList<>();

    @Option(names = "--overwrite", order = 6, description = "Replace an existing model once the new one is complete.")
    private boolean overwrite;

    @Override
    public Integer call() throws IOException {
        requireFree();
        Map<String, String> map = map();
        ExperimentConfig experiment = ExperimentConfig.readJson(config);
        PyTorchWeights read = read(experiment, map);
        Model model = model(read);
        model.save(out);
        print(read, model);
        return ExitCode.DONE;
    }

    private void requireFree() throws IOException {
        Path parent = out.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw new CommandException(
                    ExitCode.FILE, "--out " + out + ": there is no folder " + parent + "; create it first");
        }
        if (!Files.exists(out)) {
            return;
        }
        if (Files.isDirectory(out)) {
            throw new CommandException(ExitCode.USAGE, "--out " + out + " is a folder; name a file in it");
        }
        for (Path input : List.of(config, weights)) {
            if (Files.exists(input) && Files.isSameFile(input, out)) {
                throw new CommandException(ExitCode.USAGE, "--out " + out + " is an input; choose another file");
            }
        }
        if (!overwrite) {
            throw new CommandException(
                    ExitCode.USAGE, "--out " + out + " exists; use --overwrite or choose another file");
        }
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

    private PyTorchWeights read(ExperimentConfig experiment, Map<String, String> map) {
        try {
            return PyTorchWeights.read(weights, experiment, map);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "--map " + e.getMessage());
        }
    }

    private Model model(PyTorchWeights read) {
        try {
            return classNames.isEmpty() ? read.model() : read.model(classNames);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "--class-names: " + e.getMessage());
        }
    }

    private void print(PyTorchWeights read, Model model) {
        PrintWriter results = spec.commandLine().getOut();
        Map<String, String> sources = read.sources();
        for (TensorSpec tensor : model.summary().tensors()) {
            String source = sources.getOrDefault(tensor.name(), "zeros: its module has no bias");
            results.println(tensor.name() + " " + tensor.shape() + "  " + VisibleText.oneLine(source));
        }
        results.println();
        results.println("model   " + out);
        results.println("metrics none; mnist4j evaluate --model " + out + " --update measures it");
    }
}
