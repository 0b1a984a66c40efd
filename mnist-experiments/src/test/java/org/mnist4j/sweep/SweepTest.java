package org.mnist4j.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Optimizers.adam;
import static org.mnist4j.config.Optimizers.sgd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.config.Activation;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Metric;
import org.mnist4j.config.Sgd;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.Split;
import org.mnist4j.model.Model;
import org.mnist4j.train.DataMismatchException;
import org.mnist4j.train.Trainer;

/** Sweeps over small networks on real images. */
class SweepTest {

    private static final ExperimentConfig SMALL = ExperimentConfig.preset("seed").toBuilder()
            .layers(dense(12), dropout(0.1))
            .epochs(1)
            .batchSize(50)
            .build();
    private static final Sweep SWEEP = Sweep.over(SMALL)
            .grid("training.optimizer.learningRate", 1e-3, 1e-2)
            .grid("layers[0].units", 8, 16)
            .seeds(1, 2, 3)
            .validationFraction(0.2);

    private static final ExperimentConfig UNSTABLE = SMALL.toBuilder()
            .layers(dense(16).activation(Activation.IDENTITY), dense(16).activation(Activation.IDENTITY))
            .epochs(20)
            .build();
    private static final Sgd WILD = sgd(10).momentum(0.9);

    private static ImageDataset images;

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        images = Mnist.loadTrain().take(1000);
    }

    @Test
    void trials_areEveryCombinationWithEverySeed() {
        List<Trial> trials = SWEEP.trials();

        assertThat(trials).hasSize(12);
        assertThat(trials).extracting(Trial::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(trials.get(4).settings())
                .containsExactly(
                        Map.entry("training.optimizer.learningRate", "0.001"), Map.entry("layers[0].units", "16"));
        assertThat(trials.get(4).config())
                .isEqualTo(SMALL.toBuilder()
                        .seed(2)
                        .optimizer(adam(0.001))
                        .layers(dense(16), dropout(0.1))
                        .build());
    }

    @Test
    void trial_equalsAPlainFit() {
        SweepResult result = Sweep.over(SMALL).seeds(5).run(images);

        Split split = images.stratifiedSplit(0.1, SMALL.seed());
        Model alone =
                Trainer.of(SMALL.toBuilder().seed(5).build()).fit(split.train()).model();
        TrialScore score = result.outcomes().get(0).score().orElseThrow();
        assertThat(score.parametersSha256()).isEqualTo(alone.parametersSha256());
        assertThat(score.accuracy())
                .isEqualTo(alone.evaluate(split.validation()).accuracy());
    }

    @Test
    void parallelTrials_areBitIdentical() {
        List<String> one = hashes(SWEEP.parallelTrials(1).run(images));

        assertThat(hashes(SWEEP.parallelTrials(5).run(images))).isEqualTo(one);
        assertThat(one).doesNotHaveDuplicates();
    }

    @Test
    void finishedTrials_areNotRunAgain() throws IOException {
        AtomicInteger runs = new AtomicInteger();
        Sweep counting = SWEEP.executor(counting(runs, Integer.MAX_VALUE)).directory(folder);
        SweepResult first = counting.run(images);
        String results = Files.readString(folder.resolve("results.csv"));

        SweepResult second = counting.run(images);

        assertThat(runs).hasValue(12);
        assertThat(second).isEqualTo(first);
        assertThat(folder.resolve("results.csv")).hasContent(results);
        assertThat(folder.resolve("summary.txt")).hasContent(first.toText());
        assertThat(ExperimentConfig.readJson(folder.resolve("best.json"))).isEqualTo(first.bestConfig());

        // With one more seed, twelve trials are known and four are new.
        counting.seeds(1, 2, 3, 4).run(images);
        assertThat(runs).hasValue(16);

        // Other images are other trials.
        counting.run(images.take(900));
        assertThat(runs).hasValue(28);
    }

    @Test
    void failedSweep_resumes() throws IOException {
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() ->
                        SWEEP.executor(counting(runs, 5)).directory(folder).run(images))
                .hasMessage("pulled the plug");
        truncateOne();

        SweepResult result = SWEEP.executor(counting(runs, Integer.MAX_VALUE))
                .directory(folder)
                .run(images);

        // Five trials ran and one of their files is truncated, so eight are left.
        assertThat(runs).hasValue(5 + 8);
        assertThat(hashes(result)).isEqualTo(hashes(SWEEP.run(images)));
    }

    private void truncateOne() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("trials"))) {
            Path torn = files.sorted().findFirst().orElseThrow();
            Files.writeString(torn, Files.readString(torn).substring(0, 40));
        }
    }

    /** Runs trials on the calling thread, counts them, and fails after some. */
    private static TrialExecutor counting(AtomicInteger runs, int most) {
        return (trials, data, finished) -> {
            int here = 0;
            for (Trial trial : trials) {
                if (here++ == most) {
                    throw new IllegalStateException("pulled the plug");
                }
                runs.incrementAndGet();
                finished.accept(trial.run(data, 1));
            }
        };
    }

    @Test
    void divergedTrial_isAnOutcomeAndNeverTheBest() {
        SweepResult result = Sweep.over(UNSTABLE)
                .grid("training.optimizer", WILD, sgd(0.05))
                .seeds(1, 2)
                .directory(folder)
                .run(images);

        assertThat(result.outcomes().get(0).failure().orElseThrow()).contains("the loss became");
        assertThat(result.settings().get(0).failures()).isEqualTo(2);
        assertThat(result.settings().get(0).mean()).isNaN();
        assertThat(result.bestConfig().training().optimizer()).isEqualTo(sgd(0.05));
        assertThat(Sweep.over(UNSTABLE)
                        .grid("training.optimizer", WILD, sgd(0.05))
                        .seeds(1, 2)
                        .directory(folder)
                        .run(images))
                .isEqualTo(result);
    }

    @Test
    void allDiverged_hasNoBest() {
        SweepResult result = Sweep.over(UNSTABLE)
                .grid("training.optimizer", WILD)
                .directory(folder)
                .run(images);

        assertThatThrownBy(result::best).isInstanceOf(NoSuchElementException.class);
        assertThat(result.toText()).contains("-");
        assertThat(folder.resolve("best.json")).doesNotExist();
    }

    @Test
    void label_usesWholePathsIfTheLastNamesAreEqual() {
        Map<String, String> one = Map.of("layers[0].units", "8");
        Map<String, String> two = new LinkedHashMap<>(one);
        two.put("layers[1].units", "16");

        assertThat(SettingSummary.label(one)).isEqualTo("units 8");
        assertThat(SettingSummary.label(two)).isEqualTo("layers[0].units 8, layers[1].units 16");
        assertThat(SettingSummary.label(Map.of())).isEqualTo("unchanged");
    }

    @Test
    void table_marksTheBestByTheMetric() {
        Trial low = new Trial(1, Map.of("layers[0].units", "8"), SMALL);
        Trial high = new Trial(2, Map.of("layers[0].units", "16"), SMALL);
        // 0.1 and 0.3: standard deviation sqrt(0.02), t of one degree of freedom 12.7062; k = 12.7062^2 * 0.01 / 0.2.
        SweepResult result = new SweepResult(
                Sweep.over(SMALL)
                        .grid("layers[0].units", 8, 16)
                        .metric(Metric.LOSS)
                        .config(),
                List.of(
                        TrialOutcome.scored(low, new TrialScore(0.1, 0.93, 0.92, 1, "0".repeat(64))),
                        TrialOutcome.scored(low, new TrialScore(0.3, 0.93, 0.92, 1, "0".repeat(64))),
                        TrialOutcome.scored(high, new TrialScore(0.5, 0.94, 0.93, 1, "1".repeat(64)))));

        assertThat(result.toText()).isEqualTo("""
                          loss      seeds  failed     mean   st.dev      min      max  95% of the mean
                        * units 8       2       0   0.2000   0.1414   0.1000   0.3000  0.0047 to 8.4677
                          units 16      1       0   0.5000        -   0.5000   0.5000  -
                        """);
        assertThat(result.bestConfig().layers().get(0)).isEqualTo(dense(8));
    }

    @Test
    void interruptedSweep_endsAndKeepsFinishedTrials() throws Exception {
        Thread caller = Thread.currentThread();
        Sweep sweep = SWEEP.parallelTrials(2).directory(folder).listener(outcome -> caller.interrupt());

        assertThatThrownBy(() -> sweep.run(images)).isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        try (Stream<Path> files = Files.list(folder.resolve("trials"))) {
            assertThat(files.count()).isBetween(1L, 11L);
        }
    }

    @Test
    void folderThatIsNotASweep_isRefused() throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "years of work");

        assertThatThrownBy(() -> SWEEP.directory(folder).run(images))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("is not empty");
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("thesis.tex"));
        assertThatThrownBy(() -> SWEEP.directory(folder.resolve("thesis.tex")).run(images))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("is no folder");
    }

    @Test
    void sweepThatDiedBeforeItsDefinition_isStartedAgain() throws IOException {
        Files.createDirectories(folder.resolve("trials"));
        Files.writeString(folder.resolve(".sweep.json.01234567-89ab-cdef-0123-456789abcdef.tmp"), "{");

        SweepResult result = Sweep.over(SMALL).directory(folder).run(images);

        assertThat(result.outcomes()).hasSize(1);
        assertThat(folder.resolve("sweep.json")).exists();
    }

    @RepeatedTest(5)
    void sweepsStartedTogetherInANewFolder_bothRun() throws Exception {
        Sweep sweep = Sweep.over(SMALL.toBuilder().layers(dense(2)).build()).directory(folder.resolve("new"));
        CyclicBarrier start = new CyclicBarrier(4);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<SweepResult>> calls = Collections.nCopies(4, () -> {
                start.await();
                return sweep.run(images.take(100));
            });
            Set<List<String>> results = new HashSet<>();
            for (Future<SweepResult> ended : pool.invokeAll(calls)) {
                results.add(hashes(ended.get()));
            }
            assertThat(results).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void temporaryFilesOfKilledSweeps_areRemoved_butNotThoseOfALiveOne() throws IOException {
        Sweep sweep = Sweep.over(SMALL).directory(folder);
        sweep.run(images);
        String id = ".01234567-89ab-cdef-0123-456789abcdef.tmp";
        Path trial = folder.resolve("trials/.0123456789abcdef-01234567-89abcdef.json" + id);
        Path table = folder.resolve(".results.csv" + id);
        Path fresh = folder.resolve(".best.json" + id);
        Path other = folder.resolve(".thesis.tex" + id);
        for (Path file : List.of(trial, table, fresh, other)) {
            Files.writeString(file, "half");
        }
        for (Path file : List.of(trial, table, other)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        }

        sweep.run(images);

        assertThat(List.of(trial, table)).noneMatch(Files::exists);
        assertThat(List.of(fresh, other)).allMatch(Files::exists);
    }

    @ParameterizedTest
    @CsvSource({"accuracy, 5.0", "macroF1, -0.1", "loss, -1", "seconds, -3", "accuracy, 1e999"})
    void keptTrialWithAnImpossibleScore_isRunAgain(String field, String value) throws IOException {
        Sweep sweep = Sweep.over(SMALL).directory(folder);
        List<String> expected = hashes(sweep.run(images));
        Path kept;
        try (Stream<Path> files = Files.list(folder.resolve("trials"))) {
            kept = files.findFirst().orElseThrow();
        }
        String honest = Files.readString(kept);
        String forged = honest.replaceFirst("\"" + field + "\" : [^,]+", "\"" + field + "\" : " + value);
        assertThat(forged).isNotEqualTo(honest);
        Files.writeString(kept, forged);

        SweepResult again = sweep.run(images);

        assertThat(hashes(again)).isEqualTo(expected);
        TrialScore score = again.outcomes().get(0).score().orElseThrow();
        assertThat(score.accuracy()).isBetween(0.0, 1.0);
        assertThat(score.loss()).isBetween(0.0, 10.0);
    }

    @Test
    void keptFailureWithControlCodes_isShownWithoutThem() throws IOException {
        Sweep sweep = Sweep.over(UNSTABLE.toBuilder().optimizer(WILD).build()).directory(folder);
        sweep.run(images);
        Path kept;
        try (Stream<Path> files = Files.list(folder.resolve("trials"))) {
            kept = files.findFirst().orElseThrow();
        }
        Files.writeString(
                kept, Files.readString(kept).replaceFirst("\"failure\" : \".*\"", "\"failure\" : \"a\\\\u001b[2Jb\""));

        assertThat(sweep.run(images).outcomes().get(0).failure()).hasValue("a?[2Jb");
    }

    @Test
    void imagesThatDoNotFit_areRejectedBeforeAnythingIsWritten() {
        Sweep sweep = Sweep.over(SMALL.toBuilder().classes(26).build()).directory(folder.resolve("new"));

        assertThatThrownBy(() -> sweep.run(images)).isInstanceOf(DataMismatchException.class);
        assertThat(folder.resolve("new")).doesNotExist();
    }

    private static List<String> hashes(SweepResult result) {
        return result.outcomes().stream()
                .map(outcome -> outcome.score().orElseThrow().parametersSha256())
                .toList();
    }
}
