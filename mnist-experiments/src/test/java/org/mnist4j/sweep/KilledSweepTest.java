package org.mnist4j.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.Mnist;
import org.mnist4j.random.RandomStream;

/** The process of a halving is killed several times, and the sweep is resumed. */
class KilledSweepTest {

    private static final int OUTCOMES = 13; // 9 in the first rung, 3 in the second and 1 in the last

    @TempDir
    private Path temp;

    /** The process to be killed: prints a line for each outcome, those found included. */
    static final class Victim {
        public static void main(String[] args) {
            run(Path.of(args[0]), Integer.parseInt(args[1]));
        }
    }

    private static void run(Path folder, int parallel) {
        HalvingSweepTest.SWEEP
                .parallelTrials(parallel)
                .directory(folder)
                .listener(outcome -> System.out.println("outcome"))
                .run(Mnist.loadTrain().take(2000));
    }

    @Test
    void killedSweep_leavesTheFilesOfOneThatWasNot() throws Exception {
        Path expected = temp.resolve("expected");
        Path killed = temp.resolve("killed");
        run(expected, 1);

        // In the first rung, in the second, and in the last.
        for (int outcomes : new int[] {4, 10, 12}) {
            startAndKill(killed, outcomes, RandomStream.of(7, "kill", outcomes));
            assertThat(killed.resolve("results.csv")).doesNotExist();
        }
        assertThat(killed.resolve("checkpoints")).isDirectory();
        run(killed, 2);

        assertThat(files(killed)).isEqualTo(files(expected)).hasSize(OUTCOMES + 4);
        assertThat(killed.resolve("checkpoints")).doesNotExist();
    }

    private static void startAndKill(Path folder, int outcomes, RandomStream random) throws Exception {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString(),
                        "2")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = victim.inputReader()) {
            for (int i = 0; i < outcomes; i++) {
                assertThat(lines.readLine()).isEqualTo("outcome");
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(20)); // about an epoch
        } finally {
            victim.destroyForcibly();
            assertThat(victim.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** The text of each file by its path, without the seconds; without temporary files of the killed processes. */
    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> Files.isRegularFile(file)
                            && !file.getFileName().toString().endsWith(".tmp"))
                    .forEach(file -> texts.put(folder.relativize(file).toString(), text(file)));
        }
        return texts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file)
                    .replaceAll("\"seconds\" : [0-9.E-]+", "\"seconds\" : ...")
                    .replaceAll(",[0-9.E-]+,([0-9a-f]{64}),", ",...,$1,");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
