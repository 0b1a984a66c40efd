package org.mnist4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.Model;
import org.mnist4j.model.Prediction;
import org.mnist4j.train.Trainer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A trained 784-128-10 network at work: one image, the 10,000 test images, and the metrics of their predictions. */
@State(Scope.Benchmark)
@Fork(
        value = 2,
        jvmArgsAppend = {KernelBenchmark.ADD_MODULES, KernelBenchmark.VECTOR_API})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class PredictionBenchmark {

    private Model model;
    private ImageDataset test;
    private byte[][] pixels;
    private Predictions predictions;
    private int next;

    /** Trains the network for one epoch. */
    @Setup(Level.Trial)
    public void train() {
        test = Mnist.loadTest();
        Job job = Job.parse("--epochs", "1");
        model = Trainer.of(job.experiment()).fit(Mnist.loadTrain()).model();
        pixels = new byte[1024][];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = test.pixels(i);
        }
        predictions = model.predict(test);
    }

    /** One image; the distribution of its times, the median as {@code p0.50}. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Prediction oneImage() {
        next = next + 1 & pixels.length - 1;
        return model.predict(pixels[next]);
    }

    /** The 10,000 test images: network, confusion matrix and metrics. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public EvaluationReport evaluation() {
        return model.evaluate(test);
    }

    /** The metrics alone, of 10,000 predictions of 10 classes. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public double metrics() {
        EvaluationReport report = EvaluationReport.of(predictions);
        return report.macroF1() + report.logLoss();
    }
}
