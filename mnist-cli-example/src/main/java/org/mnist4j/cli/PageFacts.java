package org.mnist4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Model;

/** What a page to draw on shows about a model besides the model itself. */
final class PageFacts {

    private static final String METRICS = "metrics.json";
    private static final int MAX_METRICS = 1 << 22;

    private PageFacts() {}

    /** Read from the metrics beside the model in a run directory; empty elsewhere, and for an ensemble. */
    static Map<String, String> of(Path modelFile, Classifier classifier, PrintWriter err) {
        Path file = modelFile.resolveSibling(METRICS);
        if (!(classifier instanceof Model) || !Files.isRegularFile(file)) {
            return Map.of();
        }
        JsonNode metrics;
        try {
            if (Files.size(file) > MAX_METRICS) {
                throw new IOException("larger than " + MAX_METRICS + " bytes");
            }
            metrics = new JsonMapper().readTree(file.toFile());
        } catch (IOException e) {
            err.println(file + " cannot be read; the page will not show the accuracy");
            return Map.of();
        }
        double accuracy = metrics.path("accuracy").asDouble(-1);
        long images = metrics.path("testImages").asLong(-1);
        if (accuracy < 0 || accuracy > 1 || images < 1) {
            return Map.of();
        }
        return Map.of("Accuracy", String.format(Locale.ROOT, "%.2f %% of %,d test images", 100 * accuracy, images));
    }
}
