package org.mnist4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.ClassNames;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Classifier;
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
            "  mnist4j predict --model runs/seed/model.safetensors --json seven.png photo.jpg scans",
            "  mnist4j predict --model runs/seed/model.safetensors --several number.png",
            "",
            "For digits that people draw, photograph or scan, use a model of the preset robust (mnist4j train",
            "--preset robust); for images like MNIST's own, cnn is more accurate.",
            "",
            "Of several pictures, one that cannot be read is reported on stderr and has an error in the JSON; the",
            "others are predicted all the same, and the exit code is 3.",
            "",
            "A picture should show one upright digit, larger than anything else in it. It is prepared to look",
            "like the model's training images, for digits of MNIST: dark ink is inverted; scan edges, uneven",
            "light, shadows, ruled lines and specks are removed; the digit is scaled to 20x20, its strokes are",
            "made as thick as MNIST's, and it is centred by mass in 28x28. A picture that looks like the",
            "training images is used unchanged. The steps applied are printed on stderr and included in the",
            "JSON. A model of digits refuses a picture of several separate marks, unless --several is given.",
            "",
            "A model that calibrate made calls a prediction unsure whose probability is below its threshold. A",
            "picture that shows no digit is often unsure, but not always. An ensemble has no threshold."
        })
final class PredictCommand implements Callable<Integer> {

