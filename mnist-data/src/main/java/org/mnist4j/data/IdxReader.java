package org.mnist4j.data;

import java.io.IOException;
import java.nio.file.Path;
import org.mnist4j.data.DataFormatException.Reason;

/** Reads images and labels from IDX files; the length of the data must match the header exactly. */
final class IdxReader {

    /**
     * The largest initial buffer size; buffers grow with the bytes actually read, so that a header cannot cause a huge
     * allocation.
     */
    private static final int FIRST_BUFFER = 16 << 20;

    private static final int QMNIST_COLUMNS = 8;

    private IdxReader() {}

    static IdxImages readImages(Path file) {
        try (DataSource source = DataSource.open(file, "an IDX file")) {
            return readImages(source);
        } catch (IOException e) {
            throw DataSource.unreadable(file.toString(), e);
        }
    }

    static IdxImages readImages(DataSource source) throws IOException {
        IdxHeader header = IdxHeader.read(source);
        if (header.rank() != 3) {
            throw new DataFormatException(
                    header.rank() == 1 ? Reason.WRONG_KIND : Reason.BAD_RANK,
                    source.name(),
                    "images (3 dimensions)",
                    header.rank() == 1 ? "labels (1 dimension)" : header.rank() + " dimensions",
                    "check which file contains the images");
        }
        checkType(source, header, IdxHeader.UINT8);
        long count = header.dimension(0);
        long height = header.dimension(1);
        long width = header.dimension(2);
        if (count == 0 || height == 0 || width == 0) {
            throw empty(source.name(), count + " images of " + height + "x" + width);
        }
        if (height > ImageShape.MAX_SIDE || width > ImageShape.MAX_SIDE) {
            throw tooLarge(source.name(), "sides of at most " + ImageShape.MAX_SIDE, height + "x" + width);
        }
        ImageShape shape = ImageShape.of((int) height, (int) width, 1);
        return new IdxImages(source.name(), shape, readBody(source, header, count * shape.size()));
    }

    /**
     * Reads one label for each of the images.
     *
     * @param classes the number of classes
     * @param first the label of class 0 in the file; it is subtracted
     */
    static int[] readLabels(Path file, IdxImages images, int classes, int first) {
        try (DataSource source = DataSource.open(file, "an IDX file")) {
            return readLabels(source, images, classes, first);
        } catch (IOException e) {
            throw DataSource.unreadable(file.toString(), e);
        }
    }

    static int[] readLabels(DataSource source, IdxImages images, int classes, int first) throws IOException {
        IdxHeader header = IdxHeader.read(source);
        if (header.rank() == 3) {
            throw new DataFormatException(
                    Reason.WRONG_KIND,
                    source.name(),
                    "labels (1 dimension)",
                    "images (3 dimensions)",
                    "check which file contains the labels");
        }
        boolean qmnist = header.rank() == 2;
        checkType(source, header, qmnist ? IdxHeader.INT32 : IdxHeader.UINT8);
        if (qmnist && header.dimension(1) != QMNIST_COLUMNS) {
            throw new DataFormatException(
                    Reason.BAD_RANK,
                    source.name(),
                    "QMNIST's " + QMNIST_COLUMNS + " columns",
                    header.dimension(1) + " columns",
                    "give labels of 1 dimension, or QMNIST's");
        }
        long count = header.dimension(0);
        if (count == 0) {
            throw empty(source.name(), "0 labels");
        }
        if (count != images.count()) {
            throw new DataFormatException(
                    Reason.COUNT_MISMATCH,
                    source.name(),
                    images.count() + " labels, one for each image of " + images.source,
                    count + " labels",
                    "give two files that belong together");
        }
        int stride = qmnist ? QMNIST_COLUMNS * Integer.BYTES : 1;
        byte[] body = readBody(source, header, count * stride);
        int[] labels = new int[(int) count];
        for (int i = 0; i < labels.length; i++) {
            long stored = qmnist ? bigEndianInt(body, i * stride) : body[i] & 0xFF;
            if (stored < first || stored >= (long) first + classes) {
                throw new DataFormatException(
                        Reason.LABEL_RANGE,
                        source.name(),
                        "labels of " + first + " to " + (first + classes - 1),
                        stored + " at index " + i,
                        "check that the class names belong to these labels");
            }
            labels[i] = (int) stored - first;
        }
        return labels;
    }

    private static byte[] readBody(DataSource source, IdxHeader header, long length) throws IOException {
        Buffers.checkLength(source.name(), length);
        boolean sizeKnown = source.size().isPresent();
        if (sizeKnown) {
            long actual = source.size().getAsLong() - header.length();
            if (actual != length) {
                throw wrongLength(source.name(), header, length, actual, actual + " bytes");
            }
        }
        byte[] body = Buffers.grown(source.name(), new byte[0], sizeKnown ? length : Math.min(length, FIRST_BUFFER));
        fill(source, header, length, body, 0);
        while (body.length < length) {
            int filled = body.length;
            body = Buffers.grown(source.name(), body, Math.min(length, 2L * filled));
            fill(source, header, length, body, filled);
        }
        if (source.content().read() >= 0) {
            throw wrongLength(source.name(), header, length, length + 1, "more");
        }
        return body;
    }

    private static void fill(DataSource source, IdxHeader header, long length, byte[] body, int from)
            throws IOException {
        int filled = from + source.content().readNBytes(body, from, body.length - from);
        if (filled < body.length) {
            throw wrongLength(source.name(), header, length, filled, filled + " bytes");
        }
    }

    private static void checkType(DataSource source, IdxHeader header, int expected) {
        if (header.type() != expected) {
            throw new DataFormatException(
                    Reason.UNSUPPORTED_DTYPE,
                    source.name(),
                    new IdxHeader(expected, header.dimensions()).typeName() + " elements",
                    header.typeName(),
                    "convert the file");
        }
    }

    private static DataFormatException wrongLength(
            String name, IdxHeader header, long expected, long actual, String found) {
        return new DataFormatException(
                actual < expected ? Reason.TRUNCATED : Reason.TRAILING,
                name,
                expected + " bytes after the header, per its dimensions " + header.dimensions(),
                found,
                "download or copy the file again");
    }

    private static DataFormatException empty(String name, String actual) {
        return new DataFormatException(Reason.EMPTY_DATA, name, "at least one image", actual, "give a file with data");
    }

    private static DataFormatException tooLarge(String name, String expected, String actual) {
        return new DataFormatException(
                Reason.LIMIT, name, expected, actual, "check the header, or reduce the data set");
    }

    private static int bigEndianInt(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
    }
}
