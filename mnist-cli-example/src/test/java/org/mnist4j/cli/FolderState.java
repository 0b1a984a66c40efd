package org.mnist4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Everything in a folder: names, kinds, sizes, times, and the content of what is small. */
final class FolderState {

    private static final long SMALL = 4 << 20;

    private FolderState() {}

    static TreeMap<String, String> of(Path folder) {
        TreeMap<String, String> state = new TreeMap<>();
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                state.put(entry.toString(), describe(entry));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return state;
    }

    private static String describe(Path entry) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            return attributes.isDirectory() ? "folder" : "link or pipe";
        }
        CRC32 checksum = new CRC32();
        if (attributes.size() < SMALL) {
            checksum.update(Files.readAllBytes(entry));
        }
        return attributes.size() + " bytes of " + attributes.lastModifiedTime() + ", " + checksum.getValue();
    }
}
