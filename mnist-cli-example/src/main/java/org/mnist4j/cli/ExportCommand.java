package org.mnist4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Ensemble;
import org.mnist4j.onnx.OnnxExport;
import org.mnist4j.onnx.OnnxExport.PixelType;
import org.mnist4j.serve.DrawPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = "Write a trained model, or an ensemble of several, for other programs.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.USAGE_TEXT, ExitCode.FILE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j export --model runs/seed/model.safetensors --format onnx --out seed.onnx",
            "  mnist4j export --model runs/seed/model.safetensors --format html --out seed.html"
        })
final class ExportCommand implements Callable<Integer> {

    private static final String ONNX = "onnx";
    private static final String HTML = "html";
    private static final String UINT8 = "uint8";
    private static final String FLOAT32 = "float32";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            required = true,
            order = 1,
            description = "A model.safetensors, or an ensemble. Repeat the option, up to " + Ensemble.MAX_MEMBERS
                    + " times with models, to average their probabilities as an ensemble.")
    private List<Path> modelFiles = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = ONNX + "|" + HTML,
            required = true,
            order = 2,
            description = {
                "onnx: the whole network with the scaling of the pixels and the softmax, for ONNX runtimes.",
                "html: a page to draw on with the model in it, one file that needs no server and no network."
            })
    private String format = "";

    @Option(
            names = "--pixel-type",
            paramLabel = UINT8 + "|" + FLOAT32,
            order = 3,
            description = "The type of the pixels that an ONNX file takes, 0 to 255 in both (default: " + UINT8 + ").")
    private @Nullable String pixelType;

    @Option(
            names = "--fold-batch-norm",
            order = 4,
            description =
                    "Multiply batch normalization into the weights before it in an ONNX file, where that is possible.")
    private boolean fold;

    @Mixin
    private OutputFile output = new OutputFile();

    @Override
    public Integer call() throws IOException {
        require("--format", format, List.of(ONNX, HTML));
        if (pixelType != null) {
            require("--pixel-type", pixelType, List.of(UINT8, FLOAT32));
        }
        if (format.equals(HTML) && (pixelType != null || fold)) {
            throw new CommandException(ExitCode.USAGE, "--pixel-type and --fold-batch-norm go with --format onnx");
        }
        Classifier classifier = ModelFiles.load(modelFiles);
        Path out = output.path(modelFiles);
        try {
            if (format.equals(HTML)) {
                writePage(classifier, out);
            } else {
                writeOnnx(classifier, out);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.FILE, modelFiles.get(0) + ": " + e.getMessage());
        }
        return ExitCode.DONE;
    }

    private void writeOnnx(Classifier classifier, Path out) throws IOException {
        String type = pixelType == null ? UINT8 : pixelType;
        OnnxExport export =
                OnnxExport.of(classifier).pixelType(type.equals(UINT8) ? PixelType.UINT8 : PixelType.FLOAT32);
        (fold ? export.foldBatchNorm() : export).write(out);
        ImageShape shape = classifier.input();
        written(
                out,
                "%s %s [N, %d, %d, %d] -> %s [N, %d]",
                OnnxExport.INPUT,
                type,
                shape.channels(),
                shape.height(),
                shape.width(),
                OnnxExport.OUTPUT,
                classifier.classNames().size());
    }

    private void writePage(Classifier classifier, Path out) throws IOException {
        Map<String, String> facts = modelFiles.size() == 1
                ? PageFacts.of(modelFiles.get(0), classifier, spec.commandLine().getErr())
                : Map.of();
        DrawPage.of(classifier).facts(facts).write(out);
        written(out, "open it in a browser");
    }

    private void written(Path out, String what, Object... values) throws IOException {
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: %,d bytes; %s%n",
                        VisibleText.oneLine(out.toString()),
                        Files.size(out),
                        String.format(Locale.ROOT, what, values));
    }

    private static void require(String option, String value, List<String> known) {
        if (!known.contains(value)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    option + " must be " + String.join(" or ", known) + ", was " + VisibleText.oneLine(value));
        }
    }
}
