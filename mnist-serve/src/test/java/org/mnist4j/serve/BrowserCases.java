package org.mnist4j.serve;

import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.maxPool2d;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;
import org.mnist4j.model.TestNetworks;

/** Writes what {@code check-pages.mjs} tries in a browser: pages, and what this library predicts for a thousand images. */
final class BrowserCases {

    private static final int IMAGES = 1000;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final ArrayNode networks = JSON.createArrayNode();

    private BrowserCases(Path folder) {
        this.folder = folder;
    }

    /** @param args the folder to write to */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        BrowserCases cases = new BrowserCases(folder);
        ImageDataset digits = TestNetworks.digits(IMAGES);
        TestNetworks.ofEveryKind().forEach((name, layers) -> cases.add(name, TestNetworks.model(1, layers), digits));
        cases.add("trained", TestModel.trained(), digits);
        cases.add("calibrated", TestModel.calibrated(0.5), digits);
        Ensemble ensemble = Ensemble.of(
                TestNetworks.model(4, dense(16)),
                TestNetworks.model(5, conv2d(4, 3), maxPool2d(2)),
                TestNetworks.model(4, dense(16)));
        cases.add("ensemble", ensemble, digits);
        ImageShape colours = ImageShape.of(9, 8, 3);
        Model ofColours = TestNetworks.random(TestNetworks.config(colours, conv2d(4, 3), dense(16)), 3);
        cases.add("colours", ofColours, TestNetworks.images(colours, ofColours.classNames(), IMAGES));
        JSON.writeValue(folder.resolve("networks.json").toFile(), cases.networks);
        JSON.writeValue(folder.resolve("drawings.json").toFile(), drawings());

        double accuracy = TestModel.trained().evaluate(TestModel.MNIST.test()).accuracy();
        DrawPage.of(TestModel.trained())
                .facts(Map.of("Accuracy", String.format(Locale.ROOT, "%.2f %%", 100 * accuracy)))
                .write(folder.resolve("trained.html"));
        DrawPage.of(TestModel.calibrated(1)).write(folder.resolve("unsure.html"));
        DrawPage.of(hostile())
                .facts(Map.of("<img src=x onerror=hacked()>", "</script><script>hacked()</script>"))
                .write(folder.resolve("hostile.html"));
    }

    /** Names that would run a script if any of them were taken for markup. */
    static Model hostile() {
        ExperimentConfig config = TestNetworks.config(ImageShape.of(28, 28, 1), dense(1)).toBuilder()
                .name("</title></script><script>hacked()</script>")
                .classes(3)
                .build();
        List<String> names = List.of(
                "</script><img src=x onerror=hacked()>", "<!--<script>hacked()//", "\"'`${hacked()}\u2028&lt;\\");
        return Model.of(config, names, new float[(int) config.summary().values()]);
    }

    private void add(String name, Classifier classifier, ImageDataset images) {
        String file = networks.size() + ".html";
        DrawPage.of(classifier).write(folder.resolve(file));
        ObjectNode node = networks.addObject().put("name", name).put("file", file);
        ArrayNode pixels = node.putArray("images");
        ArrayNode expected = node.putArray("probabilities");
        Predictions predictions = classifier.predict(images);
        for (int i = 0; i < images.size(); i++) {
            pixels.add(Base64.getEncoder().encodeToString(images.pixels(i)));
            ArrayNode row = expected.addArray();
            for (int c = 0; c < classifier.classNames().size(); c++) {
                row.add(predictions.probability(i, c));
            }
        }
    }

    private static ArrayNode drawings() {
        ArrayNode drawings = JSON.createArrayNode();
        for (TestDrawing drawing : TestDrawing.all()) {
            DigitImage image = DigitImage.ofGrey(
                    drawing.pixels(),
                    drawing.height(),
                    drawing.width(),
                    ImageShape.of(28, 28, 1),
                    TestModel.trained().inkStatistics());
            drawings.addObject()
                    .put("name", drawing.name())
                    .put("width", drawing.width())
                    .put("height", drawing.height())
                    .put("pixels", Base64.getEncoder().encodeToString(drawing.pixels()))
                    .put("prepared", Base64.getEncoder().encodeToString(image.pixels()));
        }
        return drawings;
    }
}
