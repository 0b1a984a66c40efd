package org.mnist4j.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.augment.Augmenter;

/**
 * A complete experiment as a value: data shape, network, loss and training. Every instance is valid: the constructor
 * checks all parts and reports all problems at once.
 *
 * <p>The same value comes from {@link #builder()}, from JSON and from {@link #preset(String)}; two experiments with equal
 * configurations train to the same parameters on the same data.
 *
 * @param name human-readable name of the experiment
 * @param seed the seed of all randomness: initial weights, batch order, augmentation, dropout
 * @param input the shape of one image
 * @param classes number of classes
 * @param layers the hidden layers, in order
 * @param output the softmax output over the classes
 * @param loss what training minimizes
 * @param training how the network is trained
 */
public record ExperimentConfig(
        @Describe(value = "human-readable name of the experiment", min = 1, max = 200, defaultJson = "\"experiment\"")
        String name,

        @Describe(
                value = "seed of all randomness: initial weights, batch order, augmentation, dropout",
                defaultJson = "42")
        long seed,

        @Describe("shape of one image") ImageShape input,

        @Describe(value = "number of classes", min = 2, max = 1000)
        int classes,

        @Describe(value = "hidden layers, in order", min = 1, max = 256)
        List<Layer> layers,

        @Describe(value = "softmax output over the classes", defaultJson = "{}")
        Softmax output,

        @Describe(value = "what training minimizes", defaultJson = "{\"type\": \"crossEntropy\"}")
        Loss loss,

        @Describe("how the network is trained") TrainingConfig training) {

    /**
     * Copies the layers and checks everything.
     *
     * @throws ConfigException if any rule is broken, naming every problem with its path
     */
    public ExperimentConfig {
        layers = ConfigRules.copyOrSame(layers);
        ConfigRules.check(
                new Object[] {name, seed, input, classes, layers, output, loss, training}, ExperimentConfig.class);
    }

    /** A builder; input, classes, layers and epochs must be set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this experiment. */
    public Builder toBuilder() {
        return new Builder()
                .name(name)
                .seed(seed)
                .input(input)
                .classes(classes)
                .layers(layers)
                .output(output)
                .loss(loss)
                .optimizer(training.optimizer())
                .schedule(training.schedule())
                .warmUpEpochs(training.warmUpEpochs())
                .gradientClipping(training.gradientClipping())
                .epochs(training.epochs())
                .batchSize(training.batchSize())
                .augmentation(training.augmentation())
                .averaging(training.averaging())
                .validationFraction(training.validationFraction())
                .earlyStopping(training.earlyStopping())
                .engine(training.engine());
    }

    /**
     * A ready-made experiment.
     *
     * <ul>
     *   <li>{@code seed}: 784-128-10 with ReLU, Adam (learning rate 0.001), cross-entropy, 5 epochs, batch size 128
     *   <li>{@code mlp-512}: 784-512-512-10 with ReLU and dropout 0.2, Adam, 12 epochs, batch size 128
     *   <li>{@code mlp-800}: 784-800-10 on digits distorted by affine and elastic transformations (Simard et al. 2003),
     *       one-cycle Adam, averaged weights, 200 epochs
     *   <li>{@code cnn-99}: two small convolutions and a dense layer with batch normalization, one-cycle Adam, 1 epoch: 99% of
     *       the test images in seconds
     *   <li>{@code cnn-fast}: two convolutions with pooling and a dense layer, one-cycle Adam, 6 epochs: under a minute on
     *       two cores
     *   <li>{@code cnn}: six batch-normalized convolutions, affine and elastic augmentation, one-cycle AdamW, averaged
     *       weights, 20 epochs
     *   <li>{@code robust}: for digits that people draw, photograph or scan: two convolutions with pooling, on digits with
     *       other strokes, slants, contrasts and some noise, one-cycle Adam, 20 epochs
     *   <li>{@code fashion}: for Fashion-MNIST and images like it: five batch-normalized convolutions, mirror images, random erasing,
     *       one-cycle AdamW, averaged weights, 30 epochs
     * </ul>
     *
     * @throws IllegalArgumentException if there is no such preset; the message lists the presets
     */
    public static ExperimentConfig preset(String presetName) {
        return Presets.get(presetName);
    }

    /** The names that {@link #preset(String)} accepts. */
    public static List<String> presetNames() {
        return Presets.names();
    }

    /**
     * Reads a configuration file: UTF-8 JSON of at most 1 MiB, read strictly.
     *
     * @throws ConfigException if the file cannot be read or breaks any rule, naming every problem with its path
     */
    public static ExperimentConfig readJson(Path file) {
        return ConfigReader.readFile(file);
    }

    /**
     * Reads a configuration from JSON text.
     *
     * @throws ConfigException if the text breaks any rule, naming every problem with its path
     */
    public static ExperimentConfig fromJson(String json) {
        return ConfigReader.readText("configuration", json);
    }

    /**
     * The JSON Schema (draft 2020-12) of the configuration's JSON, as text: every field with its description, default,
     * bounds and names, for editors that complete and check a file while it is edited. It is also packaged next to this
     * class as {@code experiment-1.schema.json}.
     *
     * <p>It covers every rule about a single field. Rules across fields, such as the limit on parameters, are checked
     * only by {@link #readJson(Path)}.
     */
    public static String jsonSchema() {
        return JsonSchema.text();
    }

    /**
     * The configuration with all defaults filled in, as indented JSON with {@code \n} line ends, the format version
     * first; {@link #fromJson} reads it back.
     */
    public String toJson() {
        return ConfigWriter.indented(this);
    }

    /**
     * This experiment with some of its values replaced.
     *
     * @param jsonByPath new values as JSON text, keyed by path in the form that messages use: {@code
     *     training.optimizer.learningRate}, {@code layers[0].units}, or {@code training.optimizer} for a whole object
     * @throws ConfigException if there is no such path, a value is not JSON, or the result breaks a rule
     */
    public ExperimentConfig withValues(Map<String, String> jsonByPath) {
        ObjectNode tree = (ObjectNode) ConfigWriter.node(this);
        List<ConfigProblem> problems = new ArrayList<>();
        jsonByPath.forEach(
                (path, json) -> ConfigPath.parse(path, problems).set(tree, ConfigReader.parse(path, json), problems));
        if (!problems.isEmpty()) {
            throw new ConfigException("configuration", problems);
        }
        return ConfigReader.experiment("configuration", tree);
    }

    /**
     * SHA-256, in lower-case hex, of the configuration's compact JSON with the version of the format: within a release,
     * equal configurations have equal hashes. A release that adds a field or a version gives different hashes.
     */
    public String sha256() {
        try {
            byte[] json = ConfigWriter.compact(this).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * The experiment in one line, as in {@code ExperimentConfig[two-layer perceptron, 28x28x1 -> dense(128 units, relu) ->
     * softmax(10 classes), adam 0.001, 5 epochs, batches of 128, seed 42]}; {@link #toJson()} has every field.
     */
    @Override
    public String toString() {
        String network = summary().layers().stream()
                .filter(layer -> !layer.path().equals("(implied)"))
                .map(LayerSummary::toString)
                .collect(Collectors.joining(" -> "));
        return "ExperimentConfig[" + name + ", " + network + ", "
                + ConfigSchema.typeName(training.optimizer().getClass())
                + " " + training.optimizer().learningRate() + ", " + training.epochs()
                + (training.epochs() == 1 ? " epoch" : " epochs") + ", batches of " + training.batchSize() + ", seed "
                + seed
                + "]";
    }

    /** The network layer by layer, with shapes, parameter tensors and counts. */
    public NetworkSummary summary() {
        return NetworkSummary.of(input, layers, classes);
    }

    /**
     * The augmenter that training applies to images; it does nothing without a {@link TrainingConfig#augmentation()}.
     */
    public Augmenter augmenter() {
        Augmenter.Builder builder = Augmenter.builder(input, seed);
        training.augmentation().forEach(augmentation -> augmentation.addTo(builder));
        return builder.build();
    }

    /** Collects the parts of an experiment; {@link #build()} checks them all. */
    public static final class Builder {
        private String name = "experiment";
        private long seed = 42;
        private @Nullable ImageShape input;
        private int classes;
        private @Nullable List<Layer> layers;
        private Softmax output = Layers.softmax();
        private Loss loss = Losses.crossEntropy();
        private Optimizer optimizer = Optimizers.adam(0.001);
        private Schedule schedule = Schedules.constant();
        private double warmUpEpochs;
        private GradientClipping gradientClipping = GradientClippings.noClipping();
        private int epochs;
        private int batchSize = 128;
        private List<Augmentation> augmentation = List.of();
        private Averaging averaging = Averagings.noAveraging();
        private double validationFraction;
        private EarlyStopping earlyStopping = EarlyStoppings.noEarlyStopping();
        private EngineChoice engine = EngineChoice.AUTO;

        private Builder() {}

        /** A human-readable name; {@code experiment} by default. */
        public Builder name(String newName) {
            name = newName;
            return this;
        }

        /** The seed of all randomness; 42 by default. */
        public Builder seed(long newSeed) {
            seed = newSeed;
            return this;
        }

        /** The shape of one image; required. */
        public Builder input(ImageShape newInput) {
            input = newInput;
            return this;
        }

        /** The number of classes; required. */
        public Builder classes(int newClasses) {
            classes = newClasses;
            return this;
        }

        /** The hidden layers, in order; required. */
        public Builder layers(Layer... newLayers) {
            return layers(Arrays.asList(newLayers));
        }

        /** The hidden layers, in order; required. */
        public Builder layers(List<? extends Layer> newLayers) {
            // build() reports null elements with their paths.
            layers = Collections.unmodifiableList(new ArrayList<>(newLayers));
            return this;
        }

        /** The softmax output; {@link Layers#softmax()} by default. */
        public Builder output(Softmax newOutput) {
            output = newOutput;
            return this;
        }

        /** What training minimizes; cross-entropy by default. */
        public Builder loss(Loss newLoss) {
            loss = newLoss;
            return this;
        }

        /** How parameters are updated from their gradients; Adam with learning rate 0.001 by default. */
        public Builder optimizer(Optimizer newOptimizer) {
            optimizer = newOptimizer;
            return this;
        }

        /** How the learning rate changes during training; constant by default. */
        public Builder schedule(Schedule newSchedule) {
            schedule = newSchedule;
            return this;
        }

        /** Epochs of linear warm-up at the start of training, which may be fractional; 0 by default. */
        public Builder warmUpEpochs(double newWarmUpEpochs) {
            warmUpEpochs = newWarmUpEpochs;
            return this;
        }

        /** How large gradients are clipped; not at all by default. */
        public Builder gradientClipping(GradientClipping newGradientClipping) {
            gradientClipping = newGradientClipping;
            return this;
        }

        /** Passes over the training images; required. */
        public Builder epochs(int newEpochs) {
            epochs = newEpochs;
            return this;
        }

        /** Images per training step; 128 by default. */
        public Builder batchSize(int newBatchSize) {
            batchSize = newBatchSize;
            return this;
        }

        /** Random transformations of the training images, in order; none by default. See {@link Augmentations}. */
        public Builder augmentation(Augmentation... newAugmentation) {
            return augmentation(Arrays.asList(newAugmentation));
        }

        /** Random transformations of the training images, in order; none by default. */
        public Builder augmentation(List<? extends Augmentation> newAugmentation) {
            augmentation = Collections.unmodifiableList(new ArrayList<>(newAugmentation));
            return this;
        }

        /** Whether the model has the final weights, which is the default, or an average of them. */
        public Builder averaging(Averaging newAveraging) {
            averaging = newAveraging;
            return this;
        }

        /** The fraction of the training images that is held out and evaluated after each epoch; 0 by default. */
        public Builder validationFraction(double newValidationFraction) {
            validationFraction = newValidationFraction;
            return this;
        }

        /** Whether training may stop before its last epoch; not by default. Requires a validation fraction. */
        public Builder earlyStopping(EarlyStopping newEarlyStopping) {
            earlyStopping = newEarlyStopping;
            return this;
        }

        /** Which training engine is used; {@link EngineChoice#AUTO} by default. */
        public Builder engine(EngineChoice newEngine) {
            engine = newEngine;
            return this;
        }

        /**
         * The experiment.
         *
         * @throws ConfigException if any rule is broken, naming every problem with its path
         */
        public ExperimentConfig build() {
            TrainingConfig training = new TrainingConfig(
                    optimizer,
                    schedule,
                    warmUpEpochs,
                    gradientClipping,
                    epochs,
                    batchSize,
                    augmentation,
                    averaging,
                    validationFraction,
                    earlyStopping,
                    engine);
            return new ExperimentConfig(name, seed, input, classes, layers, output, loss, training);
        }
    }
}
