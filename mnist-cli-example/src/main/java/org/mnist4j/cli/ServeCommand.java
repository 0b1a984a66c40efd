package org.mnist4j.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.mnist4j.model.Classifier;
import org.mnist4j.serve.PredictionServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description = "Serve a drawing page and a JSON endpoint, to this machine only.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.USAGE_TEXT, ExitCode.FILE_TEXT, ServeCommand.STOPPED_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j serve --model runs/seed/model.safetensors",
            "  mnist4j serve --model runs/seed/model.safetensors --port 8080",
            "",
            "For a page to draw on, use a model of the preset robust, which knows other pens than MNIST's (mnist4j",
            "train --preset robust --out runs/robust).",
            "",
            "The page's address is printed on stdout; open it in a browser. Ctrl-C stops the server.",
            "POST /predict takes {\"width\": W, \"height\": H, \"pixels\": [0..255, ...]}."
        })
final class ServeCommand implements Callable<Integer> {

    static final String STOPPED_TEXT = "130:stopped by Ctrl-C";

    /** Avoids a delay between a response's headers and body. The JDK reads it once, when a server starts. */
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            required = true,
            order = 1,
            description = "A model.safetensors, or an ensemble.")
    private Path modelFile = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            order = 2,
            description = "The port on 127.0.0.1: 1 to 65535, or 0 (default) for any free port.")
    private int port;

    @Override
    public Integer call() {
        Classifier model = Classifier.load(modelFile);
        int channels = model.input().channels();
        if (channels != 1 && channels != 3) {
            throw new CommandException(
                    ExitCode.FILE,
                    modelFile + " takes images of " + channels + " channels; drawings need a model with 1 or 3");
        }
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
        Map<String, String> facts =
                PageFacts.of(modelFile, model, spec.commandLine().getErr());
        try (PredictionServer server = start(model, facts)) {
            spec.commandLine().getOut().println(server.uri());
            spec.commandLine().getErr().println("serving " + modelFile + "; press Ctrl-C to stop");
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            spec.commandLine().getErr().println("stopped");
        }
        return ExitCode.INTERRUPTED;
    }

    private PredictionServer start(Classifier model, Map<String, String> facts) {
        try {
            return PredictionServer.start(model, port, facts);
        } catch (UncheckedIOException e) {
            throw new CommandException(ExitCode.USAGE, "--port " + port + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            boolean memory = e.getCause() instanceof OutOfMemoryError;
            throw new CommandException(
                    memory ? ExitCode.TRAINING : ExitCode.USAGE,
                    (memory ? modelFile.toString() : "--port " + port) + ": " + e.getMessage());
        }
    }
}
