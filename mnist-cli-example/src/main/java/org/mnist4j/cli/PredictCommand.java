package org.mnist4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Model;
import org.mnist4j.model.Prediction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "predict",
        description = "Predict which digit each picture shows.",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.USAGE_TEXT, ExitCode.FILE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j predict --model runs/seed/model.safetensors seven.png photo.jpg",
            "  mnist4j predict --model runs/seed/model.safetensors --json *.png",
            "",
            "A picture should show one upright digit on a uniform background. It is converted to MNIST's",
            "format: inverted if it is dark on light, contrast-stretched, scaled to 20x20 and centred by mass",
            "in 28x28. A 28x28 picture that already has this format, or fills the frame as in other data sets,",
            "is used unchanged. The steps applied are printed on stderr and included in the JSON."
        })
final class PredictCommand implements Callable<Integer> {

    private static final int SHOWN = 3;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "FILE", required = true, order = 1, description = "A model.safetensors.")
    private Path modelFile = Path.of("");

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "PNG or JPEG files of any size up to 4096x4096.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--json", order = 20, description = "Print JSON with all probabilities.")
    private boolean json;

    @Override
    public Integer call() {
        Model model = Model.load(modelFile);
        ImageShape shape = model.config().input();
        if (shape.channels() != 1 && shape.channels() != 3) {
            throw new CommandException(
                    ExitCode.FILE, modelFile + " takes " + shape + " images; pictures have 1 or 3 channels");
        }
        // All pictures are read before anything is printed, so that one bad file gives no partial result.
        List<DigitImage> images =
                files.stream().map(file -> DigitImage.read(file, shape)).toList();
        List<Prediction> predictions =
                images.stream().map(image -> predict(model, image)).toList();
        if (json) {
            spec.commandLine().getOut().print(json(images, predictions));
        } else {
            print(images, predictions);
        }
        return ExitCode.DONE;
    }

    private Prediction predict(Model model, DigitImage image) {
        try {
            return model.predict(image.pixels());
        } catch (ArithmeticException e) {
            throw new CommandException(ExitCode.FILE, modelFile + ": " + e.getMessage());
        }
    }

    private void print(List<DigitImage> images, List<Prediction> predictions) {
        PrintWriter results = spec.commandLine().getOut();
        PrintWriter messages = spec.commandLine().getErr();
        for (int i = 0; i < images.size(); i++) {
            List<String> steps = images.get(i).steps();
            String file = VisibleText.oneLine(files.get(i).toString());
            messages.println(file + ": " + (steps.isEmpty() ? "used unchanged" : String.join(", ", steps)));
            results.println(file + ": " + VisibleText.oneLine(ranking(predictions.get(i))));
        }
    }

    /** For example {@code 7 (0.9987), 1 (0.0008), 9 (0.0003)}. */
    private static String ranking(Prediction prediction) {
        return IntStream.range(0, prediction.classNames().size())
                .boxed()
                .sorted((a, b) -> Float.compare(prediction.probability(b), prediction.probability(a)))
                .limit(SHOWN)
                .map(c -> String.format(
                        Locale.ROOT, "%s (%.4f)", prediction.classNames().get(c), prediction.probability(c)))
                .collect(Collectors.joining(", "));
    }

    private String json(List<DigitImage> images, List<Prediction> predictions) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < images.size(); i++) {
            Prediction prediction = predictions.get(i);
            ObjectNode node = root.withArray("predictions").addObject();
            node.put("file", files.get(i).toString());
            node.put("predicted", prediction.className());
            node.put("confidence", prediction.confidence());
            ObjectNode probabilities = node.putObject("probabilities");
            for (int c = 0; c < prediction.classNames().size(); c++) {
                probabilities.put(prediction.classNames().get(c), prediction.probability(c));
            }
            images.get(i).steps().forEach(node.putArray("steps")::add);
        }
        return JsonText.of(root);
    }
}
