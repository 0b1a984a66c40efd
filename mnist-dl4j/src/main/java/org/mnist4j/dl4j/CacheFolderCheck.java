package org.mnist4j.dl4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mnist4j.spi.EngineCheck;

/** The folder into which JavaCPP unpacks native libraries before they are loaded. */
final class CacheFolderCheck {

    private static final String NAME = "cache folder";
    private static final long NEEDED_BYTES = 400L << 20;

    private static final Path MOUNTS = Path.of("/proc/self/mounts");

    private CacheFolderCheck() {}

    static EngineCheck of(Path folder) {
        boolean there = Files.exists(folder);
        if (there ? !isWritable(folder) : !NativeCache.canBeMade(folder)) {
            return EngineCheck.failed(
                    NAME,
                    folder + " cannot be written",
                    "ND4J's native library cannot be unpacked.",
                    "Make it writable, or name another folder with -Dorg.bytedeco.javacpp.cachedir=FOLDER.");
        }
        if (isNoExec(folder, MOUNTS)) {
            return EngineCheck.failed(
                    NAME,
                    folder + " is on a file system mounted noexec",
                    "ND4J's native library can be unpacked there, but not loaded.",
                    "Name a folder elsewhere with -Dorg.bytedeco.javacpp.cachedir=FOLDER, or for a user without a home"
                            + " with -Djava.io.tmpdir=FOLDER.");
        }
        long free = NativeCache.existing(folder).toFile().getUsableSpace();
        String found = folder + (there ? ", writable, " : ", will be made, ") + mebibytes(free) + " free";
        return free < NEEDED_BYTES && !(there && holdsNd4j(folder))
                ? EngineCheck.failed(
                        NAME,
                        found,
                        "ND4J's native library needs " + mebibytes(NEEDED_BYTES) + " once.",
                        "Make room, or name a folder elsewhere with -Dorg.bytedeco.javacpp.cachedir=FOLDER.")
                : EngineCheck.passed(NAME, found);
    }

    /** Whether programs on the folder's file system are not executed, as far as Linux's list of mounts says so. */
    static boolean isNoExec(Path folder, Path mounts) {
        if (!Files.isReadable(mounts)) {
            return false;
        }
        try {
            Path real = NativeCache.existing(folder).toRealPath();
            int depth = -1;
            boolean noExec = false;
            for (String line : Files.readAllLines(mounts, StandardCharsets.ISO_8859_1)) {
                String[] fields = line.split(" ");
                Path point = Path.of(fields[1].replace("\\040", " "));
                // Of several mounts at one place, the last counts.
                if (real.startsWith(point) && point.getNameCount() >= depth) {
                    depth = point.getNameCount();
                    noExec = List.of(fields[3].split(",")).contains("noexec");
                }
            }
            return noExec;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
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
}
