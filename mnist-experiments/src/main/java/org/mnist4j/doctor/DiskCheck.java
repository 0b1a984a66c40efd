package org.mnist4j.doctor;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether runs can be written where the program was started. */
final class DiskCheck {

    private static final long ENOUGH_BYTES = 100L << 20;

    private DiskCheck() {}

    static Finding of(Path folder) {
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            return Finding.warn(
                    "disk",
                    folder + " cannot be written",
                    "Run directories go to runs/ in it unless --out names another place.",
                    "Start from a folder of your own, or give --out.");
        }
        long free = folder.toFile().getUsableSpace();
        String found = folder + ", writable, " + Sizes.text(free) + " free";
        return free < ENOUGH_BYTES
                ? Finding.warn(
                        "disk", found, "A run directory takes several MiB.", "Make room, or give --out elsewhere.")
                : Finding.ok("disk", found);
    }
}
