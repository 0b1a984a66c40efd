package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.engine.Engines;
import org.mnist4j.engine.TrainingEngine;
import org.mnist4j.spi.EngineUnavailableException;

/** Loading native code is tried in a JVM of its own; here are the ways in which that can go. */
class NativeBackendTest {

    @TempDir
    Path folder;

    private NativeBackend run(Class<?> program, Duration patience) throws IOException {
        return NativeBackend.examineIn(folder, NativeBackend.command(folder, program), patience);
    }

    /** Never ends. */
    static final class Hangs {
        public static void main(String[] args) throws InterruptedException {
            Thread.sleep(600_000);
        }
    }

    @Test
    void libraryThatHangs_isGivenUp() throws IOException {
        assertThat(run(Hangs.class, Duration.ofSeconds(1)).problem()).contains("it did not load within 1 s");
    }

    /** Ends as after a signal. */
    static final class Crashes {
        public static void main(String[] args) {
            System.err.println("SIGSEGV in libsomething.so\n");
            Runtime.getRuntime().halt(139);
        }
    }

    @Test
    void libraryThatCrashes_takesNobodyWithIt() throws IOException {
        assertThat(run(Crashes.class, Duration.ofSeconds(60)).problem())
                .contains("the JVM that tried to load it ended with exit code 139: SIGSEGV in libsomething.so");
    }

    @Test
    void libraryThatLoads_isDescribed() throws IOException {
        NativeBackend backend = run(NativeProbe.class, Duration.ofSeconds(90));

        assertThat(backend.problem()).isEmpty();
        assertThat(backend.name()).isEqualTo("ND4J 1.0.0-M2.1, CpuBackend");
        // A manifest has it from the library's tables, which Windows' library does not show.
        try (TrainingEngine engine = Engines.open(
                ExperimentConfig.preset("seed").toBuilder()
                        .engine(EngineChoice.DL4J)
                        .build(),
                1)) {
            assertThat(backend.coreType())
                    .hasValueSatisfying(core -> assertThat(engine.blasCore()).isIn(core, OpenBlasCore.UNKNOWN));
        }
        assertThat(backend.openMpThreads()).isPositive();
        assertThat(backend.blasThreads()).isPositive();
    }

    /** Says where it would unpack libraries. */
    static final class SaysWhere {
        public static void main(String[] args) throws IOException {
            Files.writeString(Path.of(args[0]), "problem=" + NativeCache.candidates(System.getProperties()));
        }
    }

    @Test
    void trial_unpacksWhereThisJvmWould() throws IOException {
        List<String> command = new ArrayList<>(NativeBackend.command(folder, SaysWhere.class));

        assertThat(NativeBackend.examineIn(folder, command, Duration.ofSeconds(60))
                        .problem())
                .contains(NativeCache.candidates(System.getProperties()).toString());
        assertThat(command)
                .contains(
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-Duser.home=" + System.getProperty("user.home"),
                        "-Duser.name=" + System.getProperty("user.name"));
    }

    @Test
    void libraryThatCannotBeUnpacked_isReportedWithTheCause() throws IOException {
        List<String> command = new ArrayList<>(NativeBackend.command(folder, NativeProbe.class));
        Path file = Files.createFile(folder.resolve("file"));
        command.add(1, "-Duser.home=" + file);
        command.removeIf(option -> option.startsWith("-Duser.home=") && !option.endsWith("file")
                || option.startsWith("-Djava.io.tmpdir=")
                || option.startsWith("-Dorg.bytedeco.javacpp.cachedir="));
        command.add(1, "-Djava.io.tmpdir=" + file);

        assertThat(NativeBackend.examineIn(folder, command, Duration.ofSeconds(90))
                        .problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("Could not create the cache"));
    }

    /** Asks for the dl4j engine and says what came of it, and what the platform advises. */
    static final class AsksForDl4j {
        public static void main(String[] args) throws IOException {
            ExperimentConfig config = ExperimentConfig.preset("seed").toBuilder()
                    .engine(EngineChoice.DL4J)
                    .build();
            try (TrainingEngine engine = Engines.open(config, 1)) {
                Files.writeString(Path.of(args[0]), "opened " + engine.name());
            } catch (EngineUnavailableException e) {
                Files.writeString(
                        Path.of(args[0]),
                        e.getMessage() + "\n--\n"
                                + NativePlatform.current().obstacle().orElse("none") + "\n--\n"
                                + NativePlatform.current().advice());
            }
        }
    }

    @Test
    void classPathWithoutNatives_endsInAnExceptionWithTheAdvice() throws Exception {
        String platform = NativePlatform.current().classifier().orElseThrow();

        List<String> parts = askForDl4jWithout(jar -> jar.endsWith("-" + platform + ".jar"));

        assertThat(parts.get(1))
                .isEqualTo("not on the class path: nd4j-native:%1$s, openblas:%1$s, javacpp:%1$s"
                        .replace("%1$s", platform));
        assertThat(parts.get(2))
                .isEqualTo("Add to the dependencies:\n<dependency><groupId>org.mnist4j</groupId><artifactId>mnist-dl4j-"
                        + platform + "</artifactId><version>"
                        + BuildInfo.current().version()
                        + "</version><type>pom</type></dependency>\nThe java engine needs no native code: leave"
                        + " training.engine at \"auto\", or set it to \"java\".");
        assertThat(parts.get(0)).isEqualTo("the dl4j engine cannot start: " + parts.get(1) + ". " + parts.get(2));
    }

    @Test
    void classPathWithoutDeeplearning4j_endsInAnExceptionWithTheAdvice() throws Exception {
        List<String> parts = askForDl4jWithout(jar -> jar.startsWith("deeplearning4j-"));

        assertThat(parts.get(0))
                .startsWith("the dl4j engine cannot start: its libraries did not load"
                        + " (java.lang.ClassNotFoundException: org.deeplearning4j.")
                .endsWith(parts.get(2));
    }

    /** What a JVM says whose class path lacks some jars: the exception, the obstacle and the advice. */
    private List<String> askForDl4jWithout(Predicate<String> jar) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !jar.test(new File(entry).getName()))
                .collect(Collectors.joining(File.pathSeparator));
        Path answer = folder.resolve("answer");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        AsksForDl4j.class.getName(),
                        answer.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();

        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
        return List.of(Files.readString(answer).split("\n--\n"));
    }
}
