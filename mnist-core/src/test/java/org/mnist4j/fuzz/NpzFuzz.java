package org.mnist4j.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.mnist4j.data.DataExport.Format;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.TrainTest;

/** Any bytes as an {@code .npz} file, and as the array of images and of labels in a valid one, with and without a valid header. */
public final class NpzFuzz {

    private static final byte[] IMAGE = array("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 2)}", "ab");
    private static final byte[] LABEL = array("{'descr': '|u1', 'fortran_order': False, 'shape': (1,)}", "\0");

    private NpzFuzz() {}

    /** The entry point for Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        read(FuzzFile.of("archive.npz", input));
        byte[] repaired = array(new String(input, StandardCharsets.ISO_8859_1), "ab");
        for (byte[] array : new byte[][] {input, repaired}) {
            read(FuzzFile.of("images.npz", archive(array, LABEL)));
            read(FuzzFile.of("labels.npz", archive(IMAGE, array)));
        }
    }

    private static void read(Path file) {
        TrainTest images;
        try {
            images = ImageDataset.fromNpz(file);
        } catch (DataFormatException e) {
            FuzzFile.requireCleanRejection(file, e.source(), e.getMessage());
            return;
        }
        FuzzFile.requireSurvives(images.train(), Format.NPZ);
    }

    private static byte[] array(String header, String body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        bytes.writeBytes(new byte[] {(byte) header.length(), (byte) (header.length() >> 8)});
        bytes.writeBytes((header + body).getBytes(StandardCharsets.ISO_8859_1));
        return bytes.toByteArray();
    }

    private static byte[] archive(byte[] images, byte[] labels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "x_train.npy", images);
            add(zip, "y_train.npy", labels);
            add(zip, "x_test.npy", IMAGE);
            add(zip, "y_test.npy", LABEL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
