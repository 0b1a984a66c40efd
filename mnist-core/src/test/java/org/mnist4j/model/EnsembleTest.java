package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.random.RandomStream;

class EnsembleTest {

    private static final ImageShape PIXEL = ImageShape.of(1, 1, 1);
    private static final ImageShape SHAPE = ImageShape.of(6, 6, 1);
    private static final List<String> NO_YES = List.of("no", "yes");

    /** A model that gives every image the odds {@code no : yes}: the biases of its output are their logarithms. */
    private static Model odds(double no, double yes) {
        ExperimentConfig config = TestModels.config(PIXEL, 2, dense(1));
        float[] parameters = {0, 0, 0, 0, (float) Math.log(no), (float) Math.log(yes)};
        return Model.of(config, NO_YES, parameters);
    }

    private static Model random(long seed, Layer... layers) {
        return TestModels.random(TestModels.config(SHAPE, 5, layers), seed);
    }

    /** Networks of different types. */
    private static Ensemble mixed() {
        return Ensemble.of(
                random(1, dense(9)), random(2, dense(20), dense(8)), random(3, conv2d(3, 3)), random(4, dense(9)));
    }

    @Test
    void probabilities_areTheMeanOfTheMembers() {
        Ensemble ensemble = Ensemble.of(odds(3, 1), odds(1, 7));

        Prediction prediction = ensemble.predict(new byte[1]);

        // (3/4 + 1/8) / 2 and (1/4 + 7/8) / 2; a softmax of rounded logarithms errs by less than 1e-6.
        assertThat(prediction.probability(0)).isCloseTo(0.4375f, within(1e-6f));
        assertThat(prediction.probability(1)).isCloseTo(0.5625f, within(1e-6f));
        assertThat(prediction.className()).isEqualTo("yes");
        assertThat(prediction.classNames()).isEqualTo(NO_YES);
    }

    @Test
    void oneConfidentMember_outweighsTwoUncertainOnes() {
        Ensemble ensemble = Ensemble.of(odds(3, 2), odds(3, 2), odds(1, 19));

        Prediction prediction = ensemble.predict(new byte[1]);

        // (0.6 + 0.6 + 0.05) / 3: two of three members say no, their mean says yes.
        assertThat(prediction.probability(0)).isCloseTo(1.25f / 3, within(1e-6f));
        assertThat(prediction.className()).isEqualTo("yes");
    }

    @Test
    void disagreeingMembers_areEvaluatedTogether() {
        ImageDataset images = ImageDataset.of("labels", PIXEL, NO_YES, new byte[3], new int[] {0, 1, 1});

        assertThat(odds(3, 1).evaluate(images).accuracy()).isEqualTo(1.0 / 3);
        assertThat(odds(1, 7).evaluate(images).accuracy()).isEqualTo(2.0 / 3);
        assertThat(Ensemble.of(odds(3, 1), odds(1, 7)).evaluate(images).accuracy())
                .isEqualTo(2.0 / 3);
    }

