package org.mnist4j.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** NumPy's arrays and archives for tests, byte by byte. */
final class NpyBytes {

    private NpyBytes() {}

    static byte[] array(String type, String shape, byte... body) {
        return header("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }", body);
    }

    /** An array of version 1.0 with this header. */
    static byte[] header(String dictionary, byte... body) {
        byte[] text = (dictionary + "\n").getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer buffer = ByteBuffer.allocate(10 + text.length + body.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) text.length);
        return buffer.put(text).put(body).array();
    }

    /** Names and contents of entries, in turns. */
    static byte[] zip(Object... entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) entries[i]));
                zip.write((byte[]) entries[i + 1]);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Keras' four arrays with one image of 1x2 pixels in each part, of which the training images and labels are these. */
    static byte[] keras(byte[] images, byte[] labels) {
        return zip(
                "x_train.npy",
                images,
                "y_train.npy",
                labels,
                "x_test.npy",
                array("|u1", "(1, 1, 2)", (byte) 3, (byte) 4),
                "y_test.npy",
                array("|u1", "(1,)", (byte) 0));
    }
}
