package org.mnist4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.flatten;
import static org.mnist4j.config.Layers.maxPool2d;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;
import org.mnist4j.model.TestNetworks;

/** The page and this library agree on what a model predicts; on a thousand images, profile {@code browser} tries it. */
class PageNetworkTest {

    private static final double TOLERANCE = 1e-5;

    private static final int IMAGES = 5;

    /** The smallest images that the convolutions of every preset fit: an interpreter takes seconds for ten million products. */
    private static final ImageShape SMALLEST_OF_PRESETS = ImageShape.of(22, 22, 1);

    private static final PageModules PAGE = new PageModules();

    @AfterAll
    static void close() {
        PAGE.close();
    }

    private static void assertAgreement(Classifier classifier, ImageDataset images) {
        PAGE.load(DrawPage.of(classifier).toBytes(), classifier);
        for (int i = 0; i < images.size(); i++) {
            double[] ofPage = PAGE.predict(images.pixels(i));
            float[] ofModel = classifier.predict(images.pixels(i)).probabilities();
            assertThat(ofPage).hasSameSizeAs(ofModel);
            for (int c = 0; c < ofModel.length; c++) {
                assertThat(ofPage[c]).as("image %d, class %d", i, c).isCloseTo(ofModel[c], within(TOLERANCE));
            }
        }
    }

    static Stream<String> networks() {
        return TestNetworks.ofEveryKind().keySet().stream().filter(name -> !name.startsWith("preset"));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void probabilities_areThoseOfTheModel(String name) {
        assertAgreement(TestNetworks.model(1, TestNetworks.ofEveryKind().get(name)), TestNetworks.digits(IMAGES));
    }

    static List<String> presets() {
        return ExperimentConfig.presetNames();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void layersOfThePreset_areThoseOfTheModel(String preset) {
        Layer[] layers = ExperimentConfig.preset(preset).layers().toArray(Layer[]::new);
        Model model = TestNetworks.random(TestNetworks.config(SMALLEST_OF_PRESETS, layers), 1);

        assertAgreement(model, TestNetworks.images(SMALLEST_OF_PRESETS, model.classNames(), 1));
    }

    static Stream<List<Layer>> networksOfColours() {
        return Stream.of(
                List.of(dense(16)),
                List.of(dropout(0.1), flatten(), batchNorm(), dense(16)),
                List.of(conv2d(4, 3), dense(16)),
                List.of(dropout(0.1), batchNorm(), dense(16)),
                List.of(maxPool2d(2)));
    }

    @ParameterizedTest
    @MethodSource("networksOfColours")
    void colourImage_isInterleaved(List<Layer> layers) {
        ImageShape shape = ImageShape.of(9, 8, 3);
        Model model = TestNetworks.random(TestNetworks.config(shape, layers.toArray(Layer[]::new)), 3);

        assertAgreement(model, TestNetworks.images(shape, model.classNames(), IMAGES));
    }

    @Test
    void ensemble_isTheMean() {
        Ensemble ensemble = Ensemble.of(
                TestNetworks.model(4, dense(16)),
                TestNetworks.model(5, conv2d(4, 3), maxPool2d(2)),
                TestNetworks.model(4, dense(16)));

        assertAgreement(ensemble, TestNetworks.digits(IMAGES));
    }

    @Test
    void calibratedModel_hasItsTemperature() {
        assertAgreement(TestModel.calibrated(0.5), TestNetworks.digits(IMAGES));
    }

    @Test
    void trainedModel_isInThePageToTheBit() {
        Model model = TestModel.trained();

        assertThat(PAGE.parameters(DrawPage.of(model).toBytes())).containsExactly(model.parameters());
    }

    @Test
    void extremeParameters_keepTheirBits() {
        ExperimentConfig config = TestNetworks.config(ImageShape.of(1, 1, 1), dense(1));
        float[] parameters = new float[(int) config.summary().values()];
        float[] special = {-0f, Float.MIN_VALUE, -Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE, 1, -1.5f};
        System.arraycopy(special, 0, parameters, 0, special.length);
        Model model = Model.of(config, TestNetworks.digits(1).classNames(), parameters);

        assertThat(PAGE.parameters(DrawPage.of(Ensemble.of(TestNetworks.random(config, 1), model))
                                .toBytes())
                        .get(1))
                .containsExactly(parameters);
    }
}
