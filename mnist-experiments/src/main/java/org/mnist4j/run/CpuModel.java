package org.mnist4j.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processor's model, which Java has no API for. */
final class CpuModel {

    private static final Logger LOG = LoggerFactory.getLogger(CpuModel.class);
    private static final Path LINUX = Path.of("/proc/cpuinfo");

    /** There since macOS 10; with its absolute path, so that no other program of that name is started. */
    private static final Path MACOS = Path.of("/usr/sbin/sysctl");

    private static final int SECONDS_TO_ANSWER = 2;

    private CpuModel() {}

    static String name() {
        try {
            String name = Files.isReadable(LINUX)
                    ? linux(LINUX)
                    : Files.isExecutable(MACOS) ? macos() : System.getenv("PROCESSOR_IDENTIFIER");
            return name == null || name.isBlank() ? RunEnvironment.UNKNOWN : name.strip();
        } catch (IOException e) {
            LOG.debug("the processor's model cannot be read", e);
            return RunEnvironment.UNKNOWN;
        }
    }

    /** The first matching line of an x86 or arm kernel. */
    static @Nullable String linux(Path cpuinfo) throws IOException {
        try (Stream<String> lines = Files.lines(cpuinfo, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.matches("(model name|Model|Hardware|CPU part)\\s*:.*"))
                    .map(line -> (line.startsWith("CPU part") ? "arm part " : "")
                            + line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(null);
        }
    }

    private static @Nullable String macos() throws IOException {
        Process process = new ProcessBuilder(MACOS.toString(), "-n", "machdep.cpu.brand_string")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            return process.waitFor(SECONDS_TO_ANSWER, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? reader.readLine()
                    : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            process.destroyForcibly();
        }
    }
}
