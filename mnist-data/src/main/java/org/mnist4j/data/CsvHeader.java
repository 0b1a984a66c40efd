package org.mnist4j.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * The columns of a CSV file of images: one label, and the pixels of the image row by row.
 *
 * <p>The first line is a header if one of its fields is the name of the label, or none is a number.
 */
final class CsvHeader {

    /** What the column of the label is called, in lower case. */
    private static final Set<String> LABEL_NAMES = Set.of("label", "class", "target", "y");

    /** A pixel's row, column and channel, counted from 1: {@code 28x28} or {@code 28x28x3}. */
    private static final Pattern PIXEL = Pattern.compile("([1-9]\\d{0,3})x([1-9]\\d{0,3})(?:x([1-4]))?");

    /** The largest number of values of an image. */
    static final int MAX_PIXELS = 1 << 20;

    private static final int NAME_SHOWN = 40;

    private final String source;
    private final List<String> names; // empty without a header
    private final int columns;
    private final int labelColumn;

    private CsvHeader(String source, List<String> names, int columns, int labelColumn) {
        this.source = source;
        this.names = names;
        this.columns = columns;
        this.labelColumn = labelColumn;
    }

    /** Reads the first line of a file, which is not empty. */
    static CsvHeader of(String source, byte[] line) {
        requireFewColumns(source, line);
        List<String> fields = fields(line);
        List<Integer> labels = new ArrayList<>();
        boolean anyNumber = false;
        for (int i = 0; i < fields.size(); i++) {
            if (LABEL_NAMES.contains(fields.get(i).toLowerCase(Locale.ROOT))) {
                labels.add(i);
            }
            anyNumber |= isNumber(fields.get(i));
        }
        if (fields.size() < 2) {
            throw notACsv(source, line, fields);
        }
        if (labels.size() > 1) {
            throw new DataFormatException(
                    Reason.AMBIGUOUS,
                    source,
                    "one column of labels",
                    labels.stream().map(fields::get).toList() + " in line 1",
                    "keep one of them");
        }
        boolean header = !labels.isEmpty() || !anyNumber;
        return new CsvHeader(source, header ? fields : List.of(), fields.size(), labels.isEmpty() ? 0 : labels.get(0));
    }

    private static void requireFewColumns(String source, byte[] line) {
        int pixels = 0;
        for (byte octet : line) {
            pixels += octet == ',' ? 1 : 0;
        }
        if (pixels > MAX_PIXELS) {
            throw new DataFormatException(
                    Reason.LIMIT,
                    source,
                    "at most " + MAX_PIXELS + " pixels in a row",
                    pixels + " pixels",
                    "scale the images down");
        }
    }

    /** Whether the first line is a header and no image. */
    boolean isPresent() {
        return !names.isEmpty();
    }

    int columns() {
        return columns;
    }

    int labelColumn() {
        return labelColumn;
    }

    /** Returns a column for messages, such as {@code column 3 (1x2)}. */
    String column(int column) {
        return "column " + (column + 1) + (isPresent() ? " (" + shown(names.get(column)) + ")" : "");
    }

    /**
     * Returns the shape of the images: what the names of the pixels say, or else a square.
     *
     * @param channels the number of channels of a square, 1 or 3
     */
    ImageShape shape(int channels) {
        ImageShape named = namedShape();
        if (named != null) {
            return named;
        }
        int pixels = columns - 1;
        ImageShape square = ImageShape.square(pixels, channels);
        if (square == null) {
            throw new DataFormatException(
                    Reason.BAD_HEADER,
                    source,
                    "a label and the pixels of a square image in each row, such as 785 columns for 28x28",
                    columns + " columns in line 1",
                    advice(channels));
        }
        return square;
    }

    private String advice(int channels) {
        int pixels = columns - 1;
        boolean named =
                isPresent() && LABEL_NAMES.contains(names.get(labelColumn).toLowerCase(Locale.ROOT));
        if (!named && ImageShape.square(columns, channels) != null) {
            return "there seem to be no labels, as in the test.csv of a competition; add them, or hold out a part of"
                    + " the training images: --data train.csv --split 0.2";
        }
        int other = channels == 1 ? 3 : 1;
        if (ImageShape.square(pixels, other) != null) {
            return channels == 1
                    ? "if they are in color, say so: \"channels\": 3 in the configuration, or --channels 3"
                    : "if they are in greyscale, say so: \"channels\": 1 in the configuration, or --channels 1";
        }
        return "remove columns that are no pixels, or name the pixels of images that are not square 1x1, 1x2, ... by"
                + " row and column";
    }

    /** The header's first and last pixel are named by their place, and there are as many as that says. */
    private @Nullable ImageShape namedShape() {
        if (!isPresent()) {
            return null;
        }
        Matcher first = PIXEL.matcher(names.get(labelColumn == 0 ? 1 : 0));
        Matcher last = PIXEL.matcher(names.get(labelColumn == columns - 1 ? columns - 2 : columns - 1));
        if (!first.matches() || !last.matches() || !first.group().startsWith("1x1")) {
            return null;
        }
        int height = Integer.parseInt(last.group(1));
        int width = Integer.parseInt(last.group(2));
        int channels = last.group(3) == null ? 1 : Integer.parseInt(last.group(3));
        boolean fits = height <= ImageShape.MAX_SIDE
                && width <= ImageShape.MAX_SIDE
                && (long) height * width * channels == columns - 1;
        return fits ? ImageShape.of(height, width, channels) : null;
    }

    /** The fields of a header may be in quotes, as R writes them. */
    private static List<String> fields(byte[] line) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= line.length; at++) {
            if (at == line.length || line[at] == ',') {
                String field = new String(line, start, at - start, StandardCharsets.UTF_8).strip();
                boolean quoted = field.length() > 1 && field.startsWith("\"") && field.endsWith("\"");
                fields.add(quoted ? field.substring(1, field.length() - 1) : field);
                start = at + 1;
            }
        }
        return fields;
    }

    private static boolean isNumber(String field) {
        return !field.isEmpty() && field.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static DataFormatException notACsv(String source, byte[] line, List<String> fields) {
        String text = fields.get(0);
        String cause = IdxHeader.likelyCause(Arrays.copyOf(line, Math.min(4, line.length)));
        if (cause.isEmpty() && (text.contains(";") || text.contains("\t") || text.contains(" "))) {
            cause = " (separated by " + (text.contains(";") ? "semicolons" : text.contains("\t") ? "tabs" : "spaces")
                    + "?)";
        }
        return new DataFormatException(
                Reason.BAD_HEADER,
                source,
                "a label and pixels, separated by commas",
                "\"" + shown(text) + "\" in line 1" + cause,
                "export the images again as CSV with commas");
    }

    /** The beginning of a field, without control codes. */
    static String shown(String field) {
        String printable = Omissions.printable(field);
        return printable.length() > NAME_SHOWN ? printable.substring(0, NAME_SHOWN) + "..." : printable;
    }
}
