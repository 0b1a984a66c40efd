package org.mnist4j.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Model;

/** The description of the model for the page. */
final class ModelFacts {

    private final Model model;
    private final Map<String, String> facts;

    ModelFacts(Model model, Map<String, String> facts) {
        this.model = model;
        this.facts = new LinkedHashMap<>(facts);
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", model.config().name());
        ImageShape shape = model.config().input();
        node.putObject("input")
                .put("height", shape.height())
                .put("width", shape.width())
                .put("channels", shape.channels());
        model.classNames().forEach(node.putArray("classNames")::add);
        node.put("parameters", model.config().summary().parameters());
        ObjectNode more = node.putObject("facts");
        facts.forEach(more::put);
        return node;
    }
}
