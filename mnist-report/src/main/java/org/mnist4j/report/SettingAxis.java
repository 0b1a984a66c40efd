package org.mnist4j.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The values of one path of a sweep along an axis from 0 to 1: many numbers in proportion or in proportion to their logarithm,
 * few or other values side by side.
 */
final class SettingAxis {

    /** As many labels as have room. */
    private static final int MOST_LABELS = 6;

    private static final double LOGARITHMIC = 10;
    private static final int LONGEST_LABEL = 14;

    private final Map<String, Double> positions = new LinkedHashMap<>();
    private final Map<Double, String> labels = new LinkedHashMap<>();

    /**
     * @param values the values of all settings as JSON text, with duplicates
     * @param logarithmic whether numbers that span a factor of ten stand in proportion to their logarithm; they do if empty
     */
    SettingAxis(List<String> values, Optional<Boolean> logarithmic) {
        List<String> distinct = values.stream().distinct().toList();
        Optional<Map<String, Double>> numbers = numbers(distinct);
        if (numbers.isPresent() && distinct.size() > MOST_LABELS) {
            inProportion(numbers.get(), logarithmic);
        } else {
            sideBySide(numbers.map(SettingAxis::ascending).orElse(distinct));
        }
    }

    /** From 0 to 1. */
    double position(String value) {
        return positions.get(value);
    }

    /** The labels of the axis by position. */
    Map<Double, String> labels() {
        return labels;
    }

    private static Optional<Map<String, Double>> numbers(List<String> values) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        try {
            for (String value : values) {
                numbers.put(value, Double.valueOf(value));
            }
        } catch (NumberFormatException e) {
            return Optional.empty(); // JSON that is no number: a string, an object, a list, true or false
        }
        return Optional.of(numbers);
    }

    private static List<String> ascending(Map<String, Double> numbers) {
        return numbers.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void sideBySide(List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            double position = (i + 0.5) / values.size();
            positions.put(values.get(i), position);
            if (values.size() <= MOST_LABELS) {
                labels.put(position, label(values.get(i)));
            }
        }
    }

    private static String label(String json) {
        String text = json.replace("\"", "");
        return text.length() <= LONGEST_LABEL ? text : text.substring(0, LONGEST_LABEL - 3) + "...";
    }

    private void inProportion(Map<String, Double> numbers, Optional<Boolean> chosen) {
        TreeSet<Double> sorted = new TreeSet<>(numbers.values());
        double low = sorted.first();
        double high = sorted.last();
        boolean logarithmic = low > 0 && high / low >= LOGARITHMIC && chosen.orElse(true);
        List<Double> ticks = logarithmic
                ? powers(low, high)
                : AxisTicks.enclosing(low, high, 4).values();
        double first = scale(logarithmic, logarithmic ? low : Math.min(low, ticks.get(0)));
        double last = scale(logarithmic, logarithmic ? high : Math.max(high, ticks.get(ticks.size() - 1)));
        numbers.forEach((text, number) -> positions.put(text, (scale(logarithmic, number) - first) / (last - first)));
        int digits = AxisTicks.enclosing(low, high, 4).digits();
        for (double tick : ticks) {
            labels.put(
                    (scale(logarithmic, tick) - first) / (last - first),
                    logarithmic ? shortest(tick) : Numerals.decimals(tick, digits, ""));
        }
    }

    private static double scale(boolean logarithmic, double value) {
        return logarithmic ? Math.log10(value) : value;
    }

    /** Powers of ten within an interval, and 3 times of them where these are few. */
    private static List<Double> powers(double low, double high) {
        List<Double> factors = high / low > 1000 ? List.of(1.0) : List.of(1.0, 3.0);
        List<Double> ticks = new ArrayList<>();
        for (int exponent = (int) Math.floor(Math.log10(low)); exponent <= Math.log10(high); exponent++) {
            for (double factor : factors) {
                double tick = Double.parseDouble(factor + "e" + exponent);
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    private static String shortest(double tick) {
        return tick >= 1e-4 && tick < 1e6
                ? new BigDecimal(Double.toString(tick)).stripTrailingZeros().toPlainString()
                : Double.toString(tick).replace(".0E", "e");
    }
}
