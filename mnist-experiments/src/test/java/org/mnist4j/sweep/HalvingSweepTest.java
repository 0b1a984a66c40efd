package org.mnist4j.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Averagings.ema;
import static org.mnist4j.config.EarlyStoppings.patience;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Optimizers.sgd;
import static org.mnist4j.config.Ranges.integers;
import static org.mnist4j.config.Ranges.logUniform;
import static org.mnist4j.config.Schedules.oneCycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.Activation;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Metric;
import org.mnist4j.config.RandomSearch;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingListener;

/** Successive halving over small networks on real images. */
class HalvingSweepTest {

    /** A schedule and an average that depend on the whole training. */
    static final ExperimentConfig SMALL = ExperimentConfig.preset("seed").toBuilder()
            .layers(dense(12), dropout(0.1))
            .schedule(oneCycle())
            .averaging(ema(0.9))
            .epochs(9)
            .batchSize(50)
            .build();

    static final RandomSearch SEARCH = RandomSearch.of(9)
            .range("training.optimizer.learningRate", logUniform(1e-4, 1e-1))
            .range("layers[0].units", integers(4, 24));

    static final Sweep SWEEP = Sweep.over(SMALL).random(SEARCH).halving(1, 3).validationFraction(0.3);

    private static final ExperimentConfig UNSTABLE = ExperimentConfig.preset("seed").toBuilder()
            .layers(dense(16).activation(Activation.IDENTITY), dense(16).activation(Activation.IDENTITY))
            .epochs(9)
            .batchSize(5)
            .build();

