package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelProvenance;

class VerifyCommandTest {

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path data;
    private static Path original;

    private Path run;

    @BeforeAll
    static void train() {
        data = SmallMnist.write(shared.resolve("data"), 600, 200);
        original = shared.resolve("original");
        CommandRun.of("train", "--quiet", "--data", data, "--epochs", 1, "--threads", 1, "--out", original)
                .succeeded();
    }

    @BeforeEach
    void copy() throws IOException {
        run = Files.createDirectory(folder.resolve("run"));
        for (Path file : files(original)) {
            Files.copy(file, run.resolve(file.getFileName()));
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void trainedRun_isReproducedOnItsData() {
        CommandRun verified = CommandRun.of("verify", run, "--data", data).succeeded();

        assertThat(verified.out()).startsWith("REPRODUCED  " + run).contains("bit for bit", "rule: the java engine");
        assertThat(verified.err()).contains("training again on data-train", "epoch 1/1  loss");
    }

    @Test
    void json_isAloneOnStdout() {
        CommandRun verified = CommandRun.of("verify", run, "--data", data, "--json", "--quiet")
                .succeeded();

        JsonNode json = verified.json();
        assertThat(json.get("verdict").textValue()).isEqualTo("REPRODUCED");
        assertThat(json.get("findings")).isEmpty();
        assertThat(json.get("accuracyTolerance").isNull())
                .as("the bits must be equal")
                .isTrue();
        assertThat(verified.err()).isEmpty();
    }

    @Test
    void filesOnly_needsNoData() {
        CommandRun verified = CommandRun.of("verify", run, "--files-only").succeeded();

        assertThat(verified.out()).startsWith("INTACT  " + run);
        assertThat(verified.err()).isEmpty();
    }

    @Test
    void changedFile_isAVerdictNo() throws IOException {
        for (Path file : files(run)) {
            byte[] before = Files.readAllBytes(file);
            Files.write(file, new byte[] {'x'}, StandardOpenOption.APPEND);

            CommandRun verified = CommandRun.of("verify", run, "--data", data);

            assertThat(verified.code()).as(verified.out()).isEqualTo(ExitCode.VERDICT_NO);
            assertThat(verified.out()).startsWith("TAMPERED  " + run).contains("\n  " + file.getFileName() + ": ");
            assertThat(verified.err()).isEmpty();
            Files.write(file, before);
        }
    }

    @Test
    void otherData_cannotVerify() {
        CommandRun verified = CommandRun.of("verify", run);

        assertThat(verified.code()).isEqualTo(ExitCode.FILE);
        assertThat(verified.out())
                .startsWith("CANNOT_VERIFY")
                .contains("data-train (600 images, fingerprint ", "mnist-train");
        assertThat(verified.err()).contains("--data DIR");
    }

    @Test
    void missingData_cannotVerify() {
        CommandRun verified = CommandRun.of("verify", run, "--data", folder.resolve("nowhere"), "--json");

        assertThat(verified.code()).isEqualTo(ExitCode.FILE);
        assertThat(verified.json().get("verdict").textValue()).isEqualTo("CANNOT_VERIFY");
        assertThat(verified.out()).contains("nowhere");
    }

    @Test
    void missingEngine_cannotVerifyAndNobodyIsSentToLookForImages() throws IOException {
        claimEngine("abacus");

        CommandRun verified = CommandRun.of("verify", run, "--data", data);

        assertThat(verified.code()).isEqualTo(ExitCode.FILE);
        assertThat(verified.out()).startsWith("CANNOT_VERIFY").contains("engine: expected abacus");
        assertThat(verified.err()).doesNotContain("--data");
    }

    @Test
    void missingRun_cannotVerify() {
        CommandRun verified = CommandRun.of("verify", folder.resolve("nowhere"));

        assertThat(verified.code()).isEqualTo(ExitCode.FILE);
        assertThat(verified.out())
                .startsWith("CANNOT_VERIFY")
                .contains("is not a directory", "manifest.json: is missing");
    }

    @Test
    void otherNumberOfThreads_isReproduced() {
        CommandRun verified = CommandRun.of("verify", run, "--data", data, "--threads", 3, "--quiet")
                .succeeded();

        assertThat(verified.out()).startsWith("REPRODUCED  " + run);
    }

    @Test
    void numberOfThreadsThatCannotBe_isAUsageError() {
        CommandRun.of("verify", run, "--data", data, "--threads", 257)
                .failed(ExitCode.USAGE, "--threads must be 1 to 256, was 257");
    }

    @Test
    void missingArgument_isAUsageError() {
        CommandRun.of("verify").failed(ExitCode.USAGE, "RUN_DIR");
    }

    @Test
    void interruptedVerification_exits130() {
        Thread.currentThread().interrupt();

        CommandRun verified = CommandRun.of("verify", run, "--data", data, "--quiet");

        assertThat(Thread.interrupted()).isTrue();
        verified.failed(ExitCode.INTERRUPTED, "interrupted");
    }

    /** As if another release had trained the run with an engine of its own: all files agree. */
    private void claimEngine(String engine) throws IOException {
        Path file = run.resolve("model.safetensors");
        Model model = Model.load(file);
        ModelProvenance stated = model.provenance().orElseThrow();
        model.withProvenance(new ModelProvenance(
                        stated.build(),
                        engine,
                        stated.trainingData(),
                        stated.trainingDataSha256(),
                        stated.trainingImages(),
                        stated.metrics()))
                .save(file);
        Path manifest = run.resolve("manifest.json");
        for (String name : List.of("metrics.json", "manifest.json", "model-card.md")) {
            Path text = run.resolve(name);
            Files.writeString(
                    text,
                    Files.readString(text)
                            .replace("\"engine\": \"java\"", "\"engine\": \"" + engine + "\"")
                            .replace("engine `java`", "engine `" + engine + "`"));
        }
        JsonNode tree = new JsonMapper().readTree(manifest.toFile());
        for (JsonNode listed : tree.get("files")) {
            byte[] content = Files.readAllBytes(run.resolve(listed.get("name").textValue()));
            ((ObjectNode) listed).put("bytes", content.length).put("sha256", sha256(content));
        }
        Files.writeString(manifest, tree.toPrettyString());
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
