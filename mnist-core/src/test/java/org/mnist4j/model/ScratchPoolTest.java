package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layers;
import org.mnist4j.data.ImageShape;

class ScratchPoolTest {

    private static final ExperimentConfig CONFIG = ExperimentConfig.preset("seed").toBuilder()
            .input(ImageShape.of(2, 2, 1))
            .layers(Layers.dense(2))
            .build();

    private final AtomicInteger made = new AtomicInteger();
    private final ForwardPass network =
            new ForwardPass(CONFIG, new float[Math.toIntExact(CONFIG.summary().values())]);
    private final ScratchPool pool = new ScratchPool(() -> {
        made.incrementAndGet();
        return network.newScratch();
    });

    @Test
    void thread_getsItsOwnAgain() {
        ForwardPass.Scratch first = pool.take();
        pool.giveBack(first);

        assertThat(pool.take()).isSameAs(first);
        assertThat(pool.take()).isNotSameAs(first);
        assertThat(made).hasValue(2);
    }

    @Test
    void idleThreads_keepNone_andWhatIsKeptIsBounded() throws InterruptedException {
        CountDownLatch allHave = new CountDownLatch(200);
        Set<Object> lent = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 200; t++) {
            Thread thread = new Thread(() -> {
                ForwardPass.Scratch mine = pool.take();
                lent.add(mine);
                allHave.countDown();
                try {
                    allHave.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                pool.giveBack(mine);
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(lent).as("nobody shares").hasSize(200);
        int kept = 0;
        while (made.get() == 200) {
            pool.take();
            kept++;
        }
        assertThat(kept - 1).isBetween(1, 32);
    }
}
