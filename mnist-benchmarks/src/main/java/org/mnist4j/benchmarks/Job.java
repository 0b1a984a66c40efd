package org.mnist4j.benchmarks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.TrainTest;

/**
 * The training job that every runner does: an experiment on MNIST or other images, shuffled before every epoch, the smaller last batch
 * included.
 *
 * @param experiment what is trained, and how
 * @param network which {@link Network} that is; null if a file describes it
 * @param hidden units of the network's hidden dense layer; 0 if a file describes it
 * @param threads threads that the library may compute on; 0 leaves it its default
 * @param images training images; more than there are repeats them
 * @param data a folder of IDX files in place of MNIST's; null for the embedded ones
 */
public record Job(
        ExperimentConfig experiment,
        @Nullable Network network,
        int hidden,
        int threads,
        int images,
        @Nullable Path data) {

    private static final List<String> OPTIONS = List.of(
            "--config",
            "--network",
            "--epochs",
            "--hidden",
            "--batch",
            "--threads",
            "--images",
            "--data",
            "--engine",
            "--seed");
    private static final List<String> WITH_CONFIG = List.of("--config", "--threads", "--images", "--data");

    /**
     * Reads {@code --name value} pairs; what is not named is the dense network, 5 epochs, 128 units, batches of 128, 1 thread, all 60,000
     * images of MNIST, engine {@code java} and seed 42. With {@code --config FILE} the file says everything but the threads and images.
     *
     * @throws IllegalArgumentException if an option is unknown, has no value or does not go with {@code --config}, or there
     *     is no such network
     */
    public static Job parse(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "expected pairs of " + String.join(", ", OPTIONS) + " and a value, got " + arguments[i]);
            }
            values.put(arguments[i], arguments[i + 1]);
        }
        int threads = number(values, "--threads", 1);
        int images = number(values, "--images", 60_000);
        Path data = values.containsKey("--data") ? Path.of(values.get("--data")) : null;
        if (values.containsKey("--config")) {
            if (!WITH_CONFIG.containsAll(values.keySet())) {
                throw new IllegalArgumentException("with --config there is only " + String.join(", ", WITH_CONFIG));
            }
            return new Job(ExperimentConfig.readJson(Path.of(values.get("--config"))), null, 0, threads, images, data);
        }
        Network network = Network.of(values.getOrDefault("--network", "dense"));
        int hidden = number(values, "--hidden", 128);
        ExperimentConfig experiment = network.experiment(hidden)
                .epochs(number(values, "--epochs", 5))
                .batchSize(number(values, "--batch", 128))
                .engine(EngineChoice.valueOf(
                        values.getOrDefault("--engine", "java").toUpperCase(Locale.ROOT)))
                .seed(number(values, "--seed", 42))
                .build();
        return new Job(experiment, network, hidden, threads, images, data);
    }

    private static int number(Map<String, String> values, String option, int otherwise) {
        return values.containsKey(option) ? Integer.parseInt(values.get(option)) : otherwise;
    }

    /**
     * The network, for a runner that does not read files.
     *
     * @throws IllegalArgumentException if the job came with {@code --config}
     */
    public Network named() {
        if (network == null) {
            throw new IllegalArgumentException("this runner takes --network, not --config");
        }
        return network;
    }

    /** Where the first weights and the orders of the images come from. */
    public long seed() {
        return experiment.seed();
    }

    /** Passes over the images. */
    public int epochs() {
        return experiment.training().epochs();
    }

    /** Images per step. */
    public int batch() {
        return experiment.training().batchSize();
    }

    /** How often the trained network predicts the test set and is timed; the median counts. */
    public int evaluations() {
        return network == null ? 1 : network.evaluations();
    }

    /** How many test images a peer predicts in one call: feature maps of all 10,000 would take gigabytes. */
    public int imagesPerPrediction() {
        return network == null ? 1_000 : network.imagesPerPrediction();
    }

    /** The training images, as many as asked for, and all test images. */
    public TrainTest load() {
        TrainTest all = data == null ? Mnist.load().trainTest() : ImageDataset.fromIdxDirectory(data);
        return new TrainTest(select(all.train()), all.test());
    }

    /** As many training images as asked for: the first ones, or all of them over and over. */
    ImageDataset select(ImageDataset train) {
        if (images <= train.size()) {
            return train.take(images);
        }
        return train.subset(
                IntStream.range(0, images).map(i -> i % train.size()).toArray());
    }
}
