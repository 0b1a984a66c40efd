package org.mnist4j.report;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG (W3C recommendation, third edition): 8 bits per sample, not interlaced, lines unfiltered; grey, by palette
 * where there are at most 256 colours, or else RGB.
 *
 * <p>Unfiltered lines suit flat areas and small digits, and make the bytes a simple function of the pixels.
 */
final class PngEncoder {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte GREY = 0;
    private static final byte RGB = 2;
    private static final byte PALETTE = 3;
    private static final int MOST_PALETTE = 256;

    private PngEncoder() {}

    /**
     * Encodes an image.
     *
     * @param rgb the colour 0xRRGGBB at (x, y); for grey images only the lowest byte is used
     */
    static byte[] encode(int width, int height, boolean grey, IntBinaryOperator rgb) {
        Map<Integer, Integer> palette = grey ? Map.of() : palette(width, height, rgb);
        boolean indexed = !palette.isEmpty();
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 8).put(grey ? GREY : indexed ? PALETTE : RGB);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        chunk(png, "IHDR", header.array());
        if (indexed) {
            ByteBuffer colours = ByteBuffer.allocate(3 * palette.size());
            palette.keySet().forEach(colour -> put(colours, colour));
            chunk(png, "PLTE", colours.array());
        }
        byte[] lines = indexed ? indices(width, height, palette, rgb) : lines(width, height, grey, rgb);
        chunk(png, "IDAT", deflate(lines));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    /** Each colour with its palette index, in order of occurrence; empty if there are too many. */
    private static Map<Integer, Integer> palette(int width, int height, IntBinaryOperator rgb) {
        Map<Integer, Integer> palette = new LinkedHashMap<>();
        int last = -1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int colour = rgb.applyAsInt(x, y);
                // Neighbouring pixels are mostly equal.
                if (colour != last) {
                    palette.putIfAbsent(colour, palette.size());
                    last = colour;
                }
                if (palette.size() > MOST_PALETTE) {
                    return Map.of();
                }
            }
        }
        return palette;
    }

    private static byte[] indices(int width, int height, Map<Integer, Integer> palette, IntBinaryOperator rgb) {
        ByteBuffer lines = ByteBuffer.allocate(Math.multiplyExact(height, 1 + width));
        int last = -1;
        byte index = 0;
        for (int y = 0; y < height; y++) {
            lines.put((byte) 0);
            for (int x = 0; x < width; x++) {
                int colour = rgb.applyAsInt(x, y);
                if (colour != last) {
                    index = palette.get(colour).byteValue();
                    last = colour;
                }
                lines.put(index);
            }
        }
        return lines.array();
    }

    private static byte[] lines(int width, int height, boolean grey, IntBinaryOperator rgb) {
        ByteBuffer lines = ByteBuffer.allocate(Math.multiplyExact(height, 1 + width * (grey ? 1 : 3)));
        for (int y = 0; y < height; y++) {
            lines.put((byte) 0);
            for (int x = 0; x < width; x++) {
                int colour = rgb.applyAsInt(x, y);
                if (grey) {
                    lines.put((byte) colour);
                } else {
                    put(lines, colour);
                }
            }
        }
        return lines.array();
    }

    private static void put(ByteBuffer target, int rgb) {
        target.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
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
