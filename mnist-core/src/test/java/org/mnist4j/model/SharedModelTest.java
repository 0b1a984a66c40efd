package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.train.Trainer;

/** One model shared by many threads. */
class SharedModelTest {

    private static final int THREADS = 24;
    private static final int PREDICTIONS = 1_000_000;

    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void aMillionPredictionsOfRealImages_haveTheBitsOfOneThread() throws Exception {
        ImageDataset images = Mnist.loadTest();
        Model model = Trainer.of(
                        ExperimentConfig.preset("seed").toBuilder().epochs(1).build())
                .fit(images)
                .model();
        byte[][] pixels = new byte[images.size()][];
        Arrays.setAll(pixels, images::pixels);
        float[][] serial = new float[images.size()][];
        Arrays.setAll(serial, i -> model.predict(pixels[i]).probabilities());

        CountDownLatch ready = new CountDownLatch(THREADS);
        List<Future<Integer>> equal = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            equal.add(pool.submit(() -> {
                ready.countDown();
                ready.await();
                int same = 0;
                for (int k = thread; k < PREDICTIONS; k += THREADS) {
                    // Neighbouring threads predict different images, and no two threads run in lockstep.
                    int i = (int) ((k * 7919L + thread * 131L) % images.size());
                    same += isSame(model.predict(pixels[i]), serial[i]) ? 1 : 0;
                }
                return same;
            }));
        }

        int total = 0;
        for (Future<Integer> part : equal) {
            total += part.get();
        }
        assertThat(total).isEqualTo(PREDICTIONS);
    }

    private static boolean isSame(Prediction prediction, float[] expected) {
        for (int c = 0; c < expected.length; c++) {
            if (Float.floatToRawIntBits(prediction.probability(c)) != Float.floatToRawIntBits(expected[c])) {
                return false;
            }
        }
        return true;
    }

    /** There is no close(): dropping the reference to a model must be enough, even while its threads live on. */
    @Test
    void unreferencedModel_isCollected_thoughItsThreadsLiveOn() throws Exception {
        ImageShape shape = ImageShape.of(28, 28, 1);
        byte[] pixels = new byte[shape.size()];
        List<WeakReference<Model>> models = new ArrayList<>();
        for (int m = 0; m < 50; m++) {
            models.add(new WeakReference<>(predictOnEveryThread(
                    TestModels.random(TestModels.config(shape, 10, TestModels.wide()), m), pixels)));
        }

        int left = models.size();
        for (int attempt = 0; attempt < 20 && left > 0; attempt++) {
            System.gc();
            left = (int) models.stream().filter(model -> model.get() != null).count();
        }
        assertThat(left).as("models still reachable").isZero();
    }

    private Model predictOnEveryThread(Model model, byte[] pixels) throws Exception {
        CountDownLatch together = new CountDownLatch(THREADS);
        List<Future<Prediction>> predictions = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            predictions.add(pool.submit(() -> {
                Prediction prediction = model.predict(pixels);
                together.countDown();
                together.await();
                return prediction;
            }));
        }
        for (Future<Prediction> prediction : predictions) {
            assertThat(prediction.get().classNames()).hasSize(10);
        }
        return model;
    }

    @Test
    void interruptedPredictions_doNotAffectOthers() throws Exception {
        Model model = TestModels.golden();
        byte[] pixels = {-1, 51, 0, 102};
        float[] expected = model.predict(pixels).probabilities();
        AtomicBoolean stop = new AtomicBoolean();
        List<Future<Boolean>> workers = new ArrayList<>();
        CountDownLatch started = new CountDownLatch(THREADS);
        for (int t = 0; t < THREADS; t++) {
            workers.add(pool.submit(() -> {
                boolean same = true;
                started.countDown();
                while (!stop.get() && !Thread.currentThread().isInterrupted()) {
                    same &= isSame(model.predict(pixels), expected);
                }
                return same & isSame(model.predict(pixels), expected);
            }));
        }
        started.await();
        pool.shutdownNow();
        stop.set(true);

        for (Future<Boolean> worker : workers) {
            assertThat(worker.get()).isTrue();
        }
    }
}
