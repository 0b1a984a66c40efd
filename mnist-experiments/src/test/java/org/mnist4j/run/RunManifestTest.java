package org.mnist4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DataReading;
import org.mnist4j.run.RunFormatException.Reason;
import org.mnist4j.train.Kernels;
import org.mnist4j.train.StopReason;

class RunManifestTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final RunManifest SAMPLE = SampleManifest.of("java");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("manifest.json");
    }

    @Test
    void knownManifest_isWrittenFieldByField() throws IOException {
        String json = SAMPLE.toJson();

        assertThat(fieldNames(JSON.readTree(json)))
                .containsExactly(
                        "format",
                        "formatVersion",
                        "config",
                        "configSha256",
                        "seed",
                        "data",
                        "build",
                        "environment",
                        "engine",
                        "threads",
                        "stopReason",
                        "continues",
                        "timings",
                        "metrics",
                        "parametersSha256",
                        "files");
        assertThat(json)
                .startsWith("{\n  \"format\": \"mnist4j-run\",\n  \"formatVersion\": \"1.3\",\n  \"config\": {\n")
                .contains("""
                          "seed": 42,
                          "data": {
                            "training": {
                              "name": "pets-train",
                              "images": 6,
                              "fingerprint": "0000000000000000000000000000000000000000000000000000000000000000"
                            },
                            "validation": null,
                            "test": {
                              "name": "pets-test",
                              "images": 2,
                              "fingerprint": "1111111111111111111111111111111111111111111111111111111111111111"
                            },
                            "classNames": [
                              "cat",
                              "dog"
                            ],
                            "reading": {
                              "split": null,
                              "splitSeed": 0,
                              "skipUnreadable": false,
                              "followLinks": false
                            }
                          },
                          "build": {
                            "version": "0.2.0-SNAPSHOT",
                            "commit": "cccccccccccccccccccccccccccccccccccccccc",
                            "dirty": false
                          },
                          "environment": {
                            "java": "17.0.9+9 Some VM (Vendor)",
                            "os": "Linux 6.1",
                            "arch": "amd64",
                            "cpu": "Model 3",
                            "processors": 4,
                            "blasCore": "not used",
                            "kernels": "plain"
                          },
                          "engine": "java",
                          "threads": 2,
                          "stopReason": "EPOCHS_DONE",
                          "continues": [ ],
                          "timings": {
                            "trainingSeconds": 3.5,
                            "fastestEpochSeconds": 1.25,
                            "slowestEpochSeconds": 2.25
                          },
                          "metrics": {
                            "accuracy": 0.5,
                            "macroF1": 0.3333333333333333,
                            "macroPrecision": 0.25,
                            "macroRecall": 0.5,
                            "weightedF1": 0.3333333333333333,
                            "logLoss": 0.75,
                            "testImages": 2,
                            "perClass": [
                              {
                                "name": "cat",
                                "precision": 0.5,
                                "recall": 1.0,
                                "f1": 0.6666666666666666,
                                "support": 1
                              },
                        """.indent(0))
                .endsWith("""
                            {
                              "name": "predictions.csv",
                              "bytes": 15,
                              "sha256": "abababababababababababababababababababababababababababababababab"
                            }
                          ]
                        }
                        """);
    }

    @Test
    void config_isThatOfTheExperimentFile() throws IOException {
        JsonNode config = JSON.readTree(SAMPLE.toJson()).get("config");

        assertThat(config).isEqualTo(JSON.readTree(SAMPLE.config().toJson()));
    }

    @Test
    void writtenManifest_readsBackEqual() {
        assertThat(read(SAMPLE.toJson())).isEqualTo(SAMPLE);
        assertThat(SAMPLE.seed()).isEqualTo(42);
        assertThat(SAMPLE.file("history.csv")).hasValue(new RunFile("history.csv", 11, SampleManifest.HASH));
        assertThat(SAMPLE.file("other")).isEmpty();
    }

    @Test
    void finishedRun_recordsHowItWasProduced() {
        Path run = TestRuns.write(folder.resolve("run"), TestRuns.CONFIG, 2);

        RunManifest manifest = RunManifest.readJson(run.resolve("manifest.json"));

        assertThat(manifest.config()).isEqualTo(TestRuns.CONFIG);
        assertThat(manifest.configSha256()).isEqualTo(TestRuns.CONFIG.sha256());
        assertThat(manifest.data().training().fingerprint()).isEqualTo(TestRuns.TRAIN.fingerprint());
        assertThat(manifest.data().training().name()).isEqualTo("small-train");
        assertThat(manifest.data().validation()).isEmpty();
        assertThat(manifest.data().test().fingerprint()).isEqualTo(TestRuns.TEST.fingerprint());
        assertThat(manifest.build()).isEqualTo(org.mnist4j.build.BuildInfo.current());
        assertThat(manifest.environment().java()).startsWith(System.getProperty("java.runtime.version"));
        assertThat(manifest.environment().os()).startsWith(System.getProperty("os.name"));
        assertThat(manifest.environment().arch()).isEqualTo(System.getProperty("os.arch"));
        assertThat(manifest.environment().blasCore()).isEqualTo("not used");
        assertThat(manifest.environment().kernels()).contains("plain");
        assertThat(manifest.environment().kernelAdvice()).isEqualTo(Kernels.advice());
        assertThat(manifest.engine()).isEqualTo("java");
        assertThat(manifest.threads()).isEqualTo(2);
        assertThat(manifest.stopReason()).contains(StopReason.EPOCHS_DONE);
        assertThat(manifest.timings().trainingSeconds())
                .isGreaterThanOrEqualTo(manifest.timings().slowestEpochSeconds());
        assertThat(manifest.timings().slowestEpochSeconds())
                .isGreaterThanOrEqualTo(manifest.timings().fastestEpochSeconds());
        assertThat(manifest.metrics().testImages()).isEqualTo(300);
        assertThat(manifest.files()).extracting(RunFile::name).isSorted().hasSize(7);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void missingField_isNamed(String pointer, String path) throws IOException {
        ObjectNode tree = tree();
        ((ObjectNode) tree.at(parent(pointer))).remove(name(pointer));

        // A file without a format is not a manifest at all, and config reports its own fields.
        RunFormatException refused = refused(tree.toString());

        assertThat(refused.reason()).isEqualTo(Reason.FIELD);
        assertThat(refused.field()).isEqualTo(path);
        assertThat(refused.file()).isEqualTo(file.toString());
        assertThat(refused).hasMessageStartingWith(file + ": " + path + ": ");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void fieldOfAnotherType_isNamed(String pointer, String path) throws IOException {
        for (String value : List.of("[[]]", "\"\"", "1.5e300", "-1", "{\"a\": 1}")) {
            ObjectNode tree = tree();
            JsonNode was = tree.at(pointer);
            if (path.equals("data.validation") && value.startsWith("{")) {
                continue;
            }
            boolean fits = was.isFloatingPointNumber()
                            && value.equals("1.5e300")
                            && (path.startsWith("timings") || path.equals("metrics.logLoss"))
                    || path.equals("data.reading.splitSeed") && value.equals("-1");
            ((ObjectNode) tree.at(parent(pointer))).set(name(pointer), JSON.readTree(value));

            if (!fits) {
                assertThat(refused(tree.toString()).getMessage()).as(value).contains(name(pointer));
            }
        }
    }

    /** Every field except those of config, as a JSON pointer and as written in messages. */
    private static Stream<org.junit.jupiter.params.provider.Arguments> paths() throws IOException {
        List<String> pointers = new ArrayList<>();
        collect("", tree(), pointers);
        assertThat(pointers).hasSizeGreaterThan(40);
        return pointers.stream()
                .map(pointer -> org.junit.jupiter.params.provider.Arguments.of(
                        pointer,
                        pointer.substring(1).replaceAll("/([0-9]+)", "[$1]").replace('/', '.')));
    }

    private static void collect(String pointer, JsonNode node, List<String> pointers) {
        for (var field : node.properties()) {
            String child = pointer + "/" + field.getKey();
            pointers.add(child);
            if (!field.getKey().equals("config")) {
                collect(child, field.getValue(), pointers);
            }
        }
        if (node.isArray() && node.size() > 0 && node.get(0).isObject()) {
            collect(pointer + "/0", node.get(0), pointers);
        }
    }

    @Test
    void unknownField_isRefusedInThisFormat_andIgnoredInALaterOne() throws IOException {
        ObjectNode tree = tree();
        ((ObjectNode) tree.get("environment")).put("moonPhase", "full");

        assertThat(refused(tree.toString()).field()).isEqualTo("environment.moonPhase");

        tree.put("formatVersion", "1.7");
        assertThat(read(tree.toString()).formatVersion()).isEqualTo("1.7");
    }

    @Test
    void reading_isReadBack() throws IOException {
        RunData data = SAMPLE.data();
        DataReading reading = new DataReading(OptionalDouble.of(0.2), -3, false, true);
        RunManifest manifest = TestRuns.with(
                SAMPLE, new RunData(data.training(), data.validation(), data.test(), data.classNames(), reading));

        assertThat(read(manifest.toJson())).isEqualTo(manifest);
        assertThat(JSON.readTree(manifest.toJson()).at("/data/reading").toString())
                .isEqualTo("{\"split\":0.2,\"splitSeed\":-3,\"skipUnreadable\":false,\"followLinks\":true}");
    }

    @Test
    void impossibleSplit_isRefused() throws IOException {
        ObjectNode tree = tree();
        ObjectNode reading = (ObjectNode) tree.at("/data/reading");

        reading.put("split", 1.5);
        assertThat(refused(tree.toString()))
                .hasMessageContaining("between 0 and 1")
                .extracting(RunFormatException::field)
                .isEqualTo("data.reading");
        reading.put("split", "0.2");
        assertThat(refused(tree.toString()).field()).isEqualTo("data.reading.split");
    }

    /** Otherwise the list could be removed, or added. */
    @Test
    void skippedImages_areListedIfTheyAreSkipped() throws IOException {
        ObjectNode tree = tree();
        ((ObjectNode) tree.at("/data/reading")).put("skipUnreadable", true);

        assertThat(refused(tree.toString())).hasMessageContaining("must have skipped-files.json");
        tree.withArray("files")
                .addObject()
                .put("name", "skipped-files.json")
                .put("bytes", 3)
                .put("sha256", SampleManifest.HASH);
        assertThat(read(tree.toString()).data().reading().skipUnreadable()).isTrue();
        ((ObjectNode) tree.at("/data/reading")).put("skipUnreadable", false);
        assertThat(refused(tree.toString()).field()).isEqualTo("files");
    }

    /** Formats before 1.3 do not record how the data were read. */
    @Test
    void format12_isReadOnlyWithoutAReading() throws IOException {
        ObjectNode tree = tree();
        tree.put("formatVersion", "1.2");

        tree.remove("continues");

        assertThat(refused(tree.toString()).field()).isEqualTo("data.reading");

        ((ObjectNode) tree.get("data")).remove("reading");
        RunManifest manifest = read(tree.toString());
        assertThat(manifest.data().reading()).isEqualTo(DataReading.STRICT);
        assertThat(JSON.readTree(manifest.toJson())).isEqualTo(tree);
    }

    /** Formats before 1.3 do not record what was continued. */
    @Test
    void format12_isReadOnlyWithoutContinuedRuns() throws IOException {
        ObjectNode tree = tree();
        tree.put("formatVersion", "1.2");

        ((ObjectNode) tree.get("data")).remove("reading");

        assertThat(refused(tree.toString()).field()).isEqualTo("continues");

        tree.remove("continues");
        RunManifest manifest = read(tree.toString());
        assertThat(manifest.continues()).isEmpty();
        assertThat(JSON.readTree(manifest.toJson())).isEqualTo(tree);
    }

    @Test
    void continuedRuns_areReadBack() throws IOException {
        ObjectNode tree = tree();
        ((ObjectNode) tree.at("/config/training")).put("epochs", 9);
        tree.put(
                "configSha256",
                ExperimentConfig.fromJson(tree.get("config").toString()).sha256());
        for (int epochs : new int[] {2, 5}) {
            ObjectNode run = tree.withArray("continues").addObject();
            run.put("epochs", epochs);
            run.put("parametersSha256", "2".repeat(64));
            run.set("build", tree.get("build"));
            run.set("environment", tree.get("environment"));
        }

        RunManifest manifest = read(tree.toString());

        assertThat(manifest.continues())
                .containsExactly(
                        new ContinuedRun(2, "2".repeat(64), manifest.build(), manifest.environment()),
                        new ContinuedRun(5, "2".repeat(64), manifest.build(), manifest.environment()));
        assertThat(JSON.readTree(manifest.toJson())).isEqualTo(tree);

        ((ObjectNode) tree.at("/continues/1")).put("epochs", 2);
        assertThat(refused(tree.toString())).hasMessageContaining("continues: expected ever more epochs");
        ((ObjectNode) tree.at("/continues/1")).put("epochs", 9);
        assertThat(refused(tree.toString())).hasMessageContaining("fewer than the 9 of config, was 9 after 2");
        ((ObjectNode) tree.at("/continues/1")).put("epochs", 0);
        assertThat(refused(tree.toString()).field()).isEqualTo("continues[1]");
    }

    /** A manifest has advice only where there are faster kernels. */
    @Test
    void kernelAdvice_isReadWhereThereIsSome() throws IOException {
        assertThat(read(tree().toString()).environment().kernelAdvice()).isEmpty();

        ObjectNode tree = tree();
        ObjectNode environment = (ObjectNode) tree.get("environment");
        environment.put("kernelAdvice", "start Java with an option");
        RunManifest manifest = read(tree.toString());
        assertThat(manifest.environment().kernelAdvice()).contains("start Java with an option");
        assertThat(JSON.readTree(manifest.toJson())).isEqualTo(tree);

        environment.put("kernelAdvice", "two\nlines");
        assertThat(refused(tree.toString()).field()).isEqualTo("environment");
    }

    /** Formats before 1.2 do not record the kernels. */
    @Test
    void format11_isReadOnlyWithoutKernels() throws IOException {
        ObjectNode tree = tree();
        tree.put("formatVersion", "1.1");
        ((ObjectNode) tree.get("data")).remove("reading");
        tree.remove("continues");

        assertThat(refused(tree.toString()).field()).isEqualTo("environment.kernels");

        ((ObjectNode) tree.get("environment")).remove("kernels");
        RunManifest manifest = read(tree.toString());
        assertThat(manifest.environment().kernels()).isEmpty();
        assertThat(JSON.readTree(manifest.toJson())).isEqualTo(tree);

        tree.put("formatVersion", "1.2");
        assertThat(refused(tree.toString()).field()).isEqualTo("environment.kernels");
    }

    /** Format 1.0 does not record why training ended. */
    @Test
    void format10_isReadOnlyWithoutAStopReason() throws IOException {
        ObjectNode tree = tree();
        tree.put("formatVersion", "1.0");
        tree.remove("continues");
        ((ObjectNode) tree.get("environment")).remove("kernels");
        ((ObjectNode) tree.get("data")).remove("reading");

        assertThat(refused(tree.toString()).field()).isEqualTo("stopReason");

        tree.remove("stopReason");
        RunManifest manifest = read(tree.toString());
        assertThat(manifest.stopReason()).isEmpty();
        assertThat(JSON.readTree(manifest.toJson())).isEqualTo(tree);

        tree.put("formatVersion", "1.1");
        assertThat(refused(tree.toString()).field()).isEqualTo("stopReason");
    }

    @Test
    void newerMajorVersion_isRefusedRegardlessOfItsFields() {
        RunFormatException refused = refused("{\"format\": \"mnist4j-run\", \"formatVersion\": \"2.0\", \"new\": 1}");

        assertThat(refused.reason()).isEqualTo(Reason.VERSION);
        assertThat(refused).hasMessageContaining("is 2.0, this library reads 1.x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../experiment.json",
                "..",
                ".",
                "",
                " ",
                "/etc/passwd",
                "sub/file",
                "C:file",
                "file:stream",
                "..\\file",
                "a\u0000b",
                "a\nb",
                "\ud800"
            })
    void fileNameThatCouldLeadElsewhere_isRefused(String name) throws IOException {
        ObjectNode tree = tree();
        ((ObjectNode) tree.get("files").get(0)).put("name", name);

        RunFormatException refused = refused(tree.toString());

        assertThat(refused.reason()).isIn(Reason.FIELD, Reason.SYNTAX);
        assertThat(refused.getMessage()).doesNotContain("\u0000", "\n");
        assertThatThrownBy(() -> new RunFile(name, 1, SampleManifest.HASH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/configSha256 | \"0000000000000000000000000000000000000000000000000000000000000000\" | CONTRADICTION",
                "/seed | 43 | CONTRADICTION",
                "/config/training/epochs | 0 | FIELD",
                "/config/seed | 43 | CONTRADICTION",
                "/data/classNames | [\"dog\", \"cat\"] | FIELD",
                "/data/classNames | [\"cat\", \"cat\"] | FIELD",
                "/data/classNames | [\"cat\"] | FIELD",
                "/data/test/images | 3 | FIELD",
                "/threads | 0 | FIELD",
                "/stopReason | \"BORED\" | FIELD",
                "/stopReason | \"PAUSED\" | FIELD",
                "/stopReason | 1 | FIELD",
                "/metrics/accuracy | 1.5 | FIELD",
                "/metrics/logLoss | 1e999 | FIELD",
                "/timings/trainingSeconds | -1 | FIELD",
                "/environment/cpu | \"\\u001b[2J\" | FIELD",
                "/parametersSha256 | \"ABAB\" | FIELD",
                "/files | [] | FIELD",
            })
    void invalidValue_isRefused(String pointer, String value, Reason reason) throws IOException {
        ObjectNode tree = tree();
        ((ObjectNode) tree.at(parent(pointer))).set(name(pointer), JSON.readTree(value));

        assertThat(refused(tree.toString()).reason()).isEqualTo(reason);
    }

    @Test
    void duplicateFilesAndTheManifestItself_areRefused() throws IOException {
        for (String name : List.of("experiment.json", "manifest.json")) {
            ObjectNode tree = tree();
            tree.withArray("files")
                    .addObject()
                    .put("name", name)
                    .put("bytes", 1)
                    .put("sha256", SampleManifest.HASH);

            assertThat(refused(tree.toString()))
                    .hasMessageContaining("files: expected every file except the manifest once");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.safetensors",
                "experiment.json",
                "history.csv",
                "metrics.json",
                "predictions.csv",
                "confusion-matrix.csv",
                "model-card.md"
            })
    void fileThatEveryRunHas_mustBeListed(String name) {
        String json = SAMPLE.withFiles(SAMPLE.files().stream()
                        .filter(entry -> !entry.name().equals(name))
                        .toList())
                .toJson();

        assertThat(refused(json)).hasMessageContaining("files: must have " + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "3",
                "{} {}",
                "\uFEFF{}",
                "{\"format\": \"mnist4j-run\", \"format\": \"mnist4j-run\"}",
                "{\"format\": NaN}"
            })
    void textThatIsNotAnObject_isRefused(String text) {
        assertThat(refused(text).reason()).isIn(Reason.SYNTAX);
    }

    @Test
    void hostileText_isRefusedQuickly() throws IOException {
        assertThat(refused("[".repeat(1_000_000)).reason()).isEqualTo(Reason.SYNTAX);
        assertThat(refused("{\"format\": \"" + "x".repeat(200_000) + "\"}").reason())
                .isEqualTo(Reason.SYNTAX);
        assertThat(refused(" ".repeat((4 << 20) + 1)).reason()).isEqualTo(Reason.LIMIT);
        Files.write(file, "{\"format\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(catchThrowableOfType(RunFormatException.class, () -> RunManifest.readJson(file))
                        .reason())
                .isEqualTo(Reason.SYNTAX);
    }

    @Test
    void missingOrSpecialFile_isRefused() throws IOException {
        assertThat(catchThrowableOfType(RunFormatException.class, () -> RunManifest.readJson(file))
                        .reason())
                .isEqualTo(Reason.MISSING);
        Files.createDirectory(file);
        assertThat(catchThrowableOfType(RunFormatException.class, () -> RunManifest.readJson(file))
                        .reason())
                .isEqualTo(Reason.FILE);
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        assertThat(catchThrowableOfType(RunFormatException.class, () -> RunManifest.readJson(file))
                        .reason())
                .isEqualTo(Reason.FILE);
    }

    @Test
    void otherFormat_isNotAManifest() {
        assertThat(refused("{\"format\": \"mnist4j-model\"}")).hasMessageContaining("this is not a manifest");
    }

    private static ObjectNode tree() throws IOException {
        return (ObjectNode) JSON.readTree(SAMPLE.toJson());
    }

    private static String parent(String pointer) {
        return pointer.substring(0, pointer.lastIndexOf('/'));
    }

    private static String name(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    private static List<String> fieldNames(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private RunManifest read(String json) {
        TestRuns.write(file, json);
        return RunManifest.readJson(file);
    }

    private RunFormatException refused(String json) {
        RunFormatException refused = catchThrowableOfType(RunFormatException.class, () -> {
            try {
                Files.write(file, json.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            RunManifest.readJson(file);
        });
        assertThat(refused)
                .as("refused: %s", json.length() > 2000 ? "long" : json)
                .isNotNull();
        return refused;
    }
}
