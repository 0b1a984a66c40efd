package org.mnist4j.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Images of noise, 8 x 8, in one folder per class. */
final class NoiseFolder {

    private static final int SIDE = 8;

    private NoiseFolder() {}

    /** Two images per class for training and one for the test, and the configuration of a small network beside them. */
    static Path write(Path folder, int classes) {
        Random random = new Random(classes);
        try {
            for (int c = 0; c < classes; c++) {
                Path train = Files.createDirectories(folder.resolve("train/class-" + (1000 + c)));
                Path test = Files.createDirectories(folder.resolve("test/class-" + (1000 + c)));
                ImageIO.write(image(random), "png", train.resolve("a.png").toFile());
                ImageIO.write(image(random), "png", train.resolve("b.png").toFile());
                ImageIO.write(image(random), "png", test.resolve("c.png").toFile());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration of a small network for these images, trained for one epoch. */
    static Path config(Path file, int classes) {
        try {
            return Files.writeString(file, """
                    {"input": {"height": 8, "width": 8, "channels": 1}, "classes": %d,
                     "layers": [{"type": "dense", "units": 8}], "training": {"epochs": 1, "batchSize": 32}}
                    """.formatted(classes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage image(Random random) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                image.getRaster().setSample(x, y, 0, random.nextInt(256));
            }
        }
        return image;
    }
}
