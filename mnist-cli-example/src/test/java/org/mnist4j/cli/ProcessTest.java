package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;

/** The command line as a process of its own. */
class ProcessTest {

    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    @Test
    void process_endsWithItsCommandAndKeepsStdoutForResults() throws Exception {
        Path data = SmallMnist.write(folder.resolve("data"), 300, 100);
        Path run = folder.resolve("run");

        Process training = start("train", "--data", data, "--epochs", 1, "--out", run);
        assertThat(training.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(training.exitValue()).as(err()).isZero();
        assertThat(out()).startsWith("accuracy ").contains("report  " + run.resolve("report.html"));
        assertThat(err()).contains("epoch 1/1  loss").doesNotContain("WARN", "ERROR", "INFO", "Exception");

        Process evaluation = start("evaluate", "--json", "--model", run.resolve("model.safetensors"), "--data", data);
        assertThat(evaluation.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(evaluation.exitValue()).as(err()).isZero();
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(out())
                        .get("testImages")
                        .intValue())
                .isEqualTo(100);
        assertThat(err()).isEmpty();
    }

    @Test
    void failure_isTheExitCode() throws Exception {
        Process process = start("evaluate", "--model", folder.resolve("nothing"));

        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.FILE);
        assertThat(out()).isEmpty();
        assertThat(err()).startsWith("mnist4j: ");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
    void signal_leavesACheckpointAndNothingElse_exits130AndSaysHowToGoOn() throws Exception {
        Path data = SmallMnist.write(folder.resolve("data"), 300, 100);
        Path run = folder.resolve("runs/long");
        for (String signal : List.of("-INT", "-TERM")) {
            Process process = start(
                    "train",
                    "--data",
                    data,
                    "--epochs",
                    100_000,
                    "--out",
                    run,
                    signal.equals("-INT") ? "--overwrite" : "--resume");
            await(process, signal.equals("-INT") ? "epoch 2/100000" : "resumed in epoch");
            assertThat(names(folder.resolve("runs")))
                    .anyMatch(name -> name.startsWith(".long.partial-"))
                    .contains("long.checkpoints");

            new ProcessBuilder("kill", ignoresInterrupt(process) ? "-TERM" : signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();

            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(err()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(names(folder)).containsExactly("data", "err", "out", "runs");
            assertThat(names(folder.resolve("runs"))).containsExactly("long.checkpoints");
            assertThat(out()).isEmpty();
            assertThat(err().strip().lines().reduce("", (line, next) -> next))
                    .matches("mnist4j: interrupted in epoch \\d+ before batch [123];"
                            + " repeat the command with --resume to continue");
        }
    }

    @Test
    void killedTraining_goesOnWithResume_andLeavesNoTraceOfTheKilledProcess() throws Exception {
        Path data = SmallMnist.write(folder.resolve("data"), 300, 100);
        Path killed = folder.resolve("runs/killed");
        Process process = start("train", "--data", data, "--epochs", 30, "--checkpoint-every", 1, "--out", killed);
        await(process, "epoch 2/30");
        process.destroyForcibly().waitFor();
        assertThat(names(folder.resolve("runs"))).anyMatch(name -> name.startsWith(".killed.partial-"));

        CommandRun.of("train", "--data", data, "--epochs", 30, "--out", killed)
                .failed(ExitCode.USAGE, "killed.checkpoints holds checkpoints", "--resume", "--overwrite");
        CommandRun resumed = CommandRun.of("train", "--data", data, "--epochs", 30, "--resume", "--out", killed)
                .succeeded();
        CommandRun.of("train", "--data", data, "--epochs", 30, "--out", folder.resolve("runs/whole"))
                .succeeded();

        assertThat(resumed.err()).contains("resumed in epoch");
        assertThat(names(folder.resolve("runs"))).containsExactly("killed", "whole");
        for (String file : List.of("model.safetensors", "predictions.csv", "confusion-matrix.csv")) {
            assertThat(killed.resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("runs/whole").resolve(file));
        }
    }

    @Test
    void trainingKilledBeforeItsFirstCheckpoint_beginsAnewWithResume_andSaysSo() throws Exception {
        Path killed = folder.resolve("runs/killed");
        Path begun = folder.resolve("runs/killed.checkpoints/begun.json");
        Process process = start("train", "--epochs", 1, "--out", killed); // all of MNIST, so that an epoch takes long
        while (!Files.exists(begun)) {
            assertThat(process.isAlive()).as(err()).isTrue();
            Thread.sleep(5);
        }
        process.destroyForcibly().waitFor();
        assertThat(names(begun.getParent())).contains("begun.json").noneMatch(name -> name.startsWith("step-"));

        CommandRun resumed = CommandRun.of("train", "--epochs", 1, "--resume", "--out", killed)
                .succeeded();
        CommandRun.of("train", "--epochs", 1, "--no-checkpoints", "--out", folder.resolve("runs/whole"))
                .succeeded();

        assertThat(resumed.err())
                .contains("begun anew: " + begun.getParent() + " holds no checkpoint of this run yet")
                .doesNotContain("resumed");
        assertThat(names(folder.resolve("runs"))).containsExactly("killed", "whole");
        for (String file : List.of("model.safetensors", "predictions.csv", "confusion-matrix.csv")) {
            assertThat(killed.resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("runs/whole").resolve(file));
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
    void server_printsItsAddressAnswersAndStopsCleanly() throws Exception {
        Path data = SmallMnist.write(folder.resolve("data"), 300, 100);
        Path run = folder.resolve("run");
        CommandRun.of("train", "--quiet", "--data", data, "--epochs", 1, "--out", run)
                .succeeded();
        Process process = start("serve", "--model", run.resolve("model.safetensors"), "--port", 0);
        await(process, "press Ctrl-C to stop");
        URI uri = URI.create(out().strip());

        String facts = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri.resolve("/model")).build(), BodyHandlers.ofString())
                .body();
        assertThat(facts).contains("\"Accuracy\":\"", " % of 100 test images", "\"parameters\":101770");
        new ProcessBuilder("kill", ignoresInterrupt(process) ? "-TERM" : "-INT", Long.toString(process.pid()))
                .start()
                .waitFor();

        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(err()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(err().strip()).endsWith("stopped");
        assertThat(out().strip()).isEqualTo(uri.toString());
    }

    /** A shell starts what it puts into the background with SIGINT ignored, and a JVM then leaves it at that. */
    private static boolean ignoresInterrupt(Process process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return false;
        }
        String mask = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        return (Long.parseUnsignedLong(mask.substring(7).strip(), 16) & 2) != 0;
    }

    private static final Pattern NATIVE_CODE =
            Pattern.compile("(nd4j-native|openblas|javacpp)-.*-(linux|macosx|windows)-(x86_64|arm64)\\.jar$");

    @Test
    void withoutNativeCode_doctorAndTrainGiveTheSameAdvice() throws Exception {
        List<String> java = List.of(
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !NATIVE_CODE.matcher(entry).find())
                        .collect(Collectors.joining(File.pathSeparator)));

        Process doctor = start(java, "doctor");
        assertThat(doctor.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(doctor.exitValue()).as(err()).isZero();
        assertThat(out())
                .contains("WARN  native backend  not on the class path: nd4j-native:")
                .endsWith("mnist4j works here, with 1 warning\n");
        List<String> advice = out().lines()
                .map(String::strip)
                .filter(line -> line.startsWith("<dependency>") || line.startsWith("The java engine"))
                .toList();
        assertThat(advice).hasSize(2);

        Path dl4j = Files.writeString(
                folder.resolve("dl4j.json"),
                ExperimentConfig.preset("seed").toBuilder()
                        .engine(EngineChoice.DL4J)
                        .build()
                        .toJson());
        Process training = start(
                java,
                "train",
                "--quiet",
                "--config",
                dl4j,
                "--data",
                SmallMnist.write(folder.resolve("data"), 300, 100));
        assertThat(training.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(training.exitValue()).as(err()).isEqualTo(ExitCode.TRAINING);
        assertThat(err().lines())
                .containsSubsequence(advice)
                .first()
                .asString()
                .startsWith("mnist4j: the dl4j engine cannot start: not on the class path: nd4j-native:");
    }

    @Test
    void emulatedFma_isAWarningOfDoctor_whichEndsAllTheSame() throws Exception {
        Process doctor = start(List.of("-XX:-UseFMA", "-cp", System.getProperty("java.class.path")), "doctor");

        assertThat(doctor.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(doctor.exitValue()).as(err()).isZero();
        assertThat(out())
                .containsPattern("WARN  kernels         plain; a fused multiply-add takes [0-9.]+ ns, emulated\n")
                .contains(
                        "and leave out -XX:-UseFMA.", "ok    self-test       1 step on MNIST, loss 2.3478774840938756")
                .endsWith("mnist4j works here, with 1 warning\n");
        assertThat(err()).containsOnlyOnce("WARN JavaEngine - This JVM emulates fused multiply-adds");
    }

    @Test
    void vectors_areNamedByDoctor_andTheFlagIsAdvisedWithoutThem() throws Exception {
        String path = System.getProperty("java.class.path");
        Process with = start(List.of("--add-modules", "jdk.incubator.vector", "-cp", path), "doctor", "--json");
        assertThat(with.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(out())
                        .at("/findings/3")
                        .toString())
                .startsWith("{\"check\":\"kernels\",\"status\":\"OK\",\"found\":\"vector, ")
                .endsWith(",\"meaning\":\"\",\"fix\":\"\"}");
        assertThat(err()).isEqualToIgnoringNewLines("WARNING: Using incubator modules: jdk.incubator.vector");

        Process without = start("doctor");
        assertThat(without.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(out()).contains("ok    kernels         plain; a fused multiply-add takes ", """
                      Vector kernels are faster, with the same bits.
                      Start Java with --add-modules jdk.incubator.vector.
                """);
        assertThat(err()).isEmpty();
    }

    @Test
    void withoutPictures_aRunIsTrainedAndKept_andTheMissingModuleIsNamed() throws Exception {
        Path data = SmallMnist.write(folder.resolve("data"), 100, 50);
        Path run = folder.resolve("run");
        List<String> java = List.of(
                "--limit-modules",
                "java.logging,java.management,java.xml,java.naming,jdk.unsupported,jdk.httpserver",
                "-cp",
                System.getProperty("java.class.path"));

        Process train = start(java, "train", "--quiet", "--data", data, "--epochs", "1", "--out", run);

        assertThat(train.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(train.exitValue()).isEqualTo(ExitCode.FILE);
        assertThat(folder.resolve("err"))
                .content()
                .contains("report.html: this Java runtime has no module java.desktop");
        assertThat(CommandRun.of("verify", "--files-only", run).succeeded().out())
                .startsWith("INTACT");

        Path picture = Files.write(folder.resolve("7.png"), TestBytes.encoded(28, "png"));
        Process predict = start(java, "predict", "--model", run.resolve("model.safetensors"), picture);

        assertThat(predict.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(predict.exitValue()).isEqualTo(ExitCode.FILE);
        assertThat(folder.resolve("err")).content().startsWith("mnist4j: this Java runtime has no module java.desktop");
    }

    @Test
    void withoutAFolderForTemporaryFiles_doctorSaysSoAndGoesOn() throws Exception {
        Path missing = folder.resolve("missing");
        Process doctor =
                start(List.of("-Djava.io.tmpdir=" + missing, "-cp", System.getProperty("java.class.path")), "doctor");

        assertThat(doctor.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(doctor.exitValue()).as(err()).isZero();
        assertThat(out())
                .contains("WARN  native backend  not tried: no file can be written to " + missing)
                .contains("ok    self-test")
                .endsWith("mnist4j works here, with 1 warning\n");
    }

    private Process start(Object... args) throws IOException {
        return start(List.of("-cp", System.getProperty("java.class.path")), args);
    }

    /** Native code is allowed to load, as the jar's manifest does; a newer Java would be warned about otherwise. */
    private Process start(List<String> java, Object... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(java);
        command.add(Main.class.getName());
        Stream.of(args).map(Object::toString).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        // Whatever the locale of the tests is, doctor has nothing to say about it.
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }

    private void await(Process process, String text) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!err().contains(text)) {
            assertThat(process.isAlive()).as(err()).isTrue();
            assertThat(System.nanoTime())
                    .as("waited for " + text + " in " + err())
                    .isLessThan(end);
            Thread.sleep(20);
        }
    }

    private String out() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
