package org.mnist4j.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DataReading;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.metrics.ClassMetrics;
import org.mnist4j.run.RunFormatException.Reason;
import org.mnist4j.train.StopReason;

/** Turns untrusted bytes into a checked manifest. */
final class ManifestReader {

    static final int MAX_BYTES = 4 << 20;

    private static final int MAJOR_VERSION = 1;
    private static final int MINOR_VERSION = 3;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNumberLength(400)
                            .maxStringLength(100_000)
                            .maxNameLength(1_000)
                            .maxTokenCount(500_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ManifestReader() {}

    static RunManifest read(Path path) {
        String file = path.toString();
        ObjectNode root = tree(path);
        if (!ManifestWriter.FORMAT.equals(root.path("format").textValue())) {
            throw new RunFormatException(
                    file, "format", Reason.FIELD, "expected \"" + ManifestWriter.FORMAT + "\"; this is not a manifest");
        }
        JsonFields fields = new JsonFields(file, "", root, isNewerMinor(file, root.path("formatVersion")));
        fields.text("format");
        RunManifest manifest = fields.make(() -> manifest(file, fields));
        requireOwnFiles(file, manifest);
        return manifest;
    }

    /** The text as it is, unchecked. */
    static ObjectNode tree(Path path) {
        String file = path.toString();
        return parse(file, utf8(file, FileContent.read(path, file, MAX_BYTES)));
    }

    static String utf8(String file, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RunFormatException(file, "", Reason.SYNTAX, "is not valid UTF-8", e);
        }
    }

