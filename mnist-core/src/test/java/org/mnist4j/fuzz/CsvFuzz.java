package org.mnist4j.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.mnist4j.data.DataExport.Format;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.data.ImageDataset;

/** Any bytes as a CSV file of images, plain and as the content of a valid gzip file, which must give the same. */
public final class CsvFuzz {

    private CsvFuzz() {}

    /** The entry point for Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        String plain = read(FuzzFile.of("plain.csv", input));
        // Bytes that are gzip themselves are read as such when they are plain.
        boolean gzip = input.length > 1 && input[0] == 0x1F && input[1] == (byte) 0x8B;
        String compressed = read(FuzzFile.of("compressed.csv.gz", gzip(input)));
        FuzzFile.require(gzip || plain.equals(compressed), "plain " + plain + ", compressed " + compressed);
    }

    /** The fingerprint of the images, or the reason why there are none. */
    private static String read(Path file) {
        ImageDataset images;
        try {
            images = ImageDataset.fromCsv(file);
        } catch (DataFormatException e) {
            FuzzFile.requireCleanRejection(file, e.source(), e.getMessage());
            return e.reason().name();
        }
        FuzzFile.requireSurvives(images, Format.CSV);
        return images.fingerprint();
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
