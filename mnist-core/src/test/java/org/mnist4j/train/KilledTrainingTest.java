package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.engine.TestEngines;
import org.mnist4j.random.RandomStream;

/** A training process is killed at a random moment, and its run is resumed. */
class KilledTrainingTest {

    /** 20 in every build, 100 with {@code -Pcrash}. */
    private static final int KILLS = Integer.getInteger("mnist4j.kills", 20);

    private static final int EPOCHS = 8;
    private static final int BATCHES = 12;
    private static final int BATCH_SIZE = 32;
    private static final ImageDataset TRAIN = Mnist.loadTest().take(BATCHES * BATCH_SIZE - 10);
    private static final ImageDataset VALIDATION =
            Mnist.loadTest().subset(IntStream.range(1000, 1100).toArray());

    @TempDir
    Path temp;

    private int beforeAnyCheckpoint;
    private int whileWriting;
    private int afterTheEnd;

    private static ExperimentConfig config(EngineChoice engine) {
        return ExperimentConfig.preset("seed").toBuilder()
                .layers(dropout(0.1), dense(32), dropout(0.4))
                .epochs(EPOCHS)
                .batchSize(BATCH_SIZE)
                .engine(engine)
                .build();
    }

    private static Trainer trainer(EngineChoice engine, Path folder) {
        return Trainer.of(config(engine))
                .threads(2)
                .checkpoints(Checkpoints.in(folder).everyBatches(2));
    }

    /** The process to be killed: prints a line after each step, after which a checkpoint may have been written. */
    static final class Victim {
        public static void main(String[] args) {
            TrainingListener progress = new TrainingListener() {
                @Override
                public void onBatchEnd(BatchMetrics batch) {
                    System.out.println("step");
                }
            };
            trainer(EngineChoice.valueOf(args[0]), Path.of(args[1]))
                    .listener(progress)
                    .fit(TRAIN, VALIDATION);
        }
    }

    @Test
    void runOfAKilledProcess_isResumedBitForBit() throws Exception {
        Map<EngineChoice, TrainingResult> expected = new EnumMap<>(EngineChoice.class);
        for (int kill = 0; kill < KILLS; kill++) {
            EngineChoice engine = TestEngines.UNDER_TEST;
            Path folder = temp.resolve("kill-" + kill);

            startAndKill(engine, folder, RandomStream.of(7, "kill", kill));

            Trainer trainer = trainer(engine, folder);
            TrainingResult result = Checkpoints.in(folder).newest().isPresent()
                    ? trainer.resume(folder, TRAIN, VALIDATION)
                    : trainer.fit(TRAIN, VALIDATION);
            SmallRun.assertSameResult(
                    result,
                    expected.computeIfAbsent(
                            engine, e -> Trainer.of(config(e)).threads(2).fit(TRAIN, VALIDATION)));
        }
        System.out.printf(
                "%d kills: %d before any checkpoint, %d while one was being written, %d after the last step%n",
                KILLS, beforeAnyCheckpoint, whileWriting, afterTheEnd);
        // Kills come halfway through the run at the latest; if all processes ran to the end, nothing would be tested.
        assertThat(afterTheEnd).isLessThan(KILLS / 2);
    }

    private void startAndKill(EngineChoice engine, Path folder, RandomStream random) throws Exception {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        engine.name(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (random.nextInt(8) == 0) {
                Thread.sleep(random.nextInt(800)); // while the JVM starts and loads the data
            } else {
                awaitSteps(victim, 1 + random.nextInt(EPOCHS * BATCHES / 2));
                TimeUnit.MICROSECONDS.sleep(random.nextInt(8_000)); // about as long as a step and a checkpoint take
            }
        } finally {
            victim.destroyForcibly();
            assertThat(victim.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        count(folder);
    }

    private static void awaitSteps(Process victim, int steps) throws IOException {
        BufferedReader out = victim.inputReader();
        for (int step = 0; step < steps; step++) {
            assertThat(out.readLine()).isEqualTo("step");
        }
    }

    private void count(Path folder) {
        Path newest = Checkpoints.in(folder).newest().orElse(null);
        if (newest == null) {
            beforeAnyCheckpoint++;
        } else if (newest.endsWith("step-00000000" + EPOCHS * BATCHES + ".safetensors")) {
            afterTheEnd++;
        }
        if (folder.toFile().exists() && SmallRun.names(folder).stream().anyMatch(name -> name.endsWith(".tmp"))) {
            whileWriting++;
        }
    }
}
