package org.mnist4j.dl4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.mnist4j.spi.EngineCheck;

/** The folder into which JavaCPP unpacks native libraries before they are loaded. */
final class CacheFolderCheck {

    private static final String NAME = "cache folder";
    private static final long NEEDED_BYTES = 400L << 20;

    private CacheFolderCheck() {}

    /** Where JavaCPP looks, in its order: it takes the first that is there or can be made. */
    static List<Path> candidates(Properties system) {
        List<Path> candidates = new ArrayList<>();
        try {
            String named = system.getProperty("org.bytedeco.javacpp.cachedir");
            if (named != null) {
                candidates.add(Path.of(named));
            }
            candidates.add(Path.of(system.getProperty("user.home"), ".javacpp", "cache"));
        } catch (InvalidPathException e) {
            // Then it takes the last.
        }
        candidates.add(
                Path.of(system.getProperty("java.io.tmpdir"), ".javacpp-" + system.getProperty("user.name"), "cache"));
        return candidates;
    }

    static EngineCheck of(List<Path> candidates) {
        Path folder = candidates.stream()
                .filter(candidate -> Files.exists(candidate) || canBeMade(candidate))
                .findFirst()
                .orElse(candidates.get(0));
        boolean there = Files.exists(folder);
        if (there ? !isWritable(folder) : !canBeMade(folder)) {
            return EngineCheck.failed(
                    NAME,
                    folder + " cannot be written",
                    "ND4J's native library cannot be unpacked.",
                    "Make it writable, or name another folder with -Dorg.bytedeco.javacpp.cachedir=FOLDER.");
        }
        long free = existing(folder).toFile().getUsableSpace();
        String found = folder + (there ? ", writable, " : ", will be made, ") + mebibytes(free) + " free";
        return free < NEEDED_BYTES && !(there && holdsNd4j(folder))
                ? EngineCheck.failed(
                        NAME,
                        found,
                        "ND4J's native library needs " + mebibytes(NEEDED_BYTES) + " once.",
                        "Make room, or name a folder elsewhere with -Dorg.bytedeco.javacpp.cachedir=FOLDER.")
                : EngineCheck.passed(NAME, found);
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private static boolean holdsNd4j(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("nd4j-native"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes and deletes a file: what permissions say is not all there is to it. */
    private static boolean isWritable(Path folder) {
        try {
            Files.delete(Files.createTempFile(folder, "mnist4j", ""));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canBeMade(Path folder) {
        Path ancestor = existing(folder);
        return Files.isDirectory(ancestor) && Files.isWritable(ancestor);
    }

    /** The folder, or the nearest above it that is there. */
    private static Path existing(Path folder) {
        Path ancestor = folder.toAbsolutePath();
        while (ancestor.getParent() != null && !Files.exists(ancestor)) {
            ancestor = ancestor.getParent();
        }
        return ancestor;
    }
}
