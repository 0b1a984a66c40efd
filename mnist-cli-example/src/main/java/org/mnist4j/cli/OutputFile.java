package org.mnist4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The file that a command writes. */
final class OutputFile {

    @Option(names = "--out", paramLabel = "FILE", required = true, order = 20, description = "The file to write.")
    private Path out = Path.of("");

    @Option(names = "--overwrite", order = 21, description = "Replace an existing --out.")
    private boolean overwrite;

    /**
     * Refuses to replace a file of another kind: a mistyped name must not cost a model or a manifest.
     *
     * @param beginning how a file of the kind begins
     * @param kind the kind, in the plural
     */
    static void requireReplaceable(String option, Path file, String beginning, String kind, boolean overwrite)
            throws IOException {
        if (overwrite || !Files.isRegularFile(file) || Files.size(file) == 0) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(beginning.length()), StandardCharsets.ISO_8859_1);
            if (!start.equals(beginning)) {
                throw new CommandException(
                        ExitCode.USAGE,
                        option + " " + file + " exists and contains no " + kind + "; choose another file, or replace it"
                                + " with --overwrite");
            }
        }
    }

    /**
     * The file, if it can be written without losing anything.
     *
     * @param inputs the files that are read, which it must not replace
     */
    Path path(List<Path> inputs) throws IOException {
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(out)) {
            throw new CommandException(ExitCode.USAGE, "--out " + out + " is a folder; name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandException(
                    ExitCode.FILE, "--out " + out + ": there is no folder " + folder + "; create it first");
        }
        if (!Files.exists(out)) {
            return out;
        }
        for (Path input : inputs) {
            if (Files.isSameFile(out, input)) {
                throw new CommandException(ExitCode.USAGE, "--out " + out + " is an input; choose another file");
            }
        }
        if (!overwrite) {
            throw new CommandException(
                    ExitCode.USAGE, "--out " + out + " exists; use --overwrite or choose another file");
        }
        return out;
    }
}
