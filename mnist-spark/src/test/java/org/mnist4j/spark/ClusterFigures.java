package org.mnist4j.spark;

import static org.mnist4j.config.Layers.dense;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.model.Model;
import org.mnist4j.sweep.Sweep;
import org.mnist4j.sweep.SweepData;
import org.mnist4j.sweep.Trial;
import org.mnist4j.sweep.TrialExecutor;
import org.mnist4j.train.Trainer;

/** The figures of docs/scaling-out.md, printed as its tables: {@code mvn -Pspark-figures} runs it. */
final class ClusterFigures {

    private static final Path FOLDER = Path.of("target/cluster-figures");
    private static final int TINY_TRIALS = Integer.getInteger("mnist4j.figures.trials", 200);
    private static final int LONG_TRIALS = Integer.getInteger("mnist4j.figures.long", 12);
    private static final int REPEATS = Integer.getInteger("mnist4j.figures.repeats", 20);

    private static final ExperimentConfig SEED = ExperimentConfig.preset("seed");
    private static final Sweep TINY = Sweep.over(
                    SEED.toBuilder().layers(dense(8)).epochs(1).batchSize(50).build())
            .seeds(LongStream.rangeClosed(1, TINY_TRIALS).toArray());
    private static final Sweep LONG =
            Sweep.over(SEED).seeds(LongStream.rangeClosed(1, LONG_TRIALS).toArray());

    private ClusterFigures() {}

    public static void main(String[] none) throws IOException, InterruptedException {
        print(
                "%d cores, Java %s, load average %.1f at the start%n%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        ImageDataset few = Mnist.loadTrain().take(500);
        ImageDataset all = Mnist.loadTrain();
        try (StandaloneCluster cluster = StandaloneCluster.start(FOLDER)) {
            print(
                    "| trials | where | first outcome, s | all outcomes, s | each, ms |%n| --- | --- | ---: | ---: | ---: |%n");
            TrialExecutor oneThread =
                    (trials, data, finished) -> trials.forEach(trial -> finished.accept(trial.run(data, 1)));
            TINY.seeds(1, 2, 3, 4, 5, 6, 7, 8).executor(oneThread).run(few);
            sweep("tiny", "one thread here", TINY, oneThread, few);
            sweep("seed", "one thread here", LONG, oneThread, all);
            cluster.startWorker(Map.of());
            cluster.awaitWorkers();
            onCluster(cluster, 1, few, all);
            cluster.startWorker(Map.of());
            cluster.awaitWorkers();
            SparkContext two = onCluster(cluster, 2, few, all);
            sizes(few, all);
            score(SparkSession.builder().getOrCreate());
            two.stop();
        }
    }

    /** The context of two workers stays open, for scoring. */
    private static SparkContext onCluster(StandaloneCluster cluster, int workers, ImageDataset few, ImageDataset all)
            throws IOException, InterruptedException {
        SparkContext context = new SparkContext(
                cluster.conf().set("spark.executor.memory", "1g").remove("spark.executor.extraJavaOptions"));
        cluster.awaitExecutors(context, workers);
        TrialExecutor spark = SparkTrialExecutor.on(context);
        String where = workers + (workers == 1 ? " worker" : " workers");
        sweep("tiny, first on new executors", where, TINY.seeds(1, 2), spark, few);
        double before = heapKilobytes();
        sweep("tiny", where, TINY, spark, few);
        double after = heapKilobytes();
        print(
                "driver's heap in use: %.0f kB before, %.0f after, %.1f per trial%n",
                before, after, (after - before) / TINY_TRIALS);
        sweep("seed", where, LONG, spark, all);
        if (workers == 1) {
            context.stop();
        }
        return context;
    }

    private static double heapKilobytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1e3;
    }

    private static void sweep(String what, String where, Sweep sweep, TrialExecutor executor, ImageDataset images)
            throws IOException {
        Path folder = Files.createTempDirectory(FOLDER, "sweep");
        AtomicLong first = new AtomicLong();
        long start = System.nanoTime();
        sweep.executor(executor)
                .directory(folder)
                .listener(outcome -> first.compareAndSet(0, System.nanoTime()))
                .run(images);
        long end = System.nanoTime();
        int trials = sweep.trials().size();
        print(
                "| %d %s | %s | %.2f | %.2f | %.1f |%n",
                trials, what, where, (first.get() - start) / 1e9, (end - start) / 1e9, (end - start) / 1e6 / trials);
    }

