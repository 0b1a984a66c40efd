package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerPoolTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void run_manyTimes_runsEveryTaskOnce(int threads) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            for (int round = 0; round < 20_000; round++) {
                int tasks = round % 37 + 1;
                int[] runs = new int[tasks];
                pool.run(tasks, (task, worker) -> runs[task]++);
                assertThat(Arrays.stream(runs).allMatch(n -> n == 1))
                        .as("round %d", round)
                        .isTrue();
            }
        }
    }

    @Test
    void run_taskThrows_rethrowsToTheCallerAndStaysUsable() {
        try (WorkerPool pool = new WorkerPool(3)) {
            assertThatThrownBy(() -> pool.run(10, (task, worker) -> {
                        if (task == 4) {
                            throw new IllegalStateException("task four");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("task four");

            int[] runs = new int[10];
            pool.run(10, (task, worker) -> runs[task]++);
            assertThat(runs).containsOnly(1);
        }
    }

    @Test
    void run_interruptedCaller_finishesTheTasksAndKeepsTheInterruptFlag() {
        try (WorkerPool pool = new WorkerPool(2)) {
            int[] runs = new int[100];
            Thread.currentThread().interrupt();
            pool.run(100, (task, worker) -> {
                long end = System.nanoTime() + 200_000;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                runs[task]++;
            });
            assertThat(Thread.interrupted()).isTrue();
            assertThat(runs).containsOnly(1);
        }
    }
}
