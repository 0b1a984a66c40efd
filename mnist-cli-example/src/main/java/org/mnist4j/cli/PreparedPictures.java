package org.mnist4j.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageShape;

/** A folder with the images that a model gets for pictures, as PNG files. */
final class PreparedPictures {

    private static final int LONGEST = 60;

    private final Path folder;

    private PreparedPictures(Path folder) {
        this.folder = folder;
    }

    /** Creates the folder, or takes an empty one. */
    static PreparedPictures in(Path folder) throws IOException {
        if (folder.toString().isEmpty()) {
            throw new CommandException(ExitCode.USAGE, "--show-prepared is empty; name a new folder");
        }
        if (Files.exists(folder)) {
            if (!Files.isDirectory(folder)) {
                throw new CommandException(
                        ExitCode.USAGE, "--show-prepared " + folder + " is a file; name a new folder");
            }
            try (Stream<Path> content = Files.list(folder)) {
                if (content.findAny().isPresent()) {
                    throw new CommandException(
                            ExitCode.USAGE,
                            "--show-prepared " + folder + " exists and is not empty; name a new folder");
                }
            }
        }
        Files.createDirectories(folder);
        return new PreparedPictures(folder);
    }

    /**
     * Writes an image, never over another.
     *
     * @param index the number of its picture, from 1
     * @param mark the number of the digit in the picture, from 1, or 0 if it is the only one
     */
    void write(Path picture, int index, int mark, DigitImage image) throws IOException {
        String name = String.valueOf(picture.getFileName())
                .replaceAll("\\.[^.]*$", "")
                .replaceAll("[^A-Za-z0-9_-]", "_");
        String file = String.format(
                Locale.ROOT,
                "%04d%s-%s.png",
                index,
                mark == 0 ? "" : "-" + mark,
                name.substring(0, Math.min(LONGEST, name.length())));
        try (OutputStream out = Files.newOutputStream(folder.resolve(file), StandardOpenOption.CREATE_NEW)) {
            ImageIO.write(picture(image), "png", out);
        }
    }

    private static BufferedImage picture(DigitImage image) {
        ImageShape shape = image.shape();
        byte[] pixels = image.pixels();
        boolean grey = shape.channels() == 1;
        BufferedImage picture = new BufferedImage(
                shape.width(), shape.height(), grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < pixels.length; i++) {
            int pixel = i / shape.channels();
            picture.getRaster()
                    .setSample(pixel % shape.width(), pixel / shape.width(), i % shape.channels(), pixels[i] & 0xFF);
        }
        return picture;
    }
}
