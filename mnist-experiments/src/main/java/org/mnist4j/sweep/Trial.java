package org.mnist4j.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mnist4j.config.ExperimentConfig;

/**
 * One fit of a sweep: a plain value that can be sent to another machine as JSON.
 *
 * @param number from 1, in the sweep's order
 * @param settings the combination of the grid's values, JSON text by path, in the grid's order
 * @param config the whole experiment, settings and seed in place
 */
public record Trial(int number, Map<String, String> settings, ExperimentConfig config) {

    /** Copies the settings, in their order. */
    public Trial {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