    static ObjectNode parse(String file, String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new RunFormatException(file, "", Reason.SYNTAX, "expected a JSON object { ... }");
        } catch (JsonProcessingException e) {
            String detail = e.getOriginalMessage().lines().findFirst().orElse("no detail");
            throw new RunFormatException(file, "", Reason.SYNTAX, "is not valid JSON: " + Text.visible(detail), e);
        }
    }

    /** A later minor version adds only fields that an older reader may ignore. */
    private static boolean isNewerMinor(String file, JsonNode node) {
        String version = node.isTextual() ? node.textValue() : "";
        if (!version.matches("[0-9]{1,9}\\.[0-9]{1,9}")) {
            throw new RunFormatException(
                    file,
                    "formatVersion",
                    Reason.FIELD,
                    "expected a string such as \"" + RunManifest.CURRENT_FORMAT + "\", was "
                            + Text.visible(node.toString()));
        }
        int dot = version.indexOf('.');
        if (Integer.parseInt(version.substring(0, dot)) != MAJOR_VERSION) {
            throw new RunFormatException(
                    file,
                    "formatVersion",
                    Reason.VERSION,
                    "is " + version + ", this library reads " + MAJOR_VERSION + ".x; use the release that wrote it");
        }
        return Integer.parseInt(version.substring(dot + 1)) > MINOR_VERSION;
    }

    private static RunManifest manifest(String file, JsonFields root) {
        ObjectNode configTree = root.tree("config");
        ExperimentConfig config = config(file, configTree);
        String configSha256 = root.text("configSha256");
        // The second hash is right if the release that wrote the file had other defaults or fields.
        if (!configSha256.equals(config.sha256())
                && !configSha256.equals(
                        FileContent.sha256(ManifestWriter.compact(configTree).getBytes(StandardCharsets.UTF_8)))) {
            throw new RunFormatException(
                    file,
                    "configSha256",
                    Reason.CONTRADICTION,
                    "is not the hash of config, which is " + config.sha256());
        }
        if (root.wholeNumber("seed") != config.seed()) {
            throw new RunFormatException(
                    file, "seed", Reason.CONTRADICTION, "is not that of config, which is " + config.seed());
        }
        JsonFields timings = root.object("timings");
        return new RunManifest(
                root.text("formatVersion"),
                config,
                configSha256,
                data(root.object("data"), root.text("formatVersion")),
                build(root.object("build")),
                environment(root.object("environment"), root.text("formatVersion")),
                root.text("engine"),
                root.integer("threads"),
                stopReason(root),
                continues(root),
                timings.make(() -> new RunTimings(
                        timings.number("trainingSeconds"),
                        timings.number("fastestEpochSeconds"),
                        timings.number("slowestEpochSeconds"))),
                metrics(root.object("metrics")),
                root.text("parametersSha256"),
                files(root.objects("files")));
    }

    private static Optional<StopReason> stopReason(JsonFields root) {
        return root.text("formatVersion").equals(RunManifest.FORMAT_WITHOUT_STOP_REASON)
                ? Optional.empty()
                : Optional.of(root.constant("stopReason", StopReason.values()));
    }

    private static List<ContinuedRun> continues(JsonFields root) {
        String format = root.text("formatVersion");
        return RunManifest.recordsContinues(format)
                ? root.objects("continues").stream()
                        .map(run -> run.make(() -> new ContinuedRun(
                                run.integer("epochs"),
                                run.text("parametersSha256"),
                                build(run.object("build")),
                                environment(run.object("environment"), format))))
                        .toList()
                : List.of();
    }

    private static BuildInfo build(JsonFields build) {
        return build.make(() -> new BuildInfo(build.text("version"), build.text("commit"), build.truth("dirty")));
    }

    private static ExperimentConfig config(String file, ObjectNode tree) {
        try {
            return ExperimentConfig.fromJson(ManifestWriter.compact(tree));
        } catch (ConfigException e) {
            throw new RunFormatException(
                    file, "config", Reason.FIELD, String.valueOf(e.getMessage()).replace('\n', ' '), e);
        }
    }

    private static RunData data(JsonFields data, String formatVersion) {
        return data.make(() -> new RunData(
                identity(data.object("training")),
                data.objectOrNull("validation").map(ManifestReader::identity),
                identity(data.object("test")),
                data.texts("classNames"),
                RunManifest.recordsReading(formatVersion) ? reading(data.object("reading")) : DataReading.STRICT));
    }

    private static DataReading reading(JsonFields reading) {
        return reading.make(() -> new DataReading(
                reading.numberOrNull("split"),
                reading.wholeNumber("splitSeed"),
                reading.truth("skipUnreadable"),
                reading.truth("followLinks")));
    }

    private static DatasetIdentity identity(JsonFields images) {
        return images.make(
                () -> new DatasetIdentity(images.text("name"), images.integer("images"), images.text("fingerprint")));
    }

    private static RunEnvironment environment(JsonFields environment, String formatVersion) {
        return environment.make(() -> new RunEnvironment(
                environment.text("java"),
                environment.text("os"),
                environment.text("arch"),
                environment.text("cpu"),
                environment.integer("processors"),
                environment.text("blasCore"),
                RunManifest.recordsKernels(formatVersion) ? Optional.of(environment.text("kernels")) : Optional.empty(),
                environment.textIfPresent("kernelAdvice")));
    }

    private static RunMetrics metrics(JsonFields metrics) {
        return metrics.make(() -> new RunMetrics(
                metrics.number("accuracy"),
                metrics.number("macroF1"),
                metrics.number("macroPrecision"),
                metrics.number("macroRecall"),
                metrics.number("weightedF1"),
                metrics.number("logLoss"),
                metrics.integer("testImages"),
                metrics.objects("perClass").stream()
                        .map(row -> row.make(() -> new ClassMetrics(
                                row.text("name"),
                                row.number("precision"),
                                row.number("recall"),
                                row.number("f1"),
                                row.wholeNumber("support"))))
                        .toList()));
    }

    private static List<RunFile> files(List<JsonFields> files) {
        return files.stream()
                .map(file ->
                        file.make(() -> new RunFile(file.text("name"), file.wholeNumber("bytes"), file.text("sha256"))))
                .toList();
    }

    /** Without this check, a file could be omitted from the list and changed. */
    private static void requireOwnFiles(String source, RunManifest manifest) {
        for (String name : RunDirectory.CORE_FILES) {
            Optional<RunFile> file = manifest.file(name);
            if (file.isEmpty()) {
                throw new RunFormatException(
                        source, "files", Reason.FIELD, "must have " + name + ", as every run does");
            }
        }
        boolean skips = manifest.data().reading().skipUnreadable();
        if (skips != manifest.file(RunDirectory.SKIPPED).isPresent()) {
            throw new RunFormatException(
                    source,
                    "files",
                    Reason.CONTRADICTION,
                    "must have " + RunDirectory.SKIPPED + " if data.reading.skipUnreadable is true, and only then");
        }
    }
}
