package org.mnist4j.robustness;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.perturb.Perturbation;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Model;

/**
 * Measures the accuracy of a classifier on a test set under every {@link Perturbation} in every severity.
 *
 * <p>A value: the methods return a changed copy. Perturbed images are a pure function of the seed, the image and the severity, so
 * the same classifier always has the same report, whatever the number of threads.
 *
 * <pre>{@code
 * RobustnessReport report = Robustness.on(mnist.test()).measure(model);
 * System.out.println(report.toText());
 * }</pre>
 *
 * <p>Source of the method: Hendrycks and Dietterich, "Benchmarking neural network robustness to common corruptions and
 * perturbations", ICLR 2019; Mu and Gilmer, "MNIST-C: A robustness benchmark for computer vision", 2019.
 */
public final class Robustness {

    private final ImageDataset test;
    private final long seed;
    private final int limit;
    private final @Nullable RobustnessReport baseline;
    private final Consumer<Perturbation> listener;

    private Robustness(
            ImageDataset test,
            long seed,
            int limit,
            @Nullable RobustnessReport baseline,
            Consumer<Perturbation> listener) {
        this.test = test;
        this.seed = seed;
        this.limit = limit;
        this.baseline = baseline;
        this.listener = listener;
    }

    /**
     * Measures on all images of a test set, with seed 0.
     *
     * @throws IllegalArgumentException if the images have several channels
     */
    public static Robustness on(ImageDataset test) {
        if (test.shape().channels() != 1) {
            throw new IllegalArgumentException(
                    "robustness is measured on greyscale images; " + test.name() + " has " + test.shape() + " images");
        }
        return new Robustness(test, 0, test.size(), null, family -> {});
    }

    /** With another seed of the perturbations. */
    public Robustness seed(long newSeed) {
        return new Robustness(test, newSeed, limit, baseline, listener);
    }

    /**
     * On a part of the images only, evenly spaced: those with the indices {@code k * size / images}.
     *
     * @param images 1 to the size of the test set
     * @throws IllegalArgumentException if it is out of its range
     */
    public Robustness limit(int images) {
        if (images < 1 || images > test.size()) {
            throw new IllegalArgumentException(
                    "limit: expected 1 to " + test.size() + " images of " + test.name() + ", was " + images);
        }
        return new Robustness(test, seed, images, baseline, listener);
    }

    /**
     * Relative to another classifier's report, on the same images, instead of that of the preset {@code seed}; see
     * {@link RobustnessReport#baseline()}.
     *
     * @throws IllegalArgumentException if it was measured on other images
     */
    public Robustness baseline(RobustnessReport newBaseline) {
        newBaseline.requireImages(test.fingerprint(), limit, seed);
        return new Robustness(test, seed, limit, newBaseline, listener);
    }

    /** Calls a listener after each family, on the calling thread. */
    public Robustness with(Consumer<Perturbation> newListener) {
        return new Robustness(test, seed, limit, baseline, Objects.requireNonNull(newListener, "listener"));
    }

    /**
     * Measures a classifier, on the threads of the common pool.
     *
     * @throws IllegalArgumentException if the images' shape or class names differ from the classifier's
     * @throws ArithmeticException if weights are so large that the outputs overflow a float
     */
    public RobustnessReport measure(Classifier classifier) {
        int[] indices = IntStream.range(0, limit)
                .map(k -> (int) ((long) k * test.size() / limit))
                .toArray();
        int clean = correct(classifier.predict(limit == test.size() ? test : test.subset(indices)));
        Map<Perturbation, List<Integer>> correct = new EnumMap<>(Perturbation.class);
        for (Perturbation family : Perturbation.values()) {
            correct.put(
                    family,
                    family.apply(test, seed, indices).stream()
                            .map(images -> correct(classifier.predict(images)))
                            .toList());
            listener.accept(family);
        }
        String model = classifier instanceof Model single ? single.parametersSha256() : "";
        RobustnessReport report = new RobustnessReport(
                test.name(), test.fingerprint(), test.size(), limit, seed, model, clean, correct, null);
        RobustnessReport relativeTo = baseline == null ? SeedBaseline.REPORT : baseline;
        return report.isOfSameImages(relativeTo) ? report.relativeTo(relativeTo) : report;
    }

    private static int correct(Predictions predictions) {
        return (int) IntStream.range(0, predictions.size())
                .filter(predictions::correct)
                .count();
    }
}
