package org.mnist4j.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;

/** The zeros and ones of a few images of MNIST as folders of PNG files, one per class. */
final class DigitPictures {

    private static final ImageDataset IMAGES = Mnist.loadTest();

    private DigitPictures() {}

    /** Writes {@code train/} and {@code test/}, with the first images of each digit in {@code train/}. */
    static Path write(Path folder, String zero, String one, int trainEach, int testEach) {
        for (int digit = 0; digit < 2; digit++) {
            int wanted = digit;
            List<Integer> chosen = IntStream.range(0, IMAGES.size())
                    .filter(i -> IMAGES.label(i) == wanted)
                    .limit(trainEach + testEach)
                    .boxed()
                    .toList();
            for (int k = 0; k < chosen.size(); k++) {
                String part = k < trainEach ? "train" : "test";
                png(folder.resolve(part).resolve(digit == 0 ? zero : one), chosen.get(k));
            }
        }
        return folder;
    }

    private static void png(Path folder, int index) {
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, 28, 28, IMAGES.pixels(index));
        try {
            Files.createDirectories(folder);
            ImageIO.write(image, "png", folder.resolve(index + ".png").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
