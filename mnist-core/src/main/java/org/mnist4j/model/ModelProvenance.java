package org.mnist4j.model;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.mnist4j.build.BuildInfo;

/**
 * Where a model's parameters come from, as recorded by the trainer. It is not a proof: anyone who can write the file
 * can write anything here.
 *
 * <p>It contains nothing that depends on the time or the machine, so that training twice gives the same file.
 *
 * @param build the build of this library that trained the model
 * @param engine the training engine, such as {@code java}
 * @param trainingData the training set's name, 1 to 200 characters
 * @param trainingDataSha256 the training set's {@code ImageDataset.fingerprint()}, 64 lower-case hex digits
 * @param trainingImages images in the training set, 1 or more
 * @param metrics the metrics of the last epoch
 */
public record ModelProvenance(
        BuildInfo build,
        String engine,
        String trainingData,
        String trainingDataSha256,
        int trainingImages,
        TrainingMetrics metrics) {

    /** The maximum length of {@link #trainingData()} and the other strings. */
    public static final int MAX_TEXT = 200;

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}|" + BuildInfo.UNKNOWN);
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks every part.
     *
     * @throws IllegalArgumentException if a string is blank, longer than {@value #MAX_TEXT} characters or contains an
     *     unpaired surrogate, the commit or the fingerprint is not hexadecimal, or there are no images
     */
    public ModelProvenance {
        requireText("engine", engine);
        requireText("trainingData", trainingData);
        requireBuild(build);
        requireSha256("trainingDataSha256", trainingDataSha256);
        if (trainingImages < 1) {
            throw new IllegalArgumentException("trainingImages must be 1 or more, was " + trainingImages);
        }
    }

    static void requireBuild(BuildInfo build) {
        requireText("version", build.version());
        if (!COMMIT.matcher(build.commit()).matches()) {
            throw new IllegalArgumentException(
                    "commit must be 40 or 64 hex digits or " + BuildInfo.UNKNOWN + ", was " + build.commit());
        }
    }

    static void requireSha256(String field, String sha256) {
        if (!SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(field + " must be 64 hex digits, was " + sha256);
        }
    }

    static void requireText(String field, String text) {
        if (text.isBlank()
                || text.length() > MAX_TEXT
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(field + " must have 1 to " + MAX_TEXT
                    + " characters, not be blank and contain no unpaired surrogate; was " + text);
        }
    }
}
