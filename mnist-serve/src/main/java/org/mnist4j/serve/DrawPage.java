package org.mnist4j.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.mnist4j.model.Calibration;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Model;
import org.mnist4j.storage.AtomicFile;

/**
 * Writes the page of {@link PredictionServer} as one HTML file with the model in it, which predicts without a server; immutable.
 *
 * <p>The file needs no network: opened from a disk, it requests nothing, and its Content-Security-Policy forbids that. It has at
 * most {@value #MAX_BYTES} bytes, of which a parameter takes about 4.2. Drawings are prepared to the same pixels as by {@link
 * org.mnist4j.data.DigitImage}, and the probabilities are within 1e-5 of the model's. It needs a browser of 2023 or newer.
 */
public final class DrawPage {

    /** The most bytes of a page. */
    public static final int MAX_BYTES = 3_000_000;

    /** Each after those it imports. */
    static final List<String> MODULES = List.of(
            "network.js",
            "weights.js",
            "ink-grid.js",
            "grey-image.js",
            "paper.js",
            "clean-ink.js",
            "marks.js",
            "digit-fit.js",
            "digit-image.js",
            "page-predictor.js",
            "ink.js",
            "page.js");

    private final Classifier classifier;
    private final Map<String, String> facts;

    private DrawPage(Classifier classifier, Map<String, String> facts) {
        this.classifier = classifier;
        this.facts = new LinkedHashMap<>(facts);
    }

    /**
     * A page of a model or of an ensemble, which prepares drawings as for the ensemble's first model.
     *
     * @param classifier takes images with 1 channel (grey) or 3 (colour)
     * @throws IllegalArgumentException if its images have 2 or 4 channels
     */
    public static DrawPage of(Classifier classifier) {
        ModelFacts.requireDrawable(classifier);
        return new DrawPage(classifier, Map.of());
    }

    /**
     * This page with other facts to show about the model, such as its accuracy.
     *
     * @param newFacts names and values in the order in which the page shows them; copied
     */
    public DrawPage facts(Map<String, String> newFacts) {
        return new DrawPage(classifier, newFacts);
    }

    /**
     * Writes the file: to a temporary file beside the target, forced to the disk, then renamed. An existing file is replaced
     * only by a complete new one.
     *
     * @throws IllegalArgumentException if the page would be larger than {@link #MAX_BYTES}
     * @throws UncheckedIOException if the file cannot be written; an existing file is then left unchanged
     */
    public void write(Path file) {
        byte[] page = toBytes();
        try {
            AtomicFile.write(file, out -> out.write(page));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the page cannot be written: " + e, e);
        }
    }

    /** The file's content. */
    byte[] toBytes() {
        List<Model> members = classifier.members();
        ObjectNode about = new ModelFacts(classifier, facts).json();
        about.set("ink", PageInk.json(classifier.inkStatistics()));
        ArrayNode described = about.putArray("members");
        List<PageParameters> parameters = new ArrayList<>();
        for (Model member : members) {
            PageParameters own = PageParameters.of(member.parameters(), MAX_BYTES);
            parameters.add(own);
            described
                    .addObject()
                    .put("bytes", own.bytes())
                    .put(
                            "temperature",
                            member.calibration().map(Calibration::temperature).orElse(1.0))
                    .set("layers", layers(member));
        }
        if (classifier instanceof Model model) {
            model.calibration().ifPresent(calibration -> about.put("threshold", calibration.threshold()));
        }
        long characters = parameters.stream().mapToLong(PageParameters::length).sum();
        requireFits(page(about, parameters, own -> "").length + characters);
        return page(about, parameters, PageParameters::text);
    }

    private static JsonNode layers(Model member) {
        try {
            return new JsonMapper().readTree(member.config().toJson()).required("layers");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a configuration's JSON can always be read", e);
        }
    }

    private static void requireFits(long size) {
        if (size > MAX_BYTES) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the page would have %,d bytes, but at most %,d are allowed; a model of about 700,000 parameters fits, or"
                            + " serve this one with PredictionServer",
                    size,
                    MAX_BYTES));
        }
    }

    private static byte[] page(
            ObjectNode about, List<PageParameters> parameters, Function<PageParameters, String> text) {
        // Class names and facts are anybody's text: without a < they cannot end their block.
        StringBuilder data = new StringBuilder(
                block("id=\"model\" type=\"application/json\"", about.toString().replace("<", "\\u003c")));
        for (int m = 0; m < parameters.size(); m++) {
            data.append(block("id=\"parameters-" + m + "\" type=\"text/plain\"", text.apply(parameters.get(m))));
        }
        String style = PageFile.text("page.css");
        String script = PageFile.script(MODULES);
        String icon = Base64.getEncoder().encodeToString(PageFile.bytes("icon.svg"));
        String html = PageFile.text("index.html");
        html = replaced(html, "<meta charset=\"utf-8\">\n", "<meta charset=\"utf-8\">\n" + policy(style, script));
        html = replaced(html, "href=\"icon.svg\"", "href=\"data:image/svg+xml;base64," + icon + "\"");
        html = replaced(html, "<link rel=\"stylesheet\" href=\"page.css\">", "<style>" + style + "</style>");
        html = replaced(html, "<script type=\"module\" src=\"page.js\"></script>\n", "");
        html = replaced(html, "</body>", data + "<script type=\"module\">" + script + "</script>\n</body>");
        return html.getBytes(StandardCharsets.UTF_8);
    }

    private static String block(String attributes, String content) {
        return "<script " + attributes + ">" + content + "</script>\n";
    }

    /** Allows these two texts to run and apply, and the icon, which is in the page too; and no request. */
    private static String policy(String style, String script) {
        return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '" + hash(script)
                + "'; style-src '" + hash(style) + "'; img-src data:; base-uri 'none'; form-action 'none'\">\n";
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String replaced(String html, String part, String replacement) {
        int at = html.indexOf(part);
        if (at < 0 || at != html.lastIndexOf(part)) {
            throw new IllegalStateException("index.html must have once: " + part);
        }
        return html.substring(0, at) + replacement + html.substring(at + part.length());
    }

    @Override
    public String toString() {
        return "DrawPage[" + classifier + "]";
    }
}
