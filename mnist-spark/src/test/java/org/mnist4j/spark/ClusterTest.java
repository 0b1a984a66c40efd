package org.mnist4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.spark.ClusterSweeps.TRIALS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.model.Model;
import org.mnist4j.model.Prediction;
import org.mnist4j.spark.WorkerException.Reason;
import org.mnist4j.sweep.Sweep;
import org.mnist4j.sweep.TrialExecutor;
import org.mnist4j.train.Trainer;

/**
 * Sweeps and scoring on a stand-alone cluster of processes, which are killed. Starting processes takes most of the time, so the tests share the
 * cluster and, after the first, the driver; each leaves it as the next one needs it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ClusterTest {

    private static StandaloneCluster cluster;
    private static Process firstWorker;
    private static ImageDataset images;
    private static Map<String, String> local;
    private static @Nullable SparkContext driver;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startCluster(@TempDir Path localFolder) throws IOException, InterruptedException {
        cluster = StandaloneCluster.start(Path.of("target/cluster"));
        firstWorker = cluster.startWorker(Map.of());
        cluster.startWorker(Map.of());
        cluster.awaitWorkers();
        images = ClusterSweeps.images();
        ClusterSweeps.sweep().directory(localFolder).run(images);
        local = SweepFiles.withoutSeconds(localFolder);
        assertThat(local).hasSize(TRIALS + 4);
        assertThat(local.get("results.csv")).contains("the loss became", ",SECONDS,");
    }

    @AfterAll
    static void stopCluster() {
        if (driver != null) {
            driver.stop();
        }
        cluster.close();
    }

    private static SparkContext driver() {
        SparkContext open = driver;
        if (open == null) {
            open = new SparkContext(cluster.conf());
            driver = open;
        }
        return open;
    }

    private Sweep sweepOn(TrialExecutor executor) {
        return ClusterSweeps.sweep().directory(folder).executor(executor);
    }

    private long keptTrials() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("trials"))) {
            return files.count();
        }
    }

    @Test
    @Tag("cluster")
    @Order(1)
    void interruptedDriver_leavesASweepThatGoesOnAnywhere() throws IOException, InterruptedException {
        Process process = cluster.startDriver(ClusterSweeps.class, folder.toString());
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.readLine()).startsWith("finished ");
            assertThat(lines.readLine()).startsWith("finished ");
            // Ctrl-C, or where the tests run in the background and it is ignored, SIGTERM.
            String signal = ignoresInterrupt(process) ? "TERM" : "INT";
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor()).isEqualTo(signal.equals("INT") ? 130 : 143);
        } finally {
            process.destroyForcibly();
        }
        long kept = keptTrials();
        assertThat(kept).isBetween(2L, TRIALS - 1L);
        assertThat(folder.resolve("results.csv")).doesNotExist();

        AtomicInteger here = new AtomicInteger();
        TrialExecutor counting = (trials, data, finished) -> {
            here.set(trials.size());
            TrialExecutor.local(2).execute(trials, data, finished);
        };
        sweepOn(counting).run(images);

        assertThat(here).hasValue((int) (TRIALS - kept));
        assertThat(SweepFiles.withoutSeconds(folder)).isEqualTo(local);
    }

    private static boolean ignoresInterrupt(Process process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 0b10) != 0);
    }

    @Test
    @Order(2)
    void otherImagesOnAWorker_areToldFromTheDrivers() throws IOException {
        Sweep sweep = sweepOn(SparkTrialExecutor.on(driver()).readingImages(ClusterSweeps.OTHER_IMAGES));

        assertThatThrownBy(() -> sweep.run(images))
                .isInstanceOf(WorkerException.class)
                .hasMessageMatching("executor \\d on 127\\.0\\.0\\.1, trial \\d: it read the images [0-9a-f-]{129},"
                        + " the driver has [0-9a-f-]{129}; give every worker the same files, .*")
                .extracting(e -> ((WorkerException) e).reason())
                .isEqualTo(Reason.OTHER_IMAGES);
        assertThat(keptTrials()).isZero();
    }

    @Test
    @Order(3)
    void imagesThatWorkersReadThemselves_giveTheFilesOfALocalSweep() throws IOException {
        sweepOn(SparkTrialExecutor.on(driver()).readingImages(ClusterSweeps.SAME_IMAGES))
                .run(images);

        assertThat(SweepFiles.withoutSeconds(folder)).isEqualTo(local);
    }

    @Test
    @Tag("cluster")
    @Order(3)
    void halving_goesOnFromCheckpoints_toTheFilesOfALocalSweep(@TempDir Path localFolder) throws IOException {
        ClusterSweeps.sweep().halving(1, 3).directory(localFolder).run(images);
        Set<String> checkpoints = ConcurrentHashMap.newKeySet();

        sweepOn(SparkTrialExecutor.on(driver()))
                .halving(1, 3)
                .listener(outcome -> checkpoints.addAll(names(folder.resolve("checkpoints"))))
                .run(images);

        // The workers see the driver's folder here, and leave their checkpoints in it.
        assertThat(checkpoints).isNotEmpty().allMatch(name -> name.matches("[0-9a-f]{16}-[0-9a-f]{8}-[0-9a-f]{8}"));
        assertThat(folder.resolve("checkpoints")).doesNotExist();
        assertThat(SweepFiles.withoutSeconds(folder)).isEqualTo(SweepFiles.withoutSeconds(localFolder));
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(4)
    void scoringOnWorkers_givesTheModelsPredictions() {
        driver();
        SparkSession session = SparkSession.builder().getOrCreate();
        Model model = Trainer.of(ClusterSweeps.sweep().config().experiment().toBuilder()
                        .epochs(1)
                        .build())
                .fit(images)
                .model();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(RowFactory.create(i, images.pixels(i)));
        }
        StructType schema = new StructType().add("id", DataTypes.IntegerType).add("image", DataTypes.BinaryType);

        List<Row> scored = SparkScoring.ofPixels(session, model)
                .score(session.createDataFrame(rows, schema).repartition(4), "image")
                .collectAsList();

        assertThat(scored).hasSize(40).allSatisfy(row -> {
            Prediction expected = model.predict(images.pixels(row.<Integer>getAs("id")));
            assertThat(row.<String>getAs("label")).isEqualTo(expected.className());
            assertThat(row.<Float>getAs("probability")).isEqualTo(expected.confidence());
        });
    }

    /** What happens to the tasks of an application. */
    private static final class Tasks extends SparkListener {

        private final Set<String> busyExecutors = ConcurrentHashMap.newKeySet();
        private final AtomicInteger lost = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();

        @Override
        public void onTaskStart(SparkListenerTaskStart start) {
            busyExecutors.add(start.taskInfo().executorId());
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            (end.reason() instanceof TaskFailedReason ? lost : done).incrementAndGet();
        }
    }

    @Test
    @Order(5)
    void killedWorker_changesNoFile() throws IOException {
        Tasks tasks = new Tasks();
        driver().addSparkListener(tasks);
        AtomicInteger finished = new AtomicInteger();
        AtomicInteger finishedBefore = new AtomicInteger();

        sweepOn(SparkTrialExecutor.on(driver()))
                .listener(outcome -> {
                    finished.incrementAndGet();
                    if (tasks.busyExecutors.size() == 2 && finishedBefore.compareAndSet(0, finished.get())) {
                        StandaloneCluster.kill(firstWorker);
                    }
                })
                .run(images);
        driver().removeSparkListener(tasks);

        assertThat(finishedBefore).hasValueBetween(1, TRIALS - 1);
        assertThat(tasks.lost).hasPositiveValue();
        assertThat(finished).hasValue(TRIALS);
        assertThat(SweepFiles.withoutSeconds(folder)).isEqualTo(local);
    }

    @Test
    @Order(6)
    void workerWithAnotherVersion_isNamed(@TempDir Path conf) throws IOException, InterruptedException {
        Path properties = conf.resolve("org/mnist4j/build/build.properties");
        Files.createDirectories(properties.getParent());
        Files.writeString(properties, "git.build.version=0.1.9\ngit.commit.id.full=" + "a".repeat(40) + "\n");
        cluster.startWorker(Map.of("SPARK_CONF_DIR", conf.toString()));
        cluster.awaitWorkers();
        cluster.awaitExecutors(driver(), 2);

        assertThatThrownBy(() -> sweepOn(SparkTrialExecutor.on(driver())).run(images))
                .isInstanceOf(WorkerException.class)
                .hasMessageMatching("executor \\d on 127\\.0\\.0\\.1, trial \\d: it has mnist4j 0\\.1\\.9,"
                        + " commit a{40}, the driver has .*; give the driver and every worker the same jars")
                .extracting(e -> ((WorkerException) e).reason())
                .isEqualTo(Reason.OTHER_VERSION);
    }
}
