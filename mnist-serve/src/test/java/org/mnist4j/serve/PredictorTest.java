package org.mnist4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Calibration;
import org.mnist4j.model.Model;

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
    void memory_isGivenBack() {
        Predictor one = new Predictor(TestModel.constant(ImageShape.of(2, 3, 1), 0.1f), 1);

        for (int i = 0; i < 3; i++) {
            assertThat(one.answer(DRAWING).get("empty").booleanValue()).isFalse();
        }
    }
}
