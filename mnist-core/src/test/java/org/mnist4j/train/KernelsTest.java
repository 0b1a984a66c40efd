package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.engine.Engines;

/** What processes with and without vectors and fused multiply-adds say of their kernels. */
class KernelsTest {

    private static final String FLAG = "start Java with --add-modules jdk.incubator.vector";
    private static final String MODULE =
            "add org.mnist4j:mnist-vector:" + BuildInfo.current().version() + " to the dependencies";

    @TempDir
    Path folder;

    @Test
    void withoutModuleAndFlag_bothAreAdvised_andTheLogSaysSoOncePerEngine() throws Exception {
        Path log = folder.resolve("log");
        List<String> out = report("-Dorg.slf4j.simpleLogger.defaultLogLevel=debug", "-cp", testClasses());

        assertThat(out).startsWith("plain", MODULE + " and " + FLAG, "false");
        assertThat(Double.parseDouble(out.get(3))).isBetween(0.1, 200.0);
        assertThat(Files.readAllLines(log).stream().filter(line -> line.contains("kernels")))
                .hasSize(2)
                .allMatch(
                        line -> line.endsWith("DEBUG org.mnist4j.engine.JavaEngine - The java engine computes with the"
                                + " kernels \"plain\"; for faster ones, " + MODULE + " and " + FLAG + "."));
        assertThat(log).content().doesNotContain("WARN");
    }

    @Test
    void withoutTheModule_itIsAdvised() throws Exception {
        assertThat(report("--add-modules", "jdk.incubator.vector", "-cp", testClasses()))
                .startsWith("plain", MODULE, "false");
    }

    @Test
    void withoutTheFlag_itIsAdvised() throws Exception {
        Path services = Files.createDirectories(folder.resolve("vector/META-INF/services"));
        Files.writeString(services.resolve("org.mnist4j.kernel.WeightedSums"), "org.mnist4j.vector.VectorSums\n");

        assertThat(report("-cp", testClasses() + File.pathSeparator + folder.resolve("vector")))
                .startsWith("plain", FLAG, "false");
    }

    @Test
    void emulatedFma_isFound_andIsAWarningOnce() throws Exception {
        List<String> out = report("-XX:-UseFMA", "-cp", testClasses());

        assertThat(out).startsWith("plain", "", "true");
        assertThat(Double.parseDouble(out.get(3))).isGreaterThan(200);
        assertThat(Files.readAllLines(folder.resolve("log")).stream().filter(line -> line.contains("WARN")))
                .singleElement()
                .asString()
                .contains("This JVM emulates fused multiply-adds, so", "x86 since 2013", "-XX:-UseFMA");
    }

    private static String testClasses() {
        return System.getProperty("java.class.path");
    }

    private List<String> report(String... java) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(java));
        command.add(Report.class.getName());
        Path out = folder.resolve("out");
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return Files.readAllLines(out);
    }

    /** The process: opens two engines and waits for their check. */
    static final class Report {
        public static void main(String[] args) throws InterruptedException {
            ExperimentConfig config = SmallRun.config(EngineChoice.JAVA);
            for (int i = 0; i < 2; i++) {
                Engines.open(config, 1).close();
            }
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("mnist4j-fma-check")) {
                    thread.join();
                }
            }
            System.out.println(Kernels.name());
            System.out.println(Kernels.advice().orElse(""));
            System.out.println(Kernels.fmaIsEmulated());
            System.out.println(Kernels.fmaNanoseconds());
        }
    }
}
