package org.mnist4j.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mnist4j.data.ImageDataset;

/**
 * The training job that every runner does: a network, cross-entropy, Adam with learning rate 0.001, MNIST shuffled before
 * every epoch, the smaller last batch included.
 *
 * @param network what is trained
 * @param epochs passes over the images
 * @param hidden units of the hidden dense layer
 * @param batch images per step
 * @param threads threads that the library may compute on; 0 leaves it its default
 * @param images training images; more than MNIST has repeats them
 * @param engine this library's engine, ignored by peers
 */
public record Job(Network network, int epochs, int hidden, int batch, int threads, int images, String engine) {

    private static final List<String> OPTIONS =
            List.of("--network", "--epochs", "--hidden", "--batch", "--threads", "--images", "--engine");

    /**
     * Reads {@code --name value} pairs; what is not named is the dense network, 5 epochs, 128 units, batches of 128, 1 thread, all 60,000
     * images and engine {@code java}.
     *
     * @throws IllegalArgumentException if an option is unknown or has no value, or there is no such network
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
        return new Job(
                Network.of(values.getOrDefault("--network", "dense")),
                number(values, "--epochs", 5),
                number(values, "--hidden", 128),
                number(values, "--batch", 128),
                number(values, "--threads", 1),
                number(values, "--images", 60_000),
                values.getOrDefault("--engine", "java"));
    }

    private static int number(Map<String, String> values, String option, int otherwise) {
        return values.containsKey(option) ? Integer.parseInt(values.get(option)) : otherwise;
    }

    /** As many training images as asked for: the first ones, or all of them over and over. */
    public ImageDataset select(ImageDataset train) {
        if (images <= train.size()) {
            return train.take(images);
        }
        return train.subset(
                IntStream.range(0, images).map(i -> i % train.size()).toArray());
    }
}
