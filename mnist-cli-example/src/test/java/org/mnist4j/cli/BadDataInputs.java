package org.mnist4j.cli;

import static org.mnist4j.cli.TestBytes.ascii;
import static org.mnist4j.cli.TestBytes.flipped;
import static org.mnist4j.cli.TestBytes.gzip;
import static org.mnist4j.cli.TestBytes.idx;
import static org.mnist4j.cli.TestBytes.images;
import static org.mnist4j.cli.TestBytes.joined;
import static org.mnist4j.cli.TestBytes.labels;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of IDX files, or of pictures, of which something is wrong. */
final class BadDataInputs {

    static final String IMAGES = "train-images-idx3-ubyte";
    static final String LABELS = "train-labels-idx1-ubyte";
    /** Windows has no such names. */
    private static final String CODES = File.separatorChar == '/' ? "\u001b[2J\n.png" : "2J .png";

    /** Windows drops a space at the end of a name. */
    private static final String BLANK = File.separatorChar == '/' ? " " : "\u3000";

    private static final byte[] HTML = ascii("<!DOCTYPE html><title>503 Service Unavailable</title>");

    private final List<BadInput> inputs = new ArrayList<>();

    private BadDataInputs() {}

    static List<BadInput> all() {
        BadDataInputs all = new BadDataInputs();
        all.addHeaders();
        all.addSizes();
        all.addLabels();
        all.addCompressed();
        all.addForeignFiles();
        all.addFolders();
        all.addNames();
        return all.inputs;
    }

