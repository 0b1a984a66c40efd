package org.mnist4j.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Model;
import org.mnist4j.model.Prediction;

/** Predicts drawings and formats the result as JSON. */
final class Predictor {

    private final Model model;

    Predictor(Model model) {
        ImageShape shape = model.config().input();
        if (shape.channels() != 1 && shape.channels() != 3) {
            throw new IllegalArgumentException(
                    "the model takes " + shape + " images; drawings need a model with 1 or 3 channels");
        }
        this.model = model;
    }

    ObjectNode answer(Drawing drawing) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ImageShape shape = model.config().input();
        DigitImage image;
        try {
            image = DigitImage.ofGrey(drawing.pixels(), drawing.height(), drawing.width(), shape);
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
