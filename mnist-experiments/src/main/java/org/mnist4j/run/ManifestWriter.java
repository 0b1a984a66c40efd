package org.mnist4j.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DataReading;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.metrics.ClassMetrics;

/** Writes a manifest: the same fields in the same order every time. */
final class ManifestWriter {

    static final String FORMAT = "mnist4j-run";

    // How the JDK formats a double differs between versions.
    private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build());

    private ManifestWriter() {}

    static String text(RunManifest manifest) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", FORMAT);
        root.put("formatVersion", manifest.formatVersion());
        root.set("config", tree(manifest.config()));
        root.put("configSha256", manifest.configSha256());
        root.put("seed", manifest.seed());
        data(root.putObject("data"), manifest.data());
        if (RunManifest.recordsReading(manifest.formatVersion())) {
            reading(
                    root.withObject("data").putObject("reading"),
                    manifest.data().reading());
        }
        build(root.putObject("build"), manifest.build());
        environment(root.putObject("environment"), manifest.environment());
        root.put("engine", manifest.engine());
        root.put("threads", manifest.threads());
        manifest.stopReason().ifPresent(reason -> root.put("stopReason", reason.name()));
        if (RunManifest.recordsContinues(manifest.formatVersion())) {
            root.putArray("continues");
            for (ContinuedRun run : manifest.continues()) {
                ObjectNode entry = root.withArray("continues").addObject();
                entry.put("epochs", run.epochs());
                entry.put("parametersSha256", run.parametersSha256());
                build(entry.putObject("build"), run.build());
                environment(entry.putObject("environment"), run.environment());
            }
        }
        ObjectNode timings = root.putObject("timings");
        timings.put("trainingSeconds", manifest.timings().trainingSeconds());
        timings.put("fastestEpochSeconds", manifest.timings().fastestEpochSeconds());
        timings.put("slowestEpochSeconds", manifest.timings().slowestEpochSeconds());
        metrics(root.putObject("metrics"), manifest.metrics());
        root.put("parametersSha256", manifest.parametersSha256());
        files(root, manifest.files());
        return indented(root);
    }

    /** Sets the list of files. */
    static void files(ObjectNode root, List<RunFile> files) {
        ArrayNode list = root.putArray("files");
        for (RunFile file : files) {
            ObjectNode entry = list.addObject();
            entry.put("name", file.name());
            entry.put("bytes", file.bytes());
            entry.put("sha256", file.sha256());
        }
    }

    private static void data(ObjectNode node, RunData data) {
        identity(node.putObject("training"), data.training());
        data.validation()
                .ifPresentOrElse(
                        images -> identity(node.putObject("validation"), images), () -> node.putNull("validation"));
        identity(node.putObject("test"), data.test());
        node.putArray("classNames");
        data.classNames().forEach(node.withArray("classNames")::add);
    }

    private static void reading(ObjectNode node, DataReading reading) {
        reading.split().ifPresentOrElse(share -> node.put("split", share), () -> node.putNull("split"));
        node.put("splitSeed", reading.splitSeed());
        node.put("skipUnreadable", reading.skipUnreadable());
        node.put("followLinks", reading.followLinks());
    }

    static ObjectNode node(DatasetIdentity images) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        identity(node, images);
        return node;
    }

    /** A data set as in a manifest, on one line. */
    static String identityLine(DatasetIdentity images) {
        return compact(node(images));
    }

    /** A JSON string. */
    static String quoted(String text) {
        return compact(JsonNodeFactory.instance.textNode(text));
    }

    /** Parses JSON that this library has written. */
    static JsonNode parsed(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("what was written as JSON is JSON", e);
        }
    }

    private static void identity(ObjectNode node, DatasetIdentity images) {
        node.put("name", images.name());
        node.put("images", images.images());
        node.put("fingerprint", images.fingerprint());
    }

    private static void build(ObjectNode node, BuildInfo build) {
        node.put("version", build.version());
        node.put("commit", build.commit());
        node.put("dirty", build.dirty());
    }

    private static void environment(ObjectNode node, RunEnvironment environment) {
        node.put("java", environment.java());
        node.put("os", environment.os());
        node.put("arch", environment.arch());
        node.put("cpu", environment.cpu());
        node.put("processors", environment.processors());
        node.put("blasCore", environment.blasCore());
        environment.kernels().ifPresent(name -> node.put("kernels", name));
        environment.kernelAdvice().ifPresent(advice -> node.put("kernelAdvice", advice));
    }

    private static void metrics(ObjectNode node, RunMetrics metrics) {
        node.put("accuracy", metrics.accuracy());
        node.put("macroF1", metrics.macroF1());
        node.put("macroPrecision", metrics.macroPrecision());
        node.put("macroRecall", metrics.macroRecall());
        node.put("weightedF1", metrics.weightedF1());
        node.put("logLoss", metrics.logLoss());
        node.put("testImages", metrics.testImages());
        node.putArray("perClass");
        for (ClassMetrics scores : metrics.perClass()) {
            ObjectNode row = node.withArray("perClass").addObject();
            row.put("name", scores.name());
            row.put("precision", scores.precision());
            row.put("recall", scores.recall());
            row.put("f1", scores.f1());
            row.put("support", scores.support());
        }
    }

    /** The configuration's JSON, with every default filled in. */
    static JsonNode tree(ExperimentConfig config) {
        return parsed(config.toJson());
    }

    /** On one line, as {@link ExperimentConfig#sha256()} hashes it. */
    static String compact(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of plain nodes can always be written", e);
        }
    }

    static String indented(JsonNode node) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators =
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators)
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        try {
            return MAPPER.writer(printer).writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of plain nodes can always be written", e);
        }
    }
}
