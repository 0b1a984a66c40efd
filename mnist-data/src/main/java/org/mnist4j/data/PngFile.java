package org.mnist4j.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * Checks of a PNG file's structure: signature, image size, and all chunks with their checksums.
 *
 * <p>The JDK's decoder verifies no checksums and would accept a damaged image.
 */
final class PngFile {

    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};

    /** Length, type and checksum, without the data. */
    private static final int CHUNK_FRAME = 12;

    private static final int HEADER_DATA = 13;

    /** The longest match in RFC 1951, 258 bytes, takes at least two bits. */
    private static final long MAX_EXPANSION = 1032;

    private PngFile() {}

    /** Checks the size first, and the rest only if the size is supported. */
    static void check(String source, byte[] file) {
        if (file.length < SIGNATURE.length + 8 + HEADER_DATA) {
            throw corrupt(source, "a PNG header", "only " + file.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(file);
        buffer.position(SIGNATURE.length);
        if (buffer.getInt() != HEADER_DATA || !"IHDR".equals(type(file, SIGNATURE.length + 4))) {
            throw corrupt(source, "a PNG header", "something else");
        }
        buffer.getInt();
        long width = Integer.toUnsignedLong(buffer.getInt());
        long height = Integer.toUnsignedLong(buffer.getInt());
        if (width == 0 || height == 0) {
            throw corrupt(source, "at least one pixel", width + "x" + height);
        }
        PixelImage.checkSides(source, height, width);
        long pixelBytes = height * ((width * bitsPerPixel(buffer.get() & 0xFF, buffer.get()) + 7) / 8);
        long stored = checkChunks(source, file);
        if (stored * MAX_EXPANSION < pixelBytes) {
            throw corrupt(source, "image data for " + width + "x" + height + " pixels", "only " + stored + " bytes");
        }
    }

    /** Follows the colour types of the specification; for others, which the decoder rejects, returns the minimum. */
    private static long bitsPerPixel(int depth, int colourType) {
        return switch (colourType) {
            case 2 -> 3L * depth;
            case 4 -> 2L * depth;
            case 6 -> 4L * depth;
            default -> depth;
        };
    }

    /** Walks all chunks and returns the number of bytes of compressed image data. */
    private static long checkChunks(String source, byte[] file) {
        ByteBuffer buffer = ByteBuffer.wrap(file);
        long stored = 0;
        CRC32 checksum = new CRC32();
        int start = SIGNATURE.length;
        while (true) {
            if (file.length - start < CHUNK_FRAME) {
                throw corrupt(source, "an IEND chunk", "the end of the file");
            }
            long length = Integer.toUnsignedLong(buffer.getInt(start));
            if (length > file.length - start - CHUNK_FRAME) {
                throw corrupt(source, length + " bytes in the chunk at " + start, "the end of the file");
            }
            int end = start + CHUNK_FRAME + (int) length;
            checksum.reset();
            checksum.update(file, start + 4, (int) length + 4);
            if ((int) checksum.getValue() != buffer.getInt(end - 4)) {
                throw corrupt(source, "a valid checksum of the chunk at " + start, "an invalid one");
            }
            String type = type(file, start + 4);
            if (type.equals("IEND")) {
                return stored;
            }
            stored += type.equals("IDAT") ? length : 0;
            start = end;
        }
    }

    /** Returns how the pixels are to be turned, as the chunk {@code eXIf} of a checked file says. */
    static ExifOrientation orientation(byte[] file) {
        ByteBuffer buffer = ByteBuffer.wrap(file);
        int start = SIGNATURE.length;
        for (String type = ""; !type.equals("IEND"); ) {
            int length = buffer.getInt(start);
            type = type(file, start + 4);
            if (type.equals("eXIf")) {
                return ExifOrientation.of(buffer.slice(start + 8, length));
            }
            start += CHUNK_FRAME + length;
        }
        return ExifOrientation.UPRIGHT;
    }

    private static String type(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.ISO_8859_1);
    }

    private static DataFormatException corrupt(String source, String expected, String actual) {
        return new DataFormatException(
                Reason.IMAGE_CORRUPT, source, expected, actual, "copy or export the image again");
    }
}
