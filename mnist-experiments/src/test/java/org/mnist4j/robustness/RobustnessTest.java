package org.mnist4j.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.perturb.Perturbation;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;
import org.mnist4j.train.Trainer;

class RobustnessTest {

    private static ImageDataset test;
    private static Model model;

    @BeforeAll
    static void train() {
        Mnist mnist = Mnist.load();
        test = mnist.test().take(120);
        model = Trainer.of(ExperimentConfig.preset("seed").toBuilder().epochs(1).build())
                .fit(mnist.train().take(2000))
                .model();
    }

    /** A report of made-up counts: the same in every family, by severity. */
    private static RobustnessReport counts(int images, int clean, Integer... bySeverity) {
        Map<Perturbation, List<Integer>> correct = new EnumMap<>(Perturbation.class);
        for (Perturbation family : Perturbation.values()) {
            correct.put(family, List.of(bySeverity));
        }
        return new RobustnessReport("made up", "abc", images, images, 0, "def", clean, correct, null);
    }

    @Test
    void counts_areThoseOfPredictingEveryPerturbedImage() {
        RobustnessReport report = Robustness.on(test).seed(5).measure(model);

        for (Perturbation family : List.of(Perturbation.THINNING, Perturbation.FOG, Perturbation.ROTATE)) {
            int[] correct = new int[Perturbation.SEVERITIES];
            for (int i = 0; i < test.size(); i++) {
                List<byte[]> severities = family.apply(test.pixels(i), test.shape(), 5, i);
                for (int s = 0; s < correct.length; s++) {
                    correct[s] += model.predict(severities.get(s)).predicted() == test.label(i) ? 1 : 0;
                }
            }
            for (int severity = 1; severity <= correct.length; severity++) {
                assertThat(report.correct(family, severity)).isEqualTo(correct[severity - 1]);
            }
        }
        assertThat(report.cleanAccuracy()).isEqualTo(model.evaluate(test).accuracy());
        assertThat(report.parametersSha256()).contains(model.parametersSha256());
        assertThat(report.baseline()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void threads_changeNothing(int threads) throws ExecutionException, InterruptedException {
        Robustness measurement = Robustness.on(test).limit(30);
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            assertThat(pool.submit(() -> measurement.measure(model)).get()).isEqualTo(measurement.measure(model));
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void limit_takesEvenlySpacedImages() {
        RobustnessReport report = Robustness.on(test).limit(3).measure(model);

        int[] spaced = {0, 40, 80};
        assertThat(report.images()).isEqualTo(3);
        assertThat(report.testImages()).isEqualTo(120);
        assertThat(report.cleanCorrect()).isEqualTo((int) Arrays.stream(spaced)
                .filter(i -> model.predict(test.pixels(i)).predicted() == test.label(i))
                .count());
        assertThat(report.correct(Perturbation.ZIGZAG, 1)).isEqualTo((int) Arrays.stream(spaced)
                .filter(i -> model.predict(Perturbation.ZIGZAG
                                        .apply(test.pixels(i), test.shape(), 0, i)
                                        .get(0))
                                .predicted()
                        == test.label(i))
                .count());
    }

    @Test
    void listener_hearsEveryFamilyInOrder() {
        List<Perturbation> heard = new ArrayList<>();

        Robustness.on(test).limit(1).with(heard::add).measure(model);

        assertThat(heard).containsExactly(Perturbation.values());
    }

    @Test
    void ensemble_isMeasuredToo() {
        RobustnessReport report = Robustness.on(test).limit(10).measure(Ensemble.of(model, model));

        assertThat(report.parametersSha256()).isEmpty();
        assertThat(report.cleanCorrect())
                .isEqualTo(Robustness.on(test).limit(10).measure(model).cleanCorrect());
    }

    /** By hand: errors 10, 20, 30, 40, 50 of 100, and 20, 40, 60, 80, 100 of the baseline. */
    @Test
    void corruptionErrors_areRatiosOfSums() {
        RobustnessReport report = counts(100, 95, 90, 80, 70, 60, 50).relativeTo(counts(100, 90, 80, 60, 40, 20, 0));

        assertThat(report.accuracy(Perturbation.FOG)).isCloseTo(0.7, within(1e-12));
        assertThat(report.meanAccuracy()).isCloseTo(0.7, within(1e-12));
        assertThat(report.meanAccuracy(2)).isCloseTo(0.8, within(1e-12));
        assertThat(report.corruptionError(Perturbation.FOG)).isCloseTo(0.5, within(1e-12));
        assertThat(report.meanCorruptionError()).isCloseTo(0.5, within(1e-12));
        // 30% - 5% over 60% - 10%
        assertThat(report.relativeCorruptionError(Perturbation.FOG)).isCloseTo(0.5, within(1e-12));
        assertThat(report.relativeMeanCorruptionError()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void baselineWithoutErrors_givesNoNumber() {
        RobustnessReport report =
                counts(100, 95, 90, 80, 70, 60, 50).relativeTo(counts(100, 100, 100, 100, 100, 100, 100));

        assertThat(report.meanCorruptionError()).isNaN();
        assertThat(report.toText()).contains("mean corruption error -");
        assertThat(report.toJson()).contains("\"meanCorruptionError\": null");
    }

    @Test
    void baseline_isTheGivenModel() {
        Robustness measurement = Robustness.on(test).limit(20);
        RobustnessReport own = measurement.measure(model);

        RobustnessReport report = measurement.baseline(own).measure(model);

        assertThat(report.baseline()).contains(own);
        assertThat(report.meanCorruptionError()).isCloseTo(1, within(1e-12));
        assertThat(report.toText()).contains("1 is the baseline model");
    }

    @Test
    void baselineOfOtherImages_isRejected() {
        RobustnessReport of20 = Robustness.on(test).limit(20).measure(model);

        assertThatThrownBy(() -> Robustness.on(test).limit(21).baseline(of20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a report of 21 images")
                .hasMessageContaining("was of 20 images");
        assertThatThrownBy(() -> Robustness.on(test).limit(20).seed(1).baseline(of20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seed 1, was of");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 121})
    void limitOutOfRange_isRejected(int limit) {
        assertThatThrownBy(() -> Robustness.on(test).limit(limit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 1 to 120 images");
    }

    @Test
    void colour_isRejected() {
        ImageDataset colour =
                ImageDataset.of("colour", ImageShape.of(2, 2, 3), List.of("a", "b"), new byte[12], new int[1]);

        assertThatThrownBy(() -> Robustness.on(colour))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("robustness is measured on greyscale images; colour has 2x2x3 images");
    }

    @Test
    void text_isATable() {
        String text = counts(100, 95, 90, 80, 70, 60, 50)
                .relativeTo(counts(100, 90, 80, 60, 40, 20, 0))
                .toText();

        assertThat(text.lines().limit(6))
                .containsExactly(
                        "robustness: mean accuracy 0.7000 under 26 perturbations, 0.9500 without",
                        "on all 100 images of made up per severity, seed 0",
                        "mean corruption error 0.5000, relative 0.5000; 1 is the baseline model",
                        "",
                        "severity             1       2       3       4       5    mean   error",
                        "thinning        0.9000  0.8000  0.7000  0.6000  0.5000  0.7000  0.5000");
        assertThat(text.lines())
                .hasSize(5 + 26 + 1)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(text).endsWith("mean            0.9000  0.8000  0.7000  0.6000  0.5000  0.7000  0.5000\n");
    }

    @Test
    void json_isReadAgain() {
        RobustnessReport report = counts(100, 95, 90, 80, 70, 60, 50).relativeTo(counts(100, 90, 80, 60, 40, 20, 0));

        RobustnessReport read = RobustnessReport.fromJson("file", report.toJson());

        assertThat(read).isEqualTo(report).hasSameHashCodeAs(report);
        assertThat(read.toJson()).isEqualTo(report.toJson());
        assertThat(read.meanCorruptionError()).isEqualTo(report.meanCorruptionError());
        assertThat(read).isNotEqualTo(counts(100, 95, 90, 80, 70, 60, 50));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mnist4j-robustness-1 | mnist4j-robustness-2 | file: format: expected mnist4j-robustness-1",
                "\"clean\" : 95 | \"clean\" : 101 | file: counts.clean: expected a whole number from 0 to 100, was 101",
                "\"clean\" : 95 | \"clean\" : -1 | file: counts.clean: expected a whole number from 0 to 100, was -1",
                "\"clean\" : 95 | \"clean\" : 9.5 | file: counts.clean: expected a whole number from 0 to 100, was 9.5",
                "\"clean\" : 95 | \"clear\" : 95 | file: counts.clean: expected a whole number from 0 to 100, was missing",
                "\"seed\" : 0 | \"seed\" : \"0\" | file: seed: expected a whole number, was \"0\"",
                "\"name\" : \"made up\" | \"name\" : 1 | file: test.name: expected a string, was 1",
                "[ 90, 80, 70, 60, 50 ] | [ 90, 80, 70, 60 ] | file: counts.thinning.4: expected",
                "{ | [ | file: is not JSON"
            })
    void damagedJson_isRejectedWithItsField(String part, String damaged, String message) {
        String json = counts(100, 95, 90, 80, 70, 60, 50).toJson();
        String found = json.contains(part) ? part : part.replace(" : ", ": ");
        assertThat(json).contains(found);

        assertThatThrownBy(() -> RobustnessReport.fromJson("file", json.replace(found, damaged)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .hasMessageEndingWith("measure the robustness again");
    }
}
