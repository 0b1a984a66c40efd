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
        ByteBuffer images = ByteBuffer.allocate(16 + count * 784);
        images.putInt(0x803).putInt(count).putInt(28).putInt(28);
        ByteBuffer labels = ByteBuffer.allocate(8 + count);
        labels.putInt(0x801).putInt(count);
        for (int i = from; i < from + count; i++) {
            images.put(IMAGES.pixels(i));
            labels.put((byte) IMAGES.label(i));
        }
        Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
}
