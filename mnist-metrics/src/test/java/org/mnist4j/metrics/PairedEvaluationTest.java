package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.metrics.SamplePredictions.certain;
import static org.mnist4j.metrics.SamplePredictions.digits;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.metrics.Disagreement.Kind;
import org.mnist4j.metrics.PairedMeasure.Leader;

class PairedEvaluationTest {
    /** The quantiles of the swapped differences are interpolated from the other end. */
    private static final Offset<Double> ROUNDING = within(1e-12);

    private static final Bootstrap QUICK = Bootstrap.seeded(7).withResamples(200);
    private static final List<String> PETS = List.of("cat", "dog", "owl");
    private static final int[] LABELS = {0, 0, 0, 1, 1, 1, 2, 2};

    /** Five of eight correct. */
    static Predictions first() {
        return predictions(
                new int[] {0, 0, 1, 1, 1, 2, 2, 0}, new float[] {.5f, .75f, .5f, .75f, .5f, .75f, .5f, .875f});
    }

    /** Three of these five correct. */
    static Predictions second() {
        return predictions(
                new int[] {0, 1, 1, 1, 0, 0, 2, 1}, new float[] {.5f, .75f, .5f, .5f, .875f, .5f, .5f, .75f});
    }

    private static Predictions predictions(int[] predicted, float[] confidence) {
        float[] probabilities = new float[predicted.length * PETS.size()];
        for (int i = 0; i < predicted.length; i++) {
            for (int c = 0; c < PETS.size(); c++) {
                probabilities[i * PETS.size() + c] = c == predicted[i] ? confidence[i] : (1 - confidence[i]) / 2;
            }
        }
        return Predictions.of(PETS, LABELS, probabilities);
    }

