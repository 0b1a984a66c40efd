package org.mnist4j.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what the tests measure in {@code target/onnx-agreement.csv}, for the table in docs/onnx.md. */
final class AgreementTable {

    private static final Map<String, Double> ROWS = new TreeMap<>();
    private static final Path FILE = Path.of("target/onnx-agreement.csv");

    private AgreementTable() {}

    /** Records the largest difference of a network's probabilities. */
    static synchronized void add(String direction, String network, double difference) {
        ROWS.put(direction + "," + network.replace(",", ""), difference);
        StringBuilder text = new StringBuilder("direction,network,difference\n");
        ROWS.forEach((row, value) -> text.append(row).append(String.format(Locale.ROOT, ",%.1e%n", value)));
        try {
            Files.writeString(FILE, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
