package org.mnist4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;

/** A few images of MNIST as a folder of IDX files. */
final class SmallMnist {

    private static final ImageDataset IMAGES = Mnist.loadTest();

    private SmallMnist() {}

    /** The first images are for training, those after them for the test. */
    static Path write(Path folder, int train, int test) {
        try {
            Files.createDirectories(folder);
            write(folder, "train", 0, train);
            write(folder, "t10k", train, test);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path folder, String part, int from, int count) throws IOException {
        Files.write(folder.resolve(part + "-images-idx3-ubyte"), images(from, count, false));
        Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels(from, count, 0));
    }

    /** The content of an IDX file of images, row by row or, transposed, column by column. */
    static byte[] images(int from, int count, boolean transposed) {
        ByteBuffer images = ByteBuffer.allocate(16 + count * 784);
        images.putInt(0x803).putInt(count).putInt(28).putInt(28);
        for (int i = from; i < from + count; i++) {
            byte[] pixels = IMAGES.pixels(i);
            for (int k = 0; k < 784; k++) {
                images.put(pixels[transposed ? k % 28 * 28 + k / 28 : k]);
            }
        }
        return images.array();
    }

    /** The content of an IDX file of labels. */
    static byte[] labels(int from, int count, int firstLabel) {
        ByteBuffer labels = ByteBuffer.allocate(8 + count);
        labels.putInt(0x801).putInt(count);
        for (int i = from; i < from + count; i++) {
            labels.put((byte) (IMAGES.label(i) + firstLabel));
        }
        return labels.array();
    }
}
