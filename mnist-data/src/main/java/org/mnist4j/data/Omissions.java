package org.mnist4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is left out while a folder of images is read: hidden files, leftovers, and images that cannot be read. */
final class Omissions {

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

    /** What file browsers, archivers and network drives leave behind, in lower case. Hidden names begin with a dot. */
    private static final Set<String> LEFTOVERS = Set.of(
            "thumbs.db",
            "ehthumbs.db",
            "desktop.ini",
            "icon\r",
            "__macosx",
            "@eadir",
            "$recycle.bin",
            "system volume information");

    private static final int NAMES_SHOWN = 5;

    private final Path directory;
    private final List<SkippedFile> skipped = new ArrayList<>();
    private int leftovers;

    Omissions(Path directory) {
        this.directory = directory;
    }

    /** Whether an entry of this name is no part of a data set; counts it if so. */
    boolean leftOut(String name) {
        boolean leftOut = name.startsWith(".") || LEFTOVERS.contains(name.toLowerCase(Locale.ROOT));
        if (leftOut) {
            leftovers++;
        }
        return leftOut;
    }

    /** Leaves out an image, or reports the failure if that is not one of the image itself. */
    void skip(Path file, DataFormatException failure) {
        switch (failure.reason()) {
            case IMAGE_CORRUPT, IMAGE_UNSUPPORTED, IMAGE_TOO_LARGE ->
                skipped.add(new SkippedFile(relative(file), failure.reason(), failure.expected(), failure.actual()));
            default -> throw failure;
        }
    }

    List<SkippedFile> skipped() {
        return skipped;
    }

    int leftovers() {
        return leftovers;
    }

    void log() {
        if (leftovers > 0) {
            LOG.info(
                    "{}: {} hidden files and leftovers of file browsers and archives are not read",
                    printable(directory.toString()),
                    leftovers);
        }
        if (!skipped.isEmpty()) {
            LOG.warn(
                    "{}: skipped {} unreadable images: {}{}",
                    printable(directory.toString()),
                    skipped.size(),
                    skipped.stream()
                            .limit(NAMES_SHOWN)
                            .map(file -> printable(file.file()))
                            .collect(Collectors.joining(", ")),
                    skipped.size() > NAMES_SHOWN ? " and " + (skipped.size() - NAMES_SHOWN) + " more" : "");
        }
    }

    private String relative(Path file) {
        List<String> names = new ArrayList<>();
        directory.relativize(file).forEach(name -> names.add(name.toString()));
        return String.join("/", names);
    }

    /** File names may contain codes that a terminal obeys. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }
}
