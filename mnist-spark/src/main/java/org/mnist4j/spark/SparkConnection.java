package org.mnist4j.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.spark.WorkerException.Reason;
import org.mnist4j.sweep.SweepData;
import org.mnist4j.sweep.Trial;
import org.mnist4j.sweep.TrialExecutor;
import org.mnist4j.sweep.TrialOutcome;

/**
 * A connection of its own to a Spark cluster, for programs without a Spark context, such as the command line. It sends this
 * library's jars to the executors. No Spark class is in its signatures.
 */
public final class SparkConnection implements TrialExecutor, AutoCloseable {

    private static final String MASTER = "spark.master";
    private static final String VECTOR_KERNELS = "META-INF/services/org.mnist4j.kernel.WeightedSums";

    /** Spark checks it too, and logs a stack trace. */
    private static final Pattern KNOWN_MASTER = Pattern.compile("local(\\[.+])?|spark://.+|yarn|k8s://.+");

    private final SparkContext context;

    private SparkConnection(SparkContext context) {
        this.context = context;
    }

    /** Whether Spark's classes are on the class path. */
    public static boolean isAvailable() {
        try {
            Class.forName("org.apache.spark.SparkContext", false, SparkConnection.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Connects to a cluster, or starts Spark in this JVM. System properties that begin with {@code spark.} are settings,
     * as {@code spark-submit} makes them. Unless set, Spark's web page is off, and its log has warnings only.
     *
     * @param master Spark's name for the cluster, such as {@code spark://10.0.0.1:7077}, {@code yarn} or {@code local[2]}
     * @throws IllegalArgumentException if Spark does not understand the name, or {@code spark-submit} was given another one
     * @throws IllegalStateException if {@link #isAvailable()} is false
     * @throws WorkerException if Spark cannot be started, for instance because the cluster does not answer
     */
    public static SparkConnection open(String master) {
        if (!isAvailable()) {
            throw new IllegalStateException("Spark is not on the class path");
        }
        if (!KNOWN_MASTER.matcher(master).matches()) {
            throw new IllegalArgumentException("Spark does not understand the master " + master
                    + "; it is spark://HOST:PORT, yarn, k8s://URL, local or local[N]");
        }
        SparkConf conf = new SparkConf();
        String submitted = conf.get(MASTER, master);
        if (!submitted.equals(master)) {
            throw new IllegalArgumentException("the master is " + master + " here, but spark-submit was given "
                    + submitted + "; give both the same");
        }
        conf.setMaster(master)
                .setIfMissing("spark.app.name", "mnist4j")
                .setIfMissing("spark.log.level", "WARN")
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.ui.showConsoleProgress", "false");
        SparkContext context = start(conf, master);
        if (!context.isLocal()) {
            libraryJars().forEach(context::addJar);
        }
        return new SparkConnection(context);
    }

    private static SparkContext start(SparkConf conf, String master) {
        try {
            return new SparkContext(conf);
        } catch (Exception e) {
            // Scala declares no checked exceptions: this is Spark's own, or whatever was thrown below it.
            throw new WorkerException(
                    Reason.FAILED,
                    null,
                    "Spark cannot be started with the master " + master + ": " + e.getMessage(),
                    e);
        }
    }

    /** The jars of the modules that executors need, the vector kernels if they are there; none for a module that is a folder. */
    private static List<String> libraryJars() {
        List<URL> places = new ArrayList<>();
        for (Class<?> member : List.of(
                ConfusionMatrix.class, ImageDataset.class, BuildInfo.class, Trial.class, SparkConnection.class)) {
            places.add(member.getProtectionDomain().getCodeSource().getLocation());
        }
        URL kernels = SparkConnection.class.getClassLoader().getResource(VECTOR_KERNELS);
        try {
            if (kernels != null && kernels.openConnection() instanceof JarURLConnection jar) {
                places.add(jar.getJarFileURL());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(kernels + " cannot be read", e);
        }
        return places.stream()
                .map(URL::toString)
                .filter(place -> place.endsWith(".jar"))
                .toList();
    }

    @Override
    public void execute(List<Trial> trials, SweepData data, Consumer<TrialOutcome> finished)
            throws InterruptedException {
        SparkTrialExecutor.on(context).execute(trials, data, finished);
    }

    /** Ends the connection and Spark's processes of this program. */
    @Override
    public void close() {
        context.stop();
    }
}
