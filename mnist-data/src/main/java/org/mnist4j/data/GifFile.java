package org.mnist4j.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * Checks of a GIF file's structure (CompuServe, "Graphics Interchange Format, version 89a"): a first image that fills its screen, all
 * blocks up to the trailer, and compressed data for every pixel of the first image. Further images, of an animation, are not read.
 *
 * <p>The JDK's decoder leaves pixels without data as they are, and would accept half an image.
 */
final class GifFile {

    static final byte[] SIGNATURE = {'G', 'I', 'F', '8'};

    private static final int SCREEN = 13; // signature and logical screen
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    private static final int TRAILER = 0x3B;
    private static final int MAX_CODES = 4096;

    private final String source;
    private final byte[] file;
    private final ByteBuffer buffer;
    private int at;

    private GifFile(String source, byte[] file) {
        this.source = source;
        this.file = file;
        this.buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the number of images, at least 1. */
    static int check(String source, byte[] file) {
        return new GifFile(source, file).check();
    }

    private int check() {
        require(SCREEN);
        int width = buffer.getShort(6) & 0xFFFF;
        int height = buffer.getShort(8) & 0xFFFF;
        if (width == 0 || height == 0) {
            throw corrupt("at least one pixel", width + "x" + height);
        }
        PixelImage.checkSides(source, height, width);
        boolean palette = skipPalette(file[10]);
        int images = 0;
        while (true) {
            switch (next()) {
                case EXTENSION -> {
                    next();
                    skipBlocks();
                }
                case IMAGE -> {
                    if (++images == 1) {
                        checkImage(width, height, palette);
                    } else {
                        skipImage();
                    }
                }
                case TRAILER -> {
                    if (images == 0) {
                        throw corrupt("an image", "none");
                    }
                    return images;
                }
                default -> throw corrupt("a block or the end at " + (at - 1), "something else");
            }
        }
    }

    private void checkImage(int width, int height, boolean globalPalette) {
        int start = at;
        require(9);
        int w = buffer.getShort(start + 4) & 0xFFFF;
        int h = buffer.getShort(start + 6) & 0xFFFF;
        if (buffer.getInt(start) != 0 || w != width || h != height) {
            throw unsupported("an image that fills its " + width + "x" + height + " pixels", "one of " + w + "x" + h);
        }
        boolean palette = skipPalette(file[start + 8]);
        if (!palette && !globalPalette) {
            throw corrupt("a palette", "none");
        }
        int bits = next();
        if (bits < 1 || bits > 8) {
            throw corrupt("codes of 2 to 9 bits", "codes of " + (bits + 1));
        }
        int first = at;
        skipBlocks();
        byte[] codes = new byte[at - first];
        int length = 0;
        for (int block = first; file[block] != 0; block += (file[block] & 0xFF) + 1) {
            System.arraycopy(file, block + 1, codes, length, file[block] & 0xFF);
            length += file[block] & 0xFF;
        }
        if (pixels(codes, length, bits) < (long) width * height) {
            throw corrupt("image data for " + width + "x" + height + " pixels", "fewer");
        }
    }

    private void skipImage() {
        int start = at;
        require(9);
        skipPalette(file[start + 8]);
        next();
        skipBlocks();
    }

    /** Counts the pixels of LZW codes, without decoding them. */
    private long pixels(byte[] codes, int length, int bits) {
        int clear = 1 << bits;
        int end = clear + 1;
        int[] lengths = new int[MAX_CODES]; // pixels for each code
        int size = bits + 1;
        int known = end + 1;
        int previous = -1;
        long pixels = 0;
        for (long bit = 0; bit + size <= length * 8L; ) {
            int code = code(codes, bit, size);
            bit += size;
            if (code == end) {
                return pixels;
            }
            if (code == clear) {
                size = bits + 1;
                known = end + 1;
                previous = -1;
                continue;
            }
            if (code > known || code == known && previous < 0 || code >= clear && previous < 0) {
                throw corrupt("a code of at most " + known, "code " + code);
            }
            int added = previous < 0 ? 1 : (previous < clear ? 1 : lengths[previous]) + 1;
            if (previous >= 0 && known < MAX_CODES) {
                lengths[known++] = added;
                if (known == 1 << size && size < 12) {
                    size++;
                }
            } else if (code == known) {
                throw corrupt("a code of less than " + known, "code " + code);
            }
            pixels += code < clear ? 1 : lengths[code];
            previous = code;
        }
        return pixels;
    }

    private static int code(byte[] codes, long bit, int size) {
        int code = 0;
        for (int k = 0; k < size; k++) {
            long position = bit + k;
            code |= (codes[(int) (position >> 3)] >> (position & 7) & 1) << k;
        }
        return code;
    }

    /** Skips the palette that a byte of flags announces, and returns whether there is one. */
    private boolean skipPalette(byte flags) {
        boolean palette = (flags & 0x80) != 0;
        if (palette) {
            require(3 << ((flags & 7) + 1));
        }
        return palette;
    }

    private void skipBlocks() {
        for (int length = next(); length > 0; length = next()) {
            require(length);
        }
    }

    private int next() {
        require(1);
        return file[at - 1] & 0xFF;
    }

    private void require(int bytes) {
        if (bytes > file.length - at) {
            throw corrupt("a whole GIF image", "the end of the file");
        }
        at += bytes;
    }

    private DataFormatException corrupt(String expected, String actual) {
        return new DataFormatException(
                Reason.IMAGE_CORRUPT, source, expected, actual, "copy or export the image again");
    }

    private DataFormatException unsupported(String expected, String actual) {
        return new DataFormatException(
                Reason.IMAGE_UNSUPPORTED, source, expected, actual, "save one picture of it as PNG");
    }
}
