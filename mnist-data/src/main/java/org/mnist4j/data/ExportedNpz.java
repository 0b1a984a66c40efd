package org.mnist4j.data;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An {@code .npz} file with Keras' names, compressed as {@code numpy.savez_compressed} does. */
final class ExportedNpz {

    /** The same time for the same bytes; for the first of January the JDK would add one in the local time zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    /** Headers end at a multiple of this. */
    private static final int ALIGNMENT = 64;

    private ExportedNpz() {}

    static void write(TrainTest images, Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            write(zip, "train", images.train());
            write(zip, "test", images.test());
        }
    }

    private static void write(ZipOutputStream zip, String part, ImageDataset images) throws IOException {
        ImageShape shape = images.shape();
        String sides = images.size() + ", " + shape.height() + ", " + shape.width();
        begin(zip, "x_" + part, "|u1", shape.channels() == 1 ? sides : sides + ", " + shape.channels());
        for (int i = 0; i < images.size(); i++) {
            zip.write(images.pixels(i));
        }
        zip.closeEntry();
        boolean bytes = images.classes() <= 256;
        begin(zip, "y_" + part, bytes ? "|u1" : "<u2", images.size() + ",");
        for (int label : images.labels()) {
            zip.write(label);
            if (!bytes) {
                zip.write(label >> 8);
            }
        }
        zip.closeEntry();
    }

    private static void begin(ZipOutputStream zip, String name, String type, String shape) throws IOException {
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        int start = NpyHeader.SIGNATURE.length + 4;
        int padding = ALIGNMENT - 1 - (start + text.length()) % ALIGNMENT;
        int length = text.length() + padding + 1;
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(NpyHeader.SIGNATURE);
        header.writeBytes(new byte[] {1, 0, (byte) length, (byte) (length >> 8)});
        header.writeBytes((text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
        zip.write(header.toByteArray());
    }
}
