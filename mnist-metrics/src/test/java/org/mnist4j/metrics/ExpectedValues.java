package org.mnist4j.metrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;

/** The output of {@code src/test/python/expected_values.py}: predictions and the expected values for them. */
final class ExpectedValues {
    private static final Properties VALUES = load();

    private ExpectedValues() {}

    private static Properties load() {
        Properties values = new Properties();
        try (BufferedReader reader = open("expected.properties")) {
            values.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }

    private static BufferedReader open(String file) {
        return new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ExpectedValues.class.getResourceAsStream("expected/" + file), file),
                StandardCharsets.UTF_8));
    }

    static String text(String key) {
        return Objects.requireNonNull(VALUES.getProperty(key), key);
    }

    static double number(String key) {
        return Double.parseDouble(text(key));
    }

    /** Returns the numbers of a space-separated value. */
    static double[] numbers(String key) {
        return Arrays.stream(text(key).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Returns the keys with this prefix, sorted. */
    static List<String> keys(String prefix) {
        return new TreeSet<>(VALUES.stringPropertyNames())
                .stream().filter(key -> key.startsWith(prefix)).toList();
    }

    static Predictions predictions(String name) {
        try (BufferedReader reader = open(name + ".csv")) {
            int classes = reader.readLine().split(",").length - 3;
            List<String[]> rows = reader.lines().map(line -> line.split(",")).toList();
            int[] labels =
                    rows.stream().mapToInt(row -> Integer.parseInt(row[1])).toArray();
            float[] probabilities = new float[rows.size() * classes];
            for (int i = 0; i < rows.size(); i++) {
                for (int c = 0; c < classes; c++) {
                    probabilities[i * classes + c] = Float.parseFloat(rows.get(i)[3 + c]);
                }
            }
            return Predictions.of(SamplePredictions.digits(classes), labels, probabilities);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
