package org.mnist4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mnist4j.data.DataReading;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Model;
import org.mnist4j.run.MetricsJson;
import org.mnist4j.run.Run;
import org.mnist4j.run.RunFormatException;

/** Two classifiers on the same test images, at least one of which is the file of a model or an ensemble and not a run. */
final class ComparedModels {

    private final Side first;
    private final Side second;
    private final ImageDataset test;
    private final PairedEvaluation evaluation;

    private ComparedModels(Side first, Side second, ImageDataset test) {
        this.first = first;
        this.second = second;
        this.test = test;
        this.evaluation = PairedEvaluation.of(first.predictions(test), second.predictions(test));
    }

    /** Whether a path names a model or an ensemble; anything else is opened as a run. */
    static boolean isModel(Path path) {
        return Files.isRegularFile(path);
    }

    /** Compares on the test images of the run, or on those of the data where both are files. */
    static ComparedModels of(Path first, Path second, DataOptions data) {
        Side a = Side.of(first);
        Side b = Side.of(second);
        return new ComparedModels(a, b, testImages(a, b, data));
    }

    private static ImageDataset testImages(Side a, Side b, DataOptions data) {
        for (Side side : List.of(a, b)) {
            if (side instanceof OfRun of) {
                return TestImages.of(of.run().manifest().data().test(), data, of.run());
            }
        }
        return data.loadTest(((OfModel) a).model().input(), DataReading.STRICT);
    }

    String text(int columns) {
        return String.join(
                "\n",
                "A  " + VisibleText.oneLine(first.path().toString()),
                described(first),
                "B  " + VisibleText.oneLine(second.path().toString()),
                described(second),
                "evaluated on the same " + test.size() + " images of " + test.name(),
                "",
                evaluation.toText(columns));
    }

    String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        put(root.putObject("first"), first);
        put(root.putObject("second"), second);
        root.putObject("test")
                .put("name", test.name())
                .put("images", test.size())
                .put("fingerprint", test.fingerprint());
        return JsonText.followedBy(root, MetricsJson.of(evaluation));
    }

    private static String described(Side side) {
        return "   " + side.name() + ", " + side.parameters() + " parameters";
    }

    private static void put(ObjectNode node, Side side) {
        node.put("path", side.path().toString());
        node.put("name", side.name());
        node.put("parameters", side.parameters());
    }

    private sealed interface Side {

        static Side of(Path path) {
            return isModel(path) ? new OfModel(path, Classifier.load(path)) : new OfRun(Run.open(path));
        }

        Path path();

        String name();

        long parameters();

        Predictions predictions(ImageDataset test);
    }

    /** A run's saved predictions. */
    private record OfRun(Run run) implements Side {

        @Override
        public Path path() {
            return run.directory();
        }

        @Override
        public String name() {
            return run.config().name() + ", seed " + run.manifest().seed();
        }

        @Override
        public long parameters() {
            return run.config().summary().parameters();
        }

        @Override
        public Predictions predictions(ImageDataset test) {
            try {
                return run.predictions();
            } catch (RunFormatException e) {
                throw new CommandException(ExitCode.FILE, "in " + path() + ", " + e.getMessage());
            }
        }
    }

    /** A model or an ensemble, which predicts the images. */
    private record OfModel(Path path, Classifier model) implements Side {

        @Override
        public String name() {
            return model instanceof Model single
                    ? single.config().name() + ", seed " + single.config().seed()
                    : "ensemble of " + model.members().size();
        }

        @Override
        public long parameters() {
            return model.members().stream()
                    .mapToLong(member -> member.summary().parameters())
                    .sum();
        }

        @Override
        public Predictions predictions(ImageDataset test) {
            ModelFiles.requireFits(path, model, test);
            try {
                return model.predict(test);
            } catch (ArithmeticException e) {
                throw new CommandException(ExitCode.FILE, path + ": " + e.getMessage());
            }
        }
    }
}
