package org.mnist4j.serve;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/**
 * A model's parameters as characters of a page; {@code weights.js} describes the format and reads it. Trained floats have few
 * different exponents: a parameter takes about 4.2 characters, where Base64 would take 5.3.
 */
final class PageParameters {

    private static final int FIRST = '(';
    private static final int BASE = 85;
    private static final int CHARACTERS = 5; // for four bytes

    private final byte[] bytes;
    private final long size;

    private PageParameters(byte[] bytes, long size) {
        this.bytes = bytes;
        this.size = size;
    }

    /** @param most bytes that are kept; of more, only their number is known */
    static PageParameters of(float[] parameters, int most) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] plane = new byte[parameters.length];
        byte[] buffer = new byte[1 << 16];
        try {
            for (int shift = 24; shift >= 0; shift -= 8) {
                for (int i = 0; i < plane.length; i++) {
                    plane[i] = (byte) (Integer.rotateLeft(Float.floatToRawIntBits(parameters[i]), 1) >>> shift);
                }
                deflater.setInput(plane);
                if (shift == 0) {
                    deflater.finish();
                }
                while (shift == 0 ? !deflater.finished() : !deflater.needsInput()) {
                    int count = deflater.deflate(buffer);
                    if (deflater.getBytesWritten() <= most) {
                        kept.write(buffer, 0, count);
                    }
                }
            }
            return new PageParameters(kept.toByteArray(), deflater.getBytesWritten());
        } finally {
            deflater.end();
        }
    }

    /** The number of bytes that the text stands for. */
    long bytes() {
        return size;
    }

    /** The number of characters. */
    long length() {
        return (size + 3) / 4 * CHARACTERS;
    }

    /** The text; all of its characters are ASCII, and none is a {@code <}. */
    String text() {
        StringBuilder text = new StringBuilder((int) length());
        for (int at = 0; at < bytes.length; at += 4) {
            long value = 0;
            for (int i = at; i < at + 4; i++) {
                value = value << 8 | (i < bytes.length ? bytes[i] & 0xFF : 0);
            }
            for (long unit = 85L * 85 * 85 * 85; unit > 0; unit /= BASE) {
                char digit = (char) (FIRST + value / unit % BASE);
                text.append(digit == '<' ? '}' : digit);
            }
        }
        return text.toString();
    }
}
