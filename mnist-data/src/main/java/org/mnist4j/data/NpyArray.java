package org.mnist4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException.Reason;

/** An array in NumPy's format as images or as labels; the length of the data must match the header exactly. */
final class NpyArray {

    /** Larger buffers grow with the bytes actually read, so that a header cannot cause a huge allocation. */
    private static final int FIRST_BUFFER = 16 << 20;

    private static final Pattern INTEGER = Pattern.compile("[<|]([ui])([1248])");

    private NpyArray() {}

    /**
     * Reads images of unsigned bytes, {@code [n][height][width]} or {@code [n][height][width][channels]}, or of square images
     * {@code [n][pixels]}.
     *
     * @param place what the array is, such as {@code x_train}, for messages
     * @param size the number of bytes, if it is known without reading them
     */
    static IdxImages images(String source, String place, InputStream in, OptionalLong size, int channels)
            throws IOException {
        NpyHeader header = NpyHeader.read(source, place, in);
        if (!header.type().equals("|u1")) {
            throw new DataFormatException(
                    Reason.UNSUPPORTED_DTYPE,
                    source,
                    "pixels as uint8, from 0 to 255",
                    header.typeName() + " in " + place,
                    "convert them, such as with (255 * x).round().astype(\"uint8\") if they are from 0 to 1");
        }
        ImageShape shape = shape(source, place, header, channels);
        long count = header.dimensions().get(0);
        return new IdxImages(source, shape, body(source, place, header, in, size, count * shape.size()));
    }

    /** Reads labels, {@code [n]} or {@code [n][1]}, of any type of integers that is not big-endian. */
    static int[] labels(String source, String place, InputStream in, OptionalLong size) throws IOException {
        NpyHeader header = NpyHeader.read(source, place, in);
        Matcher integer = INTEGER.matcher(header.type());
        if (!integer.matches()) {
            throw new DataFormatException(
                    Reason.UNSUPPORTED_DTYPE,
                    source,
                    "labels as integers, such as uint8 or int64",
                    header.typeName() + " in " + place,
                    "convert them, such as with y.astype(\"int64\")");
        }
        boolean flat = header.dimensions().size() == 1
                || header.dimensions().size() == 2 && header.dimensions().get(1) == 1;
        if (!flat) {
            throw badRank(source, place, "labels [n] or [n][1]", header, "give one label per image");
        }
        int bytes = Integer.parseInt(integer.group(2));
        long count = header.dimensions().get(0);
        byte[] body = body(source, place, header, in, size, count * bytes);
        return integers(source, place, body, bytes, integer.group(1).equals("u"));
    }

    private static int[] integers(String source, String place, byte[] body, int bytes, boolean unsigned) {
        int[] values = new int[body.length / bytes];
        ByteBuffer buffer = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            long value =
                    switch (bytes) {
                        case 1 -> unsigned ? buffer.get() & 0xFF : buffer.get();
                        case 2 -> unsigned ? buffer.getShort() & 0xFFFF : buffer.getShort();
                        case 4 -> unsigned ? buffer.getInt() & 0xFFFFFFFFL : buffer.getInt();
                        default -> buffer.getLong();
                    };
            if (value < 0 || value >= ClassNames.MAX_CLASSES) {
                throw new DataFormatException(
                        Reason.LABEL_RANGE,
                        source,
                        "labels of 0 to " + (ClassNames.MAX_CLASSES - 1),
                        (unsigned ? Long.toUnsignedString(value) : "" + value) + " at index " + i + " of " + place,
                        "number the classes from 0");
            }
            values[i] = (int) value;
        }
        return values;
    }

    private static ImageShape shape(String source, String place, NpyHeader header, int channels) {
        int rank = header.dimensions().size();
        @Nullable ImageShape shape = null;
        if (rank == 2) {
            shape = ImageShape.square(header.dimensions().get(1), channels);
        } else if (rank == 3 || rank == 4) {
            int depth = rank == 3 ? 1 : header.dimensions().get(3);
            int height = header.dimensions().get(1);
            int width = header.dimensions().get(2);
            boolean fits = depth >= 1
                    && depth <= ImageShape.MAX_CHANNELS
                    && Math.min(height, width) >= 1
                    && Math.max(height, width) <= ImageShape.MAX_SIDE;
            shape = fits ? ImageShape.of(height, width, depth) : null;
        }
        if (shape == null) {
            throw badRank(
                    source,
                    place,
                    "images [n][height][width] or [n][height][width][channels], with sides of 1 to "
                            + ImageShape.MAX_SIDE + " and 1 to " + ImageShape.MAX_CHANNELS + " channels",
                    header,
                    "reshape the array; channels come last");
        }
        if (header.dimensions().get(0) == 0) {
            throw new DataFormatException(
                    Reason.EMPTY_DATA, source, "at least one image", "none in " + place, "give a file with data");
        }
        return shape;
    }

    private static byte[] body(
            String source, String place, NpyHeader header, InputStream in, OptionalLong size, long length)
            throws IOException {
        Buffers.checkLength(source, length);
        if (size.isPresent() && size.getAsLong() - header.length() != length) {
            throw wrongLength(source, place, header, length, size.getAsLong() - header.length(), "");
        }
        byte[] body = new byte[0];
        do {
            int filled = body.length;
            body = Buffers.grown(source, body, Math.min(length, Math.max(FIRST_BUFFER, 2L * filled)));
            int read = filled + in.readNBytes(body, filled, body.length - filled);
            if (read < body.length) {
                throw wrongLength(source, place, header, length, read, "");
            }
        } while (body.length < length);
        if (in.read() >= 0) {
            throw wrongLength(source, place, header, length, length + 1, "more than ");
        }
        return body;
    }

    private static DataFormatException wrongLength(
            String source, String place, NpyHeader header, long expected, long actual, String moreThan) {
        return new DataFormatException(
                actual < expected ? Reason.TRUNCATED : Reason.TRAILING,
                source,
                expected + " bytes after the header, per its shape " + header.dimensions(),
                (moreThan.isEmpty() ? actual : moreThan + expected) + " in " + place,
                "download or save the file again");
    }

    private static DataFormatException badRank(
            String source, String place, String expected, NpyHeader header, String advice) {
        return new DataFormatException(Reason.BAD_RANK, source, expected, header.dimensions() + " in " + place, advice);
    }
}
