package org.mnist4j.run;

import static org.mnist4j.config.Layers.dense;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelProvenance;
import org.mnist4j.model.TrainingMetrics;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;

/** Small runs on real images, and ways to forge them. */
final class TestRuns {

    static final ExperimentConfig CONFIG = ExperimentConfig.preset("seed").toBuilder()
            .layers(dense(16))
            .epochs(2)
            .batchSize(32)
            .build();

    private static final ImageDataset IMAGES = Mnist.loadTest();

    static final ImageDataset TRAIN = IMAGES.take(600).withName("small-train");
    static final ImageDataset TEST =
            IMAGES.subset(IntStream.range(600, 900).toArray()).withName("small-test");
    static final RunDatasets DATA = RunDatasets.of(TRAIN, TEST);

    private TestRuns() {}

    static Path write(Path directory, ExperimentConfig config, int threads) {
        return write(directory, Trainer.of(config).threads(threads).fit(TRAIN));
    }

    static Path write(Path directory, TrainingResult result) {
        try (RunDirectory run = RunDirectory.stage(directory, false)) {
            run.write(result, result.model().evaluate(TEST), TEST);
            run.commit();
        }
        return directory;
    }

    static Path copy(Path run, Path to) {
        try (Stream<Path> files = Files.list(run)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rewrites the manifest with the hashes of the current files, as a forger could. */
    static void sign(Path directory, UnaryOperator<RunManifest> change) {
        RunManifest manifest = RunManifest.readJson(directory.resolve("manifest.json"));
        List<RunFile> files = new ArrayList<>();
        for (RunFile file : manifest.files()) {
            files.add(FileContent.describe(directory.resolve(file.name()), file.name(), Long.MAX_VALUE));
        }
        write(
                directory.resolve("manifest.json"),
                change.apply(manifest.withFiles(files)).toJson());
    }

    /** Changes the manifest and makes the other files agree with it, as a careful forger would. */
    static void forge(Path directory, UnaryOperator<RunManifest> change) {
        sign(directory, change);
        RunManifest manifest = RunManifest.readJson(directory.resolve("manifest.json"));
        Path file = directory.resolve("model.safetensors");
        Model model = Model.load(file);
        List<EpochMetrics> epochs = Run.open(directory).history().epochs();
        EpochMetrics last = epochs.get(epochs.size() - 1);
        DatasetIdentity images = manifest.data().training();
        Model.of(manifest.config(), model.classNames(), model.parameters())
                .withProvenance(new ModelProvenance(
                        manifest.build(),
                        manifest.engine(),
                        images.name(),
                        images.fingerprint(),
                        images.images(),
                        new TrainingMetrics(
                                epochs.size(),
                                last.trainingLoss(),
                                last.trainingAccuracy(),
                                last.validationLoss(),
                                last.validationAccuracy())))
                .save(file);
        write(directory.resolve("experiment.json"), manifest.config().toJson());
        write(
                directory.resolve("metrics.json"),
                MetricsJson.of(manifest, Run.open(directory).report()).toString());
        write(directory.resolve("model-card.md"), ModelCard.of(manifest));
        sign(directory, same -> same);
    }

    /** Makes a run claim another configuration of the same network. */
    static void claimConfig(Path directory, ExperimentConfig config) {
        forge(directory, manifest -> with(manifest, config, manifest.metrics()));
    }

    /** Makes a run claim the predictions of another run. */
    static void claimPredictionsOf(Path directory, Path other) {
        EvaluationReport report = Run.open(other).report();
        for (String name : List.of("predictions.csv", "confusion-matrix.csv")) {
            try {
                Files.write(directory.resolve(name), Files.readAllBytes(other.resolve(name)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        forge(directory, manifest -> with(manifest, manifest.config(), RunMetrics.of(report)));
    }

    static RunManifest with(RunManifest manifest, ExperimentConfig config, RunMetrics metrics) {
        return new RunManifest(
                manifest.formatVersion(),
                config,
                config.sha256(),
                manifest.data(),
                manifest.build(),
                manifest.environment(),
                manifest.engine(),
                manifest.threads(),
                manifest.stopReason(),
                manifest.continues(),
                manifest.timings(),
                metrics,
                manifest.parametersSha256(),
                manifest.files());
    }

    static RunManifest with(RunManifest manifest, RunData data) {
        return new RunManifest(
                manifest.formatVersion(),
                manifest.config(),
                manifest.configSha256(),
                data,
                manifest.build(),
                manifest.environment(),
                manifest.engine(),
                manifest.threads(),
                manifest.stopReason(),
                manifest.continues(),
                manifest.timings(),
                manifest.metrics(),
                manifest.parametersSha256(),
                manifest.files());
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes predictions those of the first release, which named no class. */
    static void withoutNames(Path predictions) {
        try {
            write(
                    predictions,
                    Files.readAllLines(predictions).stream()
                            .map(line -> line.replaceFirst(",[^,]*,[^,]*$", "\n"))
                            .collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a string that must occur. */
    static void replace(Path file, String text, String by) {
        try {
            String content = Files.readString(file);
            if (!content.contains(text)) {
                throw new AssertionError(file + " has no " + text);
            }
            Files.writeString(file, content.replace(text, by));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
