package org.mnist4j.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.LayerSummary;
import org.mnist4j.config.NetworkSummary;

/** Says, for a script that compares it with a peer's network, what this library makes of configuration files. */
public final class Summaries {

    private Summaries() {}

    /** Prints one line of JSON: for each file the number of parameters and each layer's path and output shape. */
    public static void main(String[] files) {
        List<String> networks = new ArrayList<>();
        for (String file : files) {
            networks.add(json(ExperimentConfig.readJson(Path.of(file)).summary()));
        }
        System.out.println("{\"networks\":[" + String.join(",", networks) + "]}");
    }

    private static String json(NetworkSummary network) {
        return network.layers().stream()
                .map(Summaries::json)
                .collect(Collectors.joining(",", "{\"parameters\":" + network.parameters() + ",\"shapes\":{", "}}"));
    }

    private static String json(LayerSummary layer) {
        return "\"" + layer.path() + "\":" + layer.outputShape();
    }
}
