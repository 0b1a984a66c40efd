package org.mnist4j.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.run.RunComparison;
import org.mnist4j.storage.AtomicFile;

/**
 * One HTML page that compares two runs on the same test images: their scores side by side, McNemar's test, per-class scores, the
 * images on which they disagree, and how the runs differ.
 *
 * <p>Like {@link HtmlReport}, a single file below 2 MB that loads nothing and runs no script. It shows up to 32 images for each
 * kind of disagreement, and the total number.
 *
 * <pre>{@code
 * RunComparison comparison = RunComparison.of(Run.open(Path.of("runs/a")), Run.open(Path.of("runs/b")));
 * ComparisonReport.of(comparison, Mnist.loadTest()).write(Path.of("comparison.html"));
 * }</pre>
 */
public final class ComparisonReport {
    private final RunComparison comparison;
    private final ImageDataset test;

    private ComparisonReport(RunComparison comparison, ImageDataset test) {
        this.comparison = comparison;
        this.test = test;
    }

    /**
     * Creates a report of two runs.
     *
     * @param test the test images of both runs
     * @throws IllegalArgumentException if these are other images; the message contains both fingerprints
     */
    public static ComparisonReport of(RunComparison comparison, ImageDataset test) {
        if (!test.fingerprint().equals(comparison.test().fingerprint())) {
            throw new IllegalArgumentException("test: expected the images of the runs, "
                    + comparison.test().name() + " with fingerprint "
                    + comparison.test().fingerprint() + ", was " + test.name() + " with " + test.fingerprint());
        }
        return new ComparisonReport(comparison, test);
    }

    /** The page as HTML 5; equal comparisons give equal text on the same JDK. */
    public String toHtml() {
        return new ComparisonPage(comparison, test).toString();
    }

    /**
     * Writes the page as UTF-8; an existing file is replaced only once the new one is complete.
     *
     * @throws ReportFileException if the file cannot be written
     */
    public void write(Path file) {
        byte[] html = toHtml().getBytes(StandardCharsets.UTF_8);
        try {
            AtomicFile.writeCreatingFolders(file, html);
        } catch (IOException e) {
            throw ReportFileException.of(file, e);
        }
    }

    @Override
    public String toString() {
        return "ComparisonReport[" + comparison + "]";
    }
}
