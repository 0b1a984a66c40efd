package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mnist4j.data.DataFormatAssert.assertRefused;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.DataFormatException.Reason;
import org.mnist4j.random.RandomStream;

class CsvFileTest {

    @TempDir
    Path dir;

    private Path file(String content) {
        return IdxBytes.write(dir, "images.csv", content.getBytes(StandardCharsets.UTF_8));
    }

    private static String numbers(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining(","));
    }

    static Stream<Arguments> layouts() {
        String rows = "1,0,1,2,3\n0,4,5,6,255\n";
        return Stream.of(
                Arguments.of("no header", rows),
                Arguments.of("Kaggle's header", "label," + numbers("pixel", 4) + "\n" + rows),
                Arguments.of("a header by place", "label,1x1,1x2,2x1,2x2\n" + rows),
                Arguments.of("numbers as names", "label,0,1,2,3\n" + rows),
                Arguments.of("quoted names", "\"Label\", \"a\",\"b\",\"c\",\"d\"\n" + rows),
                Arguments.of("a label of another name", "digit,a,b,c,d\n" + rows),
                Arguments.of("the label last, as OpenML has it", "a,b,c,d,class\n0,1,2,3,1\n4,5,6,255,0\n"),
                Arguments.of("the label in the middle", "a,b,target,c,d\n0,1,1,2,3\n4,5,0,6,255\n"),
                Arguments.of("Windows' line ends", rows.replace("\n", "\r\n")),
                Arguments.of("no line end at the end", rows.strip()),
                Arguments.of("many of them", rows + "\n\r\n\n"),
                Arguments.of("leading zeros", "1,000,01,2,3\n00,4,5,6,0255"),
                Arguments.of("a mark of UTF-8", "\uFEFF" + rows),
                Arguments.of("a mark and a header", "\uFEFFlabel,a,b,c,d\n" + rows));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layouts")
    void everyLayout_givesTheSameImages(String name, String content) {
        byte[] plain = content.getBytes(StandardCharsets.UTF_8);
        for (byte[] bytes : new byte[][] {plain, IdxBytes.gzip(plain)}) {
            ImageDataset images = ImageDataset.fromCsv(IdxBytes.write(dir, "images.csv", bytes));

            assertThat(images).hasToString("images: 2 images 2x2x1, 2 classes");
            assertThat(images.labels()).containsExactly(1, 0);
            assertThat(images.pixels(0)).containsExactly(0, 1, 2, 3);
            assertThat(images.pixels(1)).containsExactly(4, 5, 6, 255);
            assertThat(images.classNames()).containsExactly("0", "1");
        }
    }

    @Test
    void headerByPlace_givesImagesThatAreNotSquare() {
        assertThat(ImageDataset.fromCsv(file("label,1x1,1x2,1x3,2x1,2x2,2x3\n1,1,2,3,4,5,6\n"))
                        .shape())
                .isEqualTo(ImageShape.of(2, 3, 1));
        assertThat(ImageDataset.fromCsv(file("1x1x1,1x1x2,1x1x3,1x2x1,1x2x2,1x2x3,label\n1,2,3,4,5,6,1\n"))
                        .shape())
                .isEqualTo(ImageShape.of(1, 2, 3));
    }

    @Test
    void channels_divideARowWithoutANamedShape() {
        CsvFile.read(file("1," + numbers("1", 9)), 1);
        assertThat(CsvFile.read(file("1," + numbers("", 12)), 3).shape).isEqualTo(ImageShape.of(2, 2, 3));
        assertThat(CsvFile.read(file("label,1x1,1x2\n1,2,3"), 3).shape).isEqualTo(ImageShape.of(1, 2, 1));
    }

    /** Rows longer and shorter than the buffer, of random values. */
    @ParameterizedTest
    @ValueSource(ints = {1, 28, 200})
    void randomImages_areReadExactly(int side) {
        RandomStream random = RandomStream.of(7, "csv", side);
        int count = side == 1 ? 5000 : 130;
        byte[] pixels = new byte[count * side * side];
        int[] labels = new int[count];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(1000);
            text.append(labels[i]);
            for (int k = 0; k < side * side; k++) {
                int value = random.nextInt(256);
                pixels[i * side * side + k] = (byte) value;
                text.append(',').append(value);
            }
            text.append('\n');
        }

        LabelledImages read = CsvFile.read(file(text.toString()), 1);

        assertThat(Arrays.equals(read.pixels, pixels)).isTrue();
        assertThat(Arrays.equals(read.labels, labels)).isTrue();
    }

    static Stream<Arguments> refused() {
        String header = "label,a,b,c,d\n";
        return Stream.of(
                Arguments.of("", Reason.EMPTY_DATA, "an empty file"),
                Arguments.of(header, Reason.EMPTY_DATA, "a header alone"),
                Arguments.of("\n1,2\n", Reason.BAD_HEADER, "found \"\" in line 1"),
                Arguments.of("1;0;1;2;3", Reason.BAD_HEADER, "semicolons"),
                Arguments.of("1\t0\t1\t2\t3", Reason.BAD_HEADER, "tabs"),
                Arguments.of("<html><body>", Reason.BAD_HEADER, "HTML or XML"),
                Arguments.of("version https://git-lfs", Reason.BAD_HEADER, "git lfs pull"),
                Arguments.of("label,a,b,c,label\n", Reason.AMBIGUOUS, "[label, label] in line 1"),
                Arguments.of("1,0,1,2", Reason.BAD_HEADER, "found 4 columns in line 1"),
                Arguments.of("1,2,3,4", Reason.BAD_HEADER, "there seem to be no labels"),
                Arguments.of(numbers("pixel", 784), Reason.BAD_HEADER, "--data train.csv --split 0.2"),
                Arguments.of("1," + numbers("1", 12), Reason.BAD_HEADER, "--channels 3"),
                Arguments.of(",label," + numbers("pixel", 784), Reason.BAD_HEADER, "remove columns that are no pixels"),
                Arguments.of(header + "1,0,1,2,256", Reason.BAD_VALUE, "\"256\" in line 2, column 5 (d)"),
                Arguments.of(header + "1,0,1,2560,3", Reason.BAD_VALUE, "\"2560\" in line 2, column 4 (c)"),
                Arguments.of(header + "1,0,1,2,-1", Reason.BAD_VALUE, "a pixel, a whole number from 0 to 255"),
                Arguments.of("1,0,1,2,3\n1,0,1.5,2,3", Reason.BAD_VALUE, "\"1.5\" in line 2, column 3"),
                Arguments.of("1,0,,2,3", Reason.BAD_VALUE, "nothing in line 1, column 3"),
                Arguments.of("1,0,1,2,\n", Reason.BAD_VALUE, "nothing in line 1, column 5"),
                Arguments.of("1,0, 1,2,3", Reason.BAD_VALUE, "\" 1\" in line 1"),
                Arguments.of("1,0,\"1\",2,3", Reason.BAD_VALUE, "\"\"1\"\" in line 1"),
                Arguments.of("1,0,nan,2,3", Reason.BAD_VALUE, "\"nan\" in line 1"),
                Arguments.of("x,0,1,2,3", Reason.BAD_VALUE, "a label, a whole number from 0 to 999"),
                Arguments.of(header + "1000,0,1,2,3", Reason.BAD_VALUE, "\"1000\" in line 2, column 1 (label)"),
                Arguments.of(header + "99999999999,0,1,2,3", Reason.BAD_VALUE, "\"99999999999\""),
                Arguments.of(
                        header + "1,0,1,2", Reason.BAD_ROW, "rows of 5 columns, as line 1, found 4 columns in line 2"),
                Arguments.of(header + "1,0,1,2,3\n1,0,1,2,3,4", Reason.BAD_ROW, "more columns in line 3"),
                Arguments.of(header + "1,0,1,2,3\n\n1,0,1,2,3", Reason.BAD_ROW, "an empty line in line 3"),
                Arguments.of(header + "1,0,1,2\u001b[2J\u202e,3", Reason.BAD_VALUE, "\"2?[2J"),
                Arguments.of("l\u001b[2J\n", Reason.BAD_HEADER, "\"l?[2J\""),
                Arguments.of("label," + "\u001b".repeat(9) + "\n1,256", Reason.BAD_VALUE, "(?????????)"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void anythingElse_isRefusedWithItsPlace(String content, Reason reason, String message) {
        Path file = file(content);

        assertRefused(() -> ImageDataset.fromCsv(file), reason, file).contains(message);
    }

    /** Digits and rows at the end can be missing without a trace. */
    @Test
    void fileCutAnywhere_isRefusedOrShorter() {
        byte[] whole = "label,a,b,c,d\n1,10,1,2,30\n0,4,5,6,77\n".getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            Path cut = IdxBytes.write(dir, "cut.csv", Arrays.copyOf(whole, length));
            if (Set.of(24, 25, 26, 35, 36).contains(length)) {
                assertThat(ImageDataset.fromCsv(cut).size()).isEqualTo(length < 35 ? 1 : 2);
            } else {
                assertThat(catchThrowable(() -> ImageDataset.fromCsv(cut)))
                        .as("%d bytes", length)
                        .isInstanceOf(DataFormatException.class);
            }
        }
    }

    @Test
    void damagedGzip_isRefused() {
        byte[] whole = IdxBytes.gzip("1,0,1,2,3\n".getBytes(StandardCharsets.UTF_8));
        Path cut = IdxBytes.write(dir, "cut.csv.gz", Arrays.copyOf(whole, whole.length - 3));

        assertRefused(() -> ImageDataset.fromCsv(cut), Reason.GZIP_CORRUPT, cut);
    }

    @Test
    void endlessFirstLine_isRefusedBeforeItFillsTheMemory() {
        byte[] line = new byte[(8 << 20) + 2];
        Arrays.fill(line, (byte) '1');
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        fields.writeBytes("0,".repeat((1 << 20) + 2).getBytes(StandardCharsets.UTF_8));
        Path longLine = IdxBytes.write(dir, "long.csv", line);
        Path wide = IdxBytes.write(dir, "wide.csv", fields.toByteArray());

        assertRefused(() -> ImageDataset.fromCsv(longLine), Reason.LIMIT, longLine)
                .contains("8388608 bytes");
        assertRefused(() -> ImageDataset.fromCsv(wide), Reason.LIMIT, wide).contains("1048576 pixels");
    }
}
