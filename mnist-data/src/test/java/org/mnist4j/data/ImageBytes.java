package org.mnist4j.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

/** Image files for tests. PNGs are assembled by hand to cover every colour type and depth. */
final class ImageBytes {

    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGBA = 6;

    private ImageBytes() {}

    /** An 8-bit greyscale PNG with these values, row by row. */
    static byte[] grey(int width, int height, int... values) {
        return png(width, height, 8, GREY, bytes(values));
    }

    /** A PNG without filters or interlacing; {@code packed} is its rows of samples. */
    static byte[] png(int width, int height, int depth, int colourType, byte[] packed, byte[]... chunksBefore) {
        int row = packed.length / height;
        byte[] filtered = new byte[packed.length + height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(packed, y * row, filtered, y * (row + 1) + 1, row);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(PngFile.SIGNATURE);
        out.writeBytes(header(width, height, depth, colourType));
        for (byte[] chunk : chunksBefore) {
            out.writeBytes(chunk);
        }
        out.writeBytes(chunk("IDAT", deflated(filtered)));
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    static byte[] header(int width, int height, int depth, int colourType) {
        ByteBuffer data = ByteBuffer.allocate(13).putInt(width).putInt(height);
        data.put((byte) depth).put((byte) colourType);
        return chunk("IHDR", data.array());
    }

    static byte[] chunk(String type, byte[] data) {
        ByteBuffer buffer = ByteBuffer.allocate(12 + data.length).putInt(data.length);
        buffer.put(type.getBytes(StandardCharsets.ISO_8859_1)).put(data);
        CRC32 checksum = new CRC32();
        checksum.update(buffer.array(), 4, 4 + data.length);
        return buffer.putInt((int) checksum.getValue()).array();
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** A greyscale JPEG with a single value. */
    static byte[] jpeg(int width, int height, int value) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, value);
            }
        }
        return encoded(image, "jpeg");
    }

    static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("the JDK writes no " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The JPEG with a segment inserted after its first marker. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        ByteBuffer buffer = ByteBuffer.allocate(jpeg.length + 4 + data.length);
        buffer.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker).putShort((short) (data.length + 2));
        return buffer.put(data).put(jpeg, 2, jpeg.length - 2).array();
    }

    /** EXIF data with one entry, the orientation. */
    static byte[] exif(boolean littleEndian, int orientation) {
        ByteBuffer buffer = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4);
        buffer.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
        buffer.put((littleEndian ? "II" : "MM").getBytes(StandardCharsets.ISO_8859_1));
        buffer.order(littleEndian ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN);
        buffer.putShort((short) 42).putInt(8).putShort((short) 1);
        buffer.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return buffer.array();
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(data);
            deflater.finish();
            byte[] buffer = new byte[data.length + 100];
            return java.util.Arrays.copyOf(buffer, deflater.deflate(buffer));
        } finally {
            deflater.end();
        }
    }
}
