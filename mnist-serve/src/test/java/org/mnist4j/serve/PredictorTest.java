package org.mnist4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Calibration;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;
import org.mnist4j.model.Prediction;

class PredictorTest {

    private static final Drawing DRAWING = Drawing.of(3, 2, new byte[] {0, 0, 0, 0, 0, -1});

    @Test
    void predictionWithoutMemory_isRefusedWith503() {
        Predictor full = new Predictor(TestModel.constant(ImageShape.of(2, 3, 1), 0.1f), 0);

        RequestException refused = catchThrowableOfType(RequestException.class, () -> full.answer(DRAWING));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused).hasMessageContaining("try again");
    }

    @Test
    void interruptedThread_predictsAndStaysInterrupted() {
        Predictor one = new Predictor(TestModel.constant(ImageShape.of(2, 3, 1), 0.1f), 1);
        Thread.currentThread().interrupt();

        assertThat(one.answer(DRAWING).get("empty").booleanValue()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void calibratedModel_saysWhetherItIsSure() {
        Model model = TestModel.constant(ImageShape.of(2, 3, 1), 0.1f); // both classes have 0.5
        Calibration low = new Calibration("t", "0a".repeat(32), 60, 1.5, 0.25, 0.5, 50, 5);
        Calibration high = new Calibration("t", "0a".repeat(32), 60, 1.5, 0.25, 0.75, 50, 5);

        assertThat(new Predictor(model.withCalibration(low), 1).answer(DRAWING).get("sure"))
                .hasToString("true");
        assertThat(new Predictor(model.withCalibration(high), 1).answer(DRAWING).get("sure"))
                .hasToString("false");
        assertThat(new Predictor(model.withCalibration(high), 1).answer(DRAWING).get("threshold"))
                .hasToString("0.75");
        assertThat(new Predictor(model, 1).answer(DRAWING).has("sure")).isFalse();
    }

    @Test
    void ensemble_answersWithTheMeansOfItsMembers() {
        Ensemble ensemble = Ensemble.of(TestModel.trained(), TestModel.calibrated(0.5));
        byte[] pixels = TestModel.MNIST.test().pixels(0);

        JsonNode answer = new Predictor(ensemble).answer(Drawing.of(28, 28, pixels));

        Prediction expected = ensemble.predict(pixels);
        assertThat(answer.get("className").textValue()).isEqualTo(expected.className());
        for (int c = 0; c < 10; c++) {
            assertThat(answer.get("probabilities").get(c).floatValue()).isEqualTo(expected.probability(c));
        }
        assertThat(expected.confidence())
                .isNotEqualTo(TestModel.trained().predict(pixels).confidence());
        assertThat(answer.has("sure")).isFalse();
    }

    @Test
    void memory_isGivenBack() {
        Predictor one = new Predictor(TestModel.constant(ImageShape.of(2, 3, 1), 0.1f), 1);

        for (int i = 0; i < 3; i++) {
            assertThat(one.answer(DRAWING).get("empty").booleanValue()).isFalse();
        }
    }
}
