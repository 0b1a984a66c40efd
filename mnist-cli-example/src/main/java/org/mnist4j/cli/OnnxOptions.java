package org.mnist4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.onnx.InputScaling;
import org.mnist4j.onnx.OnnxImport;
import picocli.CommandLine.Option;

/** What an ONNX file may not tell. */
final class OnnxOptions {

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,4})x(\\d{1,4})x(\\d)");

    @Option(
            names = "--pixels",
            paramLabel = "0..1|0..255|-1..1",
            order = 5,
            description = "What the network expects for pixels from black to white.")
    private @Nullable String pixels;

    @Option(
            names = "--mean",
            paramLabel = "M",
            split = ",",
            order = 6,
            description =
                    "With --std, in place of --pixels: the network expects (pixel / 255 - M) / S. One value, or one for"
                            + " each channel, separated by commas.")
    private @Nullable List<Double> mean;

    @Option(names = "--std", paramLabel = "S", split = ",", order = 7, description = "See --mean.")
    private @Nullable List<Double> deviation;

    @Option(
            names = "--image",
            paramLabel = "HxWxC",
            order = 8,
            description = "The images' shape, for example 28x28x1, if the network takes vectors.")
    private @Nullable String image;

    /** Refuses options that would have no effect. */
    void requireNone() {
        if (Stream.of(pixels, mean, deviation, image).anyMatch(option -> option != null)) {
            throw new CommandException(ExitCode.USAGE, "--pixels, --mean, --std and --image go with --onnx");
        }
    }

    /** @param classNames empty for the default ones */
    Model read(Path onnx, List<String> classNames) {
        OnnxImport file = OnnxImport.of(onnx);
        InputScaling scaling = scaling();
        if (scaling != null) {
            file = file.scaling(scaling);
        }
        if (image != null) {
            file = file.image(shape(image));
        }
        if (!classNames.isEmpty()) {
            file = file.classNames(classNames);
        }
        try {
            return file.read();
        } catch (ModelFormatException e) {
            if (e.reason() != ModelFormatException.Reason.METADATA || scaling != null) {
                throw e;
            }
            throw new CommandException(
                    ExitCode.FILE, e.getMessage() + " (--pixels 0..1, -1..1 or 0..255, or --mean M --std S)");
        }
    }

    private @Nullable InputScaling scaling() {
        if ((mean == null) != (deviation == null) || mean != null && pixels != null) {
            throw new CommandException(ExitCode.USAGE, "give --pixels, or both --mean and --std, or none of them");
        }
        if (mean != null && deviation != null) {
            try {
                return new InputScaling(mean, deviation);
            } catch (IllegalArgumentException e) {
                throw new CommandException(ExitCode.USAGE, "--mean and --std: " + e.getMessage());
            }
        }
        if (pixels == null) {
            return null;
        }
        return switch (pixels) {
            case "0..1" -> InputScaling.unit();
            case "0..255" -> InputScaling.bytes();
            case "-1..1" -> InputScaling.symmetric();
            default ->
                throw new CommandException(
                        ExitCode.USAGE, "--pixels must be 0..1, 0..255 or -1..1, was " + VisibleText.oneLine(pixels));
        };
    }

    private static ImageShape shape(String text) {
        Matcher sides = SHAPE.matcher(text);
        if (!sides.matches()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--image must be height, width and channels, such as 28x28x1, was " + VisibleText.oneLine(text));
        }
        try {
            return ImageShape.of(
                    Integer.parseInt(sides.group(1)),
                    Integer.parseInt(sides.group(2)),
                    Integer.parseInt(sides.group(3)));
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "--image: " + e.getMessage());
        }
    }
}
