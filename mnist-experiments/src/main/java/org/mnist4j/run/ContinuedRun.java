package org.mnist4j.run;

import org.mnist4j.build.BuildInfo;

/**
 * A complete run that another run was continued from.
 *
 * @param epochs how many epochs it had, 1 or more
 * @param parametersSha256 {@link org.mnist4j.model.Model#parametersSha256()} of its model
 * @param build the library that trained them, or the last of them
 * @param environment the machine and the Java runtime
 */
public record ContinuedRun(int epochs, String parametersSha256, BuildInfo build, RunEnvironment environment) {

    private static final int MAX_TEXT = 100;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a value is invalid, naming the field
     */
    public ContinuedRun {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs: expected 1 or more, was " + epochs);
        }
        Text.requireSha256("parametersSha256", parametersSha256);
        Text.requireLine("build.version", build.version(), MAX_TEXT);
        Text.requireLine("build.commit", build.commit(), MAX_TEXT);
    }

    static ContinuedRun of(RunManifest manifest, int epochs) {
        return new ContinuedRun(epochs, manifest.parametersSha256(), manifest.build(), manifest.environment());
    }
}
