package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.PixelBox;
import org.mnist4j.data.PixelImage;
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
    void showPrepared_writesWhatTheModelGets_toANewFolderOnly() throws IOException {
        Path file = png(6000, 1, 0, false, "png");
        Path large = png(6001, 5, 11, true, "png");
        Path out = folder.resolve("prepared");

        CommandRun.of("predict", "--model", model, "--show-prepared", out, file, large)
                .succeeded();

        try (Stream<Path> written = Files.list(out)) {
            assertThat(written.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("0001-" + file.getFileName(), "0002-" + large.getFileName());
        }
        assertThat(PixelImage.read(out.resolve("0001-" + file.getFileName())).pixels())
                .isEqualTo(IMAGES.pixels(6000));
        Model loaded = Model.load(model);
        assertThat(PixelImage.read(out.resolve("0002-" + large.getFileName())).pixels())
                .isEqualTo(DigitImage.read(large, loaded.input(), loaded.inkStatistics())
                        .pixels());
        CommandRun again = CommandRun.of("predict", "--model", model, "--show-prepared", out, file);
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.out()).isEmpty();
        assertThat(again.err()).contains("--show-prepared " + out + " exists and is not empty; name a new folder");
        CommandRun onFile = CommandRun.of("predict", "--model", model, "--show-prepared", file, file);
        assertThat(onFile.code()).isEqualTo(2);
        assertThat(onFile.err()).contains("is a file; name a new folder");
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
    void onlyPicture_thatIsBad_givesNoResult() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.png"), "not a picture");

        CommandRun.of("predict", "--model", model, bad).failed(ExitCode.FILE, bad.toString());
        CommandRun.of("predict", "--json", "--model", model, bad).failed(ExitCode.FILE, bad.toString());
    }

    @Test
    void badPictureAmongGoodOnes_isReported_andTheOthersArePredicted() throws IOException {
        Path good = png(7000, 1, 0, false, "png");
        Path bad = Files.writeString(folder.resolve("bad.png"), "not a picture");
        Path other = png(7001, 1, 0, false, "png");

        CommandRun text = CommandRun.of("predict", "--model", model, good, bad, other);
        CommandRun json = CommandRun.of("predict", "--json", "--model", model, good, bad, other);

        assertThat(text.code()).isEqualTo(ExitCode.FILE);
        assertThat(text.out().lines()).hasSize(2).satisfies(lines -> {
            assertThat(lines.get(0)).startsWith(good + ": ");
            assertThat(lines.get(1)).startsWith(other + ": ");
        });
        String problem =
                bad + ": expected a PNG, JPEG, GIF or BMP image, found another kind of file; convert it to PNG,"
                        + " or move files that are not images elsewhere";
        assertThat(text.err().lines())
                .containsExactly(
                        good + ": used unchanged",
                        "mnist4j: " + problem,
                        other + ": used unchanged",
                        "mnist4j: 1 of 3 pictures have no result");
        assertThat(json.code()).isEqualTo(ExitCode.FILE);
        JsonNode predictions = json.json().get("predictions");
        assertThat(predictions).hasSize(3);
        assertThat(predictions.get(1))
                .hasToString(JsonNodeFactory.instance
                        .objectNode()
                        .put("file", bad.toString())
                        .put("error", problem)
                        .toString());
        assertThat(predictions.get(2).get("file").asText()).isEqualTo(other.toString());
        assertThat(predictions.get(2).has("predicted")).isTrue();
    }

    @Test
    void folder_givesItsImagesAndThoseOfItsSubfoldersByName() throws IOException {
        Path scans = Files.createDirectories(folder.resolve("scans/b"));
        Path root = scans.getParent();
        Files.copy(png(7000, 1, 0, false, "png"), root.resolve("c.PNG"));
        Files.copy(png(7001, 1, 0, false, "gif"), scans.resolve("2.gif"));
        Files.copy(png(7002, 1, 0, false, "bmp"), scans.resolve("1.bmp"));
        Files.writeString(root.resolve("a.heic"), "\0\0\0\030ftypheic\0\0\0\0");
        Files.writeString(root.resolve("notes.txt"), "no image");
        Files.writeString(root.resolve("Thumbs.db"), "no image");
        Files.writeString(root.resolve(".hidden.png"), "no image");
        Files.createDirectories(root.resolve(".cache"));
        Files.copy(png(7000, 1, 0, false, "png"), root.resolve(".cache/x.png"));
        Files.createSymbolicLink(root.resolve("loop"), root);
        Path empty = Files.createDirectories(folder.resolve("empty"));

        CommandRun run = CommandRun.of("predict", "--json", "--model", model, root, empty);

        assertThat(run.code()).isEqualTo(ExitCode.FILE);
        assertThat(run.json().findValuesAsText("file"))
                .containsExactly(
                        root.resolve("a.heic").toString(),
                        scans.resolve("1.bmp").toString(),
                        scans.resolve("2.gif").toString(),
                        root.resolve("c.PNG").toString(),
                        empty.toString());
        assertThat(run.json().findValuesAsText("error")).hasSize(2).satisfies(errors -> {
            assertThat(errors.get(0)).contains("a HEIC image", "magick in.heic out.png");
            assertThat(errors.get(1)).startsWith(empty + ": expected a folder with images, found none among 0 files");
        });
        assertThat(run.err().lines()).hasSize(4).first().isEqualTo(root + ": skipped 3 files that are no images");
        assertThat(run.err()).endsWith("mnist4j: 2 of 5 pictures have no result\n");
        for (int k = 0; k < 3; k++) {
            JsonNode prediction = run.json().get("predictions").get(k + 1);
            assertThat(prediction.get("predicted").asText())
                    .isEqualTo(Model.load(model)
                            .predict(IMAGES.pixels(List.of(7002, 7001, 7000).get(k)))
                            .className());
        }
    }

    @Test
    void pictureOfSeveralDigits_isRefused_andPredictedOneByOneWithSeveral() throws IOException {
        Path file = row(0, 1, 2);

        CommandRun.of("predict", "--model", model, file)
                .failed(
                        ExitCode.FILE,
                        file + ": expected a picture of one digit, found 3 separate marks; repeat the command with"
                                + " --several for a result for each, or crop the picture");
        CommandRun run =
                CommandRun.of("predict", "--several", "--model", model, file).succeeded();
        JsonNode json = CommandRun.of("predict", "--several", "--json", "--model", model, file)
                .succeeded()
                .json();
        JsonNode predictions = json.get("predictions");

        assertThat(predictions).hasSize(3);
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(4).first().isEqualTo(file + ": 721");
        assertThat(json.get("numbers")).hasToString("[{\"file\":\"" + file + "\",\"number\":\"721\"}]");
        for (int k = 0; k < 3; k++) {
            String expected = Integer.toString(IMAGES.label(k)); // clear digits: 7, 2, 1
            assertThat(predictions.get(k).get("predicted").asText()).isEqualTo(expected);
            assertThat(predictions.get(k).get("mark").intValue()).isEqualTo(k + 1);
            assertThat(predictions.get(k).get("marks").intValue()).isEqualTo(3);
            assertThat(lines.get(k + 1)).startsWith(file + " [" + (k + 1) + "/3]: " + expected + " (");
            // In the picture's own pixels, four for one of the image.
            assertThat(lines.get(k + 1)).endsWith("; box " + inkBox(k, 4));
            assertThat(predictions.get(k).get("box"))
                    .hasToString(String.format(
                            Locale.ROOT,
                            "{\"left\":%d,\"top\":%d,\"width\":%d,\"height\":%d}",
                            inkBox(k, 4).left(),
                            inkBox(k, 4).top(),
                            inkBox(k, 4).width(),
                            inkBox(k, 4).height()));
        }
        assertThat(run.err()).contains(file + " [2/3]: mark 2 of 3, digit of ");
    }

    @Test
    void several_ofOneDigit_isItsResult() throws IOException {
        Path file = png(7000, 5, 4, true, "png");

        assertThat(CommandRun.of("predict", "--several", "--json", "--model", model, file)
                        .succeeded()
                        .json())
                .isEqualTo(CommandRun.of("predict", "--json", "--model", model, file)
                        .succeeded()
                        .json());
    }

    /** The box of the pixels of 96 and more of the k-th image in a row. */
    private static PixelBox inkBox(int k, int scale) {
        int top = 28;
        int left = 28;
        int bottom = 0;
        int right = 0;
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                if (IMAGES.pixel(k, y, x, 0) >= 96) {
                    top = Math.min(top, y);
                    left = Math.min(left, x);
                    bottom = Math.max(bottom, y);
                    right = Math.max(right, x);
                }
            }
        }
        return new PixelBox(
                scale * (28 * k + left), scale * top, scale * (right - left + 1), scale * (bottom - top + 1));
    }

    /** Images of the test set side by side, enlarged. */
    private static Path row(int... images) throws IOException {
        int scale = 4;
        BufferedImage row = new BufferedImage(28 * scale * images.length, 28 * scale, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < row.getHeight(); y++) {
            for (int x = 0; x < row.getWidth(); x++) {
                int image = images[x / (28 * scale)];
                row.getRaster().setSample(x, y, 0, IMAGES.pixel(image, y / scale, x / scale % 28, 0));
            }
        }
        Path file = folder.resolve("row.png");
        assertThat(ImageIO.write(row, "png", file.toFile())).isTrue();
        return file;
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