    private static ImageDataset images;

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        images = Mnist.loadTrain().take(400);
    }

    private static List<String> hashes(SweepResult result) {
        return result.outcomes().stream()
                .map(outcome -> outcome.trial().number() + " after "
                        + outcome.trial().epochs() + ": "
                        + outcome.score().map(TrialScore::parametersSha256).orElse("failed"))
                .toList();
    }

    @Test
    void rungs_trainTheBestThirdForThreeTimesTheEpochs() {
        SweepResult result = SWEEP.run(images);

        assertThat(result.outcomes())
                .extracting(outcome -> outcome.trial().epochs())
                .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 9);
        assertThat(result.outcomes().subList(0, 9))
                .extracting(outcome -> outcome.trial().number())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        List<TrialOutcome> first = result.outcomes().subList(0, 9);
        List<TrialOutcome> second = result.outcomes().subList(9, 12);
        assertBestGoOn(first, second, 3);
        assertBestGoOn(second, result.outcomes().subList(12, 13), 1);
        assertThat(result.best().epochs()).isEqualTo(9);
        assertThat(result.best().settings())
                .isEqualTo(result.outcomes().get(12).trial().settings());
        // 6 trials of 1 epoch, 2 of 3 and 1 of 9.
        assertThat(result.trainedEpochs()).isEqualTo(21);
        assertThat(result.toText()).contains("21 epochs trained in all, of the 81 without halving");
    }

    private static void assertBestGoOn(List<TrialOutcome> rung, List<TrialOutcome> next, int survivors) {
        List<Integer> best = rung.stream()
                .sorted((a, b) -> Double.compare(accuracy(b), accuracy(a))) // stable: ties by number
                .limit(survivors)
                .map(outcome -> outcome.trial().number())
                .sorted()
                .toList();
        assertThat(next).extracting(outcome -> outcome.trial().number()).isEqualTo(best);
    }

    private static double accuracy(TrialOutcome outcome) {
        return outcome.score().orElseThrow().accuracy();
    }

    @Test
    void trialOfTheLastRung_equalsAPlainFit() {
        SweepResult result = SWEEP.run(images);
        TrialOutcome last = result.outcomes().get(12);
        SweepData data = SweepData.holdOut(images, SWEEP.config());

        assertThat(last.score().orElseThrow().parametersSha256())
                .isEqualTo(Trainer.of(last.trial().config())
                        .fit(data.train())
                        .model()
                        .parametersSha256());
        assertThat(result.bestConfig()).isEqualTo(last.trial().config());
    }

    @Test
    void numberOfParallelTrials_changesNothing() {
        List<String> one = hashes(SWEEP.parallelTrials(1).run(images));

        assertThat(hashes(SWEEP.parallelTrials(4).run(images))).isEqualTo(one);
        assertThat(hashes(SWEEP.parallelTrials(2).directory(folder).run(images)))
                .isEqualTo(one);
        assertThat(folder.resolve("checkpoints")).doesNotExist();
    }

    @Test
    void trial_goesOnFromItsCheckpoint() {
        SweepData data = SweepData.holdOut(images, SWEEP.config());
        Trial trial = SWEEP.trials().get(4);
        trial.upTo(1, folder).run(data, 1);
        AtomicInteger epochs = new AtomicInteger();
        TrainingListener counting = new TrainingListener() {
            @Override
            public void onEpochEnd(EpochMetrics epoch) {
                epochs.incrementAndGet();
            }
        };

        Trial third = trial.upTo(3, folder);
        TrialCheckpoints.train(
                third, Trainer.of(third.config()).listener(counting).pauseAfter(3), folder, data);

        assertThat(epochs).hasValue(2);
    }

    @Test
    void executorElsewhere_withoutTheCheckpoints_givesTheSame() {
        List<String> expected = hashes(SWEEP.run(images));
        List<Integer> calls = new ArrayList<>();
        TrialExecutor elsewhere = (trials, data, finished) -> {
            calls.add(trials.size());
            for (Trial trial : trials) {
                String json = trial.toJson()
                        .replace(folder.toString(), folder.resolve("other").toString());
                assertThat(json).contains("other");
                TrialOutcome outcome = Trial.fromJson(json).run(data, 1);
                finished.accept(TrialOutcome.fromJson(outcome.toJson(), trial));
            }
        };

        SweepResult result = SWEEP.executor(elsewhere).directory(folder).run(images);

        assertThat(hashes(result)).isEqualTo(expected);
        assertThat(calls).containsExactly(9, 3, 1);
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void damagedCheckpoints_areNotUsed() {
        List<String> expected = hashes(SWEEP.run(images));
        TrialExecutor damaging = (trials, data, finished) -> {
            try (Stream<Path> files = Files.walk(folder.resolve("checkpoints"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.writeString(file, "damaged");
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            TrialExecutor.local(2).execute(trials, data, finished);
        };

        assertThat(hashes(SWEEP.executor(damaging).directory(folder).run(images)))
                .isEqualTo(expected);
    }

    @Test
    void searchWithMoreSettings_goesOn() throws IOException {
        RandomSearch six = new RandomSearch(6, SEARCH.seed(), SEARCH.ranges());
        SWEEP.random(six).directory(folder).run(images);
        AtomicInteger runs = new AtomicInteger();
        TrialExecutor counting = (trials, data, finished) -> {
            runs.addAndGet(trials.size());
            TrialExecutor.local(2).execute(trials, data, finished);
        };

        SweepResult nine = SWEEP.executor(counting).directory(folder).run(images);

        assertThat(hashes(nine)).isEqualTo(hashes(SWEEP.run(images)));
        assertThat(runs.get()).isBetween(3, 3 + 3 + 1); // three new settings, and what they change
        AtomicInteger before = new AtomicInteger(runs.get());
        assertThat(SWEEP.executor(counting).directory(folder).run(images)).isEqualTo(nine);
        assertThat(runs).hasValue(before.get());
    }

    @Test
    void interruptedSweep_resumesToTheSame() {
        List<String> expected = hashes(SWEEP.run(images));
        Thread caller = Thread.currentThread();
        for (int rung = 0; rung < 3; rung++) {
            int most = List.of(4, 10, 12).get(rung);
            AtomicInteger outcomes = new AtomicInteger();
            Sweep stopping = SWEEP.parallelTrials(2).directory(folder).listener(outcome -> {
                if (outcomes.incrementAndGet() == most) {
                    caller.interrupt();
                }
            });
            assertThatThrownBy(() -> stopping.run(images)).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(hashes(SWEEP.directory(folder).run(images))).isEqualTo(expected);
        assertThat(folder.resolve("checkpoints")).doesNotExist();
    }

    @Test
    void severalSeeds_areDecidedByTheirMean_andFailedOnesDoNotGoOn() {
        SweepResult result = Sweep.over(UNSTABLE)
                .grid("training.optimizer", sgd(10).momentum(0.9), sgd(0.05), sgd(0.001), sgd(1e-6))
                .seeds(1, 2)
                .halving(1, 2)
                .validationFraction(0.3)
                .run(images);

        assertThat(result.config().rungs()).containsExactly(1, 2, 4, 9);
        assertThat(result.outcomes().get(0).failure()).isPresent();
        assertThat(result.settings().get(0).epochs()).isEqualTo(1);
        assertThat(result.settings().get(0).failures()).isEqualTo(2);
        assertThat(result.bestConfig().training().optimizer()).isEqualTo(sgd(0.05));
        assertThat(result.outcomes())
                .extracting(outcome -> outcome.trial().epochs())
                .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 9, 9);
    }

    @Test
    void everyTrialFailed_endsAfterTheFirstRung() {
        SweepResult result = Sweep.over(UNSTABLE)
                .grid("training.optimizer", sgd(10).momentum(0.9), sgd(9).momentum(0.9))
                .halving(1, 3)
                .directory(folder)
                .run(images);

        assertThat(result.outcomes())
                .hasSize(2)
                .allMatch(outcome -> outcome.failure().isPresent());
        assertThat(result.ranking()).isEmpty();
        assertThatThrownBy(result::best).isInstanceOf(NoSuchElementException.class);
        assertThat(folder.resolve("best.json")).doesNotExist();
    }

    @Test
    void trialThatStopsEarly_keepsItsScoreInLaterRungs() {
        ExperimentConfig impatient = SMALL.toBuilder()
                .validationFraction(0.2)
                .earlyStopping(patience(Metric.LOSS, 1).minDelta(0.5))
                .build();
        SweepResult result = Sweep.over(impatient)
                .grid("layers[0].units", 4, 8, 12)
                .halving(1, 3)
                .directory(folder)
                .run(images);

        Trial last = result.outcomes().get(4).trial();
        SweepData data = SweepData.holdOut(images, result.config());
        assertThat(last.epochs()).isEqualTo(9);
        assertThat(result.outcomes().get(4).score().orElseThrow().parametersSha256())
                .isEqualTo(Trainer.of(last.config()).fit(data.train()).model().parametersSha256());
    }

    @Test
    void ranking_isByRungThenFailuresThenMetricThenOrder() {
        Sweep sweep = Sweep.over(SMALL)
                .grid("layers[0].units", 1, 2, 3, 4, 5)
                .seeds(1, 2)
                .halving(1, 3);
        List<TrialOutcome> outcomes = new ArrayList<>();
        double[] accuracies = {0.99, 0.5, 0.7, 0.7, 0.9};
        for (Trial trial : sweep.trials()) {
            int setting = (trial.number() - 1) / 2;
            int epochs = setting == 0 ? 3 : 9;
            Trial last = trial.upTo(epochs, folder);
            boolean failed = setting == 4 && trial.number() % 2 == 0;
            outcomes.add(
                    failed
                            ? TrialOutcome.failed(last, "diverged")
                            : TrialOutcome.scored(last, new TrialScore(1, accuracies[setting], 0, 0, "0".repeat(64))));
        }
        SweepResult result = new SweepResult(sweep.config(), outcomes);

        assertThat(result.ranking())
                .extracting(summary -> summary.settings().get("layers[0].units"))
                .containsExactly("3", "4", "2", "5", "1");
        assertThat(result.toText()).contains("* units 3        9      2       0   0.7000");
        assertThat(result.toCsv()).contains("\n1,\"units 1\",1,3,1.0,0.99,");
    }

    @Test
    void partOfATrial_comesBackFromJson() {
        Trial trial = new Trial(1, Map.of(), SMALL).upTo(3, folder);

        assertThat(Trial.fromJson(trial.toJson())).isEqualTo(trial);
        TrialOutcome outcome = TrialOutcome.failed(trial, "diverged");
        assertThat(TrialOutcome.fromJson(outcome.toJson(), trial)).isEqualTo(outcome);
        assertThatThrownBy(() -> TrialOutcome.fromJson(outcome.toJson(), trial.upTo(9, folder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another trial");
        assertThatThrownBy(() -> Trial.fromJson(trial.toJson().replace("\"epochs\":3", "\"epochs\":10")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("epochs must be 1 to 9");
        assertThatThrownBy(() -> Trial.fromJson(trial.toJson().replace("\"epochs\":3", "\"epochs\":\"3\"")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
