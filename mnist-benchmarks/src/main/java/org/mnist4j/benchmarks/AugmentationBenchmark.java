package org.mnist4j.benchmarks;

import static org.mnist4j.config.Augmentations.affine;
import static org.mnist4j.config.Augmentations.blur;
import static org.mnist4j.config.Augmentations.contrast;
import static org.mnist4j.config.Augmentations.elastic;
import static org.mnist4j.config.Augmentations.lines;
import static org.mnist4j.config.Augmentations.noise;
import static org.mnist4j.config.Augmentations.randomErasing;
import static org.mnist4j.config.Augmentations.redraw;
import static org.mnist4j.config.Augmentations.strokeWidth;

import java.util.concurrent.TimeUnit;
import org.mnist4j.config.Augmentation;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.augment.Augmenter;
import org.mnist4j.data.augment.Workspace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One augmented MNIST image per call, on one thread. */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AugmentationBenchmark {

    /** A JSON name of an augmentation, or a preset's name for all of its augmentations. */
    @Param({"affine", "elastic", "randomErasing", "strokeWidth", "redraw", "noise", "blur", "contrast", "lines"})
    public String augmentation = "";

    private ImageDataset images;
    private Augmenter augmenter;
    private Workspace workspace;
    private byte[] target;
    private int next;

    /** Loads the images and makes the augmenter. */
    @Setup
    public void load() {
        images = Mnist.loadTest();
        augmenter = ExperimentConfig.presetNames().contains(augmentation)
                ? ExperimentConfig.preset(augmentation).augmenter()
                : only(named(augmentation)).augmenter();
        workspace = augmenter.newWorkspace();
        target = new byte[images.shape().size()];
    }

    private static ExperimentConfig only(Augmentation augmentation) {
        return ExperimentConfig.preset("seed").toBuilder()
                .augmentation(augmentation)
                .build();
    }

    private static Augmentation named(String name) {
        return switch (name) {
            case "affine" -> affine().maxShift(2).maxRotation(10).maxScale(0.1).maxShear(5);
            case "elastic" -> elastic(34, 4);
            case "randomErasing" -> randomErasing(0.25);
            case "strokeWidth" -> strokeWidth(0.5, 2);
            case "redraw" -> redraw(1);
            case "noise" -> noise(0.3);
            case "blur" -> blur(1.5);
            case "contrast" -> contrast(3);
            case "lines" -> lines(1);
            default -> throw new IllegalArgumentException("no augmentation " + name);
        };
    }

    /** The next of the 10,000 test images, augmented. */
    @Benchmark
    public byte[] augmentedImage() {
        augmenter.apply(images.pixels(next), 1, next, target, workspace);
        next = (next + 1) % images.size();
        return target;
    }
}
