package org.mnist4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.config.ExperimentConfig;

/** The figures in docs/recipes.md are those of the experiments that are there now, and of mnist-benchmarks/records.csv. */
class RecipesDocumentTest {

    private static final Path EXPERIMENTS = Path.of("../experiments");
    private static final int DIGITS = 12;
    private static final double TEST_IMAGES = 10_000;
    private static final Pattern HASH = Pattern.compile(
            "(?m)^\\| \\[([a-z0-9-]+)\\.json\\]\\(\\.\\./experiments/\\1\\.json\\) \\| `([0-9a-f]+)` \\|");

    private static String recipes() throws IOException {
        return Files.readString(Path.of("../docs/recipes.md"));
    }

    private static String shortHash(String experiment) {
        return ExperimentConfig.readJson(EXPERIMENTS.resolve(experiment + ".json"))
                .sha256()
                .substring(0, DIGITS);
    }

    /** The cells of each row, by its name. */
    private static Map<String, List<String>> records() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../mnist-benchmarks/records.csv"));
        assertThat(lines).hasSizeGreaterThan(10);
        assertThat(lines.get(0))
                .isEqualTo("row,experiment,configuration,seeds,commit,engine,kernels,correct,seconds,looks,images");
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split(",", -1));
            assertThat(cells).as(line).hasSize(11);
            assertThat(rows.put(cells.get(0), cells)).as(line).isNull();
        }
        return rows;
    }

    private static boolean isEnsemble(List<String> cells) {
        return cells.get(3).contains("-");
    }

    @Test
    void everyConfiguration_isTheOneThatTheFiguresAreOf() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        HASH.matcher(recipes()).results().forEach(row -> documented.put(row.group(1), row.group(2)));

        Map<String, String> now = new TreeMap<>();
        for (String name : ExperimentsFolderTest.names()) {
            now.put(name, shortHash(name));
        }
        assertThat(documented)
                .as("an experiment changed: its figures in docs/recipes.md and mnist-benchmarks/records.csv are stale")
                .isEqualTo(now);
    }

    @Test
    void everyRecord_isOfTheExperimentOfNow() throws IOException {
        assertThat(records().values()).allSatisfy(cells -> {
            assertThat(cells.get(0)).isEqualTo(cells.get(1) + "-" + cells.get(3));
            assertThat(cells.get(2)).isEqualTo(shortHash(cells.get(1)));
            assertThat(cells.get(4)).matches("[0-9a-f]{7}");
            assertThat(cells.get(9)).matches("[1-9]");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "seed, | `seed` |",
        "mlp-512, | `mlp-512` |",
        "mlp-800, | `mlp-800` |",
        "cnn-99, | `cnn-99` |",
        "cnn-fast, | `cnn-fast` |",
        "robust, '| `robust`, for'",
        "cnn, | `cnn` |",
        "fashion, '| `fashion`, on'",
        "cnn-one-pool, '| the `cnn` of before, [cnn-one-pool.json]'",
        "cnn-pooled, '| the `cnn` of version 0.1, [cnn-pooled.json]'"
    })
    void accuracies_areThoseOfTheRecords(String experiment, String row) throws IOException {
        List<List<String>> records = records().values().stream()
                .filter(cells -> cells.get(1).equals(experiment) && !isEnsemble(cells))
                .toList();
        int[] correct = records.stream()
                .mapToInt(cells -> Integer.parseInt(cells.get(7)))
                .toArray();
        double[] accuracies =
                IntStream.of(correct).mapToDouble(count -> count / TEST_IMAGES).toArray();
        int n = correct.length;
        // Exact up to the division: a mean may lie in the middle between two of four digits.
        double mean = IntStream.of(correct).sum() / (n * TEST_IMAGES);
        double squares = IntStream.range(0, n)
                .mapToDouble(i -> (accuracies[i] - mean) * (accuracies[i] - mean))
                .sum();
        String expected = String.format(
                Locale.ROOT,
                " | %d | %.4f, %.4f to %.4f | %.4f | ",
                n,
                mean,
                IntStream.range(0, n).mapToDouble(i -> accuracies[i]).min().orElseThrow(),
                IntStream.range(0, n).mapToDouble(i -> accuracies[i]).max().orElseThrow(),
                Math.sqrt(squares / (n - 1)));

        Matcher line = Pattern.compile("(?m)^" + Pattern.quote(row) + ".*$").matcher(recipes());
        assertThat(line.find()).as(row).isTrue();
        assertThat(line.group()).contains(expected);
        String looks = line.group().split("\\|")[8].strip();
        assertThat(records).allSatisfy(cells -> assertThat(looks).startsWith(cells.get(9)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cnn; | the five `cnn` models as an [ensemble](ensembles.md) | | %s |",
                "cnn-one-pool; have %s together (log-loss 0.0092)",
                "cnn-fast; the five models of `cnn-fast` have %s together",
                "mlp-800; those of `mlp-800` %s"
            })
    void ensembles_haveTheRecordedAccuracies(String experiment, String sentence) throws IOException {
        List<String> record = records().get(experiment + "-1-5");
        String accuracy = String.format(Locale.ROOT, "%.4f", Integer.parseInt(record.get(7)) / TEST_IMAGES);
        assertThat(recipes()).contains(sentence.formatted(accuracy));
    }

    @Test
    void theSeedExperiment_hasTheRecordedAccuracies() throws IOException {
        String page = Files.readString(Path.of("../docs/the-seed-experiment.md"));
        for (int seed = 1; seed <= 5; seed++) {
            int correct = Integer.parseInt(records().get("seed-" + seed).get(7));
            assertThat(page).contains(String.format(Locale.ROOT, "| %d | %.4f | ", seed, correct / TEST_IMAGES));
        }
    }
}
