package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data sets of hundreds of classes, up to the thousand that a configuration allows. */
class ManyClassesCommandTest {

    private static final int MOST_STDOUT = 12_000;
    private static final int MOST_FIGURE = 500_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {100, 400, 1000})
    void everyCommand_saysTheWorst_andWritesTheRest(int classes) throws IOException {
        Path data = NoiseFolder.write(folder.resolve("data"), classes);
        Path config = NoiseFolder.config(folder.resolve("config.json"), classes);
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");

        CommandRun trained = CommandRun.of("train", "--quiet", "--config", config, "--data", data, "--out", one)
                .succeeded();
        CommandRun.of("train", "--quiet", "--config", config, "--seed", 2, "--data", data, "--out", two)
                .succeeded();
        CommandRun evaluated = CommandRun.of("evaluate", "--model", one.resolve("model.safetensors"), "--data", data)
                .succeeded();
        CommandRun compared = CommandRun.of("compare", one, two).succeeded();

        assertThat(trained.out())
                .hasSizeLessThan(MOST_STDOUT)
                .contains(
                        "shown: the 50 of " + classes + " classes with the lowest f1-score",
                        "the most frequent confusions, 50 of ",
                        "\nall classes are in metrics.json, all pairs in confusion-matrix.csv of the run\n",
                        "\nrun     " + one + "\nreport  " + one.resolve("report.html"));
        assertThat(evaluated.out())
                .hasSizeLessThan(MOST_STDOUT)
                .contains("\nall classes: --json; all images: --predictions FILE.csv\n");
        assertThat(compared.out())
                .hasSizeLessThan(MOST_STDOUT)
                .contains("shown: the 50 of " + classes + " classes whose recall differs most");
        assertThat(Files.readAllLines(one.resolve("confusion-matrix.csv"))).hasSize(classes + 1);
        assertThat(Files.readAllLines(one.resolve("predictions.csv"))).hasSize(classes + 1);
        try (Stream<Path> files = Files.list(one)) {
            assertThat(files.filter(file -> file.toString().matches(".*\\.(png|svg|html|md)")))
                    .hasSize(16)
                    .allSatisfy(file -> assertThat(Files.size(file)).isBetween(1L, (long) MOST_FIGURE));
        }
        assertThat(CommandRun.of("verify", "--files-only", one).succeeded().out())
                .startsWith("INTACT");
    }
}
