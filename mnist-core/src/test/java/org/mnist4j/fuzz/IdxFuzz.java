package org.mnist4j.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.data.ImageDataset;

/** Any bytes as an IDX file of images and of labels, plain and as the content of a valid gzip file. */
public final class IdxFuzz {

    private static final Path TWO_IMAGES =
            FuzzFile.of("two-images", new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7, 9});
    private static final Path TWO_LABELS = FuzzFile.of("two-labels", new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 3, 1});

    private IdxFuzz() {}

    /** The entry point for Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        Path plain = FuzzFile.of("plain", input);
        Path compressed = FuzzFile.of("compressed", gzip(input));
        for (Path file : new Path[] {plain, compressed}) {
            read(file, file, TWO_LABELS);
            read(file, TWO_IMAGES, file);
        }
    }

    private static void read(Path suspect, Path images, Path labels) {
        ImageDataset dataset;
        try {
            dataset = ImageDataset.fromIdx(images, labels);
        } catch (DataFormatException e) {
            // Valid images may differ in number from the two labels; the labels file is then reported.
            boolean counts = e.reason() == DataFormatException.Reason.COUNT_MISMATCH;
            FuzzFile.requireCleanRejection(counts ? labels : suspect, e.source(), e.getMessage());
            return;
        }
        FuzzFile.require(dataset.size() == 2, "two labels for " + dataset.size() + " images");
        FuzzFile.require(dataset.pixels(1).length == dataset.shape().size(), "an image of the wrong size");
        FuzzFile.require(dataset.label(0) < dataset.classes(), "a label without a class");
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
