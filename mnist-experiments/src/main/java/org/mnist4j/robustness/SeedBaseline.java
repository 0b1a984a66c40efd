package org.mnist4j.robustness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The report of the model that {@code train --preset seed} gives, on all of MNIST's test images with seed 0: what mean corruption
 * errors are relative to. A test trains the model and measures it again.
 */
final class SeedBaseline {

    static final String RESOURCE = "seed-baseline.json";

    static final RobustnessReport REPORT = read();

    private SeedBaseline() {}

    private static RobustnessReport read() {
        try (InputStream in = SeedBaseline.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing in the jar; use a complete one");
            }
            return RobustnessReport.fromJson(RESOURCE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
