package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;

/** CSV and NumPy files as the data of every command. */
class ArrayDataTest {

    @TempDir
    Path folder;

    /** Digits in the layout of Kaggle's train.csv. */
    private static Path kaggle(Path file, int from, int count) throws IOException {
        ImageDataset images = Mnist.loadTest();
        StringBuilder text = new StringBuilder("label");
        for (int k = 0; k < 784; k++) {
            text.append(",pixel").append(k);
        }
        for (int i = from; i < from + count; i++) {
            text.append('\n').append(images.label(i));
            for (byte pixel : images.pixels(i)) {
                text.append(',').append(pixel & 0xFF);
            }
        }
        return Files.writeString(file, text.append('\n'));
    }

    private static Object[] trained(Object... dataAndOut) {
        Object[] words = {"train", "--preset", "seed", "--epochs", "1", "--quiet"};
        Object[] all = new Object[words.length + dataAndOut.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(dataAndOut, 0, all, words.length, dataAndOut.length);
        return all;
    }

    @Test
    void folderOfCsvFiles_givesTheRunOfTheSameIdxFiles() throws IOException {
        Path idx = SmallMnist.write(folder.resolve("idx"), 300, 50);
        Path csv = Files.createDirectory(folder.resolve("csv"));
        kaggle(csv.resolve("mnist_train.csv"), 0, 300);
        kaggle(csv.resolve("mnist_test.csv"), 300, 50);
        Path run = folder.resolve("run");

        assertThat(CommandRun.of("data", "info", csv).succeeded().out())
                .contains("csv-train\n  images       300 of 28x28x1", "csv-test\n  images       50 of 28x28x1");
        assertThat(CommandRun.of("data", "verify", csv).succeeded().out())
                .startsWith("ok: 300 training and 50 test images of 28x28x1 in 10 classes");
        CommandRun.of(trained("--data", csv, "--out", run)).succeeded();
        CommandRun.of(trained("--data", idx, "--out", folder.resolve("same"))).succeeded();

        assertThat(run.resolve("predictions.csv"))
                .hasSameBinaryContentAs(folder.resolve("same").resolve("predictions.csv"));
        assertThat(CommandRun.of("verify", run, "--data", csv).succeeded().out())
                .contains("REPRODUCED");
        CommandRun.of("evaluate", "--model", run.resolve("model.safetensors"), "--data", csv)
                .succeeded();
    }

    /** What a run on a file of its own must record to read the same images again is its split. */
    @Test
    void singleCsvFile_isSplitInTheSameWayByVerify() throws IOException {
        Path file = kaggle(folder.resolve("train.csv"), 0, 300);
        Path run = folder.resolve("run");

        CommandRun.of(trained("--data", file, "--split", "0.2", "--split-seed", "3", "--out", run))
                .succeeded();

        assertThat(CommandRun.of("verify", run, "--data", file).succeeded().out())
                .contains("REPRODUCED");
        assertThat(Files.readString(run.resolve("manifest.json"))).contains("train-train", "\"split\"");
        CommandRun.of("train", "--data", file, "--out", folder.resolve("other"))
                .failed(ExitCode.FILE, file.toString(), "one set of images, train.csv", "--split 0.2");
    }

    @Test
    void npzFile_isData() {
        Path keras = Path.of("../mnist-data/src/test/resources/org/mnist4j/data/keras.npz");

        assertThat(CommandRun.of("data", "info", keras).succeeded().out())
                .contains("keras-train\n  images       7 of 4x3x1", "keras-test\n  images       2 of 4x3x1");
        assertThat(CommandRun.of("data", "info", "--data", keras)).isEqualTo(CommandRun.of("data", "info", keras));
        CommandRun.of(trained("--data", keras, "--out", folder.resolve("run"))).failed(ExitCode.USAGE, "4x3x1");
    }

    @Test
    void badRow_isRefusedWithLineAndColumnBeforeAnythingIsWritten() throws IOException {
        Path file = folder.resolve("train.csv");
        Files.write(file, "label,a,b,c,d\n1,0,0,0,0\n0,0,0,256,0\n".getBytes(StandardCharsets.UTF_8));
        Path run = folder.resolve("run");

        CommandRun.of(trained("--data", file, "--split", "0.5", "--out", run))
                .failed(
                        ExitCode.FILE,
                        file
                                + ": expected a pixel, a whole number from 0 to 255, found \"256\" in line 3, column 4 (c)");

        assertThat(run).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"idx", "csv", "npz", "png"})
    void export_writesWhatOtherCommandsRead(String format) {
        Path idx = SmallMnist.write(folder.resolve("idx"), 60, 20);
        Path out = folder.resolve("out");

        CommandRun run = CommandRun.of("data", "export", idx, "--format", format, "--out", out)
                .succeeded();

        assertThat(run.out())
                .isEqualTo(out + ": 60 training and 20 test images of 28x28x1 in 10 classes as " + format + "\n");
        assertThat(CommandRun.of("data", "verify", out).succeeded().out()).startsWith("ok: 60 training and 20 test");
        CommandRun.of("data", "export", idx, "--format", format, "--out", out)
                .failed(ExitCode.USAGE, "--out " + out + " exists and is not empty; name a new folder");
    }

    @Test
    void exportOfWhatTheFormatCannotHold_isAUsageError() {
        Path keras = Path.of("../mnist-data/src/test/resources/org/mnist4j/data/medmnist.npz");
        Path out = folder.resolve("out");

        CommandRun.of("data", "export", keras, "--format", "idx", "--out", out)
                .failed(ExitCode.USAGE, "--format: the format IDX cannot hold images of 5x5x3; the format NPZ can");
        CommandRun.of("data", "export", keras, "--format", "tiff", "--out", out)
                .failed(ExitCode.USAGE, "--format must be idx, csv, npz, png, was tiff");
        CommandRun.of("data", "export", keras, "--format", "csv", "--out", out.resolve("inner"))
                .failed(ExitCode.FILE, out.resolve("inner") + ": there is no folder " + out + "; create it first");
        assertThat(out).doesNotExist();
    }
}
