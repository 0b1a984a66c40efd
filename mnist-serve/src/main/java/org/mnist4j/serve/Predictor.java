package org.mnist4j.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Model;
import org.mnist4j.model.Prediction;

/** Predicts drawings and formats the result as JSON. */
final class Predictor {

    private static final int MOST_AT_A_TIME = 128;
    private static final int SECONDS_TO_WAIT = 1;

    private final Classifier model;
    private final Semaphore memory;

    Predictor(Classifier model) {
        this(model, (int)
                Math.max(1, Math.min(MOST_AT_A_TIME, Runtime.getRuntime().maxMemory() / 2 / bytes(model))));
    }

    /** @param atATime how many predictions the memory suffices for */
    Predictor(Classifier model, int atATime) {
        ModelFacts.requireDrawable(model);
        this.model = model;
        this.memory = new Semaphore(atATime);
    }

    /** About what a prediction allocates: preparing the drawing takes doubles, the networks floats, and the answer nodes. */
    private static long bytes(Classifier model) {
        return 64L * model.input().size()
                + model.members().stream().mapToLong(Predictor::ofNetwork).sum();
    }

    private static long ofNetwork(Model member) {
        return member.summary().layers().stream()
                .mapToLong(layer -> 4L
                        * layer.outputShape().stream().mapToLong(side -> side).reduce(1, Math::multiplyExact))
                .sum();
    }

    /**
     * Makes one prediction, so that a heap that is too small for the model is noticed at the start.
     *
     * @throws IllegalArgumentException if there is not enough memory
     */
    void requireMemory() {
        byte[] pixels = new byte[100];
        pixels[55] = -1;
        try {
            answer(Drawing.of(10, 10, pixels));
        } catch (OutOfMemoryError e) {
            throw new IllegalArgumentException(
                    "the heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB is too small to predict one image of "
                            + model.input() + "; start the JVM with a larger -Xmx",
                    e);
        } catch (ArithmeticException e) {
            // The answers will say so; it takes no less memory.
        }
    }

    ObjectNode answer(Drawing drawing) {
        acquire();
        try {
            return predicted(drawing);
        } finally {
            memory.release();
        }
    }

    private void acquire() {
        boolean acquired = memory.tryAcquire(); // also on an interrupted thread
        try {
            acquired = acquired || memory.tryAcquire(SECONDS_TO_WAIT, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!acquired) {
            throw new RequestException(503, "the memory is in use by other predictions; try again");
        }
    }

    private ObjectNode predicted(Drawing drawing) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ImageShape shape = model.input();
        DigitImage image;
        try {
            image = DigitImage.ofGrey(
                    drawing.pixels(), drawing.height(), drawing.width(), shape, model.inkStatistics());
        } catch (DataFormatException e) {
            if (e.reason() != DataFormatException.Reason.EMPTY_DATA) {
                throw e;
            }
            answer.put("empty", true);
            put(answer.putArray("preview"), new byte[shape.size()]);
            return answer;
        }
        Prediction prediction = model.predict(image.pixels());
        answer.put("empty", false);
        answer.put("label", prediction.predicted());
        answer.put("className", prediction.className());
        prediction
                .threshold()
                .ifPresent(threshold -> answer.put("sure", prediction.isSure()).put("threshold", threshold));
        ArrayNode probabilities = answer.putArray("probabilities");
        for (float probability : prediction.probabilities()) {
            probabilities.add(probability);
        }
        put(answer.putArray("preview"), image.pixels());
        image.steps().forEach(answer.putArray("steps")::add);
        return answer;
    }

    private static void put(ArrayNode node, byte[] pixels) {
        for (byte pixel : pixels) {
            node.add(pixel & 0xFF);
        }
    }
}
