package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.ImageDataset;

class DataCommandTest {

    @TempDir
    Path folder;

    @Test
    void info_describesBothParts() {
        Path data = SmallMnist.write(folder.resolve("few"), 60, 20);

        CommandRun run = CommandRun.of("data", "info", data).succeeded();

        assertThat(run.out())
                .contains(
                        "few-train\n  images       60 of 28x28x1",
                        "few-test\n  images       20 of 28x28x1",
                        ImageDataset.fromIdxDirectory(data).test().fingerprint());
        assertThat(run.err()).isEmpty();
    }

    @Test
    void folderAsTheDataOption_isTheSameAsTheArgument() {
        Path data = SmallMnist.write(folder, 60, 20);

        for (String command : List.of("info", "verify")) {
            assertThat(CommandRun.of("data", command, "--data", data).succeeded())
                    .as(command)
                    .isEqualTo(CommandRun.of("data", command, data));
            assertThat(CommandRun.of("data", command, "--data", "mnist").succeeded())
                    .as(command)
                    .isEqualTo(CommandRun.of("data", command));
        }
    }

    @Test
    void folderGivenTwice_isAUsageError() {
        CommandRun.of("data", "info", folder, "--data", folder).failed(ExitCode.USAGE, "mutually exclusive");
        CommandRun.of("data", "info", folder, folder).failed(ExitCode.USAGE, folder.toString());
    }

    @Test
    void embeddedData_areVerified() {
        CommandRun run = CommandRun.of("data", "verify").succeeded();

        assertThat(run.out()).startsWith("ok: 60000 training and 10000 test images of 28x28x1 in 10 classes");
    }

    @Test
    void goodFolder_isVerified() {
        CommandRun run = CommandRun.of("data", "verify", SmallMnist.write(folder, 60, 20))
                .succeeded();

        assertThat(run.out()).startsWith("ok: 60 training and 20 test images");
    }

    @Test
    void truncatedFile_isAVerdictNo() throws IOException {
        Path labels = SmallMnist.write(folder, 60, 20).resolve("t10k-labels-idx1-ubyte");
        Files.write(labels, java.util.Arrays.copyOf(Files.readAllBytes(labels), 20));

        CommandRun run = CommandRun.of("data", "verify", folder);

        assertThat(run.code()).isEqualTo(ExitCode.VERDICT_NO);
        assertThat(run.out()).startsWith("not ok: TRUNCATED: " + labels);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void missingFolder_isNoVerdict() {
        for (String command : List.of("info", "verify")) {
            CommandRun.of("data", command, folder.resolve("nowhere"))
                    .failed(ExitCode.FILE, "nowhere: expected a folder, or a file named .csv");
        }
    }

    @Test
    void familyWithoutAFolder_isAUsageError() {
        for (String command : List.of("info", "verify")) {
            CommandRun.of("data", command, "--family", "emnist-letters")
                    .failed(ExitCode.USAGE, "--family goes with DIR");
        }
    }
}
