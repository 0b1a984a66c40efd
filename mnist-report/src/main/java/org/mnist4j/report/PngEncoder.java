package org.mnist4j.report;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG (W3C recommendation, third edition): 8 bits per sample, grey or RGB, not interlaced, lines unfiltered.
 *
 * <p>Unfiltered lines suit pictures of flat areas and small digits, and keep the bytes a plain function of the pixels.
 */
final class PngEncoder {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte GREY = 0;
    private static final byte RGB = 2;

    private PngEncoder() {}

    /**
     * Encodes an image.
     *
     * @param rgb the colour 0xRRGGBB at (x, y); of grey images only the lowest byte counts
     */
    static byte[] encode(int width, int height, boolean grey, IntBinaryOperator rgb) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 8).put(grey ? GREY : RGB);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        chunk(png, "IHDR", header.array());
        chunk(png, "IDAT", deflate(lines(width, height, grey, rgb)));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static byte[] lines(int width, int height, boolean grey, IntBinaryOperator rgb) {
        ByteBuffer lines = ByteBuffer.allocate(Math.multiplyExact(height, 1 + width * (grey ? 1 : 3)));
        for (int y = 0; y < height; y++) {
            lines.put((byte) 0);
            for (int x = 0; x < width; x++) {
                int colour = rgb.applyAsInt(x, y);
                if (!grey) {
                    lines.put((byte) (colour >> 16)).put((byte) (colour >> 8));
                }
                lines.put((byte) colour);
            }
        }
        return lines.array();
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        png.writeBytes(name);
        png.writeBytes(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }
}
