package org.mnist4j.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An in-memory file system of a given size, on machines where a test may mount one. */
final class SmallDisk implements AutoCloseable {

    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    /** Empty if this is not Linux, the user is not root, or the container may not mount. */
    static Optional<SmallDisk> mount(Path path, String size) throws IOException {
        Files.createDirectories(path);
        return run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path.toString())
                ? Optional.of(new SmallDisk(path))
                : Optional.empty();
    }

    void remount(String options) {
        if (!run("mount", "-o", "remount," + options, path.toString())) {
            throw new IllegalStateException("the disk cannot be remounted");
        }
    }

    @Override
    public void close() {
        run("umount", path.toString());
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
