package org.mnist4j.doctor;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks that runs can be written in the working directory. */
final class DiskCheck {

    private static final long ENOUGH_BYTES = 100L << 20;

    private DiskCheck() {}

    static Finding of(Path folder) {
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            return Finding.warn(
                    "disk",
                    folder + " cannot be written",
                    "Run directories are written to its subfolder runs/ unless --out names another one.",
                    "Start in a folder that you can write to, or use --out.");
        }
        long free = folder.toFile().getUsableSpace();
        String found = folder + ", writable, " + Sizes.text(free) + " free";
        return free < ENOUGH_BYTES
                ? Finding.warn(
                        "disk",
                        found,
                        "A run directory takes several MiB.",
                        "Free some space, or choose another disk with --out.")
                : Finding.ok("disk", found);
    }
}
