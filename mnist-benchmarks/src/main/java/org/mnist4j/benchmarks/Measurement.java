package org.mnist4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;

/** Collects what a runner measures and says it as one line of JSON. */
public final class Measurement {

    private final String runner;
    private String version;
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

    /** Adds to the version what the library computed with. */
    void computedBy(String what) {
        version += ", " + what;
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
     * Predicts the test set several times, notes the median time, and measures the last answer.
     *
     * @param times how many predictions count; one more goes before them
     * @param network predicts all test images; only this is timed
     * @param asPredictions turns its answer into predictions of the test images
     */
    public <T> void evaluate(int times, Supplier<T> network, Function<T, Predictions> asPredictions) {
        double[] seconds = new double[times];
        T answer = network.get();
        for (int i = 0; i < seconds.length; i++) {
            long begin = System.nanoTime();
            answer = network.get();
            seconds[i] = secondsSince(begin);
        }
        Arrays.sort(seconds);
        evaluationSeconds = seconds[seconds.length / 2];
        EvaluationReport report = EvaluationReport.of(asPredictions.apply(answer));
        testAccuracy = report.accuracy();
        macroF1 = report.macroF1();
    }

    /** Seconds since a reading of {@link System#nanoTime()}. */
    public static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }

    /**
     * A library's version as Maven wrote it into its jar.
     *
     * @param coordinates {@code groupId/artifactId}
     */
    static String mavenVersion(Class<?> anyClassOfIt, String coordinates) {
        Properties properties = new Properties();
        try (InputStream in = anyClassOfIt.getResourceAsStream("/META-INF/maven/" + coordinates + "/pom.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
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
