package org.mnist4j.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * Checks of a BMP file's header (Microsoft, "Bitmap Storage"): uncompressed, with 1, 4, 8, 24 or 32 bits per pixel and all of its
 * pixels in the file.
 *
 * <p>Other variants may refer to files, embed other formats, or end early, which the JDK's decoder does not refuse in every
 * release.
 */
final class BmpFile {

    static final byte[] SIGNATURE = {'B', 'M'};

    private static final int FILE_HEADER = 14;
    private static final int INFO_HEADER = 40;
    private static final Set<Integer> HEADERS = Set.of(INFO_HEADER, 52, 56, 108, 124);
    private static final int PLAIN = 0;
    private static final int MASKS = 3;
    private static final int COLOUR_SPACE = FILE_HEADER + 56;
    private static final int LINKED = 0x4C494E4B; // "LINK": the colour profile is another file

    private BmpFile() {}

    static void check(String source, byte[] file) {
        if (file.length < FILE_HEADER + INFO_HEADER) {
            throw corrupt(source, "a BMP header", "only " + file.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long pixels = Integer.toUnsignedLong(buffer.getInt(10));
        int header = buffer.getInt(14);
        if (!HEADERS.contains(header)) {
            throw unsupported(source, "a header of 40, 52, 56, 108 or 124 bytes", Integer.toUnsignedString(header));
        }
        long width = buffer.getInt(18);
        long height = Math.abs((long) buffer.getInt(22)); // negative if the first row is on top
        if (width <= 0 || height == 0) {
            throw corrupt(source, "at least one pixel", width + "x" + height);
        }
        PixelImage.checkSides(source, height, width);
        int bits = buffer.getShort(28) & 0xFFFF;
        int compression = buffer.getInt(30);
        long headers = FILE_HEADER + header + palette(source, buffer, bits) + masks(source, buffer, bits, compression);
        if (header == 124 && file.length >= COLOUR_SPACE + 4 && buffer.getInt(COLOUR_SPACE) == LINKED) {
            throw unsupported(source, "a colour profile in the file", "one in another file");
        }
        long end = pixels + height * ((width * bits + 31) / 32 * 4);
        if (pixels < headers || end > file.length) {
            throw corrupt(
                    source,
                    width + "x" + height + " pixels of " + bits + " bits in the file after its headers",
                    "the end of the file");
        }
    }

    /** Returns the bytes of the palette. */
    private static long palette(String source, ByteBuffer buffer, int bits) {
        long colours = Integer.toUnsignedLong(buffer.getInt(46));
        if (bits != 1 && bits != 4 && bits != 8) {
            return 0;
        }
        if (colours > 1L << bits) {
            throw corrupt(source, "at most " + (1 << bits) + " colours", colours + "");
        }
        return 4 * (colours == 0 ? 1L << bits : colours);
    }

    /** Returns the bytes of the colours' masks that follow the shortest header. */
    private static long masks(String source, ByteBuffer buffer, int bits, int compression) {
        boolean plain = compression == PLAIN && Set.of(1, 4, 8, 24, 32).contains(bits);
        if (!plain && !(compression == MASKS && bits == 32)) {
            throw unsupported(
                    source,
                    "an uncompressed BMP image of 1, 4, 8, 24 or 32 bits",
                    bits + " bits with compression " + Integer.toUnsignedString(compression));
        }
        if (plain) {
            return 0;
        }
        int masks = FILE_HEADER + INFO_HEADER;
        if (buffer.limit() < masks + 12) {
            throw corrupt(source, "the masks of its colours", "the end of the file");
        }
        for (int colour = 0; colour < 3; colour++) {
            int mask = buffer.getInt(masks + 4 * colour);
            if (mask == 0 || mask >>> Integer.numberOfTrailingZeros(mask) != 0xFF) {
                throw unsupported(source, "colours of 8 bits", "a mask of " + Integer.toHexString(mask));
            }
        }
        return buffer.getInt(14) == INFO_HEADER ? 12 : 0;
    }

    private static DataFormatException corrupt(String source, String expected, String actual) {
        return new DataFormatException(
                Reason.IMAGE_CORRUPT, source, expected, actual, "copy or export the image again");
    }

    private static DataFormatException unsupported(String source, String expected, String actual) {
        return new DataFormatException(Reason.IMAGE_UNSUPPORTED, source, expected, actual, "save the image as PNG");
    }
}
