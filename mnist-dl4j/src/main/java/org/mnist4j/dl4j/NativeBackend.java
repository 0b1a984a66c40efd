package org.mnist4j.dl4j;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.spi.EngineUnavailableException;

/**
 * What became of an attempt to load the dl4j engine's native library.
 *
 * @param problem why it did not load; empty if it did, and then the rest is known
 * @param name ND4J's version and backend
 * @param coreType the processor that OpenBLAS chose its kernels for, such as {@code HASWELL}, spelled as in
 *     manifests; the dl4j engine's last bits
 *     depend on it; empty where it could not be told
 * @param openMpThreads how many threads ND4J's own loops would use, if the dl4j engine did not hold them at one
 * @param blasThreads the same for matrix products
 */
record NativeBackend(
        Optional<String> problem, String name, Optional<String> coreType, int openMpThreads, int blasThreads) {

    private static final Set<String> PLACES = Set.of("java.io.tmpdir", "java.library.path", "user.home", "user.name");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern CORE = Pattern.compile("(?m)^Core: (\\S+)\\s*$");
    private static final int FIRST_JAVA_WITH_NATIVE_ACCESS_WARNING = 24;

    /**
     * Loads it in a JVM of its own, within 90 s: whatever happens there, this JVM goes on, and no library is loaded into
     * it. The first time on a machine about 350 MB are unpacked.
     *
     * @throws IOException if no temporary file can be written
     */
    static NativeBackend examine() throws IOException {
        Optional<String> obstacle = NativePlatform.current().obstacle();
        if (obstacle.isPresent()) {
            return failed(obstacle.get());
        }
        Path folder = Files.createTempDirectory("mnist4j-native");
        try {
            return examineIn(folder, command(folder, NativeProbe.class), PATIENCE);
        } finally {
            delete(folder);
        }
    }

    /**
     * The command that runs a program of this class path in a JVM of its own and hands it the name of its answer. It looks for
     * libraries, and unpacks them, where this JVM would.
     */
    static List<String> command(Path folder, Class<?> program) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash")));
        if (Runtime.version().feature() >= FIRST_JAVA_WITH_NATIVE_ACCESS_WARNING) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        System.getProperties().stringPropertyNames().stream()
                .filter(name ->
                        PLACES.contains(name) || name.startsWith("org.bytedeco.") || name.startsWith("org.nd4j."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.add(answer(folder).toString());
        return command;
    }

    private static Path answer(Path folder) {
        return folder.resolve("answer");
    }

    static NativeBackend examineIn(Path folder, List<String> command, Duration patience) throws IOException {
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // OpenBLAS has no function for it in its Java binding, but says it as it is loaded.
        builder.environment().put("OPENBLAS_VERBOSE", "2");
        Process process = builder.start();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return failed("it did not load within " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("the attempt was interrupted");
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output, Charset.forName("ISO-8859-1"));
        return Files.exists(answer(folder))
                ? read(Files.readAllLines(answer(folder)), said)
                : failed("the JVM that tried to load it ended with exit code " + process.exitValue() + lastLine(said));
    }

    private static NativeBackend read(List<String> lines, String said) {
        Map<String, String> facts = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            facts.put(line.substring(0, equals), line.substring(equals + 1));
        }
        if (facts.containsKey(NativeProbe.PROBLEM)) {
            return failed(facts.get(NativeProbe.PROBLEM));
        }
        Matcher core = CORE.matcher(said);
        return new NativeBackend(
                Optional.empty(),
                "ND4J " + NativeArtifact.ND4J_VERSION + ", " + facts.get(NativeProbe.BACKEND),
                core.find() ? Optional.of(core.group(1).toUpperCase(Locale.ROOT)) : Optional.empty(),
                Integer.parseInt(facts.get(NativeProbe.OPEN_MP_THREADS)),
                Integer.parseInt(facts.get(NativeProbe.BLAS_THREADS)));
    }

    private static String lastLine(String said) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1).strip();
    }

    private static NativeBackend failed(String problem) {
        return new NativeBackend(Optional.of(problem), "", Optional.empty(), 0, 0);
    }

    /** Why the engine cannot start on a platform, and what to do. */
    static EngineUnavailableException unavailable(NativePlatform platform, @Nullable Throwable cause) {
        String obstacle =
                platform.obstacle().orElse("its libraries did not load (" + root(cause) + ")" + " on " + platform);
        return new EngineUnavailableException(EngineChoice.DL4J.jsonName(), obstacle + ". " + platform.advice(), cause);
    }

    private static @Nullable Throwable root(@Nullable Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            // A JVM that was just ended may still hold them; a few kB in the folder for temporary files harm no one.
        }
    }
}
