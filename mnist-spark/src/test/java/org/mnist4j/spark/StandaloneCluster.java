package org.mnist4j.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.launcher.JavaModuleOptions;
import scala.Tuple2;

/**
 * A stand-alone Spark cluster on 127.0.0.1: a master and workers of one core each, every one a process of its own, from the jars of
 * the test's class path. Executors get this library as jars from the driver, as on a real cluster. Everything is
 * written below one folder.
 */
final class StandaloneCluster implements AutoCloseable {

    private static final Pattern MASTER_URL = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final Path home;
    private final Process master;
    private final String url;
    private final List<Process> workers = new ArrayList<>();

    private StandaloneCluster(Path folder, Path home, Process master, String url) {
        this.folder = folder;
        this.home = home;
        this.master = master;
        this.url = url;
    }

    /** Starts a master in a folder that is emptied before. */
    static StandaloneCluster start(Path folder) throws IOException, InterruptedException {
        delete(folder);
        Path home = folder.toAbsolutePath().resolve("home");
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (Path entry : classPath()) {
            if (Files.isRegularFile(entry) && !isOurs(entry)) {
                Files.createSymbolicLink(jars.resolve(entry.getFileName()), entry.toAbsolutePath());
            }
        }
        Path log = folder.resolve("master.log");
        Process master = process(
                        folder,
                        home,
                        "org.apache.spark.deploy.master.Master",
                        List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"),
                        log,
                        Map.of())
                .start();
        Matcher started = await(log, master, MASTER_URL);
        return new StandaloneCluster(folder, home, master, started.group());
    }

    /** Starts another worker, with one core. */
    Process startWorker(Map<String, String> environment) throws IOException {
        int number = workers.size() + 1;
        Path work = folder.toAbsolutePath().resolve("work" + number);
        Process worker = process(
                        folder,
                        home,
                        "org.apache.spark.deploy.worker.Worker",
                        List.of(
                                "--host",
                                "127.0.0.1",
                                "--webui-port",
                                "0",
                                "--cores",
                                "1",
                                "--memory",
                                "1g",
                                "--work-dir",
                                work.toString(),
                                url),
                        workerLog(number),
                        environment)
                .start();
        workers.add(worker);
        return worker;
    }

    private Path workerLog(int number) {
        return folder.resolve("worker" + number + ".log");
    }

    /** Waits until the master knows every worker that is alive. */
    void awaitWorkers() throws IOException, InterruptedException {
        for (int i = 0; i < workers.size(); i++) {
            if (workers.get(i).isAlive()) {
                await(workerLog(i + 1), workers.get(i), Pattern.compile("Successfully registered with master"));
            }
        }
    }

    /** Waits until an application has this many executors. */
    void awaitExecutors(SparkContext driver, int executors) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        // The driver itself counts as one.
        while (driver.statusTracker().getExecutorInfos().length != executors + 1) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not " + executors + " executors within " + PATIENCE);
            }
            Thread.sleep(100);
        }
    }

    /**
     * Starts a main class of the tests as a driver with {@link #conf()} and this process's properties of mnist4j; its standard output
     * is a pipe.
     */
    Process startDriver(Class<?> main, String argument) throws IOException {
        List<String> command = java(folder);
        for (Tuple2<String, String> setting : conf().getAll()) {
            command.add("-D" + setting._1() + "=" + setting._2());
        }
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("mnist4j."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), argument));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("driver.log").toFile())
                .start();
    }

    private static List<String> java(Path folder) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder.toAbsolutePath()));
        command.addAll(
                Arrays.asList(JavaModuleOptions.defaultModuleOptions().trim().split(" +")));
        return command;
    }

    private static ProcessBuilder process(
            Path folder, Path home, String main, List<String> arguments, Path log, Map<String, String> environment) {
        List<String> command = java(folder);
        command.addAll(List.of(
                "-cp",
                Path.of("target/test-classes").toAbsolutePath() + File.pathSeparator + home.resolve("jars") + "/*",
                main));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME",
                        home.toString(),
                        "SPARK_SCALA_VERSION",
                        "2.13",
                        "SPARK_LOCAL_IP",
                        "127.0.0.1",
                        "SPARK_LOCAL_DIRS",
                        folder.toAbsolutePath().resolve("local").toString()));
        builder.environment().putAll(environment);
        return builder;
    }

    private static Matcher await(Path log, Process process, Pattern line) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Matcher found = line.matcher(Files.exists(log) ? Files.readString(log) : "");
            if (found.find()) {
                return found;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("no " + line + " in " + log + ":\n" + Files.readString(log));
    }

    String url() {
        return url;
    }

    /** What a driver of this cluster sets. */
    SparkConf conf() {
        SparkConf conf = new SparkConf(false)
                .setAppName("test")
                .setMaster(url)
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.executor.memory", "512m")
                .set("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                .set("spark.local.dir", folder.toAbsolutePath().resolve("local").toString())
                .set(
                        "spark.sql.warehouse.dir",
                        folder.toAbsolutePath().resolve("warehouse").toString());
        conf.set("spark.jars", libraryJars().stream().map(Path::toString).collect(Collectors.joining(",")));
        return conf;
    }

    /** Kills a worker and its executor as a power cut would. */
    static void kill(Process worker) {
        List<ProcessHandle> executors = worker.descendants().toList();
        worker.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
    }

    /** This library's classes, and the tests', as jars: where Maven has not packaged them, from their folders. */
    private List<Path> libraryJars() {
        return classPath().stream()
                .filter(StandaloneCluster::isOurs)
                .map(entry -> Files.isDirectory(entry) ? jarOf(entry) : entry.toAbsolutePath())
                .toList();
    }

    private Path jarOf(Path classes) {
        String name = classes.toAbsolutePath().getParent().getParent().getFileName() + "-" + classes.getFileName();
        Path jar = folder.toAbsolutePath().resolve(name + ".jar");
        if (Files.exists(jar)) {
            return jar;
        }
        try (Stream<Path> files = Files.walk(classes);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(1);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                // An empty entry is the current folder, with all that is in it.
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    /** This project's modules: folders of classes, or jars in their target folders. */
    private static boolean isOurs(Path entry) {
        return Files.isDirectory(entry) || entry.getFileName().toString().startsWith("mnist-");
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }

    @Override
    public void close() {
        workers.forEach(StandaloneCluster::kill);
        workers.forEach(worker -> worker.onExit().join());
        master.destroyForcibly().onExit().join();
    }
}