    /** Different predictions for the labels of {@code SamplePredictions.random(seed)}. */
    private static Predictions otherAnswers(Predictions predictions) {
        int classes = predictions.classes();
        int[] labels = new int[predictions.size()];
        float[] probabilities = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = predictions.label(i);
            for (int c = 0; c < classes; c++) {
                probabilities[i * classes + c] = predictions.probability(i, (c + i % 2) % classes);
            }
        }
        return Predictions.of(predictions.classNames(), labels, probabilities);
    }

    @Test
    void eightImages_matchTheHandComputation() {
        PairedEvaluation pair = PairedEvaluation.of(first(), second());

        assertThat(pair.mcNemar()).isEqualTo(new McNemar(3, 2, 0, 3));
        assertThat(pair.mcNemar().exactPValue()).isEqualTo(0.5); // 2 * 1 / 2^2
        assertThat(pair.mcNemar().correctedStatistic()).isEqualTo(0.5); // (2 - 1)^2 / 2
        assertThat(pair.measures())
                .extracting(PairedMeasure::name)
                .containsExactly("accuracy", "macroF1", "logLoss", "brierScore");
        PairedMeasure accuracy = pair.measures().get(0);
        assertThat(accuracy.first()).isEqualTo(WilsonInterval.of(5, 8, 0.95));
        assertThat(accuracy.second()).isEqualTo(WilsonInterval.of(3, 8, 0.95));
        assertThat(accuracy.difference().estimate()).isEqualTo(0.25);
        // Each label's probability is a power of 1/2, except for two of A's, which are 3/4.
        PairedMeasure logLoss = pair.measures().get(2);
        assertThat(logLoss.first().estimate()).isCloseTo((12 * Math.log(2) - 2 * Math.log(0.75)) / 8, within(1e-15));
        assertThat(logLoss.second().estimate()).isCloseTo(17 * Math.log(2) / 8, within(1e-15));
        assertThat(pair.perClass())
                .containsExactly(
                        new PairedClassMetrics(
                                new ClassMetrics("cat", 2 / 3.0, 2 / 3.0, 2 / 3.0, 3),
                                new ClassMetrics("cat", 1 / 3.0, 1 / 3.0, 1 / 3.0, 3)),
                        new PairedClassMetrics(
                                new ClassMetrics("dog", 2 / 3.0, 2 / 3.0, 2 / 3.0, 3),
                                new ClassMetrics("dog", 1 / 4.0, 1 / 3.0, 2 / 7.0, 3)),
                        new PairedClassMetrics(
                                new ClassMetrics("owl", 0.5, 0.5, 0.5, 2),
                                new ClassMetrics("owl", 1, 0.5, 2 / 3.0, 2)));
        assertThat(pair.perClass().get(2).f1Difference()).isEqualTo(0.5 - 2 / 3.0);
        assertThat(pair.perClass().get(2).precisionDifference()).isEqualTo(-0.5);
        assertThat(pair.perClass().get(0).recallDifference()).isEqualTo(2 / 3.0 - 1 / 3.0);
    }

    @Test
    void disagreements_areGroupedByKind_mostConfidentMistakeFirst() {
        PairedEvaluation pair = PairedEvaluation.of(first(), second(), QUICK);

        assertThat(pair.disagreements())
                .containsExactly(
                        new Disagreement(1, 0, 0, 0.75f, 1, 0.75f),
                        new Disagreement(4, 1, 1, 0.5f, 0, 0.875f),
                        new Disagreement(5, 1, 2, 0.75f, 0, 0.5f),
                        new Disagreement(7, 2, 0, 0.875f, 1, 0.75f));
        assertThat(pair.disagreements(Kind.ONLY_FIRST_CORRECT))
                .extracting(Disagreement::index)
                .containsExactly(4, 1);
        assertThat(pair.disagreements(Kind.ONLY_SECOND_CORRECT)).isEmpty();
        assertThat(pair.disagreements(Kind.BOTH_WRONG))
                .extracting(Disagreement::index)
                .containsExactly(7, 5);
        assertThat(pair.disagreements(Kind.BOTH_WRONG))
                .extracting(Disagreement::mistakenConfidence)
                .containsExactly(0.875f, 0.75f);
    }

    @Test
    void differences_areThoseOfThePairedBootstrap() {
        PairedEvaluation pair = PairedEvaluation.of(first(), second(), QUICK);
        PairedBootstrap macroF1 = QUICK.compare(first(), second(), EvaluationReport::macroF1);

        assertThat(pair.measures().get(1))
                .isEqualTo(new PairedMeasure(
                        "macroF1", "macro-F1", true, macroF1.first(), macroF1.second(), macroF1.difference()));
        assertThat(pair.measures().get(3).difference())
                .isEqualTo(QUICK.compare(first(), second(), EvaluationReport::brierScore)
                        .difference());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void swappedModels_negateDifferences(long seed) {
        Predictions a = SamplePredictions.random(seed);
        Predictions b = otherAnswers(a);

        PairedEvaluation pair = PairedEvaluation.of(a, b, QUICK);
        PairedEvaluation swapped = PairedEvaluation.of(b, a, QUICK);

        McNemar test = pair.mcNemar();
        assertThat(swapped.mcNemar())
                .isEqualTo(new McNemar(
                        test.bothCorrect(), test.onlySecondCorrect(), test.onlyFirstCorrect(), test.bothWrong()));
        assertThat(swapped.mcNemar().exactPValue()).isEqualTo(test.exactPValue());
        for (int m = 0; m < 4; m++) {
            PairedMeasure one = pair.measures().get(m);
            PairedMeasure other = swapped.measures().get(m);
            assertThat(other.first()).isEqualTo(one.second());
            assertThat(other.second()).isEqualTo(one.first());
            assertThat(other.difference().estimate())
                    .isEqualTo(0 - one.difference().estimate());
            assertThat(other.difference().low()).isCloseTo(-one.difference().high(), ROUNDING);
            assertThat(other.difference().high()).isCloseTo(-one.difference().low(), ROUNDING);
        }
        assertThat(swapped.disagreements(Kind.ONLY_FIRST_CORRECT))
                .extracting(Disagreement::index)
                .isEqualTo(pair.disagreements(Kind.ONLY_SECOND_CORRECT).stream()
                        .map(Disagreement::index)
                        .toList());
        assertThat(swapped.disagreements()).hasSameSizeAs(pair.disagreements());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void disagreements_andAgreementsAreAllExamples(long seed) {
        Predictions a = SamplePredictions.random(seed);
        PairedEvaluation pair = PairedEvaluation.of(a, otherAnswers(a), QUICK);

        McNemar test = pair.mcNemar();
        assertThat(pair.disagreements(Kind.ONLY_FIRST_CORRECT)).hasSize(test.onlyFirstCorrect());
        assertThat(pair.disagreements(Kind.ONLY_SECOND_CORRECT)).hasSize(test.onlySecondCorrect());
        assertThat(pair.disagreements(Kind.BOTH_WRONG)).hasSizeLessThanOrEqualTo(test.bothWrong());
        assertThat(test.total()).isEqualTo(a.size());
        double recalls = pair.perClass().stream()
                .mapToDouble(one -> one.recallDifference() * one.support())
                .sum();
        assertThat(recalls / a.size()).isCloseTo(test.accuracyDifference(), ROUNDING);
    }

    @Test
    void modelAgainstItself_hasNoDifference() {
        PairedEvaluation pair = PairedEvaluation.of(first(), first(), QUICK);

        assertThat(pair.disagreements()).isEmpty();
        assertThat(pair.mcNemar()).isEqualTo(new McNemar(5, 0, 0, 3));
        assertThat(pair.mcNemar().exactPValue()).isEqualTo(1);
        assertThat(pair.measures()).allSatisfy(measure -> {
            assertThat(measure.difference()).isEqualTo(new Interval(0, 0, 0, 0.95));
            assertThat(measure.leader()).isEqualTo(Leader.NEITHER);
        });
        assertThat(pair.toText(500)).contains("p = 1;").contains("these images do not show");
        assertThat(pair).isEqualTo(PairedEvaluation.of(first(), first(), QUICK));
    }

    @Test
    void leader_isTheBetterModelIfTheIntervalExcludesZero() {
        Interval any = new Interval(0.5, 0.25, 0.75, 0.95);
        Interval above = new Interval(0.2, 0.1, 0.3, 0.95);
        Interval below = new Interval(-0.2, -0.3, -0.1, 0.95);
        Interval around = new Interval(0.2, 0, 0.3, 0.95);
        Interval undefined = new Interval(0.2, Double.NaN, Double.NaN, 0.95);

        assertThat(new PairedMeasure("a", "a", true, any, any, above).leader()).isEqualTo(Leader.FIRST);
        assertThat(new PairedMeasure("a", "a", true, any, any, below).leader()).isEqualTo(Leader.SECOND);
        assertThat(new PairedMeasure("a", "a", false, any, any, above).leader()).isEqualTo(Leader.SECOND);
        assertThat(new PairedMeasure("a", "a", false, any, any, below).leader()).isEqualTo(Leader.FIRST);
        assertThat(new PairedMeasure("a", "a", true, any, any, around).leader()).isEqualTo(Leader.NEITHER);
        assertThat(new PairedMeasure("a", "a", true, any, any, undefined).leader())
                .isEqualTo(Leader.NEITHER);
    }

    @Test
    void otherExamples_areRefused() {
        Predictions two = certain(digits(2), new int[] {0, 1}, new int[] {0, 1});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedEvaluation.of(two, certain(digits(2), new int[] {0, 0}, new int[] {0, 1})))
                .withMessageStartingWith("second: expected label 1 of example 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedEvaluation.of(
                        certain(digits(2), new int[0], new int[0]), certain(digits(2), new int[0], new int[0])))
                .withMessageContaining("at least one example");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Disagreement(3, 1, 2, 0.5f, 2, 0.5f))
                .withMessage("secondPredicted: expected a class other than the first model's, 2, but was the same");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PairedClassMetrics(
                        new ClassMetrics("cat", 1, 1, 1, 2), new ClassMetrics("cat", 1, 1, 1, 3)))
                .withMessage("second: expected the class of the first, cat with 2 examples, but was cat with 3");
    }
}
