package org.mnist4j.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * The content of a gzip file (RFC 1952) that consists of exactly one member.
 *
 * <p>{@link java.util.zip.GZIPInputStream} silently appends further members and ignores any other trailing bytes; here
 * both are errors. Decompression is lazy, so a decompression bomb costs no more than what is actually read.
 */
final class GzipMember extends InflaterInputStream {

    private static final int BUFFER = 1 << 16;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xE0;

    private final String source;
    private final CRC32 checksum = new CRC32();
    private boolean ended;

    /** Reads the member's header; the stream must be positioned at its first byte. */
    GzipMember(InputStream in, String source) throws IOException {
        super(in, new Inflater(true), BUFFER);
        this.source = source;
        try {
            readHeader();
        } catch (IOException e) {
            inf.end();
            throw e;
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        int count = super.read(target, offset, length);
        if (count > 0) {
            checksum.update(target, offset, count);
        } else if (count < 0) {
            ended = true;
            readTrailer();
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        inf.end();
        super.close();
    }

    private void readHeader() throws IOException {
        if (next(in) != 0x1F || next(in) != 0x8B) {
            throw new ZipException("no gzip signature");
        }
        if (next(in) != 8) {
            throw new ZipException("a compression method other than deflate");
        }
        int flags = next(in);
        if ((flags & RESERVED_FLAGS) != 0) {
            throw new ZipException("reserved flags in the gzip header");
        }
        skip(6); // time, extra flags, operating system
        if ((flags & FLAG_EXTRA) != 0) {
            skip(next(in) | next(in) << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            skip(2);
        }
    }

    private void readTrailer() throws IOException {
        Remainder rest = new Remainder();
        long expectedChecksum = rest.littleEndianInt();
        long expectedLength = rest.littleEndianInt();
        if (expectedChecksum != checksum.getValue()) {
            throw new ZipException("a checksum that does not match the content");
        }
        if (expectedLength != (inf.getBytesWritten() & 0xFFFFFFFFL)) {
            throw new ZipException("a length that does not match the content");
        }
        if (rest.read() >= 0) {
            throw new DataFormatException(
                    Reason.TRAILING,
                    source,
                    "the end of the file after one gzip member",
                    "more bytes",
                    "decompress it and compress it again as one file, or download it again");
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next(in);
        }
    }

    private void skipText() throws IOException {
        while (next(in) != 0) {
            // up to the closing zero
        }
    }

    private static int next(InputStream in) throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("an end within the gzip header or trailer");
        }
        return octet;
    }

    /**
     * Returns what follows the compressed data: first the bytes that the inflater has buffered, then the rest of the
     * file.
     */
    private final class Remainder {

        private int left = inf.getRemaining();

        int read() throws IOException {
            return left > 0 ? buf[len - left--] & 0xFF : in.read();
        }

        long littleEndianInt() throws IOException {
            long value = 0;
            for (int shift = 0; shift < 32; shift += 8) {
                int octet = read();
                if (octet < 0) {
                    throw new EOFException("an end within the gzip trailer");
                }
                value |= (long) octet << shift;
            }
            return value;
        }
    }
}
