package org.mnist4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.Layers.dense;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;
import org.mnist4j.train.Trainer;

class RecordsTest {

    private static final ExperimentConfig SMALL = ExperimentConfig.builder()
            .name("small")
            .input(ImageShape.of(28, 28, 1))
            .classes(10)
            .layers(dense(8))
            .epochs(1)
            .build();

    private static final String MNIST = "37ba684ee798";

    @TempDir
    Path folder;

    private Path table;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeExperiment() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("experiments")).resolve("small.json"), SMALL.toJson());
        table = Files.createDirectory(folder.resolve("benchmarks")).resolve("records.csv");
    }

    private static String row(int correct) {
        return String.join(
                ",",
                "small-7",
                "small",
                SMALL.sha256().substring(0, Record.HASH_DIGITS),
                "7",
                "0123abc",
                "java",
                "plain",
                Integer.toString(correct),
                "",
                "1",
                MNIST);
    }

    private int records(String row, String... arguments) throws IOException {
        Files.writeString(table, Record.HEADER + "\n" + row + "\n");
        List<String> all = new ArrayList<>(List.of(table.toString()));
        all.addAll(List.of(arguments));
        return Records.run(all, print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void record_isReachedToTheImage_andAFalsifiedOneIsNot() throws IOException {
        Mnist mnist = Mnist.load();
        int correct = Math.toIntExact(Trainer.of(SMALL.toBuilder().seed(7).build())
                .fit(mnist.train())
                .model()
                .evaluate(mnist.test())
                .confusionMatrix()
                .correct());

        assertThat(records(row(correct), "small-7")).isZero();
        assertThat(said())
                .contains(String.format(
                        Locale.ROOT, "the same: %d of 10000 test images right, %d recorded; ", correct, correct));

        assertThat(records(row(correct + 1), "small-7")).isOne();
        assertThat(said())
                .contains("DIFFERENT: " + correct + " of 10000 test images right, " + (correct + 1) + " recorded; ");
        assertThat(complained()).isEmpty();
    }

    @Test
    void ensemble_isTrainedMemberByMember() throws IOException {
        ImageDataset train = Mnist.loadTest().take(300);
        ImageDataset test = Mnist.loadTest().take(100);
        Path images = writeData(train, test);
        List<Model> members = LongStream.of(3, 4)
                .mapToObj(seed -> Trainer.of(SMALL.toBuilder().seed(seed).build())
                        .fit(train)
                        .model())
                .toList();
        long correct = Ensemble.of(members).evaluate(test).confusionMatrix().correct();
        String row = row((int) correct)
                .replace(MNIST, train.fingerprint().substring(0, Record.HASH_DIGITS))
                .replace("small-7", "small-3-4")
                .replace(",7,", ",3-4,");

        assertThat(records(row, "small-3-4", images.toString())).isZero();
        assertThat(said())
                .contains(", ensemble of the seeds 3 to 4; ", "the same: " + correct + " of 100 test images right");
    }

    @Test
    void list_printsEveryRow() throws IOException {
        assertThat(records(row(9000) + "\n" + row(9001).replace("small-7", "small-8"), "list"))
                .isZero();

        assertThat(said().lines()).hasSize(2);
        assertThat(said().lines().findFirst().orElseThrow())
                .startsWith("small-7 ")
                .contains("9000 right; small.json ", "seed 7; commit 0123abc", "seconds not recorded");
    }

    @Test
    void experimentThatChanged_isRefusedBeforeTraining() throws IOException {
        Files.writeString(
                folder.resolve("experiments/small.json"),
                SMALL.toBuilder().epochs(2).build().toJson());

        assertThat(records(row(9000), "small-7")).isEqualTo(2);
        assertThat(complained()).contains("small.json is not what was recorded: expected configuration ");
        assertThat(said()).isEmpty();
    }

    @Test
    void otherImages_areReadFromTheirFolder_ifTheyAreThoseOfTheRecord() throws IOException {
        ImageDataset train = Mnist.loadTest().take(300);
        ImageDataset test = Mnist.loadTest().take(100);
        Path images = writeData(train, test);
        long correct = Trainer.of(SMALL.toBuilder().seed(7).build())
                .fit(train)
                .model()
                .evaluate(test)
                .confusionMatrix()
                .correct();
        String other = row((int) correct).replace(MNIST, train.fingerprint().substring(0, Record.HASH_DIGITS));

        assertThat(records(other, "small-7", images.toString())).isZero();
        assertThat(said()).contains("the same: " + correct + " of 100 test images right");

        assertThat(records(other, "small-7")).isEqualTo(2);
        assertThat(complained())
                .contains("small-7 is of other training images: expected fingerprint ")
                .contains("found " + MNIST + " in MNIST; add the folder of the data set");

        assertThat(records(row(9000), "small-7", images.toString())).isEqualTo(2);
        assertThat(complained()).contains("expected fingerprint " + MNIST, " in " + images);
    }

    private Path writeData(ImageDataset train, ImageDataset test) throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        writeCsv(images.resolve("mnist_train.csv"), train);
        writeCsv(images.resolve("mnist_test.csv"), test);
        return images;
    }

    private static void writeCsv(Path file, ImageDataset images) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            StringBuilder line = new StringBuilder().append(images.label(i));
            for (byte pixel : images.pixels(i)) {
                line.append(',').append(pixel & 0xff);
            }
            lines.add(line.toString());
        }
        Files.write(file, lines);
    }

    @ParameterizedTest
    @CsvSource({
        "'a,b', list, 'line 2: expected 11 columns, found 2'",
        "'x,small,0,seven,c,java,,9000,,1,i', list, line 2",
        "'x,small,0,7-6,c,java,,9000,,1,i', list, 'line 2: the first seed, 7, is greater than the last, 6'",
        "'x,small,0,7,c,java,,9000,,1,i', small-9, has no row small-9",
        "'x,none,0,7,c,java,,9000,,1,i', x, there is no file"
    })
    void badTableOrRow_isNamed(String row, String argument, String message) throws IOException {
        assertThat(records(row, argument)).isEqualTo(2);
        assertThat(complained()).startsWith("records: " + table).contains(message);
    }

    @Test
    void noRow_isAUsageError() throws IOException {
        assertThat(records(row(9000))).isEqualTo(2);
        assertThat(complained()).startsWith("usage: records list | records ROW [FOLDER]");
    }
}
