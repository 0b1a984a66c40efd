package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sweep --spark}, without Spark as the program is, and with Spark's jars beside it. */
class SparkSweepTest {

    @TempDir
    Path folder;

    private Path data;
    private Path config;

    @BeforeEach
    void writeInputs() throws IOException {
        data = SmallMnist.write(folder.resolve("data"), 400, 50);
        config = Files.writeString(
                folder.resolve("rates.json"),
                "{\"preset\": \"seed\", \"seeds\": [1, 2], \"grid\": {\"training.epochs\": [1, 2]}}");
    }

    @Test
    void withoutSparksJars_theMessageSaysHowToStart() {
        assertThat(System.getProperty("java.class.path")).doesNotContain("spark-core");

        CommandRun.of(
                        "sweep",
                        "--config",
                        config,
                        "--data",
                        data,
                        "--out",
                        folder.resolve("out"),
                        "--spark",
                        "local[2]")
                .failed(ExitCode.USAGE, "--spark needs Apache Spark 4", "spark-submit", "docs/spark.md");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void withParallel_isUsage() {
        CommandRun.of("sweep", "--config", config, "--parallel", 2, "--spark", "local[2]")
                .failed(ExitCode.USAGE, "--parallel goes without --spark");
    }

    @Test
    void withSparksJars_filesAreThoseOfALocalSweep() throws Exception {
        CommandRun here = CommandRun.of("sweep", "--config", config, "--data", data, "--out", folder.resolve("here"))
                .succeeded();

        Process process = withSpark("local[2]", "-Xmx512m");

        assertThat(process.waitFor()).as(err()).isZero();
        assertThat(err()).contains("trial 1/4", "trial 4/4").doesNotContain("Exception");
        assertThat(Files.readString(folder.resolve("stdout")).replace("spark", "here"))
                .isEqualTo(here.out());
        assertThat(withoutSeconds(folder.resolve("spark")))
                .isEqualTo(withoutSeconds(folder.resolve("here")))
                .hasSize(4 + 4 + 4);
    }

    @Test
    void unknownMaster_isUsage() throws Exception {
        Process process = withSpark("mars", "-Xmx512m");

        assertThat(process.waitFor()).as(err()).isEqualTo(ExitCode.USAGE);
        assertThat(err())
                .contains("--spark: Spark does not understand the master mars")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("spark")).doesNotExist();
    }

    @Test
    void masterOtherThanSparkSubmits_isUsage() throws Exception {
        Process process = withSpark("local[2]", "-Dspark.master=local[4]");

        assertThat(process.waitFor()).as(err()).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("spark-submit was given local[4]");
    }

    /** The program with the jars that {@code mnist-spark} was built with, as docs/spark.md starts it. */
    private Process withSpark(String master, String option) throws IOException {
        String spark = Files.readString(Path.of("../mnist-spark/target/spark.classpath"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                option,
                "-Dspark.local.dir=" + folder.resolve("local"),
                "-Dspark.driver.host=127.0.0.1",
                "-Dspark.driver.bindAddress=127.0.0.1",
                "-Dslf4j.provider=org.apache.logging.slf4j.SLF4JServiceProvider",
                "-cp",
                Stream.concat(
                                Stream.of(spark.strip()),
                                Arrays.stream(
                                        System.getProperty("java.class.path").split(File.pathSeparator)))
                        .collect(Collectors.joining(File.pathSeparator)),
                Main.class.getName()));
        command.addAll(Stream.of("sweep", "--config", config, "--data", data, "--spark", master)
                .map(Object::toString)
                .toList());
        command.addAll(List.of("--out", folder.resolve("spark").toString()));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("stderr"));
    }

    /** The bytes of every file of a sweep's folder, as one character each, with the seconds of its trials replaced. */
    private static Map<String, String> withoutSeconds(Path sweep) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(sweep)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                contents.put(
                        sweep.relativize(file).toString(),
                        text.replaceAll("(?m)([0-9.E-]+),([0-9a-f]{64}),$", "SECONDS,$2,")
                                .replaceAll("\"seconds\" : [0-9.E-]+", "\"seconds\" : SECONDS"));
            }
        }
        return contents;
    }
}
