package org.mnist4j.cli;

import static org.mnist4j.cli.CraftedArrays.array;
import static org.mnist4j.cli.CraftedArrays.good;
import static org.mnist4j.cli.CraftedArrays.header;
import static org.mnist4j.cli.CraftedArrays.with;
import static org.mnist4j.cli.TestBytes.ascii;
import static org.mnist4j.cli.TestBytes.flipped;
import static org.mnist4j.cli.TestBytes.gzip;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Folders of CSV and NumPy files of which something is wrong. */
final class BadArrayInputs {

    private static final String HEADER = "label," + numbered("pixel", 784) + "\n";
    private static final String ROW = "9" + ",0".repeat(784) + "\n";
    private static final String ROWS = ROW + "8" + ROW.substring(1);

    private final List<BadInput> inputs = new ArrayList<>();

    private BadArrayInputs() {}

    static List<BadInput> all() {
        BadArrayInputs all = new BadArrayInputs();
        all.addCsvHeaders();
        all.addCsvRows();
        all.addCsvPairs();
        all.addArchives();
        all.addArrays();
        all.addLabels();
        all.addClassNames();
        return all.inputs;
    }

    private static String numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining(","));
    }

    private void add(String id, String what, BadInput.Maker maker, String reason, String... messages) {
        inputs.add(new BadInput(
                id,
                what,
                BadInput.Kind.DATA,
                folder -> {
                    BadDataInputs.deleteAll(folder);
                    maker.make(folder);
                },
                reason,
                List.of(messages)));
    }

    /** A folder whose test.csv is good. */
    private void train(String id, String what, byte[] content, String reason, String message) {
        add(
                id,
                what,
                folder -> {
                    Files.write(folder.resolve("train.csv"), content);
                    Files.writeString(folder.resolve("test.csv"), ROW);
                },
                reason,
                reason.equals(BadInput.ACCEPTED) ? "" : "train.csv: expected ",
                message);
    }

    private void train(String id, String what, String content, String reason, String message) {
        train(id, what, content.getBytes(StandardCharsets.UTF_8), reason, message);
    }

    private void npz(String id, String what, byte[] content, String reason, String message) {
        add(
                id,
                what,
                folder -> Files.write(folder.resolve("mnist.npz"), content),
                reason,
                reason.equals(BadInput.ACCEPTED) ? "" : "mnist.npz: expected ",
                message);
    }

    private void addCsvHeaders() {
        train("D45", "empty", "", "EMPTY_DATA", "an empty file");
        train("D45", "a header", HEADER, "EMPTY_DATA", "a header alone");
        train("D46", "semicolons", ROWS.replace(',', ';'), "BAD_HEADER", "semicolons");
        train("D46", "tabs", ROWS.replace(',', '\t'), "BAD_HEADER", "tabs");
        train("D46", "a page", "<!DOCTYPE html><title>503</title>", "BAD_HEADER", "HTML or XML");
        train("D46", "an LFS pointer", "version https://git-lfs", "BAD_HEADER", "git lfs pull");
        train("D46", "UTF-16", ROWS.getBytes(StandardCharsets.UTF_16LE), "BAD_VALUE", "a label, a whole number");
        train("D47", "no labels", numbered("pixel", 784) + "\n", "BAD_HEADER", "--data train.csv --split 0.2");
        train("D47", "an index", "," + HEADER + "0," + ROW, "BAD_HEADER", "found 786 columns in line 1");
        train("D47", "color", "0,".repeat(2352) + "0\n", "BAD_HEADER", "--channels 3");
        train("D48", "labels twice", HEADER.replace("pixel7,", "Label,"), "AMBIGUOUS", "[label, Label]");
        train("D51", "a long line", "1".repeat((8 << 20) + 9), "LIMIT", "a first line of at most 8388608 bytes");
        train("D51", "a wide line", "0,".repeat(1 << 21), "LIMIT", "2097152 pixels");
        train("D51", "10 GiB of zeros", TestBytes.gzipBomb(ascii(ROWS), 10 << 10), "BAD_VALUE", "in line 3, column 1");
        train("D61", "gzip without .gz", gzip(ascii(HEADER + ROWS)), BadInput.ACCEPTED, "2 of 28x28x1");
        train("D61", "a mark", "\uFEFF" + HEADER + ROWS, BadInput.ACCEPTED, "2 of 28x28x1");
        train("D61", "CR LF", (HEADER + ROWS).replace("\n", "\r\n"), BadInput.ACCEPTED, "2 of 28x28x1");
    }

    private void addCsvRows() {
        for (String value : List.of("256", "-1", "1.5", "nan", " 1", "\"1\"", "0x1")) {
            String shown = "\"" + value + "\" in line 2, column 4 (pixel2)";
            train(
                    "D49",
                    "a pixel " + value,
                    HEADER + ROW.replaceFirst("9,0,0,0", "9,0,0," + value),
                    "BAD_VALUE",
                    shown);
        }
        train(
                "D49",
                "no pixel",
                HEADER + ROW.replaceFirst("9,0,0,0", "9,0,0,"),
                "BAD_VALUE",
                "found nothing in line 2");
        train("D49", "codes", HEADER + "9,\u001b[2J\u202e", "BAD_VALUE", "\"?[2J");
        train("D49", "a word", HEADER + "nine" + ROW.substring(1), "BAD_VALUE", "\"nine\" in line 2, column 1 (label)");
        train("D49", "label 1000", HEADER + "1000" + ROW.substring(1), "BAD_VALUE", "a whole number from 0 to 999");
        train("D50", "short", ROW + "9,0,0\n", "BAD_ROW", "rows of 785 columns, as line 1, found 3 columns in line 2");
        train("D50", "long", ROW + ROW.strip() + ",0\n", "BAD_ROW", "found more columns in line 2");
        train("D50", "an empty line", ROW + "\n" + ROW, "BAD_ROW", "an empty line in line 2");
    }

    private void addCsvPairs() {
        add(
                "D48",
                "two pairs",
                folder -> {
                    for (String name : List.of("train", "test", "a_train", "a_test")) {
                        Files.writeString(folder.resolve(name + ".csv"), ROWS);
                    }
                },
                "AMBIGUOUS",
                "train.csv and test.csv, and a_train.csv and a_test.csv; move one");
        add(
                "D48",
                "IDX files, too",
                folder -> {
                    Files.delete(folder);
                    BadDataInputs.writeGood(folder);
                    Files.writeString(folder.resolve("train.csv"), ROWS);
                    Files.writeString(folder.resolve("test.csv"), ROWS);
                },
                "AMBIGUOUS",
                "IDX files, and train.csv and test.csv");
        add(
                "D52",
                "another label",
                folder -> {
                    Files.writeString(folder.resolve("train.csv"), ROWS);
                    Files.writeString(folder.resolve("test.csv"), ROW + "10" + ROW.substring(1));
                },
                "LABEL_RANGE",
                "test.csv: expected labels of 0 to 9, found 10 in line 2, column 1");
        add(
                "D52",
                "another size",
                folder -> {
                    Files.writeString(folder.resolve("train.csv"), ROWS);
                    Files.writeString(folder.resolve("test.csv"), "1,2,3,4,5\n");
                },
                "IMAGE_SIZE",
                "test.csv: expected 28x28x1 images, as to train on, found 2x2x1");
        add(
                "D54",
                "one CSV file",
                folder -> Files.writeString(folder.resolve("mine.csv"), ROWS),
                "NOT_FOUND",
                "name one file with all images",
                "mine.csv with --split 0.2");
    }

    private void addArchives() {
        byte[] whole = CraftedArrays.archive(good());
        npz("D53", "text", ascii("hello"), "ZIP_CORRUPT", "a whole .npz file");
        npz("D53", "empty", new byte[0], "ZIP_CORRUPT", "a whole .npz file");
        npz("D53", "half", Arrays.copyOf(whole, whole.length / 2), "ZIP_CORRUPT", "a whole .npz file");
        npz(
                "D53",
                "a pixel changed",
                flipped(whole, 500),
                "ZIP_CORRUPT",
                "a checksum that does not match the content of x_train");
        npz("D53", "twice", CraftedArrays.withOneTwice(), "ZIP_CORRUPT", "\"y_test.npy\" twice");
        npz(
                "D54",
                "other names",
                CraftedArrays.archive(Map.of("arr_0", good().get("x_train"))),
                "NOT_FOUND",
                "[arr_0]");
        Map<String, byte[]> half = good();
        half.remove("y_train");
        npz("D54", "no labels", CraftedArrays.archive(half), "NOT_FOUND", "the array y_train beside x_train");
        byte[] nineAndEight = new byte[16];
        nineAndEight[0] = 9;
        nineAndEight[8] = 8;
        npz("D61", "an archive", whole, BadInput.ACCEPTED, "2 of 28x28x1");
        npz("D61", "int64", with("y_train", array("<i8", "(2, 1)", nineAndEight)), BadInput.ACCEPTED, "2 of 28x28x1");
    }

    private void images(String id, String what, byte[] array, String reason, String message) {
        npz(id, what, with("x_train", array), reason, message);
    }

    private void addArrays() {
        images(
                "D55",
                "objects",
                array("|O", "(2,)", ascii("\u0080\3cos\nsystem\n.")),
                "UNSUPPORTED_DTYPE",
                "pickled Python objects");
        images("D55", "float32", array("<f4", "(2, 28, 28)"), "UNSUPPORTED_DTYPE", "float32 in x_train; convert them");
        images("D55", "bool", array("|b1", "(2, 28, 28)"), "UNSUPPORTED_DTYPE", "bool in x_train");
        images("D55", "big-endian", array(">u2", "(2, 28, 28)"), "UNSUPPORTED_DTYPE", "big-endian uint16");
        String fortran = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 28, 28)}";
        images("D55", "Fortran", header(fortran), "UNSUPPORTED_DTYPE", "Fortran order");
        String records = "{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (2,)}";
        images("D55", "records", header(records), "UNSUPPORTED_DTYPE", "found records");
        images("D56", "rank 1", array("|u1", "(1568,)", new byte[1568]), "BAD_RANK", "[1568] in x_train");
        images("D56", "channels first", array("|u1", "(2, 3, 28, 28)"), "BAD_RANK", "channels come last");
        images("D56", "5000 high", array("|u1", "(2, 5000, 1)"), "BAD_RANK", "[2, 5000, 1]");
        npz(
                "D56",
                "14 labels",
                with("y_train", array("|u1", "(2, 14)", new byte[28])),
                "BAD_RANK",
                "one label per image");
        images("D57", "no array", ascii("<html>"), "BAD_MAGIC", "HTML or XML");
        images("D57", "code", header("{'shape': __import__('os')}"), "BAD_HEADER", "__import__");
        images("D57", "codes", header("{'descr': \u001b[2J}"), "BAD_HEADER", "?[2J");
        images("D57", "-1", array("|u1", "(-1, 28, 28)"), "BAD_HEADER", "'shape': (-1, 28, 28),");
        images("D57", "version 9", flipped(good().get("x_train"), 6), "BAD_HEADER", "version 0");
        images("D58", "2 GB claimed", array("|u1", "(2600000, 28, 28)"), "TRUNCATED", "found 0 in x_train");
        images("D58", "784 GB claimed", array("|u1", "(999999999, 28, 28)"), "LIMIT", "783999999216 bytes");
        images("D58", "a byte too many", array("|u1", "(2, 28, 28)", new byte[1569]), "TRAILING", "found 1569");
        images("D58", "none", array("|u1", "(0, 28, 28)"), "EMPTY_DATA", "none in x_train");
        npz("D58", "10 GiB", CraftedArrays.bomb(10 << 10), "TRAILING", "more than 1568 in x_train");
    }

    private void addLabels() {
        npz(
                "D59",
                "-1",
                with("y_train", array("|i1", "(2,)", (byte) -1, (byte) 0)),
                "LABEL_RANGE",
                "-1 at index 0 of y_train");
        npz(
                "D59",
                "1024",
                with("y_train", array("<u2", "(2,)", new byte[] {0, 4, 0, 0})),
                "LABEL_RANGE",
                "1024 at index 0");
        npz(
                "D59",
                "float64",
                with("y_train", array("<f8", "(2,)", new byte[16])),
                "UNSUPPORTED_DTYPE",
                "float64 in y_train");
        npz("D59", "three", with("y_train", array("|u1", "(3,)", new byte[3])), "COUNT_MISMATCH", "found 3 in y_train");
    }

    private void addClassNames() {
        for (String names : List.of("one", "a\na", "a\n\nb", "\u001b[2J\n\u001b[2J")) {
            add(
                    "D60",
                    VisibleText.oneLine(names),
                    folder -> {
                        Files.write(folder.resolve("mnist.npz"), CraftedArrays.archive(good()));
                        Files.writeString(folder.resolve("class-names.txt"), names);
                    },
                    "BAD_HEADER",
                    "class-names.txt: expected 2 to 1000 different names");
        }
        add(
                "D60",
                "two for ten",
                folder -> {
                    Files.write(folder.resolve("mnist.npz"), CraftedArrays.archive(good()));
                    Files.writeString(folder.resolve("class-names.txt"), "a\nb\n");
                },
                "LABEL_RANGE",
                "mnist.npz: expected labels of 0 to 1, found 9 at index 0 of y_train");
    }
}
