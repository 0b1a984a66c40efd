package org.mnist4j.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * A CSV file with one image in each row, plain or gzip: a label, and whole numbers from 0 to 255, row by row and for each pixel its
 * channels. It is read in one pass, byte by byte; nothing but such numbers is accepted.
 */
final class CsvFile {

    /** The first line is kept as a whole: a mebibyte of pixels has at most four bytes each. */
    private static final int MAX_FIRST_LINE = 8 << 20;

    private static final int MAX_LABEL = ClassNames.MAX_CLASSES - 1;
    private static final int BUFFER = 1 << 16;
    private static final int FIRST_IMAGES = 64;
    private static final int FIELD_SHOWN = 20;
    private static final int END = -1;

    private final String source;
    private final InputStream content;
    private final byte[] block = new byte[BUFFER];
    private int blockAt;
    private int blockLimit;

    /** What is read now: the current block, or first the line that was looked at and is no header. */
    private byte[] buffer = block;

    private int at;
    private int limit;

    private int line = 1;
    private @Nullable CsvHeader header;

    private CsvFile(DataSource source) {
        this.source = source.name();
        this.content = source.content();
    }

    /**
     * Reads all rows.
     *
     * @param channels the number of channels, 1 or 3, if the header does not name it
     */
    static LabelledImages read(Path file, int channels) {
        try (DataSource source = DataSource.open(file, "a CSV file")) {
            return new CsvFile(source).read(channels);
        } catch (IOException e) {
            throw DataSource.unreadable(file.toString(), e);
        }
    }

    private LabelledImages read(int channels) throws IOException {
        byte[] first = firstLine();
        CsvHeader columns = CsvHeader.of(source, first);
        header = columns;
        ImageShape shape = columns.shape(channels);
        if (columns.isPresent()) {
            line = 2;
        } else {
            blockAt = at;
            blockLimit = limit;
            buffer = first;
            at = 0;
            limit = first.length;
        }
        return rows(columns, shape);
    }

    private LabelledImages rows(CsvHeader columns, ImageShape shape) throws IOException {
        int firstLine = line;
        int last = columns.columns() - 1;
        byte[] pixels = new byte[0];
        int[] labels = new int[FIRST_IMAGES];
        int count = 0;
        while (hasRow()) {
            long needed = (count + 1L) * shape.size();
            if (needed > pixels.length) {
                Buffers.checkLength(source, needed);
                long grown = Math.max(FIRST_IMAGES * (long) shape.size(), pixels.length * 2L);
                pixels = Buffers.grown(source, pixels, Math.min(Math.max(needed, grown), ImageDataset.MAX_PIXELS));
            }
            if (count == labels.length) {
                labels = Arrays.copyOf(labels, (int) Math.min(2L * count, ImageDataset.MAX_PIXELS));
            }
            int pixel = count * shape.size();
            for (int column = 0; column <= last; column++) {
                if (column == columns.labelColumn()) {
                    labels[count] = number(column, last, MAX_LABEL);
                } else {
                    pixels[pixel++] = (byte) number(column, last, 255);
                }
            }
            count++;
            line++;
        }
        if (count == 0) {
            throw new DataFormatException(
                    Reason.EMPTY_DATA, source, "at least one image", "a header alone", "give a file with data");
        }
        return new LabelledImages(
                source,
                shape,
                pixels.length == count * shape.size() ? pixels : Arrays.copyOf(pixels, count * shape.size()),
                Arrays.copyOf(labels, count),
                image -> "in line " + (firstLine + image) + ", " + columns.column(columns.labelColumn()));
    }

    /** Whether there is another row; only line breaks at the end of the file may be without one. */
    private boolean hasRow() throws IOException {
        int before = line;
        int octet = peek();
        while (octet == '\n' || octet == '\r') {
            at++;
            line += octet == '\n' ? 1 : 0;
            octet = peek();
        }
        if (octet != END && line > before) {
            throw badRow("an empty line", before);
        }
        return octet != END;
    }

    /** Reads a number and the comma or line break after it. */
    private int number(int column, int last, int max) throws IOException {
        int value = 0;
        int digits = 0;
        int octet = read();
        while (octet >= '0' && octet <= '9') {
            value = value * 10 + octet - '0';
            if (value > max) {
                throw badValue(value, octet, column, max);
            }
            digits++;
            octet = read();
        }
        if (octet == '\r' && peek() == '\n') {
            octet = read();
        }
        boolean ends = octet == '\n' || octet == END;
        if (octet != ',' && !ends || digits == 0 && (octet == ',' || column == last)) {
            throw badValue(digits == 0 ? null : value, octet, column, max);
        }
        if (ends && column < last) {
            throw badRow((digits == 0 ? column : column + 1) + " columns", line);
        }
        if (octet == ',' && column == last) {
            throw badRow("more columns", line);
        }
        return value;
    }

    private int read() throws IOException {
        int octet = peek();
        at++;
        return octet;
    }

    private int peek() throws IOException {
        if (at >= limit && buffer != block) {
            buffer = block;
            at = blockAt;
            limit = blockLimit;
        }
        if (at >= limit) {
            at = 0;
            limit = Math.max(0, content.read(block));
            if (limit == 0) {
                return END;
            }
        }
        return buffer[at] & 0xFF;
    }

    /** Reads the first line without a mark for UTF-8; the line break stays if it is needed as the end of a row. */
    private byte[] firstLine() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int octet = read(); octet != END; octet = read()) {
            bytes.write(octet);
            if (octet == '\n') {
                break;
            }
            if (bytes.size() > MAX_FIRST_LINE) {
                throw new DataFormatException(
                        Reason.LIMIT,
                        source,
                        "a first line of at most " + MAX_FIRST_LINE + " bytes",
                        "more",
                        "scale the images down");
            }
        }
        byte[] first = bytes.toByteArray();
        boolean marked =
                first.length > 2 && first[0] == (byte) 0xEF && first[1] == (byte) 0xBB && first[2] == (byte) 0xBF;
        byte[] unmarked = marked ? Arrays.copyOfRange(first, 3, first.length) : first;
        if (unmarked.length == 0) {
            throw new DataFormatException(
                    Reason.EMPTY_DATA, source, "at least one image", "an empty file", "give a file with data");
        }
        return unmarked;
    }

    private DataFormatException badValue(@Nullable Integer begun, int octet, int column, int max) throws IOException {
        StringBuilder field = new StringBuilder();
        if (begun != null) {
            // The digit that made the number too large is part of it.
            field.append(begun);
            octet = begun > max ? read() : octet;
        }
        while (octet != ',' && octet != '\n' && octet != '\r' && octet != END && field.length() < FIELD_SHOWN) {
            field.append(new String(new byte[] {(byte) octet}, StandardCharsets.ISO_8859_1));
            octet = read();
        }
        boolean label = column == columns().labelColumn();
        String found = field.length() == 0 ? "nothing" : "\"" + CsvHeader.shown(field.toString()) + "\"";
        return new DataFormatException(
                Reason.BAD_VALUE,
                source,
                (label ? "a label" : "a pixel") + ", a whole number from 0 to " + max,
                found + " in line " + line + ", " + columns().column(column),
                "export the images again as whole numbers");
    }

    private DataFormatException badRow(String found, int row) {
        return new DataFormatException(
                Reason.BAD_ROW,
                source,
                "rows of " + columns().columns() + " columns, as line 1",
                found + " in line " + row,
                "download or export the file again");
    }

    private CsvHeader columns() {
        return Objects.requireNonNull(header);
    }
}
