package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.model.Model;

class PredictCommandTest {

    private static final ImageDataset IMAGES = Mnist.loadTest();

    @TempDir
    static Path folder;

    private static Path model;

    @BeforeAll
    static void train() {
        Path data = SmallMnist.write(folder.resolve("data"), 5000, 1000);
        Path out = folder.resolve("run");
        CommandRun.of("train", "--quiet", "--data", data, "--epochs", 3, "--out", out)
                .succeeded();
        model = out.resolve("model.safetensors");
    }

    @Test
    void originalImage_isTakenAsItIs() throws IOException {
        Path file = png(6000, 1, 0, false, "png");

        CommandRun run = CommandRun.of("predict", "--model", model, file).succeeded();

        String expected = Model.load(model).predict(IMAGES.pixels(6000)).toString();
        assertThat(run.out()).startsWith(file + ": " + expected + ", ");
        assertThat(run.err().strip()).isEqualTo(file + ": used unchanged");
    }

    @Test
    void enlargedInvertedAndShiftedImages_areReadAsTheOriginals() throws IOException {
        List<Object> args = new ArrayList<>(List.of("predict", "--json", "--model", model));
        int count = 200;
        for (int i = 0; i < count; i++) {
            args.add(png(7000 + i, 5, i % 3 * 11, i % 2 == 0, i % 4 < 2 ? "png" : "jpg"));
        }

        CommandRun run = CommandRun.of(args.toArray()).succeeded();

        Model original = Model.load(model);
        int same = 0;
        JsonNode predictions = run.json().get("predictions");
        assertThat(predictions).hasSize(count);
        for (int i = 0; i < count; i++) {
            String expected = original.predict(IMAGES.pixels(7000 + i)).className();
            same += predictions.get(i).get("predicted").asText().equals(expected) ? 1 : 0;
        }
        // Scaling there and back changes a few pixels by a few shades; doubtful digits may then change their class.
        assertThat(same).isGreaterThanOrEqualTo(count * 95 / 100);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void json_saysWhatWasDone() throws IOException {
        Path file = png(7000, 5, 4, true, "png");

        JsonNode prediction = CommandRun.of("predict", "--json", "--model", model, file)
                .succeeded()
                .json()
                .get("predictions")
                .get(0);

        assertThat(prediction.get("file").asText()).isEqualTo(file.toString());
        assertThat(prediction.get("steps").get(0).asText()).startsWith("inverted");
        assertThat(prediction.get("probabilities")).hasSize(10);
        double sum = 0;
        for (JsonNode probability : prediction.get("probabilities")) {
            sum += probability.doubleValue();
        }
        // Ten float32 probabilities, each rounded to within 2^-24 of itself.
        assertThat(sum).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-5));
    }

    @Test
    void oneBadFileAmongGoodOnes_givesNoHalfResult() throws IOException {
        Path good = png(7000, 1, 0, false, "png");
        Path bad = Files.writeString(folder.resolve("bad.png"), "not a picture");

        CommandRun.of("predict", "--model", model, good, bad).failed(ExitCode.FILE, bad.toString());
    }

    @Test
    void noImage_isAUsageError() {
        CommandRun.of("predict", "--model", model).failed(ExitCode.USAGE, "IMAGE");
    }

    /** An image of the test set, enlarged, on a larger canvas of the same background, and turned to dark on light. */
    private static Path png(int index, int scale, int margin, boolean darkOnLight, String format) throws IOException {
        int width = 28 * scale + margin;
        int height = 28 * scale + 2 * margin;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean inside = x < 28 * scale && y < 28 * scale;
                int value = inside ? IMAGES.pixel(index, y / scale, x / scale, 0) : 0;
                image.getRaster().setSample(x, y, 0, darkOnLight ? 255 - value : value);
            }
        }
        Path file = folder.resolve("digit-" + index + "." + format);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }
}
