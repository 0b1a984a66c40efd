package org.mnist4j.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;

/** The description of a model or an ensemble for the page. */
final class ModelFacts {

    private final Classifier classifier;
    private final Map<String, String> facts;

    ModelFacts(Classifier classifier, Map<String, String> facts) {
        this.classifier = classifier;
        this.facts = new LinkedHashMap<>(facts);
    }

    /** @throws IllegalArgumentException if the images have 2 or 4 channels */
    static void requireDrawable(Classifier classifier) {
        ImageShape shape = classifier.input();
        if (shape.channels() != 1 && shape.channels() != 3) {
            throw new IllegalArgumentException(
                    "the model takes " + shape + " images; drawings need a model with 1 or 3 channels");
        }
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", name());
        ImageShape shape = classifier.input();
        node.putObject("input")
                .put("height", shape.height())
                .put("width", shape.width())
                .put("channels", shape.channels());
        classifier.classNames().forEach(node.putArray("classNames")::add);
        node.put("parameters", parameters());
        ObjectNode more = node.putObject("facts");
        facts.forEach(more::put);
        return node;
    }

    private String name() {
        return classifier instanceof Ensemble ensemble
                ? "ensemble of " + ensemble.members().size()
                : ((Model) classifier).config().name();
    }

    private long parameters() {
        return classifier.members().stream()
                .mapToLong(member -> member.summary().parameters())
                .sum();
    }
}
