package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.ClassNames;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.model.Model;

/** The commands of docs/recipes.md for EMNIST, with a faster network, on a folder of two of its families whose images are MNIST's. */
class EmnistCommandTest {

    private static final int TRAIN = 120;
    private static final int TEST = 40;

    @TempDir
    Path folder;

    private Path emnist;

    @BeforeEach
    void writeFamilies() throws IOException {
        emnist = Files.createDirectory(folder.resolve("emnist"));
        for (String family : List.of("digits", "letters")) {
            write(family, "train", 0, TRAIN);
            write(family, "test", TRAIN, TEST);
        }
    }

    @Test
    void letters_areTrainedWithThePresetsNetwork_for26Classes() throws IOException {
        Path out = folder.resolve("letters");
        List<Object> train = List.of("train", "--preset", "cnn-fast", "--data", emnist, "--family", "emnist-letters");

        CommandRun.of(and(train, "--out", out))
                .failed(ExitCode.USAGE, "classes is 10", "has 26", "set classes to the data set's number");
        CommandRun.of(and(train, "--classes", 26, "--epochs", 1, "--out", out)).succeeded();

        Model model = Model.load(out.resolve("model.safetensors"));
        assertThat(model.classNames()).isEqualTo(ClassNames.EMNIST_LETTERS);
        assertThat(Files.readAllLines(out.resolve("confusion-matrix.csv"))).hasSize(27);
        List<String> predictions = Files.readAllLines(out.resolve("predictions.csv"));
        assertThat(predictions).hasSize(TEST + 1);
        CommandRun.of("train", "--continue", out, "--epochs", 2, "--classes", 10)
                .failed(
                        ExitCode.USAGE,
                        "--classes is 10, but " + out + " was trained with 26, which a continued run keeps");
        ImageDataset mnist = Mnist.loadTest();
        for (int i = 0; i < TEST; i++) {
            int label = mnist.label(TRAIN + i);
            assertThat(predictions.get(i + 1))
                    .startsWith(i + "," + label + ",")
                    .contains("," + ClassNames.EMNIST_LETTERS.get(label) + ",");
        }
    }

    private static Object[] and(List<Object> command, Object... more) {
        return Stream.concat(command.stream(), Stream.of(more)).toArray();
    }

    /** Images that are stored transposed are turned before training. */
    @Test
    void digits_giveTheModelOfMnistsFiles() {
        Path mnist = SmallMnist.write(folder.resolve("mnist"), TRAIN, TEST);
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");

        CommandRun.of("train", "--data", mnist, "--out", one).succeeded();
        CommandRun.of("train", "--data", emnist, "--family", "emnist-digits", "--out", two)
                .succeeded();

        Model ofEmnist = Model.load(two.resolve("model.safetensors"));
        assertThat(ofEmnist.parametersSha256())
                .isEqualTo(Model.load(one.resolve("model.safetensors")).parametersSha256());
        assertThat(two.resolve("predictions.csv")).hasSameTextualContentAs(one.resolve("predictions.csv"));
        CommandRun withoutImages = CommandRun.of("verify", two);
        assertThat(withoutImages.code()).isEqualTo(ExitCode.FILE);
        assertThat(withoutImages.err()).contains("--data DIR, and --family NAME if it contains several data sets");
        CommandRun.of("verify", two, "--data", emnist, "--family", "emnist-digits")
                .succeeded();
    }

    /** Writes images column by column, and of letters the labels from 1, as EMNIST's files have them. */
    private void write(String family, String part, int from, int count) throws IOException {
        String prefix = "emnist-" + family + "-" + part;
        int firstLabel = family.equals("letters") ? 1 : 0;
        writeCompressed(prefix + "-images-idx3-ubyte.gz", SmallMnist.images(from, count, true));
        writeCompressed(prefix + "-labels-idx1-ubyte.gz", SmallMnist.labels(from, count, firstLabel));
    }

    private void writeCompressed(String name, byte[] content) throws IOException {
        try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(emnist.resolve(name)))) {
            file.write(content);
        }
    }
}
