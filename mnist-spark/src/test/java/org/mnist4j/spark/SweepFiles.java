package org.mnist4j.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a sweep's folder with the seconds of its trials replaced, to compare two of them byte by byte. */
final class SweepFiles {

    private SweepFiles() {}

    /** The content by relative path. */
    static Map<String, String> withoutSeconds(Path sweep) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(sweep)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // One character per byte, whatever the encoding.
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                contents.put(
                        sweep.relativize(file).toString(),
                        file.endsWith("results.csv")
                                // loss,accuracy,macroF1,seconds,parametersSha256
                                ? text.replaceAll("(?m)([0-9.E-]+),([0-9a-f]{64}),$", "SECONDS,$2,")
                                : text.replaceAll("\"seconds\" : [0-9.E-]+", "\"seconds\" : SECONDS"));
            }
        }
        return contents;
    }
}