    /** Two training images and one test image, with which nothing is wrong. */
    static void writeGood(Path folder) throws IOException {
        Files.createDirectory(folder);
        Files.write(folder.resolve(IMAGES), images(2, 28, 28));
        Files.write(folder.resolve(LABELS), labels(7, 8));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(1, 28, 28));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(9));
    }

    private void add(String id, String what, BadInput.Maker maker, String reason, String... messages) {
        inputs.add(new BadInput(id, what, BadInput.Kind.DATA, maker, reason, List.of(messages)));
    }

    private void file(String id, String what, String name, byte[] content, String reason, String message) {
        String place = reason.equals(BadInput.ACCEPTED) ? "" : name + ": expected ";
        add(id, what, folder -> Files.write(folder.resolve(name), content), reason, message, place);
    }

    private void badImages(String id, String what, byte[] content, String reason, String message) {
        file(id, what, IMAGES, content, reason, message);
    }

    private void badLabels(String id, String what, byte[] content, String reason, String message) {
        file(id, what, LABELS, content, reason, message);
    }

    private void addHeaders() {
        badImages("D01", "empty", new byte[0], "TRUNCATED", "found 0 bytes");
        badImages("D01", "three bytes", new byte[] {0, 0, 8}, "TRUNCATED", "found 3 bytes");
        badImages("D02", "letters", ascii("abcdefgh"), "BAD_MAGIC", "61 62 63 64");
        badImages("D03", "little-endian", new byte[] {3, 8, 0, 0, 1, 0, 0, 0}, "BAD_MAGIC", "little-endian");
        for (int type : new int[] {0x07, 0x0A, 0x0F, 0xFF}) {
            badImages("D04", "type " + type, idx(type, new int[] {2, 1, 1}), "UNSUPPORTED_DTYPE", "unknown type 0x");
        }
        badImages("D05", "float32", idx(0x0D, new int[] {2, 1, 1}, new byte[2]), "UNSUPPORTED_DTYPE", "found float32");
        badLabels("D06", "float64", idx(0x0E, new int[] {2}, new byte[16]), "UNSUPPORTED_DTYPE", "found float64");
        badImages("D07", "rank 0", idx(8, new int[0], new byte[8]), "BAD_RANK", "0 dimensions");
        badImages("D07", "rank 255", new byte[] {0, 0, 8, -1, 0, 0, 0, 1}, "BAD_RANK", "255 dimensions");
        badImages("D08", "labels", labels(7, 8), "WRONG_KIND", "check which file contains the images");
        badLabels("D08", "images", images(2, 1, 1), "WRONG_KIND", "check which file contains the labels");
    }

    private void addSizes() {
        badImages("D09", "2^32-1 images", idx(8, new int[] {-1, 28, 28}), "LIMIT", "3367254359280 bytes");
        badLabels("D09", "2^32-1 labels", idx(8, new int[] {-1}), "COUNT_MISMATCH", "4294967295 labels");
        badImages("D10", "65536^3", idx(8, new int[] {65536, 65536, 65536}), "LIMIT", "found 65536x65536");
        byte[] claim = idx(8, new int[] {127, 4096, 4096});
        badImages("D11", "2 GB claimed", claim, "TRUNCATED", "found 0 bytes");
        badImages("D11", "2 GB claimed, compressed", gzip(claim), "TRUNCATED", "found 0 bytes");
        badImages("D12", "no images", idx(8, new int[] {0, 28, 28}), "EMPTY_DATA", "0 images of 28x28");
        badImages("D12", "no rows", idx(8, new int[] {5, 0, 28}), "EMPTY_DATA", "5 images of 0x28");
        byte[] whole = images(2, 28, 28);
        badImages("D13", "short", Arrays.copyOf(whole, whole.length - 1), "TRUNCATED", "found 1567 bytes");
        badImages("D13", "long", Arrays.copyOf(whole, whole.length + 1), "TRAILING", "found 1569 bytes");
        add(
                "D38",
                "20x20 beside 28x28",
                folder -> Files.write(folder.resolve(IMAGES), images(2, 20, 20)),
                "IMAGE_SIZE",
                "t10k-images-idx3-ubyte: expected 20x20x1 images",
                "keep the files of different data sets in separate directories");
    }

    private void addLabels() {
        badLabels("D14", "one", labels(7), "COUNT_MISMATCH", "found 1 labels");
        badLabels("D14", "three", labels(7, 8, 9), "COUNT_MISMATCH", "found 3 labels");
        badLabels("D15", "10 of 10", labels(9, 10), "LABEL_RANGE", "10 at index 1");
        badLabels("D15", "255", labels(255, 0), "LABEL_RANGE", "255 at index 0");
        badLabels("D15", "int8", idx(9, new int[] {2}, new byte[] {-1, 0}), "UNSUPPORTED_DTYPE", "found int8");
        byte[] nan = {0x7F, (byte) 0xC0, 0, 0, 0x7F, (byte) 0x80, 0, 0};
        badImages("D16", "NaN and infinity", idx(0x0D, new int[] {2, 1, 1}, nan), "UNSUPPORTED_DTYPE", "found float32");
    }

    private void addCompressed() {
        byte[] good = gzip(images(2, 28, 28));
        badImages(
                "D17", "cut in the middle", Arrays.copyOf(good, good.length / 2), "GZIP_CORRUPT", "a whole gzip file");
        badImages("D17", "cut trailer", Arrays.copyOf(good, good.length - 3), "GZIP_CORRUPT", "a whole gzip file");
        badImages(
                "D18",
                "wrong checksum",
                flipped(good, -8),
                "GZIP_CORRUPT",
                "a checksum that does not match the content");
        badImages("D18", "wrong length", flipped(good, -4), "GZIP_CORRUPT", "a length that does not match the content");
        badImages("D19", "garbage", joined(good, new byte[] {1, 2}), "TRAILING", "one gzip member");
        badImages("D20", "two members", joined(good, good), "TRAILING", "one gzip member");
        byte[] head = images(2, 28, 28);
        add(
                "D21",
                "10 GiB",
                folder -> Files.write(folder.resolve(IMAGES), TestBytes.gzipBomb(head, 10 << 10)),
                "TRAILING",
                IMAGES + ": expected 1568 bytes after the header");
        badImages("D22", "gzip without .gz", good, BadInput.ACCEPTED, "2 of 28x28x1");
        add(
                "D22",
                "plain as .gz",
                folder -> Files.move(folder.resolve(IMAGES), folder.resolve(IMAGES + ".gz")),
                BadInput.ACCEPTED,
                "2 of 28x28x1");
        byte[] oddMethod = good.clone();
        oddMethod[2] = 7;
        byte[] reserved = good.clone();
        reserved[3] = (byte) 0xE0;
        byte[] endlessName = new byte[1 << 20];
        Arrays.fill(endlessName, (byte) 'x');
        System.arraycopy(good, 0, endlessName, 0, 10);
        endlessName[3] = 8;
        badImages("D31", "method 7", oddMethod, "GZIP_CORRUPT", "compression method other than deflate");
        badImages("D31", "reserved flags", reserved, "GZIP_CORRUPT", "reserved flags");
        badImages("D31", "a name without an end", endlessName, "GZIP_CORRUPT", "an end within the gzip header");
    }

    private void addForeignFiles() {
        badImages("D29", "HTML", HTML, "BAD_MAGIC", "HTML or XML: a server's error page");
        badImages("D29", "HTML, compressed", gzip(HTML), "BAD_MAGIC", "HTML or XML: a server's error page");
        badImages("D29", "a mark and HTML", joined(ascii("\u00EF\u00BB\u00BF"), HTML), "BAD_MAGIC", "HTML or XML");
        badImages("D29", "a line and HTML", joined(ascii("\r\n"), HTML), "BAD_MAGIC", "HTML or XML");
        add(
                "D29",
                "HTML as .gz",
                folder -> {
                    Files.delete(folder.resolve(IMAGES));
                    Files.write(folder.resolve(IMAGES + ".gz"), HTML);
                },
                "BAD_MAGIC",
                IMAGES + ".gz: expected an IDX file, which begins 00 00, found 3c 21 44 4f (HTML");
        badImages("D30", "zip", ascii("PK\3\4...."), "BAD_MAGIC", "zip archive");
        badImages("D30", "gzip twice", gzip(gzip(images(2, 1, 1))), "BAD_MAGIC", "gzip within gzip");
        badImages("D30", "LFS pointer", ascii("version https://git-lfs"), "BAD_MAGIC", "git lfs pull");
        for (OddFile odd : OddFile.all()) {
            String reason = odd.said("NOT_A_FILE", "NOT_FOUND");
            add(
                    "D23",
                    odd.what(),
                    folder -> {
                        Files.delete(folder.resolve(IMAGES));
                        odd.maker().make(folder.resolve(IMAGES));
                    },
                    reason.startsWith("N") ? reason : "IO",
                    odd.said(IMAGES + ": expected an IDX file", "[" + IMAGES + "]"));
        }
        add("D35", "no files", BadDataInputs::deleteAll, "NOT_FOUND", "an empty directory");
        add(
                "D35",
                "one file under two names",
                folder -> Files.write(folder.resolve("train-images.idx3-ubyte"), images(2, 28, 28)),
                "AMBIGUOUS",
                "one file for " + IMAGES);
    }

    private void addFolders() {
        folder("D27", "loop", dog -> Files.createSymbolicLink(dog, dog), "PATH", "dog: expected a path within");
        folder("D27", "back", dog -> Files.createSymbolicLink(dog, Path.of("..")), "PATH", "a link to ");
        folder(
                "D27",
                "out",
                dog -> Files.createSymbolicLink(dog, Path.of("../../..")),
                "PATH",
                "replace it with a copy of its target");
        folder("D37", "text", dog -> write(dog, "notes.txt", ascii("hi")), "IMAGE_UNSUPPORTED", "notes.txt: expected");
        folder("D37", "size", dog -> write(dog, "1.png", TestBytes.encoded(5, "png")), "IMAGE_SIZE", "1.png: expected");
        folder("D37", "empty", dog -> write(dog, "1.png", new byte[0]), "IMAGE_UNSUPPORTED", "found an empty file");
        folder("D37", "folder", dog -> Files.createDirectories(dog.resolve("inner")), "NOT_A_FILE", "a directory");
        folder(
                "D39",
                "other classes",
                dog -> {
                    write(dog, "1.png", TestBytes.encoded(4, "png"));
                    Files.createDirectory(dog.resolveSibling("cow"));
                },
                "CLASS_MISMATCH",
                "create the same class folders in both");
        folder(
                "D39",
                "a hundred more, with long names",
                dog -> {
                    write(dog, "1.png", TestBytes.encoded(4, "png"));
                    for (int i = 0; i < 100; i++) {
                        Files.createDirectory(dog.resolveSibling("x".repeat(190) + i));
                    }
                },
                "CLASS_MISMATCH",
                "expected the class folders [cat, dog, xxx");
        folder(
                "D34",
                "codes in names",
                dog -> {
                    Files.createDirectory(dog);
                    write(dog, CODES, ascii("hi"));
                },
                "IMAGE_UNSUPPORTED",
                "J .png: expected a PNG");
    }

    private void addNames() {
        folder("D41", "a blank class", dog -> Files.createDirectories(dog.resolveSibling(BLANK)), "FILE_NAME", "blank");
        folder(
                "D41",
                "a class of 201 characters",
                dog -> Files.createDirectories(dog.resolveSibling("x".repeat(201))),
                "FILE_NAME",
                "found a name of 201 characters; rename the folder");
        add(
                "D42",
                "classes alone",
                folder -> {
                    deleteAll(folder);
                    write(folder.resolve("cat"), "1.png", TestBytes.encoded(4, "png"));
                    write(folder.resolve("dog"), "1.png", TestBytes.encoded(4, "png"));
                },
                "NOT_FOUND",
                "expected the folders train and test",
                "found the folders [cat, dog]",
                "--split 0.2");
        folder(
                "D42",
                "no test images",
                dog -> Files.move(data(dog).resolve("test"), data(dog).resolve("later")),
                "NOT_FOUND",
                "add the other part beside train");
        folder(
                "D43",
                "train and training",
                dog -> Files.createDirectory(data(dog).resolve("training")),
                "AMBIGUOUS",
                "[train, training]");
        add(
                "D43",
                "pictures and IDX files",
                folder -> {
                    for (String name : List.of("train/cat", "train/dog", "test/cat", "test/dog")) {
                        write(folder.resolve(name), "1.png", TestBytes.encoded(4, "png"));
                    }
                },
                "AMBIGUOUS",
                "IDX files, and the folders train and test");
        add(
                "D44",
                "leftovers",
                folder -> {
                    deleteAll(folder);
                    for (String name : List.of("Train/cat", "Train/dog", "Test/cat", "Test/dog")) {
                        write(folder.resolve(name), "1.png", TestBytes.encoded(28, "png"));
                        write(folder.resolve(name), "Thumbs.db", ascii("x"));
                        write(folder.resolve("__MACOSX").resolve(name), "._1.png", ascii("x"));
                    }
                },
                BadInput.ACCEPTED,
                "2 of 28x28x1",
                "not read: 5 hidden files and leftovers");
        add(
                "D44",
                "folders of the files' names",
                folder -> {
                    Files.move(folder.resolve(IMAGES), folder.resolve("images"));
                    Files.createDirectory(folder.resolve(IMAGES));
                    Files.move(folder.resolve("images"), folder.resolve(IMAGES).resolve("train-images.idx3-ubyte"));
                },
                BadInput.ACCEPTED,
                "2 of 28x28x1");
    }

    /** A folder of pictures that is complete but for the class of dogs to train on. */
    private void folder(String id, String what, BadInput.Maker dog, String reason, String message) {
        add(
                id,
                what,
                folder -> {
                    deleteAll(folder);
                    for (String name : List.of("train/cat", "test/cat", "test/dog")) {
                        write(folder.resolve(name), "1.png", TestBytes.encoded(4, "png"));
                    }
                    dog.make(folder.resolve("train/dog"));
                },
                reason,
                message);
    }

    private static void write(Path folder, String name, byte[] content) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(name), content);
    }

    /** The folder of the data set of which a class is a part. */
    private static Path data(Path dog) {
        return dog.getParent().getParent();
    }

    /** Empties a folder. */
    static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                if (!entry.equals(folder)) {
                    Files.delete(entry);
                }
            }
        }
    }
}
