package org.mnist4j.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mnist4j.run.RunDirectoryException.Reason;
import org.mnist4j.storage.AtomicFile;

/**
 * Writes the figures and the report of a finished run into its directory and lists them in its manifest.
 *
 * <p>They are made from the other files of the run, so they can be added to a run without them and replaced at any time.
 * Nothing else in the directory changes, and nothing in the manifest but its list of files.
 */
public final class FigureFiles {

    private FigureFiles() {}

    /**
     * Writes files and then the manifest. Each is replaced only once its new content is complete. A process killed in
     * between leaves figures that the manifest does not list; writing them again mends that.
     *
     * @param run the run, opened before the files were made
     * @param files the content by name; names are those of a run's figures, such as {@code report.html}
     * @return the files that could not be written, with the reason; empty if all were. What was there before is left
     *     unchanged
     * @throws IllegalArgumentException if a name is not that of a figure
     * @throws RunDirectoryException if the manifest was changed since the run was opened, and then nothing is written;
     *     or if the manifest cannot be written
     * @throws RunFormatException if the manifest cannot be read any more
     */
    public static Map<String, IOException> write(Run run, Map<String, byte[]> files) {
        files.keySet().forEach(FigureFiles::requireFigure);
        Path manifest = run.directory().resolve(RunDirectory.MANIFEST);
        if (!RunManifest.readJson(manifest).equals(run.manifest())) {
            throw new RunDirectoryException(
                    run.directory(),
                    Reason.WRITE_FAILED,
                    "was replaced while its figures were made; they are not written, make them again");
        }
        Map<String, RunFile> listed = new LinkedHashMap<>();
        run.manifest().files().forEach(file -> listed.put(file.name(), file));
        Map<String, IOException> failures = new LinkedHashMap<>();
        files.forEach((name, content) -> {
            try {
                write(run.directory().resolve(name), content);
                listed.put(name, new RunFile(name, content.length, FileContent.sha256(content)));
            } catch (IOException e) {
                failures.put(name, e);
            }
        });
        list(run, manifest, new ArrayList<>(listed.values()));
        return failures;
    }

    private static void write(Path file, byte[] content) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("a folder is in its place; move it elsewhere");
        }
        AtomicFile.write(file, out -> out.write(content));
    }

    private static void requireFigure(String name) {
        if (!RunDirectory.FIGURES.contains(name)) {
            throw new IllegalArgumentException("files: expected names of figures, such as report.html, was "
                    + Text.visible(name) + "; other files of a run are never replaced");
        }
    }

    /** Changes the text as it is, with the fields of a later version that this one does not know. */
    private static void list(Run run, Path manifest, List<RunFile> files) {
        files.sort(Comparator.comparing(RunFile::name));
        ObjectNode root = ManifestReader.tree(manifest);
        ManifestWriter.files(root, files);
        byte[] text = ManifestWriter.indented(root).getBytes(StandardCharsets.UTF_8);
        try {
            AtomicFile.write(manifest, out -> out.write(text));
        } catch (IOException e) {
            throw new RunDirectoryException(
                    run.directory(),
                    Reason.WRITE_FAILED,
                    RunDirectory.MANIFEST + " cannot be written (" + e.getMessage()
                            + "), so it does not list the new figures; check the disk and make them again",
                    e);
        }
    }
}
