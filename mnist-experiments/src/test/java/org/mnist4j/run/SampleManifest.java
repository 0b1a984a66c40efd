package org.mnist4j.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.metrics.ClassMetrics;
import org.mnist4j.train.StopReason;

/** A manifest that does not depend on this machine. */
final class SampleManifest {

    static final String HASH = "ab".repeat(32);

    private SampleManifest() {}

    static RunManifest of(RunEnvironment environment, String engine, BuildInfo build) {
        ExperimentConfig config = SampleRun.result(1).config();
        return new RunManifest(
                RunManifest.CURRENT_FORMAT,
                config,
                config.sha256(),
                new RunData(
                        new DatasetIdentity("pets-train", 6, "0".repeat(64)),
                        Optional.empty(),
                        new DatasetIdentity("pets-test", 2, "1".repeat(64)),
                        SampleRun.CLASSES),
                build,
                environment,
                engine,
                2,
                Optional.of(StopReason.EPOCHS_DONE),
                List.of(),
                new RunTimings(3.5, 1.25, 2.25),
                new RunMetrics(
                        0.5,
                        1 / 3.0,
                        0.25,
                        0.5,
                        1 / 3.0,
                        0.75,
                        2,
                        List.of(new ClassMetrics("cat", 0.5, 1, 2 / 3.0, 1), new ClassMetrics("dog", 0, 0, 0, 1))),
                HASH,
                Stream.of(
                                "confusion-matrix.csv",
                                "experiment.json",
                                "history.csv",
                                "metrics.json",
                                "model-card.md",
                                "model.safetensors",
                                "predictions.csv")
                        .map(name -> new RunFile(name, name.length(), HASH))
                        .toList());
    }

    static RunManifest of(String engine) {
        return of(
                new RunEnvironment(
                        "17.0.9+9 Some VM (Vendor)",
                        "Linux 6.1",
                        "amd64",
                        "Model 3",
                        4,
                        RunEnvironment.BLAS_NOT_USED,
                        Optional.of("plain"),
                        Optional.empty()),
                engine,
                build());
    }

    static BuildInfo build() {
        return new BuildInfo("0.2.0-SNAPSHOT", "c".repeat(40), false);
    }
}