    @Test
    void meanOfPredictions_isTakenImageByImage() {
        int[] labels = {1, 0};
        Predictions a = Predictions.of(NO_YES, labels, new float[] {0.75f, 0.25f, 1, 0});
        Predictions b = Predictions.of(NO_YES, labels, new float[] {0.125f, 0.875f, 0.5f, 0.5f});

        assertThat(Ensemble.mean(List.of(a, b)))
                .isEqualTo(Predictions.of(NO_YES, labels, new float[] {0.4375f, 0.5625f, 0.75f, 0.25f}));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 100})
    void mean_isRoundedToFloatOnce(int members) {
        RandomStream random = RandomStream.of(members, "probabilities");
        int size = 200;
        List<Predictions> all = new ArrayList<>();
        for (int m = 0; m < members; m++) {
            float[] probabilities = new float[2 * size];
            for (int i = 0; i < size; i++) {
                probabilities[2 * i] = (float) random.nextDouble();
                probabilities[2 * i + 1] = 1 - probabilities[2 * i];
            }
            all.add(Predictions.of(NO_YES, new int[size], probabilities));
        }

        Predictions mean = Ensemble.mean(all);

        for (int i = 0; i < size; i++) {
            BigDecimal sum = BigDecimal.ZERO;
            for (Predictions one : all) {
                sum = sum.add(new BigDecimal(one.probability(i, 0)));
            }
            BigDecimal exact = sum.divide(BigDecimal.valueOf(members), MathContext.DECIMAL128);
            double error =
                    new BigDecimal(mean.probability(i, 0)).subtract(exact).doubleValue();
            // Half an ulp is one rounding; the sum in double precision adds a negligible 100 times 2^-53.
            assertThat(Math.abs(error)).isLessThanOrEqualTo(Math.ulp(mean.probability(i, 0)) / 2 * (1 + 1e-6));
        }
    }

    @Test
    void oneMember_isBitIdenticalToTheModel() {
        Model model = random(9, conv2d(4, 3), dense(7));
        ImageDataset images = TestModels.images(SHAPE, model.classNames(), 100);
        Ensemble ensemble = Ensemble.of(model);

        assertThat(ensemble.predict(images)).isEqualTo(model.predict(images));
        assertThat(ensemble.evaluate(images).logLoss())
                .isEqualTo(model.evaluate(images).logLoss());
        for (int i = 0; i < images.size(); i++) {
            assertThat(ensemble.predict(images.pixels(i)).probabilities())
                    .containsExactly(model.predict(images.pixels(i)).probabilities());
        }
    }

    @Test
    void eightThreads_giveTheBitsOfOne() throws Exception {
        Ensemble ensemble = mixed();
        ImageDataset images = TestModels.images(SHAPE, ensemble.classNames(), 150);
        float[][] serial = new float[images.size()][];
        Arrays.setAll(serial, i -> ensemble.predict(images.pixels(i)).probabilities());

        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<float[]>> futures = new ArrayList<>();
            for (int k = 0; k < 8 * images.size(); k++) {
                int i = k % images.size();
                futures.add(pool.submit(() -> ensemble.predict(images.pixels(i)).probabilities()));
            }
            for (int k = 0; k < futures.size(); k++) {
                assertThat(futures.get(k).get()).containsExactly(serial[k % images.size()]);
            }
        } finally {
            pool.shutdownNow();
        }
        Predictions together = ensemble.predict(images);
        for (int i = 0; i < images.size(); i++) {
            for (int c = 0; c < 5; c++) {
                assertThat(together.probability(i, c)).isEqualTo(serial[i][c]);
            }
        }
    }

    /** By Jensen's inequality: both measures are convex in the probabilities. */
    @Test
    void logLossAndBrierScore_areNotWorseThanTheMembersMean() {
        Ensemble ensemble = mixed();
        ImageDataset images = TestModels.images(SHAPE, ensemble.classNames(), 150);
        List<EvaluationReport> each = ensemble.members().stream()
                .map(member -> member.evaluate(images))
                .toList();

        EvaluationReport report = ensemble.evaluate(images);

        assertThat(report.logLoss())
                .isLessThan(each.stream()
                        .mapToDouble(EvaluationReport::logLoss)
                        .average()
                        .orElseThrow());
        assertThat(report.brierScore())
                .isLessThan(each.stream()
                        .mapToDouble(EvaluationReport::brierScore)
                        .average()
                        .orElseThrow());
    }

    @Test
    void classifier_isAModelOrAnEnsemble() {
        ImageDataset images = ImageDataset.of("labels", PIXEL, NO_YES, new byte[4], new int[] {0, 0, 0, 1});

        for (Classifier classifier : List.of(odds(2, 1), Ensemble.of(odds(2, 1), odds(5, 1)))) {
            assertThat(classifier.input()).isEqualTo(PIXEL);
            assertThat(classifier.classNames()).isEqualTo(NO_YES);
            assertThat(classifier.predict(new byte[1]).className()).isEqualTo("no");
            assertThat(classifier.predict(images).predicted(3)).isZero();
            assertThat(classifier.evaluate(images).accuracy()).isEqualTo(0.75);
        }
    }

    @Test
    void modelOfAnotherShape_isRejectedWithItsIndex() {
        Model wide = TestModels.random(TestModels.config(ImageShape.of(1, 2, 1), 2, dense(1)), 1);

        assertThatThrownBy(() -> Ensemble.of(odds(1, 1), odds(1, 2), wide))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("members[2] (test) takes 1x2x1 images, members[0] (test) takes 1x1x1; the members of an"
                        + " ensemble must take images of one shape");
    }

    @Test
    void modelWithOtherClassesOrOrder_isRejectedWithItsIndex() {
        Model model = odds(1, 2);
        Model turned = Model.of(model.config(), List.of("yes", "no"), model.parameters());
        Model three = TestModels.random(TestModels.config(PIXEL, 3, dense(1)), 1);

        assertThatThrownBy(() -> Ensemble.of(model, turned))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("members[1] (test) has the classes [yes, no], members[0] (test) has [no, yes]; the members"
                        + " of an ensemble must have the same classes in the same order");
        assertThatThrownBy(() -> Ensemble.of(model, three))
                .hasMessageStartingWith("members[1] (test) has the classes [class 0, class 1, class 2], members[0]");
    }

    @Test
    void noMembersOrTooMany_areRejected() {
        assertThatThrownBy(Ensemble::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an ensemble has 1 to 100 members, got 0");
        assertThatThrownBy(() -> Ensemble.of(Collections.nCopies(101, odds(1, 2))))
                .hasMessage("an ensemble has 1 to 100 members, got 101");
        assertThatThrownBy(() -> Ensemble.mean(List.of())).hasMessage("an ensemble has 1 to 100 members, got 0");
        assertThat(Ensemble.of(Collections.nCopies(100, odds(1, 3)))
                        .predict(new byte[1])
                        .confidence())
                .isCloseTo(0.75f, within(1e-6f));
    }

    @Test
    void predictionsForOtherExamples_areRejected() {
        Predictions two = Predictions.of(NO_YES, new int[] {0, 1}, new float[] {1, 0, 1, 0});
        Predictions one = Predictions.of(NO_YES, new int[] {0}, new float[] {1, 0});
        Predictions relabelled = Predictions.of(NO_YES, new int[] {0, 0}, new float[] {1, 0, 1, 0});
        Predictions renamed = Predictions.of(List.of("a", "b"), new int[] {0, 1}, new float[] {1, 0, 1, 0});

        assertThatThrownBy(() -> Ensemble.mean(List.of(two, one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("predictions[1] are of 1 examples, predictions[0] of 2; average predictions of the same"
                        + " examples");
        assertThatThrownBy(() -> Ensemble.mean(List.of(two, two, relabelled)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("predictions[2] have label 0 for example 1, predictions[0] have 1; average predictions of"
                        + " the same examples in the same order");
        assertThatThrownBy(() -> Ensemble.mean(List.of(two, renamed)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("predictions[1] have the classes [a, b], predictions[0] have [no, yes]; average"
                        + " predictions of the same classes");
    }

    @Test
    void badImages_areRejectedAsByAModel() {
        Ensemble ensemble = Ensemble.of(odds(1, 2), odds(2, 1));
        ImageDataset wide = TestModels.images(ImageShape.of(1, 2, 1), NO_YES, 2);

        assertThatThrownBy(() -> ensemble.predict(new byte[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 1 pixels for a 1x1x1 image, got 2");
        assertThatThrownBy(() -> ensemble.evaluate(wide))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the model takes 1x1x1 images, data set random has 1x2x1");
    }

    @Test
    void memberWhoseOutputsOverflow_isNamed() {
        float[] huge = new float[6];
        Arrays.fill(huge, Float.MAX_VALUE);
        Model wild = Model.of(odds(1, 1).config(), NO_YES, huge);
        Ensemble ensemble = Ensemble.of(odds(1, 2), wild);
        byte[] white = {-1};

        assertThatThrownBy(() -> ensemble.predict(white))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("members[1] (test): the model's outputs overflow a float");
        assertThatThrownBy(() -> ensemble.predict(ImageDataset.of("white", PIXEL, NO_YES, white, new int[] {0})))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("members[1] (test): ");
    }

    @Test
    void memberList_isCopied() {
        List<Model> models = new ArrayList<>(List.of(odds(1, 2), odds(2, 1)));
        Ensemble ensemble = Ensemble.of(models);
        models.clear();

        assertThat(ensemble.members()).hasSize(2).isUnmodifiable();
        assertThat(ensemble).hasToString("Ensemble[2 models, 1x1x1 -> 2 classes]");
    }
}
