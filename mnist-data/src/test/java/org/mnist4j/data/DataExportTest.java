package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.data.DataFormatAssert.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.DataExport.Format;
import org.mnist4j.data.DataFormatException.Reason;
import org.mnist4j.random.RandomStream;

class DataExportTest {

    private static final List<String> NAMES = List.of("ki", "su/tsu", "れ");

    @TempDir
    Path dir;

    private static TrainTest random(ImageShape shape, List<String> classNames) {
        return new TrainTest(random("train", 20, shape, classNames, 1), random("test", 7, shape, classNames, 2));
    }

    private static ImageDataset random(String name, int size, ImageShape shape, List<String> classNames, int seed) {
        RandomStream random = RandomStream.of(seed, "export");
        byte[] pixels = new byte[size * shape.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        int[] labels = IntStream.range(0, size).map(i -> i % classNames.size()).toArray();
        return ImageDataset.of(name, shape, classNames, pixels, labels);
    }

    private static TrainTest load(Path path) {
        return DataDirectory.at(path).load().images();
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"IDX", "CSV", "NPZ"})
    void whatIsWritten_isReadBackWithItsClasses(Format format) throws IOException {
        for (ImageShape shape : List.of(ImageShape.of(28, 28, 1), ImageShape.of(3, 5, 1), ImageShape.of(4, 2, 3))) {
            if (format == Format.IDX && shape.channels() > 1) {
                continue;
            }
            TrainTest images = random(shape, NAMES);
            Path folder = dir.resolve(format + "-" + shape);

            DataExport.write(images, format, folder);

            assertThat(load(folder).train().fingerprint())
                    .isEqualTo(images.train().fingerprint());
            assertThat(load(folder).test().fingerprint())
                    .isEqualTo(images.test().fingerprint());
        }
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left.map(path -> path.getFileName().toString())).allMatch(name -> !name.startsWith("."));
        }
    }

    @Test
    void thousandClasses_areReadBackFromCsvAndNpz() throws IOException {
        List<String> names =
                IntStream.range(0, 1000).mapToObj(c -> "class " + c).toList();
        ImageDataset all = random("all", 1000, ImageShape.of(2, 2, 1), names, 3);
        TrainTest images = new TrainTest(all, all);
        for (Format format : List.of(Format.CSV, Format.NPZ)) {
            DataExport.write(images, format, dir.resolve(format.name()));
            assertThat(load(dir.resolve(format.name())).train().fingerprint()).isEqualTo(all.fingerprint());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataExport.write(images, Format.IDX, dir.resolve("idx")))
                .withMessage("the format IDX cannot hold 1000 classes; the format NPZ can");
        assertThat(dir.resolve("idx")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void pngFolders_areReadBackByClass(int channels) throws IOException {
        TrainTest images = random(ImageShape.of(3, 5, channels), List.of("cat", "dog"));

        DataExport.write(images, Format.PNG, dir.resolve("png"));

        ImageDataset train = DataDirectory.at(dir.resolve("png"))
                .channels(channels)
                .load()
                .images()
                .train();
        assertThat(train.classNames()).containsExactly("cat", "dog");
        int[] cats = IntStream.range(0, 10).map(k -> 2 * k).toArray();
        int[] dogs = IntStream.range(0, 10).map(k -> 2 * k + 1).toArray();
        int[] byClass =
                IntStream.concat(Arrays.stream(cats), Arrays.stream(dogs)).toArray();
        assertThat(train.fingerprint()).isEqualTo(images.train().subset(byClass).fingerprint());
        assertThat(train.file(0)).contains("train/cat/00.png");
    }

    @Test
    void classNamesThatAreNoFolders_getTheirNumber() {
        assertThat(ExportedPng.folderNames(ClassNames.DIGITS)).isEqualTo(ClassNames.DIGITS);
        assertThat(ExportedPng.folderNames(ClassNames.FASHION_MNIST)).startsWith("0-T-shirt_top", "1-Trouser");
        assertThat(ExportedPng.folderNames(List.of("a", "A", "con", ".x", "れ", "..", "Thumbs.db")))
                .containsExactly("0-a", "1-A", "2-con_", "3-_x", "4-_", "5-__", "6-Thumbs.db_");
        List<String> twelve = IntStream.range(0, 12).mapToObj(Integer::toString).toList();
        assertThat(ExportedPng.folderNames(twelve)).contains("02-2", "11-11");
    }

    @Test
    void folderInUse_isNotTouched() throws IOException {
        TrainTest images = random(ImageShape.of(2, 2, 1), NAMES);
        Path file = Files.writeString(dir.resolve("file"), "text");

        for (Path taken : List.of(dir, file)) {
            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(() -> DataExport.write(images, Format.CSV, taken))
                    .withMessageContaining("name a new folder");
        }
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> DataExport.write(images, Format.CSV, dir.resolve("no/where")))
                .withMessageContaining("create it first");
        assertThat(file).hasContent("text");
        assertThat(dir).isDirectoryNotContaining(path -> !path.equals(file));
        Path empty = Files.createDirectory(dir.resolve("empty"));
        DataExport.write(images, Format.CSV, empty);
        assertThat(load(empty).train().size()).isEqualTo(20);
    }

    @Test
    void npzFile_hasTheSameBytesInEveryTimeZone() throws IOException {
        TrainTest images = random(ImageShape.of(2, 2, 1), NAMES);
        TimeZone before = TimeZone.getDefault();
        try {
            for (String zone : List.of("UTC", "Pacific/Auckland")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                DataExport.write(images, Format.NPZ, dir.resolve(zone.substring(0, 3)));
            }
        } finally {
            TimeZone.setDefault(before);
        }
        assertThat(dir.resolve("UTC/images.npz")).hasSameBinaryContentAs(dir.resolve("Pac/images.npz"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "a\na", "a\n\nb", "a\n\u001b[2J\u001b[2J\n \n"})
    void badClassNames_areRefused(String names) throws IOException {
        DataExport.write(random(ImageShape.of(2, 2, 1), NAMES), Format.CSV, dir.resolve("data"));
        Path file = Files.writeString(dir.resolve("data/class-names.txt"), names);

        assertRefused(() -> load(dir.resolve("data")), Reason.BAD_HEADER, file)
                .contains("different names, one per line")
                .doesNotContain("\u001b");
    }

    @Test
    void fewerNamesThanClasses_areRefused() throws IOException {
        for (Format format : List.of(Format.IDX, Format.CSV, Format.NPZ)) {
            Path folder = dir.resolve(format.name());
            DataExport.write(random(ImageShape.of(2, 2, 1), NAMES), format, folder);
            Files.writeString(folder.resolve("class-names.txt"), "a\nb");
            DataFormatException thrown = catchThrowableOfType(DataFormatException.class, () -> load(folder));
            assertThat(thrown.reason()).isEqualTo(Reason.LABEL_RANGE);
        }
        Files.write(dir.resolve("CSV/class-names.txt"), "れ\nb".getBytes(StandardCharsets.UTF_16));
        assertRefused(() -> load(dir.resolve("CSV")), Reason.BAD_HEADER, dir.resolve("CSV/class-names.txt"))
                .contains("bytes that are not UTF-8");
    }
}