    private static final int SHOWN = 3;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            required = true,
            order = 1,
            description = "A model.safetensors, or an ensemble.")
    private Path modelFile = Path.of("");

    @Parameters(
            arity = "1..*",
            paramLabel = "IMAGE|DIR",
            description =
                    "PNG, JPEG, GIF or BMP files of any size up to 4096x4096, or folders: the images in them and in"
                            + " their subfolders, sorted by name.")
    private List<Path> arguments = new ArrayList<>();

    @Option(
            names = "--several",
            order = 10,
            description =
                    "A picture shows several digits in a row, such as a number: predict it and each digit, from left to"
                            + " right, with its box: column, row, width and height in the picture's pixels.")
    private boolean several;

    @Option(
            names = "--show-prepared",
            paramLabel = "DIR",
            order = 15,
            description = "Write the images that the model gets as PNG files to a new or empty folder.")
    private @Nullable Path preparedFolder;

    private @Nullable PreparedPictures prepared;
    private int pictureNumber;

    @Option(names = "--json", order = 20, description = "Print JSON with all probabilities.")
    private boolean json;

    private final ArrayNode numbers = JsonNodeFactory.instance.arrayNode();

    @Override
    public Integer call() throws IOException {
        Classifier model = Classifier.load(modelFile);
        requireFits(model);
        PrintWriter results = spec.commandLine().getOut();
        PrintWriter messages = spec.commandLine().getErr();
        List<PictureFiles.Entry> pictures = PictureFiles.of(arguments, messages);
        prepared = preparedFolder == null ? null : PreparedPictures.in(preparedFolder);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode predictions = root.putArray("predictions");
        int failed = 0;
        for (PictureFiles.Entry picture : pictures) {
            pictureNumber++;
            String problem =
                    picture.problem() == null ? predict(model, picture.path(), predictions) : picture.problem();
            if (problem == null) {
                continue;
            }
            if (arguments.equals(List.of(picture.path()))) {
                // One picture, or a folder without any: there are no others to go on with.
                throw new CommandException(ExitCode.FILE, problem);
            }
            failed++;
            messages.println("mnist4j: " + VisibleText.message(problem));
            predictions.addObject().put("file", picture.path().toString()).put("error", problem);
        }
        if (json) {
            if (!numbers.isEmpty()) {
                root.set("numbers", numbers);
            }
            results.print(JsonText.of(root));
        }
        if (failed > 0 && pictures.size() > 1) {
            messages.println("mnist4j: " + failed + " of " + pictures.size() + " pictures have no result");
        }
        return failed == 0 ? ExitCode.DONE : ExitCode.FILE;
    }

    private void requireFits(Classifier model) {
        ImageShape shape = model.input();
        if (shape.channels() != 1 && shape.channels() != 3) {
            throw new CommandException(
                    ExitCode.FILE, modelFile + " takes " + shape + " images; pictures have 1 or 3 channels");
        }
        if (several && (shape.channels() != 1 || !model.inkStatistics().strokes())) {
            throw new CommandException(
                    ExitCode.FILE,
                    modelFile + " takes " + shape + " images that are not known to show strokes on an even"
                            + " background; --several needs a model of such images, as of MNIST's");
        }
    }

    /** Predicts a picture, or returns why it has no result. */
    private @Nullable String predict(Classifier model, Path file, ArrayNode predictions) throws IOException {
        List<DigitImage> images;
        try {
            images = several
                    ? DigitImage.readSeveral(file, model.input(), model.inkStatistics())
                    : List.of(DigitImage.read(file, model.input(), model.inkStatistics()));
        } catch (DataFormatException e) {
            return e.getMessage();
        }
        if (prepared != null) {
            for (int k = 0; k < images.size(); k++) {
                prepared.write(file, pictureNumber, images.size() > 1 ? k + 1 : 0, images.get(k));
            }
        }
        int marks = images.get(0).marks();
        // No digit has two marks well apart; a letter or a symbol may.
        if (marks > 1 && model.classNames().equals(ClassNames.DIGITS)) {
            return file + ": expected a picture of one digit, found " + marks
                    + " separate marks; repeat the command with --several for a result for each, or crop the picture";
        }
        List<Prediction> ofDigits =
                images.stream().map(image -> predict(model, image)).toList();
        if (images.size() > 1) {
            report(file, ofDigits);
        }
        for (int k = 0; k < images.size(); k++) {
            DigitImage image = images.get(k);
            Prediction prediction = ofDigits.get(k);
            if (json) {
                add(predictions, file, k, images.size(), image, prediction);
            } else {
                print(file, k, images.size(), image, prediction);
            }
        }
        return null;
    }

    private Prediction predict(Classifier model, DigitImage image) {
        try {
            return model.predict(image.pixels());
        } catch (ArithmeticException e) {
            throw new CommandException(ExitCode.FILE, modelFile + ": " + e.getMessage());
        }
    }

    /** The number that the digits of a picture make. */
    private void report(Path file, List<Prediction> digits) {
        List<String> names = digits.stream().map(Prediction::className).toList();
        boolean letters = names.stream().allMatch(name -> name.codePointCount(0, name.length()) == 1);
        String number = String.join(letters ? "" : " ", names);
        boolean calibrated = digits.get(0).threshold().isPresent();
        boolean sure = digits.stream().allMatch(Prediction::isSure);
        if (json) {
            ObjectNode node = numbers.addObject().put("file", file.toString()).put("number", number);
            if (calibrated) {
                node.put("sure", sure);
            }
        } else {
            spec.commandLine()
                    .getOut()
                    .println(VisibleText.oneLine(file + ": " + number) + (calibrated && !sure ? "; unsure" : ""));
        }
    }

    private void print(Path file, int k, int count, DigitImage image, Prediction prediction) {
        String name = VisibleText.oneLine(file.toString()) + (count > 1 ? " [" + (k + 1) + "/" + count + "]" : "");
        List<String> steps = image.steps();
        spec.commandLine()
                .getErr()
                .println(name + ": " + (steps.isEmpty() ? "used unchanged" : String.join(", ", steps)));
        spec.commandLine()
                .getOut()
                .println(name + ": " + VisibleText.oneLine(ranking(prediction)) + unsure(prediction) + place(image));
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

    private static String place(DigitImage image) {
        return image.box().map(box -> "; box " + box).orElse("");
    }

    /** Only of a calibrated model: without a threshold nothing is known to be unsure. */
    private static String unsure(Prediction prediction) {
        return prediction.threshold().isPresent() && !prediction.isSure() ? "; unsure" : "";
    }

    private static void add(
            ArrayNode predictions, Path file, int k, int count, DigitImage image, Prediction prediction) {
        ObjectNode node = predictions.addObject();
        node.put("file", file.toString());
        if (count > 1) {
            node.put("mark", k + 1).put("marks", count);
        }
        node.put("predicted", prediction.className());
        node.put("confidence", prediction.confidence());
        prediction
                .threshold()
                .ifPresent(threshold -> node.put("sure", prediction.isSure()).put("threshold", threshold));
        ObjectNode probabilities = node.putObject("probabilities");
        for (int c = 0; c < prediction.classNames().size(); c++) {
            probabilities.put(prediction.classNames().get(c), prediction.probability(c));
        }
        image.box()
                .ifPresent(box -> node.putObject("box")
                        .put("left", box.left())
                        .put("top", box.top())
                        .put("width", box.width())
                        .put("height", box.height()));
        image.steps().forEach(node.putArray("steps")::add);
    }
}
