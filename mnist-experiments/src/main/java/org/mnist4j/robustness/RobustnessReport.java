package org.mnist4j.robustness;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.perturb.Perturbation;

/**
 * The accuracy of a classifier under every perturbation and severity, and its mean corruption error relative to a baseline;
 * immutable.
 *
 * <p>Accuracies and errors are shares from 0 to 1. Means are over the five severities and then over the families, each family with
 * the same weight.
 */
public final class RobustnessReport {

    private final String testName;
    private final String testFingerprint;
    private final int testImages;
    private final int images;
    private final long seed;
    private final String parametersSha256; // empty for an ensemble
    private final int clean;
    private final Map<Perturbation, List<Integer>> correct; // by severity from 1
    private final @Nullable RobustnessReport baseline;

    RobustnessReport(
            String testName,
            String testFingerprint,
            int testImages,
            int images,
            long seed,
            String parametersSha256,
            int clean,
            Map<Perturbation, List<Integer>> correct,
            @Nullable RobustnessReport baseline) {
        this.testName = testName;
        this.testFingerprint = testFingerprint;
        this.testImages = testImages;
        this.images = images;
        this.seed = seed;
        this.parametersSha256 = parametersSha256;
        this.clean = clean;
        this.correct = Collections.unmodifiableMap(new EnumMap<>(correct));
        this.baseline = baseline;
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @param source where the text is from, for messages
     * @throws IllegalArgumentException if it is not such a report; the message names the source and the field
     */
    public static RobustnessReport fromJson(String source, String json) {
        return RobustnessJson.read(source, json);
    }

    /** The name of the test set. */
    public String testName() {
        return testName;
    }

    /** The fingerprint of the whole test set, as {@code ImageDataset} gives it. */
    public String testFingerprint() {
        return testFingerprint;
    }

    /** The number of images of the test set. */
    public int testImages() {
        return testImages;
    }

    /** The number of images that were measured in each severity. */
    public int images() {
        return images;
    }

    /** The seed of the perturbations. */
    public long seed() {
        return seed;
    }

    /** The hash of the model's parameters; empty for an ensemble. */
    public Optional<String> parametersSha256() {
        return parametersSha256.isEmpty() ? Optional.empty() : Optional.of(parametersSha256);
    }

    /** The number of unperturbed images that are classified correctly. */
    public int cleanCorrect() {
        return clean;
    }

    /** The number of perturbed images that are classified correctly; severity 1 to 5. */
    public int correct(Perturbation family, int severity) {
        Objects.checkIndex(severity - 1, Perturbation.SEVERITIES);
        return Objects.requireNonNull(correct.get(family)).get(severity - 1);
    }

    /** The accuracy on the unperturbed images. */
    public double cleanAccuracy() {
        return (double) clean / images;
    }

    /** The accuracy in one severity, 1 to 5. */
    public double accuracy(Perturbation family, int severity) {
        return (double) correct(family, severity) / images;
    }

    /** The mean accuracy over the severities of a family. */
    public double accuracy(Perturbation family) {
        long sum = 0;
        for (int severity = 1; severity <= Perturbation.SEVERITIES; severity++) {
            sum += correct(family, severity);
        }
        return (double) sum / ((long) Perturbation.SEVERITIES * images);
    }

    /** The mean accuracy over all families. */
    public double meanAccuracy() {
        return mean(this::accuracy);
    }

    /** The mean accuracy over all families in one severity, 1 to 5. */
    public double meanAccuracy(int severity) {
        return mean(family -> accuracy(family, severity));
    }

    /**
     * What corruption errors are relative to: by default the model of the preset {@code seed}, if the images are all of MNIST's test
     * images and the seed is 0. Empty otherwise, unless a baseline was given.
     */
    public Optional<RobustnessReport> baseline() {
        return Optional.ofNullable(baseline);
    }

    /**
     * The corruption error of a family: the sum of the errors over the severities, divided by that of the baseline. 1 is as many
     * errors as the baseline makes, less is better. NaN without a baseline, or where it makes no errors.
     */
    public double corruptionError(Perturbation family) {
        return baseline == null ? Double.NaN : ratio(1 - accuracy(family), 1 - baseline.accuracy(family));
    }

    /** The mean of {@link #corruptionError} over the families. */
    public double meanCorruptionError() {
        return mean(this::corruptionError);
    }

    /**
     * The relative corruption error of a family: how much the perturbation adds to the errors on unperturbed images, divided by what
     * it adds to the baseline's. NaN without a baseline, or where it adds nothing to that.
     */
    public double relativeCorruptionError(Perturbation family) {
        return baseline == null
                ? Double.NaN
                : ratio(cleanAccuracy() - accuracy(family), baseline.cleanAccuracy() - baseline.accuracy(family));
    }

    /** The mean of {@link #relativeCorruptionError} over the families. */
    public double relativeMeanCorruptionError() {
        return mean(this::relativeCorruptionError);
    }

    /**
     * This report relative to another one.
     *
     * @throws IllegalArgumentException if it was measured on other images or with another seed
     */
    public RobustnessReport relativeTo(RobustnessReport newBaseline) {
        newBaseline.requireImages(testFingerprint, images, seed);
        return new RobustnessReport(
                testName,
                testFingerprint,
                testImages,
                images,
                seed,
                parametersSha256,
                clean,
                correct,
                newBaseline.baseline == null ? newBaseline : newBaseline.alone());
    }

    /** Whether this is the report of the model of the preset {@code seed} that this library brings. */
    public boolean isPresetSeed() {
        return equals(SeedBaseline.REPORT);
    }

    /** A table in text: a row per family with its accuracies, its mean, and its corruption error. */
    public String toText() {
        return RobustnessText.of(this);
    }

    /** All numbers as indented JSON; the same report always gives the same text. */
    public String toJson() {
        return RobustnessJson.of(this);
    }

    boolean isOfSameImages(RobustnessReport other) {
        return testFingerprint.equals(other.testFingerprint) && images == other.images && seed == other.seed;
    }

    void requireImages(String fingerprint, int number, long ofSeed) {
        if (!testFingerprint.equals(fingerprint) || images != number || seed != ofSeed) {
            throw new IllegalArgumentException("baseline: expected a report of " + number
                    + " images of the test set with fingerprint " + fingerprint + " and seed " + ofSeed + ", was of "
                    + images + " images of " + testFingerprint + " and seed " + seed
                    + "; measure the baseline on the same images");
        }
    }

    private RobustnessReport alone() {
        return new RobustnessReport(
                testName, testFingerprint, testImages, images, seed, parametersSha256, clean, correct, null);
    }

    private static double ratio(double own, double ofBaseline) {
        return ofBaseline == 0 ? Double.NaN : own / ofBaseline;
    }

    private static double mean(ToDoubleFunction<Perturbation> measure) {
        return Arrays.stream(Perturbation.values())
                .mapToDouble(measure)
                .average()
                .orElse(Double.NaN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RobustnessReport that && toJson().equals(that.toJson());
    }

    @Override
    public int hashCode() {
        return Objects.hash(testFingerprint, images, seed, clean, correct);
    }

    @Override
    public String toString() {
        return "RobustnessReport[" + images + " images of " + testName + ", clean "
                + RobustnessText.number(cleanAccuracy()) + ", mean " + RobustnessText.number(meanAccuracy()) + "]";
    }
}
