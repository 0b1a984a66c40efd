package org.mnist4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.model.Calibration;
import org.mnist4j.model.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "calibrate",
        description = "Make a model's probabilities match how often it is right, and choose when it is sure.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.USAGE_TEXT, ExitCode.FILE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j calibrate --model runs/cnn-fast/model.safetensors --out digits.safetensors",
            "  mnist4j calibrate --model net.safetensors --data my-digits --test-images --out digits.safetensors",
            "",
            "The images must not be among those the model was trained on. The first example finds those that the",
            "training held out, by train --validation-fraction 0.1. The logits are divided by a temperature that",
            "minimizes the log-loss; the weights and the predicted classes stay the same. predict, evaluate and",
            "serve then call a prediction unsure whose probability is below the threshold."
        })
final class CalibrateCommand implements Callable<Integer> {

    private static final String DEFAULT_MAX_ERROR = "0.005";

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "FILE", required = true, order = 1, description = "A model.safetensors.")
    private Path modelFile = Path.of("");

    @Mixin
    private HeldOutImages images = new HeldOutImages();

    @Option(
            names = "--max-error",
            paramLabel = "SHARE",
            defaultValue = DEFAULT_MAX_ERROR,
            order = 17,
            description = "The share of errors to accept among the sure predictions (default: " + DEFAULT_MAX_ERROR
                    + "). That it is not exceeded on images like these, they show with 95%% confidence.")
    private double maxError;

    @Mixin
    private OutputFile output = new OutputFile();

    @Option(names = "--json", order = 22, description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (!(maxError > 0 && maxError < 1)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--max-error must be between 0 and 1 (exclusive), for example " + DEFAULT_MAX_ERROR + ", was "
                            + maxError);
        }
        Path out = output.path(List.of(modelFile));
        Model model = Model.load(modelFile);
        ImageDataset heldOut = images.of(modelFile, model);
        Model calibrated = calibrated(model, heldOut);
        calibrated.save(out);
        EvaluationReport before = model.evaluate(heldOut);
        EvaluationReport after = calibrated.evaluate(heldOut);
        Calibration calibration = calibrated.calibration().orElseThrow();
        PrintWriter results = spec.commandLine().getOut();
        if (json) {
            results.print(JsonText.of(json(calibration, before, after, out)));
        } else {
            print(results, calibration, before, after, out);
            model.testMetrics()
                    .ifPresent(old ->
                            results.println("metrics measured before are left out, since the log-loss has changed;"
                                    + " evaluate --update measures them again"));
        }
        return ExitCode.DONE;
    }

    private Model calibrated(Model model, ImageDataset heldOut) {
        try {
            return model.withCalibration(Calibration.fit(model, heldOut, maxError));
        } catch (ArithmeticException e) {
            throw new CommandException(ExitCode.FILE, modelFile + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.FILE, modelFile + " cannot be calibrated: " + e.getMessage());
        }
    }

    private static void print(
            PrintWriter results, Calibration fitted, EvaluationReport before, EvaluationReport after, Path out) {
        line(results, "images       %,d of %s", fitted.images(), VisibleText.oneLine(fitted.data()));
        line(results, "temperature  %.4f", fitted.temperature());
        line(
                results,
                "log-loss     %.4f before, %.4f after; expected calibration error %.4f before, %.4f after",
                before.logLoss(),
                after.logLoss(),
                before.expectedCalibrationError(),
                after.expectedCalibrationError());
        line(
                results,
                "sure         from a probability of %.4f on: %,d images (%.2f%%), %,d of them wrong (%.2f%%)",
                fitted.threshold(),
                fitted.accepted(),
                percent(fitted.accepted(), fitted.images()),
                fitted.wrong(),
                percent(fitted.wrong(), fitted.accepted()));
        line(
                results,
                "             of images like these, at most %.2f%% of the sure predictions are wrong (%.0f%% confidence)",
                100 * fitted.maxError(),
                100 * Calibration.CONFIDENCE);
        results.println("model        " + VisibleText.oneLine(out.toString()));
    }

    private static void line(PrintWriter results, String format, Object... values) {
        results.println(String.format(Locale.ROOT, format, values));
    }

    private static double percent(int part, int all) {
        return 100.0 * part / all;
    }

    private static ObjectNode json(Calibration fitted, EvaluationReport before, EvaluationReport after, Path out) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("model", out.toString());
        node.put("data", fitted.data());
        node.put("images", fitted.images());
        node.put("temperature", fitted.temperature());
        node.put("maxError", fitted.maxError());
        node.put("confidence", Calibration.CONFIDENCE);
        node.put("threshold", fitted.threshold());
        node.put("accepted", fitted.accepted());
        node.put("wrong", fitted.wrong());
        node.putObject("logLoss").put("before", before.logLoss()).put("after", after.logLoss());
        node.putObject("expectedCalibrationError")
                .put("before", before.expectedCalibrationError())
                .put("after", after.expectedCalibrationError());
        return node;
    }
}
