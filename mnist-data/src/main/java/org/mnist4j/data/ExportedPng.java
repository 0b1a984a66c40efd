package org.mnist4j.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;

/** PNG files in one folder per class, numbered in the order of the images. */
final class ExportedPng {

    /** What Windows, macOS or Linux do not allow in a file's name. */
    private static final String FORBIDDEN = "[\\p{Cntrl}<>:\"/\\\\|?*]";

    /** Names of devices on Windows, with any extension. */
    private static final String DEVICE = "(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?";

    private static final int LONGEST = 50;

    private ExportedPng() {}

    static void write(TrainTest images, Path folder) throws IOException {
        List<String> names = folderNames(images.train().classNames());
        write(images.train(), names, folder.resolve("train"));
        write(images.test(), names, folder.resolve("test"));
    }

    /** Returns the class names if they can be those of folders and are sorted, or else their numbers and similar names. */
    static List<String> folderNames(List<String> classNames) {
        boolean sorted = true;
        boolean usable = true;
        Set<String> seen = new HashSet<>();
        for (int c = 0; c < classNames.size(); c++) {
            String name = classNames.get(c);
            sorted &= c == 0 || classNames.get(c - 1).compareTo(name) < 0;
            usable &= name.equals(similar(name)) && seen.add(name.toLowerCase(Locale.ROOT));
        }
        if (sorted && usable) {
            return classNames;
        }
        int digits = Integer.toString(classNames.size() - 1).length();
        List<String> numbered = new ArrayList<>();
        for (String name : classNames) {
            numbered.add(String.format(Locale.ROOT, "%0" + digits + "d-%s", numbered.size(), similar(name)));
        }
        return numbered;
    }

    /** Returns a name for a folder on any system, in ASCII, since not every JVM can write other letters. */
    private static String similar(String name) {
        String text = name.replaceAll(FORBIDDEN, "_").replaceAll("[^ -~]", "_").replaceFirst("^\\.", "_");
        text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        text = text.replaceAll("[ .]+$", "_");
        return text.matches(DEVICE) || new Omissions(Path.of("")).leftOut(text) ? text + "_" : text;
    }

    private static void write(ImageDataset images, List<String> names, Path folder) throws IOException {
        for (String name : names) {
            Files.createDirectories(folder.resolve(name));
        }
        int digits = Integer.toString(images.size() - 1).length();
        for (int i = 0; i < images.size(); i++) {
            Path file = folder.resolve(names.get(images.label(i)))
                    .resolve(String.format(Locale.ROOT, "%0" + digits + "d.png", i));
            try (OutputStream out = Files.newOutputStream(file)) {
                ImageIO.write(picture(images.pixels(i), images.shape()), "png", out);
            }
        }
    }

    private static BufferedImage picture(byte[] pixels, ImageShape shape) {
        boolean grey = shape.channels() == 1;
        BufferedImage picture = new BufferedImage(
                shape.width(), shape.height(), grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        int at = 0;
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                for (int c = 0; c < shape.channels(); c++) {
                    picture.getRaster().setSample(x, y, c, pixels[at++] & 0xFF);
                }
            }
        }
        return picture;
    }
}
