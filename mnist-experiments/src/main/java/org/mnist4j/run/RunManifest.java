package org.mnist4j.run;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DataReading;
import org.mnist4j.metrics.ClassMetrics;
import org.mnist4j.train.StopReason;

/**
 * What a run claims: how it was produced, its results, and the hash of every file; {@code manifest.json} in its
 * directory. docs/reproducibility.md describes the file.
 *
 * <p>A manifest that agrees with its files proves that they belong together, but not who wrote them: anyone who can write the
 * directory can write another manifest. {@link Runs#verify} retrains and shows whether the claim is true.
 *
 * @param formatVersion {@code major.minor}; a later minor version only adds fields
 * @param config the experiment with every default filled in
 * @param configSha256 {@link ExperimentConfig#sha256()} of it
 * @param data the fingerprints of the training, validation and test images
 * @param build the library that trained
 * @param environment the machine and the Java runtime
 * @param engine the training engine, {@code java} or {@code dl4j}
 * @param threads the number of threads, 1 or more
 * @param stopReason why the training ended; empty in a manifest of format 1.0, which does not record it
 * @param continues the complete runs whose epochs this one began with, the oldest first; empty for a run from its first epoch, and
 *     in a manifest before format 1.3
 * @param timings measured times
 * @param metrics the scores on the test images
 * @param parametersSha256 {@link org.mnist4j.model.Model#parametersSha256()} of the trained model
 * @param files every file of the run except the manifest itself, sorted by name
 */
public record RunManifest(
        String formatVersion,
        ExperimentConfig config,
        String configSha256,
        RunData data,
        BuildInfo build,
        RunEnvironment environment,
        String engine,
        int threads,
        Optional<StopReason> stopReason,
        List<ContinuedRun> continues,
        RunTimings timings,
        RunMetrics metrics,
        String parametersSha256,
        List<RunFile> files) {

    /** The format version that this library writes. */
    public static final String CURRENT_FORMAT = "1.3";

    /** The only version without a stop reason. */
    static final String FORMAT_WITHOUT_STOP_REASON = "1.0";

    /** The versions without the kernels. */
    private static final Set<String> FORMATS_WITHOUT_KERNELS = Set.of(FORMAT_WITHOUT_STOP_REASON, "1.1");

    /** The versions without the reading of the data and the runs that were continued. */
    private static final Set<String> FORMATS_BEFORE_1_3 = Set.of(FORMAT_WITHOUT_STOP_REASON, "1.1", "1.2");

    private static final int MAX_TEXT = 100;

    /**
     * Copies the files and checks that the components are consistent.
     *
     * @throws IllegalArgumentException if a value is invalid, naming the field
     */
    public RunManifest {
        if (!formatVersion.matches("[0-9]{1,9}\\.[0-9]{1,9}")) {
            throw new IllegalArgumentException("formatVersion: expected a version such as " + CURRENT_FORMAT + ", was "
                    + Text.visible(formatVersion));
        }
        Text.requireSha256("configSha256", configSha256);
        if (data.classNames().size() != config.classes()) {
            throw new IllegalArgumentException("data.classNames: expected " + config.classes()
                    + " names, one per class of the configuration, was "
                    + data.classNames().size());
        }
        Text.requireLine("build.version", build.version(), MAX_TEXT);
        Text.requireLine("build.commit", build.commit(), MAX_TEXT);
        Text.requireLine("engine", engine, MAX_TEXT);
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected 1 or more, was " + threads);
        }
        if (stopReason.isPresent() == formatVersion.equals(FORMAT_WITHOUT_STOP_REASON)) {
            throw new IllegalArgumentException(
                    "stopReason: expected in format 1.1 and later, and only there; the format is " + formatVersion);
        }
        if (stopReason.filter(StopReason.PAUSED::equals).isPresent()) {
            throw new IllegalArgumentException(
                    "stopReason: expected the end of a training, was PAUSED; resume it without a pause");
        }
        if (environment.kernels().isPresent() != recordsKernels(formatVersion)) {
            throw new IllegalArgumentException("environment.kernels: expected in format 1.2 and later, and only there;"
                    + " the format is " + formatVersion);
        }
        if (!recordsReading(formatVersion) && !data.reading().equals(DataReading.STRICT)) {
            throw new IllegalArgumentException(
                    "data.reading: expected in format 1.3 and later only; the format is " + formatVersion);
        }
        continues = List.copyOf(continues);
        if (!continues.isEmpty() && !recordsContinues(formatVersion)) {
            throw new IllegalArgumentException(
                    "continues: expected in format 1.3 and later, and only there; the format is " + formatVersion);
        }
        int before = 0;
        for (ContinuedRun run : continues) {
            if (run.epochs() <= before || run.epochs() >= config.training().epochs()) {
                throw new IllegalArgumentException("continues: expected ever more epochs, and fewer than the "
                        + config.training().epochs() + " of config, was " + run.epochs() + " after " + before);
            }
            before = run.epochs();
        }
        if (metrics.testImages() != data.test().images()) {
            throw new IllegalArgumentException("metrics.testImages: expected "
                    + data.test().images() + ", as in data.test, was " + metrics.testImages());
        }
        List<String> measured =
                metrics.perClass().stream().map(ClassMetrics::name).toList();
        if (!measured.equals(data.classNames())) {
            throw new IllegalArgumentException(
                    "metrics.perClass: expected the names of data.classNames in their order");
        }
        Text.requireSha256("parametersSha256", parametersSha256);
        files = List.copyOf(files);
        Set<String> names = new HashSet<>();
        for (RunFile file : files) {
            if (file.name().equals(RunDirectory.MANIFEST) || !names.add(file.name())) {
                throw new IllegalArgumentException(
                        "files: expected every file except the manifest once, was " + file.name() + " again");
            }
        }
    }

    /**
     * Reads a manifest: UTF-8 JSON of at most 4 MiB, read strictly.
     *
     * @throws RunFormatException if it is missing, of a newer major version, or breaks any rule, naming the field
     */
    public static RunManifest readJson(Path file) {
        return ManifestReader.read(file);
    }

    /** The manifest as indented JSON with {@code \n} line ends; {@link #readJson} reads it back. */
    public String toJson() {
        return ManifestWriter.text(this);
    }

    /** The seed of all the run's randomness: {@code config().seed()}. */
    public long seed() {
        return config.seed();
    }

    /** The entry of one file. */
    public Optional<RunFile> file(String name) {
        return files.stream().filter(file -> file.name().equals(name)).findFirst();
    }

    static boolean recordsKernels(String formatVersion) {
        return !FORMATS_WITHOUT_KERNELS.contains(formatVersion);
    }

    static boolean recordsReading(String formatVersion) {
        return !FORMATS_BEFORE_1_3.contains(formatVersion);
    }

    static boolean recordsContinues(String formatVersion) {
        return !FORMATS_BEFORE_1_3.contains(formatVersion);
    }

    RunManifest withFiles(List<RunFile> newFiles) {
        return new RunManifest(
                formatVersion,
                config,
                configSha256,
                data,
                build,
                environment,
                engine,
                threads,
                stopReason,
                continues,
                timings,
                metrics,
                parametersSha256,
                newFiles);
    }
}
