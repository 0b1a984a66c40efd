package org.mnist4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mnist4j.model.Model;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description =
                "Make a model of a network that another library trained: of an ONNX file, or of PyTorch's weights.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.USAGE_TEXT, ExitCode.FILE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j import --onnx net.onnx --mean 0.1307 --std 0.3081 --out net.safetensors",
            "  mnist4j import --config experiment.json --weights state.safetensors --out net.safetensors",
            "",
            "What an ONNX graph does to its input itself, such as a division by 255, is found in it. Weights come with",
            "a configuration, which describes the network; their tensors are found by shape, and several of one",
            "shape by the numbers in their names. The model has no metrics until evaluate --update measures it."
        })
final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    /** One of the two. */
    static final class Source {
        @Option(
                names = "--onnx",
                paramLabel = "FILE",
                order = 1,
                description = "An ONNX file, as PyTorch, Keras (tf2onnx) or this library's export write it.")
        private @Nullable Path onnx;

        @ArgGroup(exclusive = false)
        private @Nullable WeightsFiles weights;
    }

    /** A network without weights, and its weights. */
    static final class WeightsFiles {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                required = true,
                order = 2,
                description = "The network as an experiment's JSON file; its training settings are not used.")
        private Path config = Path.of("");

        @Option(
                names = "--weights",
                paramLabel = "FILE",
                required = true,
                order = 3,
                description = "A state_dict as safetensors, float32, float16 or bfloat16.")
        private Path weights = Path.of("");
    }

    @Mixin
    private OnnxOptions ofOnnx = new OnnxOptions();

    @Mixin
    private WeightsOptions ofWeights = new WeightsOptions();

    @Option(
            names = "--class-names",
            paramLabel = "NAME",
            split = ",",
            order = 11,
            description = "The classes' names in the order of the outputs, separated by commas (default: 0,1,2 and so"
                    + " on, as MNIST has).")
    private List<String> classNames = new ArrayList<>();

    @Mixin
    private OutputFile output = new OutputFile();

    @Override
    public Integer call() throws IOException {
        PrintWriter results = spec.commandLine().getOut();
        Path onnx = source.onnx;
        WeightsFiles files = source.weights;
        Path out;
        Model model;
        if (onnx != null) {
            ofWeights.requireNone();
            out = output.path(List.of(onnx));
            model = ofOnnx.read(onnx, classNames);
            results.println(model.summary().toText());
        } else if (files != null) {
            ofOnnx.requireNone();
            out = output.path(List.of(files.config, files.weights));
            model = ofWeights.read(files.config, files.weights, classNames, results);
        } else {
            throw new AssertionError("picocli requires one of the two");
        }
        model.save(out);
        results.println();
        results.println("model   " + out);
        if (model.testMetrics().isEmpty()) {
            results.println("metrics none; mnist4j evaluate --model " + out + " --update measures it");
        }
        return ExitCode.DONE;
    }
}
