package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layers;
import org.mnist4j.config.Optimizers;
import org.mnist4j.data.ImageShape;

/** Every command on small, strange and valid data and experiments: it works or says what is wrong, and never exits as for a bug. */
class StrangeDataTest {

    @TempDir
    Path folder;

    /** What makes a data folder. */
    interface Maker {
        void make(Path folder) throws IOException;
    }

    private static Arguments idx(String what, int side, int[] train, int[] test) {
        Maker maker = data -> {
            Files.createDirectories(data);
            write(data, "train", side, train);
            write(data, "t10k", side, test);
        };
        return Arguments.of(what, side, 10, maker);
    }

    private static void write(Path data, String part, int side, int[] labels) throws IOException {
        byte[] images = TestBytes.images(labels.length, side, side);
        for (int i = 16; i < images.length; i++) {
            images[i] = (byte) (i * 37);
        }
        Files.write(data.resolve(part + "-images-idx3-ubyte"), images);
        Files.write(data.resolve(part + "-labels-idx1-ubyte"), TestBytes.labels(labels));
    }

    private static Arguments pictures(String what, int classes, Maker maker) {
        return Arguments.of(what, SmallPictures.SIDE, classes, maker);
    }

    static Stream<Arguments> data() {
        int[] one = {3};
        int[] same = new int[20];
        List<String> two = List.of("a", "b");
        return Stream.of(
                idx("one image each", 4, one, one),
                idx("one training image", 4, one, new int[] {0, 1, 2}),
                idx("one class", 4, same, same),
                idx("two images of two classes", 4, new int[] {0, 9}, new int[] {5}),
                idx("one pixel", 1, new int[] {0, 1, 2, 3}, new int[] {0, 1}),
                idx("no test images", 4, one, new int[0]),
                idx("no images", 4, new int[0], new int[0]),
                pictures("one picture per class", 2, data -> {
                    SmallPictures.write(data.resolve("train"), two, 1);
                    SmallPictures.write(data.resolve("test"), two, 1);
                }),
                pictures("one class folder", 2, data -> {
                    SmallPictures.write(data.resolve("train"), List.of("a"), 2);
                    SmallPictures.write(data.resolve("test"), List.of("a"), 2);
                }),
                pictures("an empty class", 3, data -> {
                    for (String part : List.of("train", "test")) {
                        SmallPictures.write(data.resolve(part), two, 2);
                        Files.createDirectories(data.resolve(part).resolve("c"));
                    }
                }),
                pictures("an empty test set", 2, data -> {
                    SmallPictures.write(data.resolve("train"), two, 2);
                    for (String name : two) {
                        Files.createDirectories(data.resolve("test").resolve(name));
                    }
                }),
                pictures("odd names", 2, data -> {
                    List<String> odd = List.of("=1+1", "@\"a\", 'b'\t");
                    SmallPictures.write(data.resolve("train"), odd, 2);
                    SmallPictures.write(data.resolve("test"), odd, 2);
                }));
    }

    private static List<ExperimentConfig> experiments(int side, int classes) {
        ExperimentConfig.Builder strange = ExperimentConfig.builder()
                .name("strange")
                .input(ImageShape.of(side, side, 1))
                .classes(classes)
                .epochs(2);
        return List.of(
                strange.layers(Layers.dense(1))
                        .optimizer(Optimizers.sgd(10))
                        .batchSize(1000)
                        .build(),
                strange.layers(Layers.conv2d(2, 1), Layers.batchNorm(), Layers.dense(2))
                        .optimizer(Optimizers.adam(0.01))
                        .batchSize(2)
                        .validationFraction(0.4)
                        .build());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("data")
    void noCommand_endsAsForABug(String what, int side, int classes, Maker maker) throws IOException {
        Path data = folder.resolve("data");
        maker.make(data);

        run("data", "info", data);
        run("data", "verify", data);
        int number = 0;
        for (ExperimentConfig experiment : experiments(side, classes)) {
            number++;
            Path config = Files.writeString(folder.resolve(number + ".json"), experiment.toJson());
            Path trained = folder.resolve("run" + number);
            Path model = trained.resolve("model.safetensors");
            run("train", "--quiet", "--config", config, "--data", data, "--out", trained);
            run("evaluate", "--model", model, "--data", data);
            run("evaluate", "--json", "--model", model, "--data", data, "--predictions", folder.resolve("p.csv"));
            run("report", trained, "--data", data);
            run("verify", "--quiet", trained, "--data", data);
            run("compare", trained, trained);
            Path sweep = Files.writeString(
                    folder.resolve(number + "-sweep.json"),
                    "{\"experiment\": " + experiment.toJson() + ", \"validationFraction\": 0.3}");
            run("sweep", "--quiet", "--config", sweep, "--data", data, "--out", folder.resolve("sweep" + number));
        }
    }

    private static void run(Object... args) {
        CommandRun run = CommandRun.of(args);

        assertThat(run.code())
                .as("%s%n%s%n%s", Arrays.toString(args), run.out(), run.err())
                .isBetween(ExitCode.DONE, ExitCode.TRAINING);
    }
}
