package org.mnist4j.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mnist4j.metrics.SeedSummary;

/**
 * One setting of a sweep over all its seeds.
 *
 * @param settings JSON text by path; empty if only the seed varies
 * @param seeds the metric of each seed that did not fail, in the order of the seeds; empty if all failed
 * @param failures number of seeds whose training diverged
 * @param epochs how many epochs were trained: those of the experiment, or of the last rung that a halving let it reach
 */
public record SettingSummary(Map<String, String> settings, Optional<SeedSummary> seeds, int failures, int epochs) {

    /** Copies the map. */
    public SettingSummary {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The mean over the seeds; NaN if all failed. */
    public double mean() {
        return seeds.map(SeedSummary::mean).orElse(Double.NaN);
    }

    /** The settings in one line, as {@link #label(Map)} writes them. */
    public String label() {
        return label(settings);
    }

    /** Settings in one line, by the last name of their paths where these differ: {@code learningRate 0.003, units 64}. */
    public static String label(Map<String, String> settings) {
        if (settings.isEmpty()) {
            return "unchanged";
        }
        long names = settings.keySet().stream()
                .map(SettingSummary::lastName)
                .distinct()
                .count();
        return settings.entrySet().stream()
                .map(setting -> (names < settings.size() ? setting.getKey() : lastName(setting.getKey())) + " "
                        + setting.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