    /** What a trial takes in messages and files, and what going on with a complete sweep takes. */
    private static void sizes(ImageDataset few, ImageDataset all) throws IOException {
        Trial trial = LONG.trials().get(0);
        SweepData data = SweepData.holdOut(few, TINY.config());
        String outcome = TINY.trials().get(0).run(data, 1).toJson();
        Path folder = Files.createTempDirectory(FOLDER, "sweep");
        TINY.directory(folder).run(few);
        long bytes;
        try (Stream<Path> files = Files.list(folder.resolve("trials"))) {
            bytes = files.mapToLong(file -> file.toFile().length()).sum();
        }
        long start = System.nanoTime();
        TINY.directory(folder).run(few);
        double resumed = (System.nanoTime() - start) / 1e6;
        long packed = 0;
        for (ImageDataset part : List.of(
                SweepData.holdOut(all, LONG.config()).train(),
                SweepData.holdOut(all, LONG.config()).validation())) {
            packed += (long) part.size() * (part.shape().size() + Integer.BYTES);
        }
        print(
                "%ntrial as JSON %d bytes; outcome %d bytes; file of a trial %d bytes; going on with a complete sweep"
                        + " %.2f ms a trial; images to broadcast %.1f MB%n",
                trial.toJson().getBytes(StandardCharsets.UTF_8).length,
                outcome.length(),
                bytes / TINY_TRIALS,
                resumed / TINY_TRIALS,
                packed / 1e6);
    }

    private static void score(SparkSession session) throws IOException {
        ImageDataset images = Mnist.loadTrain();
        Path file = FOLDER.resolve("images.parquet");
        write(session, images, file);
        print("%n| scoring %d images | images per second |%n| --- | ---: |%n", REPEATS * images.size());
        for (ExperimentConfig config : List.of(SEED, ExperimentConfig.preset("cnn-fast"))) {
            Model model = Trainer.of(config.toBuilder().epochs(1).build())
                    .fit(images.take(2000))
                    .model();
            int repeats = config.equals(SEED) ? REPEATS : Math.max(1, REPEATS / 10);
            count(session, model, file, 1);
            long start = System.nanoTime();
            long scored = count(session, model, file, repeats);
            double seconds = (System.nanoTime() - start) / 1e9;
            print("| `%s`, %d images, two workers | %.0f |%n", config.name(), scored, scored / seconds);
            for (int threads = 1; threads <= 2; threads++) {
                predictHere(model, images, threads, 1);
                start = System.nanoTime();
                int done = predictHere(model, images, threads, repeats);
                seconds = (System.nanoTime() - start) / 1e9;
                print("| `%s`, %d images, here, %d threads | %.0f |%n", config.name(), done, threads, done / seconds);
            }
        }
    }

    private static void write(SparkSession session, ImageDataset images, Path file) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            rows.add(RowFactory.create(images.pixels(i)));
        }
        session.createDataFrame(rows, new StructType().add("image", DataTypes.BinaryType))
                .repartition(8)
                .write()
                .parquet(file.toString());
    }

    private static long count(SparkSession session, Model model, Path file, int repeats) {
        Dataset<Row> images = session.read().parquet(file.toString());
        Dataset<Row> repeated = images;
        for (int i = 1; i < repeats; i++) {
            repeated = repeated.union(images);
        }
        List<Row> counts = SparkScoring.ofPixels(session, model)
                .score(repeated, "image")
                .groupBy("label")
                .count()
                .collectAsList();
        return counts.stream().mapToLong(row -> row.getLong(1)).sum();
    }

    private static int predictHere(Model model, ImageDataset images, int threads, int repeats) {
        List<Thread> running = IntStream.range(0, threads)
                .mapToObj(t -> new Thread(() -> {
                    for (int i = t; i < repeats * images.size(); i += threads) {
                        model.predict(images.pixels(i % images.size()));
                    }
                }))
                .toList();
        running.forEach(Thread::start);
        for (Thread thread : running) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return repeats * images.size();
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
