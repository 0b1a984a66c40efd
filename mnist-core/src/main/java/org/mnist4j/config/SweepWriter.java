package org.mnist4j.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Sweeps as JSON, which {@link SweepReader} reads back. */
final class SweepWriter {

    private SweepWriter() {}

    static String toJson(SweepConfig sweep) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode tree = nodes.objectNode();
        tree.set("experiment", ConfigWriter.node(sweep.experiment()));
        sweep.random()
                .ifPresentOrElse(
                        search -> tree.set("random", node(search)), () -> tree.set("grid", node(sweep.grid())));
        sweep.halving().ifPresent(rule -> tree.set("halving", ConfigWriter.node(rule)));
        ArrayNode seeds = tree.putArray("seeds");
        sweep.seeds().forEach(seeds::add);
        tree.put("validationFraction", sweep.validationFraction());
        tree.put("metric", sweep.metric().jsonName());
        return ConfigWriter.indented(tree);
    }

    private static ObjectNode node(List<GridAxis> grid) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        grid.forEach(axis -> node.set(axis.path(), array(axis.path(), axis.values())));
        return node;
    }

    private static ObjectNode node(RandomSearch search) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("settings", search.settings()).put("seed", search.seed());
        ObjectNode ranges = node.putObject("ranges");
        for (RangeAxis axis : search.ranges()) {
            ObjectNode range = (ObjectNode) ConfigWriter.node(axis.range());
            if (axis.range() instanceof Choices choices) {
                range.set("values", array(axis.path(), choices.values())); // any JSON, not texts
            }
            ranges.set(axis.path(), range);
        }
        return node;
    }

    private static ArrayNode array(String path, List<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> array.add(ConfigReader.parse(path, value)));
        return array;
    }
}
