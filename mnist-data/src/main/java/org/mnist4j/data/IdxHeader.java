package org.mnist4j.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * The header of an IDX file: two zero bytes, a type, a number of dimensions, and each dimension as a big-endian
 * unsigned 32-bit integer.
 *
 * @param type the element type's code
 * @param dimensions each 0 to 2<sup>32</sup> - 1
 */
record IdxHeader(int type, List<Long> dimensions) {

    static final int UINT8 = 0x08;
    static final int INT32 = 0x0C;

    /** Images are {@code [n][height][width]}, labels {@code [n]} or, in QMNIST, {@code [n][8]}. */
    private static final int MAX_RANK = 3;

    static IdxHeader read(DataSource source) throws IOException {
        byte[] magic = source.content().readNBytes(4);
        checkSignature(source.name(), magic);
        if (magic.length < 4) {
            throw truncated(source.name(), "a header of at least 8 bytes", magic.length);
        }
        int type = magic[2] & 0xFF;
        int rank = magic[3] & 0xFF;
        if (rank < 1 || rank > MAX_RANK) {
            throw new DataFormatException(
                    Reason.BAD_RANK,
                    source.name(),
                    "3 dimensions (images) or 1 (labels)",
                    rank + " dimensions",
                    "give an IDX file of images or labels");
        }
        byte[] sizes = source.content().readNBytes(4 * rank);
        if (sizes.length < 4 * rank) {
            throw truncated(source.name(), "a header of " + (4 + 4 * rank) + " bytes", 4 + sizes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(sizes);
        Long[] dimensions = new Long[rank];
        Arrays.setAll(dimensions, i -> Integer.toUnsignedLong(buffer.getInt()));
        return new IdxHeader(type, List.of(dimensions));
    }

    int rank() {
        return dimensions.size();
    }

    long dimension(int axis) {
        return dimensions.get(axis);
    }

    /** Returns the length of the header in bytes. */
    int length() {
        return 4 + 4 * rank();
    }

    /** Returns the name of the type, or its code if it is unknown. */
    String typeName() {
        return switch (type) {
            case UINT8 -> "uint8";
            case 0x09 -> "int8";
            case 0x0B -> "int16";
            case INT32 -> "int32";
            case 0x0D -> "float32";
            case 0x0E -> "float64";
            default -> String.format(Locale.ROOT, "unknown type 0x%02X", type);
        };
    }

    private static void checkSignature(String name, byte[] magic) {
        boolean zeros = (magic.length < 1 || magic[0] == 0) && (magic.length < 2 || magic[1] == 0);
        if (!zeros) {
            throw new DataFormatException(
                    Reason.BAD_MAGIC,
                    name,
                    "an IDX file, which begins 00 00",
                    HexFormat.ofDelimiter(" ").formatHex(magic) + likelyCause(magic),
                    "give the IDX file as it was published, plain or gzip");
        }
    }

    /** Returns what a file is that begins with these four bytes, in parentheses; empty if that is unknown. */
    static String likelyCause(byte[] magic) {
        if (magic.length == 4 && magic[2] == 0 && magic[3] == 0) {
            return " (little-endian; IDX is big-endian)";
        }
        String text = new String(magic, StandardCharsets.ISO_8859_1);
        if (text.replace("\u00EF\u00BB\u00BF", "").strip().startsWith("<")) {
            return " (HTML or XML: a server's error page saved instead of the data)";
        }
        if (text.equals("vers")) {
            return " (a Git LFS pointer: fetch the file itself with git lfs pull)";
        }
        if (magic.length == 4 && magic[0] == 'P' && magic[1] == 'K') {
            return " (a zip archive: unpack it first)";
        }
        if (magic.length == 4 && magic[0] == 0x1F && (magic[1] & 0xFF) == 0x8B) {
            return " (gzip within gzip: decompress it once)";
        }
        return "";
    }

    private static DataFormatException truncated(String name, String expected, int actual) {
        return new DataFormatException(
                Reason.TRUNCATED, name, expected, actual + " bytes", "download or copy the file again");
    }
}
