package org.mnist4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.engine.Engines;
import org.mnist4j.engine.TrainingEngine;
import org.mnist4j.random.RandomStream;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One step on 128 images, and one epoch over 10,000, of the network 784-128-10; with {@code -p network=conv}, of the
 * convolutional one.
 */
@State(Scope.Benchmark)
@Fork(
        value = 2,
        jvmArgsAppend = {KernelBenchmark.ADD_MODULES, KernelBenchmark.VECTOR_API})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.AverageTime)
public class TrainingBenchmark {

    private static final int BATCH = 128;
    private static final int IMAGES = 10_000;

    /** Engine and threads; Deeplearning4j's engine always computes on one. */
    @Param({"java-1", "java-2", "dl4j-1"})
    public String engine;

    /** A {@link Network}. */
    @Param("dense")
    public String network;

    private ImageDataset images;
    private int[] order;
    private Job job;
    private TrainingEngine open;
    private int from;

    /** Opens the engine. */
    @Setup(Level.Trial)
    public void open() {
        String[] nameAndThreads = engine.split("-");
        images = Mnist.loadTest();
        order = RandomStream.of(42, "shuffle", 1).permutation(IMAGES);
        job = Job.parse(
                "--network", network, "--epochs", "1", "--threads", nameAndThreads[1], "--engine", nameAndThreads[0]);
        open = Engines.open(job.experiment(), job.threads());
    }

    /** Closes the engine. */
    @TearDown(Level.Trial)
    public void close() {
        open.close();
    }

    /** One optimizer step. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public double step() {
        from = from + 2 * BATCH > IMAGES ? 0 : from + BATCH;
        return open.step(images, order, from, from + BATCH, 1);
    }

    /** One epoch by the trainer, the opening of the engine and the making of the model included. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public TrainingResult epoch() {
        return Trainer.of(job.experiment()).threads(job.threads()).fit(images);
    }
}
