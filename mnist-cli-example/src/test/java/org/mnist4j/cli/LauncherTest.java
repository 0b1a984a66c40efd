package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell script {@code mnist4j} beside a jar that has this test's class path. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a script for a POSIX shell")
class LauncherTest {

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector\n";

    @TempDir
    Path folder;

    private Path launcher;

    @BeforeEach
    void install() throws IOException {
        Path application = Files.createDirectories(folder.resolve("my app"));
        launcher = application.resolve("mnist4j");
        Files.copy(Path.of("src/main/launcher/mnist4j"), launcher);
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
        try (OutputStream jar = Files.newOutputStream(application.resolve("mnist-cli-example.jar"))) {
            new JarOutputStream(jar, manifest).close();
        }
    }

    @Test
    void launcher_switchesVectorsOn_andStdoutIsJsonAlone() throws Exception {
        int code = run(Map.of("JAVA_HOME", JAVA_HOME.toString()), launcher, "doctor", "--json");

        assertThat(code).as(err()).isZero();
        JsonNode kernels = JsonMapper.builder().build().readTree(out()).at("/findings/3");
        assertThat(kernels.get("check").textValue()).isEqualTo("kernels");
        assertThat(kernels.get("found").textValue()).startsWith("vector, ");
        assertThat(err()).isEqualTo(WARNING);
    }

    @Test
    void argumentsOptionsAndExitCode_arePassedOn_alsoThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), launcher);
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                JAVA_HOME.toString(),
                "JAVA_OPTS",
                "-Dfirst=* -Xshare:auto",
                "MNIST4J_OPTS",
                "-XX:+PrintCommandLineFlags -Xmx300m");

        int code = run(environment, link, "evaluate", "--model", "no such *");

        assertThat(code).isEqualTo(ExitCode.FILE);
        assertThat(out()).contains("-XX:MaxHeapSize=314572800");
        assertThat(err()).startsWith(WARNING + "mnist4j: ").contains("no such *");
    }

    /** Two collectors are an error of Java's, so that of the options replaces the script's. */
    @Test
    void serialCollector_unlessTheOptionsChooseOne() throws Exception {
        String java = JAVA_HOME.toString();
        Path file = Files.writeString(folder.resolve("options"), "-XX:+UseParallelGC");
        Map<String, Map<String, String>> collectors = Map.of(
                "Serial", Map.of("MNIST4J_OPTS", "-Xmx300m"),
                "Z", Map.of("JAVA_OPTS", "-Xmx300m -XX:+UseZGC"),
                "Parallel", Map.of("JDK_JAVA_OPTIONS", "@" + file),
                "G1", Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC"));
        for (Map.Entry<String, Map<String, String>> expected : collectors.entrySet()) {
            Map<String, String> environment = new HashMap<>(expected.getValue());
            environment.put("JAVA_HOME", java);
            environment.merge("MNIST4J_OPTS", "-XX:+PrintCommandLineFlags", (one, other) -> one + " " + other);

            int code = run(environment, launcher, "--version");

            assertThat(code).as(err()).isZero();
            assertThat(out()).contains("-XX:+Use" + expected.getKey() + "GC");
        }
    }

    @Test
    void withoutJavaHome_javaIsThatOfThePath() throws Exception {
        String path = JAVA_HOME.resolve("bin") + File.pathSeparator + System.getenv("PATH");

        assertThat(run(Map.of("PATH", path), launcher, "--version")).as(err()).isZero();
        assertThat(out()).contains("Java " + System.getProperty("java.version") + " ");
        assertThat(err()).isEqualTo(WARNING);
    }

    /** The locale of most containers is C, in which Java decodes ASCII only. */
    @Test
    void localeC_becomesUtf8() throws Exception {
        String java = JAVA_HOME.toString();
        for (Map<String, String> locale : List.of(Map.of("LC_ALL", "C"), Map.of("LANG", "POSIX", "LC_ALL", ""))) {
            Map<String, String> environment = new HashMap<>(locale);
            environment.put("JAVA_HOME", java);

            int code = run(environment, launcher, "doctor", "--json");

            assertThat(code).as(err()).isZero();
            JsonNode names = JsonMapper.builder().build().readTree(out()).at("/findings/13");
            assertThat(names.get("check").textValue()).isEqualTo("file names");
            assertThat(names.get("found").textValue()).isEqualTo("UTF-8");
        }
    }

    /** As made by jlink: a folder with its own bin/java, here one that knows no vectors. */
    @Test
    void javaWithoutTheModule_isStartedWithoutTheOption() throws Exception {
        Path java = Files.createDirectories(folder.resolve("small java/bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                case "$*" in
                *incubator*) echo "Module jdk.incubator.vector not found" >&2; exit 1 ;;
                --list-modules) echo "java.base@17"; exit ;;
                esac
                exec "%s/bin/java" "$@"
                """.replace("%s", JAVA_HOME.toString()));
        assertThat(java.toFile().setExecutable(true)).isTrue();

        assertThat(run(Map.of("JAVA_HOME", folder.resolve("small java").toString()), launcher, "--version"))
                .as(err())
                .isZero();
        assertThat(out()).startsWith("mnist4j ");
        assertThat(err()).isEmpty();
    }

    private int run(Map<String, String> environment, Path script, String... args) throws Exception {
        List<String> command =
                Stream.concat(Stream.of(script.toString()), Stream.of(args)).toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        List.of("JAVA_HOME", "JAVA_OPTS", "MNIST4J_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")
                .forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }

    private String out() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }
}
