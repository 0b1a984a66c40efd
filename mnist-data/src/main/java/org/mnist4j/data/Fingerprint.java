package org.mnist4j.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** The hash that {@link ImageDataset#fingerprint} describes. */
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
