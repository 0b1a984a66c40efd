package org.mnist4j.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layers;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.engine.TestEngines;
import org.mnist4j.model.Model;
import org.mnist4j.train.Trainer;

/**
 * Fits with both engines, saves, loads and predicts on 24 threads, in turn and for minutes, and looks whether memory grows:
 * {@code mvn -Psoak -Dsoak.minutes=10 test -pl mnist-core -am}. It reads {@code /proc/self/status}, so it runs on Linux only.
 */
class SteadyMemorySoak {

    private static final int THREADS = 24;
    private static final long MIB = 1 << 20;

    /** What the last quarter of the samples may have more than the second: the median, so that one sample decides nothing. */
    private static final long HEAP_TOLERANCE = 2 * MIB;

    private static final long OUTSIDE_TOLERANCE = 32 * MIB;

    @TempDir
    private Path folder;

    /**
     * One look at the process.
     *
     * @param heap bytes of objects that survive a collection
     * @param outside resident bytes that are not the heap, which the profile makes resident as a whole at the start
     * @param threads threads of any kind
     */
    private record Sample(long heap, long outside, long threads) {}

    @Test
    void heapAndNativeMemory_stayAsTheyAre() throws Exception {
        long minutes = Long.getLong("soak.minutes", 10);
        ImageDataset images = Mnist.loadTest().take(2000);
        byte[][] pixels = new byte[images.size()][];
        Arrays.setAll(pixels, images::pixels);
        List<Sample> samples = new ArrayList<>();
        long fits = 0;
        long predictions = 0;
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            long end = System.nanoTime() + minutes * 60_000_000_000L;
            while (System.nanoTime() < end || samples.size() < 8) {
                Model model = fitSaveLoad(TestEngines.UNDER_TEST, images);
                predictions += predictOnAllThreads(pool, model, pixels);
                fits++;
                samples.add(sample());
            }
        } finally {
            pool.shutdownNow();
        }
        print(minutes, fits, predictions, samples);

        assertThat(growth(samples, Sample::heap)).as("heap after collection").isLessThan(HEAP_TOLERANCE);
        assertThat(growth(samples, Sample::outside)).as("native memory").isLessThan(OUTSIDE_TOLERANCE);
        assertThat(growth(samples, Sample::threads)).as("threads").isZero();
    }

    private Model fitSaveLoad(EngineChoice engine, ImageDataset images) {
        ExperimentConfig config = ExperimentConfig.preset("seed").toBuilder()
                .layers(Layers.dense(128), Layers.dropout(0.2))
                .engine(engine)
                .epochs(1)
                .build();
        Path file = folder.resolve("model.safetensors");
        Trainer.of(config).fit(images, images.take(500)).model().save(file);
        return Model.load(file);
    }

    private static long predictOnAllThreads(ExecutorService pool, Model model, byte[][] pixels) throws Exception {
        List<Future<Long>> parts = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            parts.add(pool.submit(() -> {
                long done = 0;
                for (byte[] image : pixels) {
                    done += model.predict(image).confidence() > 0 ? 1 : 0;
                }
                return done;
            }));
        }
        long done = 0;
        for (Future<Long> part : parts) {
            done += part.get();
        }
        return done;
    }

    /** Native arrays that nobody refers to are freed by ND4J's threads, a moment after the collection that finds them. */
    private static Sample sample() throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        long resident = statusLine("VmRSS:") * 1024;
        return new Sample(heap.getUsed(), resident - heap.getCommitted(), statusLine("Threads:"));
    }

    private static long statusLine(String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("/proc/self/status has no " + name);
    }

    /** The median of the last quarter less that of the second; the first quarter is warm-up. */
    private static long growth(List<Sample> samples, ToLongFunction<Sample> measure) {
        int n = samples.size();
        return median(samples.subList(3 * n / 4, n), measure) - median(samples.subList(n / 4, n / 2), measure);
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> measure) {
        long[] sorted = samples.stream().mapToLong(measure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static void print(long minutes, long fits, long predictions, List<Sample> samples) {
        System.out.printf(
                Locale.ROOT,
                "%d minutes, %d fits, %d predictions, %d samples%n",
                minutes,
                fits,
                predictions,
                samples.size());
        System.out.println("quarter  heap MiB  native MiB  threads");
        int n = samples.size();
        for (int q = 0; q < 4; q++) {
            List<Sample> quarter = samples.subList(q * n / 4, (q + 1) * n / 4);
            System.out.printf(
                    Locale.ROOT,
                    "%7d  %8.2f  %10.1f  %7d%n",
                    q + 1,
                    median(quarter, Sample::heap) / (double) MIB,
                    median(quarter, Sample::outside) / (double) MIB,
                    median(quarter, Sample::threads));
        }
    }
}
