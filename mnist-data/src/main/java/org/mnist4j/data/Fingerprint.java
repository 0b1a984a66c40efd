package org.mnist4j.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * The identity of a data set's content: SHA-256 over, in this order and with big-endian integers,
 *
 * <ol>
 *   <li>the ASCII bytes {@code mnist4j-dataset-1} and a zero byte,
 *   <li>height, width, channels, number of classes, number of images, each as int32,
 *   <li>each class name as int32 length and UTF-8 bytes,
 *   <li>each label as int16,
 *   <li>the pixels, {@code [size][height][width][channels]}, as they are.
 * </ol>
 */
final class Fingerprint {

    private static final String FORMAT = "mnist4j-dataset-1\0";

    private Fingerprint() {}

    static String of(ImageShape shape, List<String> classNames, short[] labels, byte[] pixels) {
        MessageDigest digest = Sha256.digest();
        digest.update(head(shape, classNames, labels));
        digest.update(pixels);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] head(ImageShape shape, List<String> classNames, short[] labels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024 + Short.BYTES * labels.length);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(FORMAT.getBytes(StandardCharsets.US_ASCII));
            out.writeInt(shape.height());
            out.writeInt(shape.width());
            out.writeInt(shape.channels());
            out.writeInt(classNames.size());
            out.writeInt(labels.length);
            for (String className : classNames) {
                byte[] text = className.getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
            for (short label : labels) {
                out.writeShort(label);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
