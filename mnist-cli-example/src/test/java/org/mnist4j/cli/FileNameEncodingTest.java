package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Class folders whose names are other bytes than ASCII, in processes with their own locale. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "names are bytes on Linux only")
class FileNameEncodingTest {

    private static final String UTF_8 = "C.UTF-8";

    /** The usual locale of a container. */
    private static final String ASCII = "C";

    /** In octal escapes: a cat in Chinese, and a greeting in GBK, which is not UTF-8. */
    private static final String CAT = "\\347\\214\\253";

    private static final String GBK = "\\304\\343";

    @TempDir
    Path folder;

    private Path data;
    private Path config;
    private Path model;

    @BeforeEach
    void writePictures() throws IOException {
        data = SmallPictures.write(folder.resolve("data"), "train", "test", List.of("a", "b"));
        config = SmallPictures.writeConfig(folder.resolve("config.json"), 2, 1);
        model = Files.write(folder.resolve("model.safetensors"), CraftedModel.bytes());
    }

    /** Renames the first class, in both parts; a shell takes any bytes. */
    private void rename(String octal) throws Exception {
        run(
                ASCII,
                List.of(
                        "sh",
                        "-c",
                        "for part in train test; do mv \"$0/$part/a\" \"$0/$part/$(printf '" + octal + "')\"; done",
                        data.toString()));
    }

    private int run(String locale, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("LC_ALL", locale);
        List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS").forEach(builder.environment()::remove);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }

    private int mnist4j(String locale, Object... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        Stream.of(args).map(Object::toString).forEach(command::add);
        return run(locale, command);
    }

    private String out() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    @Test
    void undecodableClassName_isRefusedByEveryCommand() throws Exception {
        rename(CAT);
        Path out = folder.resolve("run");
        List<List<Object>> commands = List.of(
                List.of("data", "info", data),
                List.of("data", "verify", data),
                List.of("train", "--config", config, "--data", data, "--out", out),
                List.of("evaluate", "--model", model, "--data", data));

        for (List<Object> command : commands) {
            checkRefused(mnist4j(ASCII, command.toArray()), "set LANG or LC_ALL to a UTF-8 locale");
        }
        assertThat(out).doesNotExist();
    }

    @Test
    void nameInAnotherEncoding_isRefusedInEveryLocale() throws Exception {
        rename(GBK);

        checkRefused(mnist4j(UTF_8, "data", "info", data), "rename it in UTF-8");
        checkRefused(mnist4j(ASCII, "data", "info", data), "set LANG or LC_ALL");
    }

    private void checkRefused(int code, String advice) throws IOException {
        assertThat(code).as(err()).isEqualTo(ExitCode.FILE);
        assertThat(out()).isEmpty();
        assertThat(err())
                .startsWith("mnist4j: " + data.resolve("train") + File.separator)
                .contains("the encoding of file names in this JVM", advice)
                .doesNotContain("Exception");
    }

    @Test
    void undecodablePictureName_isRefused() throws Exception {
        run(
                ASCII,
                List.of(
                        "sh",
                        "-c",
                        "mv \"$0/train/b/100.png\" \"$0/train/b/$(printf '" + CAT + "').png\"",
                        data.toString()));

        assertThat(mnist4j(ASCII, "data", "info", data)).isEqualTo(ExitCode.FILE);
        assertThat(err()).contains("expected a name in ANSI_X3.4-1968", "set LANG or LC_ALL");
        assertThat(mnist4j(UTF_8, "data", "info", data)).as(err()).isZero();
    }

    @Test
    void otherScripts_areClassNamesInUtf8() throws Exception {
        rename(CAT);

        assertThat(mnist4j(UTF_8, "data", "info", data)).as(err()).isZero();
        assertThat(out()).contains("classes      b, \u732b\n");
    }

    @Test
    void doctor_warnsOfALocaleThatKnowsAsciiOnly() throws Exception {
        assertThat(mnist4j(ASCII, "doctor")).as(err()).isZero();
        assertThat(out())
                .containsPattern("WARN  file names      \\S+\n")
                .contains("Set LANG or LC_ALL to a UTF-8 locale");
        assertThat(mnist4j(UTF_8, "doctor")).as(err()).isZero();
        assertThat(out()).contains("ok    file names      UTF-8\n");
    }

    @Test
    void argumentThatTheLocaleCannotName_isAUsageErrorWithTheSameAdvice() throws Exception {
        run(ASCII, List.of("sh", "-c", "mv \"$0\" \"$0-$(printf '" + CAT + "')\"", data.toString()));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String path = System.getProperty("java.class.path");

        for (String command : List.of("data info ", "train --data ")) {
            int code = run(
                    ASCII,
                    List.of(
                            "sh",
                            "-c",
                            "exec '" + java + "' -cp '" + path + "' org.mnist4j.cli.Main " + command + "'" + data
                                    + "'-*"));

            assertThat(code).as(err()).isEqualTo(ExitCode.USAGE);
            assertThat(err()).contains("set LANG or LC_ALL to a UTF-8 locale").doesNotContain("Exception");
        }
    }
}
