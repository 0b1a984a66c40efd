package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.EngineChoice;

/** A process that calls {@code fit} repeatedly, with checkpoints, does not grow, and ends when its main returns. */
class ManyFitsTest {

    private static final int WARM_UP = 40;
    private static final int FITS = 100;

    /** A leak of one fit's native memory would be 0.5 MB, of a hundred 50 MB. */
    private static final double TOLERANCE_MB = 16;

    @TempDir
    Path temp;

    @ParameterizedTest
    @MethodSource("org.mnist4j.engine.TestEngines#underTest")
    void hundredFits_leakNothing_andTheJvmEndsWithMain(EngineChoice engine) throws Exception {
        Path out = temp.resolve("out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms96m",
                        "-Xmx96m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fits.class.getName(),
                        engine.name(),
                        temp.resolve("checkpoints").toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            // This detects a hang; it does not measure the speed.
            assertThat(process.waitFor(10, TimeUnit.MINUTES))
                    .as("main returned: %s", Files.readString(out))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        List<double[]> measured = Files.readAllLines(out).stream()
                .filter(line -> line.startsWith("measured "))
                .map(line -> Stream.of(line.substring(9).split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        assertThat(measured).hasSize(2);
        double[] before = measured.get(0);
        double[] after = measured.get(1);
        System.out.printf(
                "%s engine, %d fits: process %.1f -> %.1f MB, heap in use %.1f -> %.1f MB,"
                        + " %.0f -> %.0f threads, %.0f -> %.0f open files%n",
                engine.jsonName(),
                FITS,
                before[0],
                after[0],
                before[1],
                after[1],
                before[2],
                after[2],
                before[3],
                after[3]);
        assertThat(after[0]).as("MB of the process").isLessThan(before[0] + TOLERANCE_MB);
        assertThat(after[1]).as("MB of heap in use").isLessThan(before[1] + 2);
        assertThat(after[2]).as("threads").isLessThanOrEqualTo(before[2]);
        assertThat(after[3]).as("open files").isLessThanOrEqualTo(before[3]);
    }

    /** The measured process. */
    static final class Fits {
        public static void main(String[] args) throws Exception {
            Checkpoints checkpoints = Checkpoints.in(Path.of(args[1]));
            Trainer trainer = Trainer.of(SmallRun.config(EngineChoice.valueOf(args[0])).toBuilder()
                            .epochs(1)
                            .build())
                    .threads(2)
                    .checkpoints(checkpoints);
            for (int fit = 0; fit <= WARM_UP + FITS; fit++) {
                if (fit == WARM_UP || fit == WARM_UP + FITS) {
                    measure();
                }
                trainer.fit(SmallRun.TRAIN, SmallRun.VALIDATION);
                checkpoints.delete();
            }
        }

        private static void measure() throws IOException, InterruptedException {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.println("measured " + processMegabytes() + " "
                    + (runtime.totalMemory() - runtime.freeMemory()) / 1e6 + " "
                    + ManagementFactory.getThreadMXBean().getThreadCount() + " " + openFiles());
        }

        /** Available on Linux only, like {@link #openFiles()}. */
        private static double processMegabytes() throws IOException {
            Path status = Path.of("/proc/self/status");
            if (!Files.exists(status)) {
                return 0;
            }
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024 / 1e6)
                    .findFirst()
                    .orElseThrow();
        }

        private static long openFiles() throws IOException, InterruptedException {
            Path files = Path.of("/proc/self/fd");
            if (!Files.exists(files)) {
                return 0;
            }
            // The JVM opens files of the system for moments; what leaks stays open.
            long fewest = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                try (Stream<Path> open = Files.list(files)) {
                    fewest = Math.min(fewest, open.count());
                }
                Thread.sleep(20);
            }
            return fewest;
        }
    }
}
