package org.mnist4j.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One combination of the grid's values over all its seeds.
 *
 * @param settings JSON text by path; empty if the grid is
 * @param values the metric of each seed that did not fail, in the order of the seeds
 * @param failures seeds whose training diverged
 */
public record SettingSummary(Map<String, String> settings, List<Double> values, int failures) {

    /** Copies map and list. */
    public SettingSummary {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        values = List.copyOf(values);
    }

    /** The mean over the seeds; NaN if all have failed. */
    public double mean() {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** The sample standard deviation over the seeds, {@code sqrt(sum (x - mean)^2 / (n - 1))}; NaN for fewer than two. */
    public double standardDeviation() {
        if (values.size() < 2) {
            return Double.NaN;
        }
        double mean = mean();
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.size() - 1));
    }

    /** The smallest value; NaN if all seeds have failed. */
    public double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    /** The largest value; NaN if all seeds have failed. */
    public double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /**
     * The settings in one line, by the last name of their paths where these differ: {@code learningRate 0.003, units 64}.
     */
    public String label() {
        if (settings.isEmpty()) {
            return "as it is";
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
