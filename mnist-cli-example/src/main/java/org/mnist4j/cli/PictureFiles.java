package org.mnist4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that a command is given: files as they are, and the images in folders and their subfolders, sorted by name.
 *
 * <p>In a folder, an image is a file with the extension of one, whether it can be read or not; everything else is skipped with a
 * count. Hidden entries are ignored, and links to folders are not followed.
 */
final class PictureFiles {

    private static final Set<String> EXTENSIONS =
            Set.of("png", "jpg", "jpeg", "jpe", "gif", "bmp", "webp", "heic", "heif", "avif", "tif", "tiff", "jxl");

    /**
     * A picture to read, or a folder that gives none.
     *
     * @param path the file or folder
     * @param problem why there is nothing to read; null for a file
     */
    record Entry(Path path, @Nullable String problem) {}

    private final List<Entry> entries = new ArrayList<>();
    private final PrintWriter err;
    private int skipped;

    private PictureFiles(PrintWriter err) {
        this.err = err;
    }

    /** Lists the pictures in the order of the arguments, and reports on what is skipped. */
    static List<Entry> of(List<Path> arguments, PrintWriter err) {
        PictureFiles files = new PictureFiles(err);
        for (Path argument : arguments) {
            // An empty argument, as of a script's unset variable, is not taken for the current folder.
            if (!argument.toString().isEmpty() && Files.isDirectory(argument)) {
                files.addFolder(argument);
            } else {
                files.entries.add(new Entry(argument, null));
            }
        }
        return files.entries;
    }

    private void addFolder(Path folder) {
        int before = entries.size();
        skipped = 0;
        addContent(folder);
        if (entries.size() == before) {
            entries.add(new Entry(
                    folder,
                    folder + ": expected a folder with images, found none among " + skipped
                            + " files; name a folder with PNG or JPEG files"));
        } else if (skipped > 0) {
            err.println(VisibleText.oneLine(folder.toString()) + ": skipped " + skipped
                    + (skipped == 1 ? " file that is no image" : " files that are no images"));
        }
    }

    private void addContent(Path folder) {
        List<Path> content = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(content::add);
        } catch (IOException e) {
            entries.add(new Entry(folder, folder + ": cannot be listed (" + e + "); check its permissions"));
        } catch (DirectoryIteratorException e) {
            entries.add(new Entry(folder, folder + ": cannot be listed (" + e.getCause() + "); check the disk"));
        }
        content.sort(Comparator.comparing(entry -> String.valueOf(entry.getFileName())));
        for (Path entry : content) {
            String name = String.valueOf(entry.getFileName());
            if (name.startsWith(".")) {
                continue;
            }
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                addContent(entry);
            } else if (isImage(name) && !Files.isDirectory(entry)) {
                entries.add(new Entry(entry, null));
            } else {
                skipped++;
            }
        }
    }

    private static boolean isImage(String name) {
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
