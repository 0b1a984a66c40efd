package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.random.RandomStream;

/** Two processes train in one folder for checkpoints again and again, and are killed in turn. */
class SharedFolderTest {

    /** 6 in every build, 100 with {@code -Pcrash}. */
    private static final int KILLS = Integer.getInteger("mnist4j.kills", 20) < 100 ? 6 : 100;

    private static final ImageDataset TRAIN = Mnist.loadTest().take(2000);

    @TempDir
    Path temp;

    /** Trains, resumes and deletes for ever; it says when another live process is training in the folder too. */
    static final class Worker {

        private static final int PATIENCE_MILLIS = 100; // a process that is being killed is still listed

        public static void main(String[] args) throws Exception {
            Path folder = Path.of(args[0]);
            Path marks = Path.of(args[1]);
            Path mine = marks.resolve(Long.toString(ProcessHandle.current().pid()));
            Trainer trainer = Trainer.of(SmallRun.config().toBuilder()
                            .epochs(20)
                            .batchSize(20)
                            .build())
                    .threads(1)
                    .checkpoints(Checkpoints.in(folder).everyBatches(7))
                    .listener(new TrainingListener() {
                        @Override
                        public void onTrainingStart(TrainingStart start) {
                            mark(marks, mine);
                        }

                        @Override
                        public void onTrainingEnd(TrainingResult result) {
                            mine.toFile().delete();
                        }
                    });
            System.out.println("ready");
            while (true) {
                try {
                    if (Checkpoints.in(folder).newest().isPresent()) {
                        trainer.resume(folder, TRAIN);
                    } else {
                        trainer.fit(TRAIN);
                    }
                    Checkpoints.in(folder).delete();
                } catch (CheckpointException refused) {
                    Thread.sleep(2);
                }
            }
        }

        private static void mark(Path marks, Path mine) {
            try {
                Files.writeString(mine, "");
                for (int waited = 0; others(marks, mine); waited++) {
                    if (waited == PATIENCE_MILLIS) {
                        System.out.println("shared");
                        return;
                    }
                    Thread.sleep(1);
                }
                System.out.println("alone");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static boolean others(Path marks, Path mine) throws IOException {
            try (Stream<Path> files = Files.list(marks)) {
                return files.anyMatch(file -> !file.equals(mine) && isAlive(file));
            }
        }

        private static boolean isAlive(Path mark) {
            long pid = Long.parseLong(mark.getFileName().toString());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        }
    }

    @Test
    void killedInTurn_theyNeverTrainInOneFolder() throws Exception {
        Path marks = Files.createDirectory(temp.resolve("marks"));
        Path said = Files.createDirectory(temp.resolve("said"));
        RandomStream random = RandomStream.of(11, "kills");
        List<Process> workers = new ArrayList<>(List.of(start(marks, said, 0), start(marks, said, 1)));
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                awaitTrainings(said, kill + 1);
                Thread.sleep(random.nextInt(300));
                int chosen = random.nextInt(2);
                Process victim = workers.get(chosen);
                assertThat(victim.isAlive()).as("only this test ends it").isTrue();
                end(victim);
                Files.deleteIfExists(marks.resolve(Long.toString(victim.pid())));
                workers.set(chosen, start(marks, said, kill + 2));
            }
        } finally {
            for (Process worker : workers) {
                end(worker);
            }
        }

        List<String> lines = lines(said);
        assertThat(lines).doesNotContain("shared");
        System.out.printf(
                "%d kills: %d trainings began%n",
                KILLS, lines.stream().filter("alone"::equals).count());
    }

    /** Waits until as many trainings have begun. */
    private static void awaitTrainings(Path said, int count) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (lines(said).stream().filter(line -> !line.equals("ready")).count() < count) {
            assertThat(System.nanoTime()).as("a training begins").isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    private static List<String> lines(Path said) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(said)) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    private Process start(Path marks, Path said, int number) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        temp.resolve("checkpoints").toString(),
                        marks.toString())
                .redirectOutput(said.resolve(number + ".txt").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
}
