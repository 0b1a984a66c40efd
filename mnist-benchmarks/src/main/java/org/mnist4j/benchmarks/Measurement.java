package org.mnist4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;

/** Collects what a runner measures and says it as one line of JSON. */
public final class Measurement {

    private final String runner;
    private final String version;
    private final int threads;
    private final List<Double> epochSeconds = new ArrayList<>();
    private double trainingSeconds = Double.NaN;
    private double evaluationSeconds = Double.NaN;
    private double testAccuracy = Double.NaN;
    private double macroF1 = Double.NaN;
    private long firstBatchMillis = -1;

    /**
     * A measurement without results yet.
     *
     * @param threads the threads computed on; 0 for the library's default
     */
    public Measurement(String runner, String version, int threads) {
        this.runner = runner;
        this.version = version;
        this.threads = threads;
    }

    /** Notes an epoch's wall-clock time, in seconds. */
    public void epoch(double seconds) {
        epochSeconds.add(seconds);
    }

    /** Notes the wall-clock time of the whole training, in seconds. */
    public void training(double seconds) {
        trainingSeconds = seconds;
    }

    /** Notes, at its first call only, how long after the start of the JVM the first training batch was done. */
    public void batchDone() {
        if (firstBatchMillis < 0) {
            firstBatchMillis = System.currentTimeMillis()
                    - ManagementFactory.getRuntimeMXBean().getStartTime();
        }
    }

    /**
     * Predicts the test set {@link Job#EVALUATIONS} times, notes the median time, and measures the last answer.
     *
     * @param network returns class probabilities of all test images, {@code [n][classes]}
     */
    public void evaluate(ImageDataset test, Network network) {
        double[] seconds = new double[Job.EVALUATIONS];
        float[] probabilities = {};
        for (int i = 0; i < seconds.length; i++) {
            long begin = System.nanoTime();
            probabilities = network.probabilities();
            seconds[i] = secondsSince(begin);
        }
        Arrays.sort(seconds);
        evaluationSeconds = seconds[seconds.length / 2];
        EvaluationReport report = EvaluationReport.of(Predictions.of(test.classNames(), test.labels(), probabilities));
        testAccuracy = report.accuracy();
        macroF1 = report.macroF1();
    }

    /** A trained network that predicts a whole test set. */
    @FunctionalInterface
    public interface Network {

        /** Class probabilities of all test images, {@code [n][classes]}. */
        float[] probabilities();
    }

    /** Seconds since a reading of {@link System#nanoTime()}. */
    public static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }

    /** One line of JSON; what was not measured is {@code null}. */
    public String toJson() {
        return "{\"runner\":\"" + runner + "\",\"version\":\"" + version + "\",\"threads\":" + threads
                + ",\"trainingSeconds\":" + number(trainingSeconds)
                + ",\"epochSeconds\":"
                + epochSeconds.stream().map(Measurement::number).collect(Collectors.joining(",", "[", "]"))
                + ",\"testAccuracy\":" + number(testAccuracy)
                + ",\"macroF1\":" + number(macroF1)
                + ",\"evaluationSeconds\":" + number(evaluationSeconds)
                + ",\"firstBatchMillis\":" + (firstBatchMillis < 0 ? "null" : firstBatchMillis)
                + ",\"peakMemoryMiB\":" + number(peakMemoryMiB()) + "}";
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6f", value) : "null";
    }

    /** The largest resident memory that this process ever had, or NaN where the system does not tell. */
    private static double peakMemoryMiB() {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return Double.NaN;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
