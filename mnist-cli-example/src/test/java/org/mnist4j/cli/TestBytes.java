package org.mnist4j.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/** IDX, gzip, PNG and JPEG files by the byte, so that each byte of them can be wrong. */
final class TestBytes {

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};

    private TestBytes() {}

    static byte[] idx(int type, int[] dimensions, byte... body) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + body.length);
        buffer.put(new byte[] {0, 0, (byte) type, (byte) dimensions.length});
        for (int dimension : dimensions) {
            buffer.putInt(dimension);
        }
        return buffer.put(body).array();
    }

    static byte[] images(int count, int height, int width) {
        return idx(8, new int[] {count, height, width}, new byte[count * height * width]);
    }

    static byte[] labels(int... labels) {
        byte[] body = new byte[labels.length];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) labels[i];
        }
        return idx(8, new int[] {labels.length}, body);
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A gzip file whose content is the head and then zeros; the compressed mebibyte of zeros is repeated. */
    static byte[] gzipBomb(byte[] head, int mebibytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Arrays.copyOf(gzip(head), 10));
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        out.writeBytes(block(deflater, head));
        byte[] zeros = block(deflater, new byte[1 << 20]);
        for (int i = 0; i < mebibytes; i++) {
            out.writeBytes(zeros);
        }
        deflater.end();
        return out.toByteArray();
    }

    /** Ends at a byte's border and refers to nothing before it. */
    private static byte[] block(Deflater deflater, byte[] content) {
        deflater.setInput(content);
        byte[] buffer = new byte[content.length + 100];
        return Arrays.copyOf(buffer, deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH));
    }

    /** A PNG without filters or interlacing; the rows are of samples as they are packed. */
    static byte[] png(int width, int height, int depth, int colourType, byte[] rows, byte[]... chunksBefore) {
        byte[] filtered = new byte[rows.length + height];
        int row = rows.length / height;
        for (int y = 0; y < height; y++) {
            System.arraycopy(rows, y * row, filtered, y * (row + 1) + 1, row);
        }
        return pngOf(width, height, depth, colourType, deflated(filtered), chunksBefore);
    }

    /** A PNG with this compressed image data, whatever they are. */
    static byte[] pngOf(int width, int height, int depth, int colourType, byte[] data, byte[]... chunksBefore) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(pngHeader(width, height, depth, colourType));
        for (byte[] chunk : chunksBefore) {
            out.writeBytes(chunk);
        }
        out.writeBytes(chunk("IDAT", data));
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    /** The first 33 bytes of a PNG. */
    static byte[] pngHeader(int width, int height, int depth, int colourType) {
        ByteBuffer data = ByteBuffer.allocate(13).putInt(width).putInt(height);
        byte[] header =
                chunk("IHDR", data.put((byte) depth).put((byte) colourType).array());
        return ByteBuffer.allocate(8 + header.length)
                .put(PNG_SIGNATURE)
                .put(header)
                .array();
    }

    static byte[] chunk(String type, byte[] data) {
        ByteBuffer buffer = ByteBuffer.allocate(12 + data.length).putInt(data.length);
        buffer.put(type.getBytes(StandardCharsets.ISO_8859_1)).put(data);
        CRC32 checksum = new CRC32();
        checksum.update(buffer.array(), 4, 4 + data.length);
        return buffer.putInt((int) checksum.getValue()).array();
    }

    static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        byte[] buffer = new byte[content.length / 100 + 1000];
        byte[] result = Arrays.copyOf(buffer, deflater.deflate(buffer));
        deflater.end();
        return result;
    }

    /** A picture with a light and a dark half in one of the JDK's formats. */
    static byte[] encoded(int side, String format) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side / 2; x++) {
                image.setRGB(x, y, 0xFFFFFF);
            }
        }
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

    /** The JPEG with a segment put in after its first marker. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        ByteBuffer buffer = ByteBuffer.allocate(jpeg.length + 4 + data.length);
        buffer.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker).putShort((short) (data.length + 2));
        return buffer.put(data).put(jpeg, 2, jpeg.length - 2).array();
    }

    /** EXIF data that ask for a quarter turn. */
    static byte[] exifOfATurn() {
        ByteBuffer buffer = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4);
        buffer.put("Exif\0\0MM".getBytes(StandardCharsets.ISO_8859_1));
        buffer.putShort((short) 42).putInt(8).putShort((short) 1);
        return buffer.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) 6)
                .array();
    }

    static byte[] flipped(byte[] content, int at) {
        byte[] flipped = content.clone();
        flipped[at < 0 ? content.length + at : at] ^= 1;
        return flipped;
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
