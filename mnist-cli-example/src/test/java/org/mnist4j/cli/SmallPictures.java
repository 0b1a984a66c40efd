package org.mnist4j.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layers;
import org.mnist4j.data.ImageShape;

/** Pictures of 4 x 4 colored pixels in folders of classes, and experiments that train on them. */
final class SmallPictures {

    static final int SIDE = 4;

    private SmallPictures() {}

    /** As many pictures for each class, each of its own shade and noise. */
    static Path write(Path folder, List<String> classes, int pictures) {
        try {
            for (int label = 0; label < classes.size(); label++) {
                Path of = Files.createDirectories(folder.resolve(classes.get(label)));
                for (int i = 0; i < pictures; i++) {
                    Files.write(of.resolve((100 + i) + ".png"), png(label, i));
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Training and test pictures. */
    static Path write(Path folder, String train, String test, List<String> classes) {
        write(folder.resolve(train), classes, 6);
        write(folder.resolve(test), classes, 3);
        return folder;
    }

    static byte[] png(int label, int number) throws IOException {
        Random noise = new Random(1000L * label + number);
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int shade = 60 * label + noise.nextInt(60);
            image.setRGB(i % SIDE, i / SIDE, shade << 16 | (255 - shade) << 8 | noise.nextInt(256));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    static ExperimentConfig config(int classes, int channels) {
        return ExperimentConfig.builder()
                .name("pictures")
                .input(ImageShape.of(SIDE, SIDE, channels))
                .classes(classes)
                .layers(Layers.dense(4))
                .epochs(2)
                .batchSize(4)
                .build();
    }

    static Path writeConfig(Path file, int classes, int channels) {
        try {
            return Files.writeString(file, config(classes, channels).toJson());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
