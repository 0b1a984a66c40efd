package org.mnist4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading data: the embedded MNIST, checked by its hashes, and plain IDX files. */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LoadingBenchmark {

    private static final List<String> FILES = List.of("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    private Path folder;

    /** Unpacks the test set into a temporary folder. */
    @Setup(Level.Trial)
    public void unpack() throws IOException {
        folder = Files.createTempDirectory("idx");
        for (String file : FILES) {
            try (InputStream packed = Mnist.class.getResourceAsStream("mnist/" + file + ".gz");
                    InputStream plain = new GZIPInputStream(packed)) {
                Files.copy(plain, folder.resolve(file));
            }
        }
    }

    /** Removes the folder. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
        for (String file : FILES) {
            Files.delete(folder.resolve(file));
        }
        Files.delete(folder);
    }

    /** The 70,000 embedded images: unpacked, parsed, hash-checked. */
    @Benchmark
    public Mnist embeddedMnist() {
        return Mnist.load();
    }

    /** 10,000 images from two unpacked IDX files. */
    @Benchmark
    public ImageDataset idxFiles() {
        return ImageDataset.fromIdx(folder.resolve(FILES.get(0)), folder.resolve(FILES.get(1)));
    }
}
