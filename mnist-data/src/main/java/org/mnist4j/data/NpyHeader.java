package org.mnist4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * The header of an array in NumPy's format (NEP 1, versions 1.0 to 3.0): a signature, and the type, order and shape as a
 * Python dictionary.
 *
 * @param type the type, such as {@code |u1} for unsigned bytes or {@code <i8} for little-endian integers of 8 bytes
 * @param dimensions each 0 to 2<sup>31</sup> - 1
 * @param length the number of bytes of the header
 */
record NpyHeader(String type, List<Integer> dimensions, int length) {

    static final byte[] SIGNATURE = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** NumPy's own limit, too. */
    private static final int MAX_LENGTH = 10_000;

    /** As NumPy writes them; the order of the three entries is free. */
    private static final Pattern ENTRY = Pattern.compile(
            "\\s*'(descr|fortran_order|shape)'\\s*:\\s*('[^'\\\\]*'|True|False|\\([\\d,\\sL]*\\)|\\[.*\\])\\s*(,|$)");

    /**
     * Reads the header of a C-ordered array.
     *
     * @param place what the array is, such as {@code x_train}, for messages
     */
    static NpyHeader read(String source, String place, InputStream in) throws IOException {
        byte[] start = in.readNBytes(SIGNATURE.length + 2);
        if (start.length < SIGNATURE.length + 2
                || !Arrays.equals(start, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            String cause = start.length < 4 ? "" : IdxHeader.likelyCause(Arrays.copyOf(start, 4));
            throw new DataFormatException(
                    Reason.BAD_MAGIC,
                    source,
                    "an array in NumPy's format",
                    "something else in " + place + cause,
                    "save it with numpy.save or numpy.savez");
        }
        int version = start[SIGNATURE.length];
        byte[] size = in.readNBytes(version == 1 ? 2 : 4);
        long length = 0;
        for (int i = size.length - 1; i >= 0; i--) {
            length = length << 8 | size[i] & 0xFF;
        }
        if (version < 1 || version > 3 || length > MAX_LENGTH) {
            throw malformed(source, place, "version " + version + " with a header of " + length + " bytes");
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw malformed(source, place, "the end of the data");
        }
        int whole = start.length + size.length + text.length;
        return parsed(source, place, new String(text, StandardCharsets.UTF_8).strip(), whole);
    }

    private static NpyHeader parsed(String source, String place, String text, int length) {
        if (!text.startsWith("{") || !text.endsWith("}")) {
            throw malformed(source, place, "\"" + CsvHeader.shown(text) + "\"");
        }
        String type = "";
        String order = "";
        String shape = "";
        String entries = text.substring(1, text.length() - 1).strip();
        Matcher entry = ENTRY.matcher(entries);
        int at = 0;
        while (at < entries.length()) {
            if (!entry.region(at, entries.length()).lookingAt()) {
                throw malformed(source, place, "\"" + CsvHeader.shown(entries.substring(at)) + "\"");
            }
            String value = entry.group(2);
            switch (entry.group(1)) {
                case "descr" -> type = value;
                case "shape" -> shape = value;
                default -> order = value;
            }
            at = entry.end();
        }
        if (type.isEmpty() || !shape.startsWith("(") || !order.equals("True") && !order.equals("False")) {
            throw malformed(source, place, "\"" + CsvHeader.shown(text) + "\"");
        }
        if (type.startsWith("[")) {
            throw unsupported(source, place, "records", "save the images and the labels as arrays of their own");
        }
        List<Integer> dimensions = dimensions(source, place, shape);
        if (order.equals("True") && dimensions.size() > 1) {
            throw unsupported(source, place, "Fortran order", "save numpy.ascontiguousarray of it, in C order");
        }
        return new NpyHeader(type.substring(1, type.length() - 1), dimensions, length);
    }

    private static List<Integer> dimensions(String source, String place, String shape) {
        List<Integer> dimensions = new ArrayList<>();
        for (String size : shape.substring(1, shape.length() - 1).split(",")) {
            String digits = size.strip();
            if (digits.isEmpty()) {
                continue;
            }
            if (!digits.matches("\\d{1,9}L?")) {
                throw malformed(source, place, "the shape " + CsvHeader.shown(shape));
            }
            dimensions.add(Integer.valueOf(digits.replace("L", "")));
        }
        return dimensions;
    }

    /** Returns the type in NumPy's words. */
    String typeName() {
        Matcher known = Pattern.compile("([<>|=])([a-zA-Z])(\\d{0,6})").matcher(type);
        if (!known.matches()) {
            return "\"" + CsvHeader.shown(type) + "\"";
        }
        String bits = known.group(3).matches("\\d{1,2}") ? "" + 8 * Integer.parseInt(known.group(3)) : "";
        String endian = known.group(1).equals(">") && !bits.equals("8") ? "big-endian " : "";
        return switch (known.group(2)) {
            case "O" -> "pickled Python objects, which could run any code";
            case "u" -> endian + "uint" + bits;
            case "i" -> endian + "int" + bits;
            case "f" -> endian + "float" + bits;
            case "b" -> "bool";
            case "U", "S" -> "text";
            default -> "\"" + type + "\"";
        };
    }

    private static DataFormatException malformed(String source, String place, String actual) {
        return new DataFormatException(
                Reason.BAD_HEADER,
                source,
                "the header of an array in NumPy's format",
                actual + " in " + place,
                "save it again with numpy.save or numpy.savez");
    }

    private static DataFormatException unsupported(String source, String place, String actual, String advice) {
        return new DataFormatException(
                Reason.UNSUPPORTED_DTYPE, source, "an array of numbers in C order", actual + " in " + place, advice);
    }
}
