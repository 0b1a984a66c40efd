package org.mnist4j.train;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.ExperimentConfig;

/** A small experiment, with a separate checkpoint folder for each test. */
abstract class CheckpointedRun {

    static final ExperimentConfig CONFIG = SmallRun.config();

    @TempDir
    Path temp;

    Path folder;

    @BeforeEach
    void nameFolder() {
        folder = temp.resolve("checkpoints");
    }

    Trainer trainer() {
        return Trainer.of(CONFIG).checkpoints(Checkpoints.in(folder));
    }
}
