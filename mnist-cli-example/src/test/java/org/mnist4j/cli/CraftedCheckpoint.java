package org.mnist4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layers;
import org.mnist4j.data.DataDirectory;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.TrainTest;
import org.mnist4j.train.Checkpoints;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingListener;

/** The checkpoint of a run of 784-1-10 by Adam on {@link BadDataInputs#writeGood}'s two images, stopped after an epoch of two. */
final class CraftedCheckpoint {

    /** After the one step of the first epoch. */
    static final String NAME = "step-0000000001.safetensors";

    static final int PARAMETERS = 784 + 1 + 10 + 10;

    private CraftedCheckpoint() {}

    static ExperimentConfig config() {
        return ExperimentConfig.builder()
                .input(ImageShape.of(28, 28, 1))
                .classes(10)
                .layers(Layers.dense(1))
                .epochs(2)
                .build();
    }

    static byte[] bytes() {
        try {
            Path folder = Files.createTempDirectory("mnist4j");
            try {
                BadDataInputs.writeGood(folder.resolve("data"));
                stop(
                        folder.resolve("checkpoints"),
                        DataDirectory.at(folder.resolve("data")).load().images());
                return Files.readAllBytes(folder.resolve("checkpoints").resolve(NAME));
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(Path folder, TrainTest data) {
        IllegalStateException stop = new IllegalStateException("stop");
        TrainingListener stopping = new TrainingListener() {
            @Override
            public void onEpochEnd(EpochMetrics epoch) {
                throw stop;
            }
        };
        try {
            Trainer.of(config())
                    .threads(1)
                    .checkpoints(Checkpoints.in(folder))
                    .listener(stopping)
                    .fit(data.train());
        } catch (IllegalStateException stopped) {
            if (stopped != stop) {
                throw stopped;
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
