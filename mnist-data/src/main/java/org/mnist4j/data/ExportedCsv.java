package org.mnist4j.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** CSV files with a header that names pixels by row, column and, in colour, channel. */
final class ExportedCsv {

    private static final byte[][] NUMBERS = numbers();

    private ExportedCsv() {}

    static void write(TrainTest images, Path folder) throws IOException {
        write(images.train(), folder.resolve("train.csv"));
        write(images.test(), folder.resolve("test.csv"));
    }

    private static void write(ImageDataset images, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(header(images.shape()).getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < images.size(); i++) {
                out.write(Integer.toString(images.label(i)).getBytes(StandardCharsets.US_ASCII));
                for (byte pixel : images.pixels(i)) {
                    out.write(NUMBERS[pixel & 0xFF]);
                }
                out.write('\n');
            }
        }
    }

    private static String header(ImageShape shape) {
        StringBuilder names = new StringBuilder("label");
        for (int y = 1; y <= shape.height(); y++) {
            for (int x = 1; x <= shape.width(); x++) {
                for (int c = 1; c <= shape.channels(); c++) {
                    names.append(',').append(y).append('x').append(x);
                    if (shape.channels() > 1) {
                        names.append('x').append(c);
                    }
                }
            }
        }
        return names.append('\n').toString();
    }

    /** Every pixel's value with the comma before it. */
    private static byte[][] numbers() {
        byte[][] numbers = new byte[256][];
        for (int value = 0; value < numbers.length; value++) {
            numbers[value] = ("," + value).getBytes(StandardCharsets.US_ASCII);
        }
        return numbers;
    }
}
